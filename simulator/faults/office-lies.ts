import { at, type Kept, lieOf, type Wrong } from "./away-lies.ts";
import type { CentralLie } from "./central-lies.ts";

/** One for each mutant of the insurers' server and of the portal that takes more than a word; shorter ones are in away-lies.ts. */

interface Notice {
  readonly notice: string;
}
const noticesIn = (body: Kept) => (body["notices"] ?? []) as readonly Notice[];
const without = (body: Kept, ...notices: readonly string[]) => ({
  body: { ...body, notices: noticesIn(body).filter(({ notice }) => !notices.includes(notice)) },
});
const REGISTERED = { standing: "registered", notices: [] };

/** A registration is taken for right where it differs in no more than this from what was registered before. */
function nearEnough(notice: string, field: string, isNear: (one: string, other: string) => boolean): Wrong {
  const before = new Map<unknown, string>();
  let near = false;
  return {
    hears(path, body) {
      if (!path.endsWith("/v1/insurers/registrations")) return undefined;
      const [number, value] = [body["individualNumber"], String(body[field])];
      const known = before.get(number);
      near = known !== undefined && known !== value && isNear(known, value);
      before.set(number, known ?? value);
      return undefined;
    },
    says: at("/v1/insurers/registrations", (body) =>
      near && noticesIn(body).some((one) => one.notice === notice) ? { body: { ...body, ...REGISTERED } } : undefined,
    ),
  };
}

const WRONGS: Readonly<Record<string, () => Wrong>> = {
  "M-CTL-BIRTH-NEAR": () =>
    nearEnough("otherBirthDate", "birthDate", (one, other) => Math.abs(Number(one) - Number(other)) === 1),
  "M-CTL-NAME-NEAR": () => nearEnough("otherName", "kana", (one, other) => one.slice(0, 6) === other.slice(0, 6)),
  "M-CTL-UNKNOWN-REGISTERED": () => ({
    says: at("/v1/insurers/registrations", (body) =>
      noticesIn(body).some(({ notice }) => notice === "residentUnknown")
        ? { body: { ...body, standing: "registered" } }
        : undefined,
    ),
  }),
  "M-CTL-MATCHING-NEVER": () => ({ says: at("/v1/insurers/matching", () => ({ body: { notices: [] } })) }),
  "M-CTL-MATCHING-HALF": () => ({ says: at("/v1/insurers/matching", (body) => without(body, "nowAgrees")) }),
  "M-CTL-MATCHING-ASKED-ONLY": () => ({
    says: at("/v1/insurers/notices", (body) => without(body, "nowDoubted", "nowAgrees")),
  }),
  "M-CTL-SUBSIDY-EARLY": () => ({
    says: at("/v1/portal/subsidy", (body) =>
      body["why"] === "tooEarly" ? { body: { is: "paid", amount: 97_000, counted: 130_000 } } : undefined,
    ),
  }),
  "M-CTL-SUBSIDY-SUM": () => ({
    // Half of what counts of a device, whatever was paid before.
    says: at("/v1/portal/subsidy", (body) =>
      body["amount"] === 20_000 ? { body: { ...body, amount: 20_500 } } : undefined,
    ),
  }),
  "M-CTL-SUBSIDY-FORGOTTEN": () => ({ finds: (shelf, value) => (shelf === ACCOUNTS ? lacking(value) : value) }),
  "M-CTL-POINTS-BEFORE-USE": () => ({
    finds: (shelf, value) =>
      shelf === ACCOUNTS && value && "appliedForUse" in value ? { ...value, appliedForUse: value["opened"] } : value,
  }),
  "M-CTL-POINTS-FOR-EVER": () => ({
    hears: (path, body) =>
      path.endsWith("/fee-points") && body["dataFetched"] === false ? { ...body, on: "20240331" } : undefined,
  }),
  "M-CTL-MODEL-UNROUNDED": () => ({
    says: at("/v1/portal/tables", (body) => {
      const models = body["models"] as { readonly clinic: Kept };
      return { body: { ...body, models: { ...models, clinic: { ...models.clinic, yenAYear: 102_778 } } } };
    }),
  }),
  "M-CTL-UNDECIDED-FOR-EVER": () => ({
    says: at("/v1/portal/acts", (body, status) =>
      body["code"] === "TSTP0008E" ? { body: { readers: { is: "ordered" } }, status: 200 } : { body, status },
    ),
  }),
};

const ACCOUNTS = "portal-accounts";
function lacking(account: Kept | undefined): Kept | undefined {
  if (!account) return undefined;
  const { subsidies: _, ...others } = account;
  return others;
}

export const OFFICE_LIES: Readonly<Record<string, () => CentralLie>> = Object.fromEntries(
  Object.entries(WRONGS).map(([id, make]) => [id, () => lieOf(make())]),
);
