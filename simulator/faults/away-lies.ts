import { type CentralCall, type CentralHandler, jsonAnswer } from "../central/call.ts";
import type { Records } from "../central/records.ts";
import { storeOn } from "../central/store.ts";
import type { CentralLie } from "./central-lies.ts";

/** How a system of the country that is otherwise right goes wrong: in what it keeps, in what it hears, or in what it says. */
export interface Wrong {
  /** What it finds on a shelf, in place of what lies there; `undefined` in place of a text means nothing. */
  readonly finds?: (shelf: string, value: Kept | undefined) => Kept | undefined;
  /** The same, in lists alone. */
  readonly lists?: Wrong["finds"];
  /** Whether something may be taken away for good. */
  readonly forgets?: (shelf: string) => boolean;
  /** What it hears in a call to a path; `undefined` leaves it. */
  readonly hears?: (path: string, body: Kept) => Kept | undefined;
  /** What it says where it would say this; `undefined` leaves it. */
  readonly says?: (path: string, body: Kept, status: number) => Said | undefined;
}
export type Kept = Record<string, unknown>;
interface Said {
  readonly body: Kept;
  readonly status?: number;
}

function lyingRecords(records: Records, { finds, lists = finds, forgets }: Wrong): Records {
  if (!finds && !lists && !forgets) return records;
  const found = (shelf: string, text: string | undefined, finds: Wrong["finds"]) => {
    const value = finds?.(shelf, text === undefined ? undefined : (JSON.parse(text) as Kept));
    return finds ? value && JSON.stringify(value) : text;
  };
  return {
    ...records,
    get: async (shelf, key) => found(shelf, await records.get(shelf, key), finds),
    take: async (shelf, key) =>
      found(shelf, await (forgets?.(shelf) === false ? records.get(shelf, key) : records.take(shelf, key)), finds),
    async list(shelf, prefix) {
      const kept = await records.list(shelf, prefix);
      return kept.flatMap(({ key, value }) => {
        const text = found(shelf, value, lists);
        return text === undefined ? [] : [{ key, value: text }];
      });
    },
  };
}

function lyingHandler(handler: CentralHandler, { hears, says }: Wrong): CentralHandler {
  if (!hears && !says) return handler;
  return async (call, client) => {
    const answer = await handler(await heard(call, hears), client);
    const said = says?.(call.path, JSON.parse(answer.text) as Kept, answer.status);
    return said ? jsonAnswer(said.body, said.status ?? answer.status) : answer;
  };
}

async function heard(call: CentralCall, hears: Wrong["hears"]): Promise<CentralCall> {
  if (!hears || call.method !== "POST") return call;
  const other = hears(call.path, JSON.parse((await call.text()) ?? "") as Kept);
  return other ? { ...call, text: () => Promise.resolve(JSON.stringify(other)) } : call;
}

const DAY = 86_400_000_000;
const ALL_ON = { HomeVisitUse: "1", OnlineTreatmentUse: "1" };
const AT_FIRST = { ElectronicPrescriptionUse: "0", PrescriptionIssueSelectTiming: "1" };
export const onShelf =
  (name: string, change: (value: Kept) => Kept | undefined): NonNullable<Wrong["finds"]> =>
  (shelf, value) =>
    shelf === name && value ? change(value) : value;
export const shifted = (field: string, by: number) => (value: Kept) =>
  typeof value[field] === "number" ? { ...value, [field]: value[field] + by } : value;
export const without = (value: Kept, field: string): Kept =>
  Object.fromEntries(Object.entries(value).filter(([name]) => name !== field));
export const at =
  (suffix: string, change: (body: Kept, status: number) => Said | undefined): NonNullable<Wrong["says"]> =>
  (path, body, status) =>
    path.endsWith(suffix) ? change(body, status) : undefined;

/** A message whose body says this instead. */
export function bodySaying(body: Kept, more: Kept): Said {
  const message = body["XmlMsg"] as { readonly MessageHeader?: unknown; readonly MessageBody?: Kept } | undefined;
  return { body: { ...body, XmlMsg: { ...message, MessageBody: { ...message?.MessageBody, ...more } } } };
}

export const releasedBy = ({ released }: Kept): unknown => (released as Kept | undefined)?.["by"];

const NOISE = { to: "06990014", notice: "nowDoubted", registration: 0, message: { ja: "—", en: "—" } };

/** One for each mutant of care away from the counter, the portal and the insurers. */
const WRONGS: Readonly<Record<string, () => Wrong>> = {
  "M-CTL-MODE-UNASKED": () => ({
    finds: (shelf, value) => (shelf === "settings" ? (value ?? { ...AT_FIRST, ...ALL_ON }) : value),
  }),
  "M-CTL-STAFF-ONLINE": () => ({
    hears: (path, body) =>
      path.endsWith("/web/reception") && body["method"] === "staff" ? { ...body, method: "pin" } : undefined,
  }),
  "M-CTL-END-LATE": () => ({ finds: onShelf("remote-consents", shifted("ends", 1_000_000)) }),
  "M-CTL-END-EARLY": () => ({ finds: onShelf("remote-consents", shifted("ends", -1_000_000)) }),
  "M-CTL-VISITS-END": () => ({
    finds: onShelf("remote-consents", (value) =>
      value["form"] === "homeVisit" ? { ...value, ends: Number(value["given"]) + DAY } : value,
    ),
  }),
  "M-CTL-CALL-LASTS": () => ({
    finds: onShelf("remote-consents", (value) => (value["form"] === "houseCall" ? without(value, "ends") : value)),
  }),
  "M-CTL-RELEASE-UNHEARD": () => ({
    finds: onShelf("remote-consents", (value) =>
      releasedBy(value) === "patient" ? without(value, "released") : value,
    ),
  }),
  "M-CTL-ANYBODYS-CARD": () => ({ hears: (_, body) => ("expects" in body ? without(body, "expects") : undefined) }),
  "M-CTL-CODE-TWICE": () => ({ forgets: (shelf) => shelf !== "activation-codes" }),
  "M-CTL-CODE-FOR-EVER": () => ({ finds: onShelf("activation-codes", shifted("expires", 1000 * DAY)) }),
  "M-CTL-FIRST-CONSENT": () => {
    const first = new Map<string, Kept>();
    return {
      finds: onShelf("remote-consents", (value) => {
        const key = `${String(value["person"])} ${String(value["form"])}`;
        const before = first.get(key) ?? value;
        first.set(key, before);
        return { ...value, items: before["items"] };
      }),
    };
  },
  "M-CTL-LIMITED-CONSENTS": () => ({
    says: at("/eligibilityOnly/reception", (body) => ({
      body: JSON.parse(
        JSON.stringify(body).replace('"InsurerName"', '"PharmacistsInfoConsFlg":"1","InsurerName"'),
      ) as Kept,
    })),
  }),
  "M-CTL-DEVICE-UNASKED": () => ({
    says: at("/eligibilityOnly/challenge", (body, status) =>
      status === 401 ? { body: { challenge: "A".repeat(43), expires: 0 }, status: 200 } : { body, status },
    ),
  }),
  "M-CTL-TWINS-ONE": () => ({
    says: at("/v1/insurers/registrations", (body) =>
      JSON.stringify(body["notices"]).includes("otherName")
        ? { body: { ...body, standing: "registered", notices: [] } }
        : undefined,
    ),
  }),
  "M-CTL-BIRTH-UNSEEN": () => ({
    says: at("/v1/insurers/registrations", (body) =>
      JSON.stringify(body["notices"]).includes("otherBirthDate")
        ? { body: { ...body, standing: "registered", notices: [] } }
        : undefined,
    ),
  }),
  "M-CTL-NEWCOMER-UNTOLD": () => ({
    says: at("/v1/insurers/registrations", (body) =>
      JSON.stringify(body["notices"]).includes("resident") ? { body: { ...body, notices: [] } } : undefined,
    ),
  }),
  "M-CTL-UNCONFIRMED": () => ({
    says: at("/confirmation", (body, status) =>
      status === 409 ? { body: { registration: 0, standing: "registered" }, status: 200 } : { body, status },
    ),
  }),
  "M-CTL-SUBSIDY-UNCAPPED": () => ({
    says: at("/v1/portal/subsidy", (body) =>
      body["is"] === "paid" ? { body: { ...body, amount: Number(body["counted"]) } } : undefined,
    ),
  }),
  "M-CTL-SUBSIDY-LATE": () => ({
    says: at("/v1/portal/subsidy", (body) =>
      body["why"] === "tooLate" ? { body: { is: "paid", amount: 97_000, counted: 130_000 } } : undefined,
    ),
  }),
  "M-CTL-SUBSIDY-TWICE": () => ({
    hears: (path, body) => (path.endsWith("/v1/portal/subsidy") ? without(body, "paidBefore") : undefined),
  }),
  "M-CTL-POINTS-DAILY": () => ({
    hears: (path, body) => (path.endsWith("/v1/portal/fee-points") ? without(body, "lastCharged") : undefined),
  }),
  "M-CTL-POINTS-ON-PAPER": () => ({
    hears: (path, body) => (path.endsWith("/v1/portal/fee-points") ? { ...body, claimsOnline: true } : undefined),
  }),
  "M-CTL-READERS-MANY": () => ({
    says: at("/v1/portal/acts", (body, status) =>
      body["code"] === "TSTP0005E" ? { body: { readers: { is: "ordered" } }, status: 200 } : { body, status },
    ),
  }),
  "M-CTL-NO-STAFF": () => ({
    hears: (path, body) =>
      path.endsWith("/visits/reception") && body["method"] === "staff" ? { ...body, method: "nobody" } : undefined,
  }),
  "M-CTL-MOVER-DOUBTED": () => {
    const known = new Set<string>();
    let again = false;
    return {
      hears(path, body) {
        if (!path.endsWith("/v1/insurers/registrations")) return undefined;
        const person = JSON.stringify([body["individualNumber"], body["birthDate"], body["kana"]]);
        again = known.has(person);
        known.add(person);
        return undefined;
      },
      says: at("/v1/insurers/registrations", (body) =>
        again ? { body: { ...body, standing: "suspended" } } : undefined,
      ),
    };
  },
  "M-CTL-ROUTE-NO-PIN": () => ({
    hears: (path, body) =>
      path.endsWith("/visits/reception") && body["form"] === "otherRoute" && body["method"] === "pin"
        ? { ...body, method: "nobody" }
        : undefined,
  }),
  "M-CTL-ANY-USE": () => {
    let last: Kept | undefined;
    return {
      finds: (shelf, value) => {
        if (shelf !== "remote-consents") return value;
        last = value ?? last;
        return last;
      },
    };
  },
  "M-CTL-ROUTE-SHORT": () => ({
    finds: onShelf("remote-consents", (value) =>
      value["form"] === "otherRoute" ? shifted("ends", -1_000_000)(value) : value,
    ),
  }),
  "M-CTL-ROUTE-UNTOLD": () => ({
    says: at("/OQSsionq01req", (body) => bodySaying(body, { QualificationValidity: "4" })),
  }),
  "M-CTL-VISIT-UNTOLD": () => ({
    says: at("/OQSsihvq01req", (body) => bodySaying(body, { QualificationValidity: "4" })),
  }),
  "M-CTL-ONLINE-BEFORE": () => ({
    says: at("/OQSsionq01req", (body) =>
      JSON.stringify(body).includes("TSTV0006E")
        ? bodySaying(body, {
            ...{ ProcessingResultStatus: "1", QualificationValidity: "1" },
            ...{ ProcessingResultCode: undefined, ProcessingResultMessage: undefined },
          })
        : undefined,
    ),
  }),
  "M-CTL-NOTICE-NO-EVIDENCE": () => ({
    says: at("/v1/evidence", (body) =>
      JSON.stringify(body["by"] ?? []).includes("eligibilityNotice")
        ? { body: { accepted: false, because: ["eligibilityNotice"] } }
        : undefined,
    ),
  }),
  "M-CTL-NO-ACCOUNT": () => ({
    says: at("/v1/portal/acts", (body, status) =>
      body["code"] === "TSTP0001E" ? { body: {}, status: 200 } : { body, status },
    ),
  }),
  "M-CTL-MATCHING-NOISY": () => ({ says: at("/v1/insurers/matching", () => ({ body: { notices: [NOISE] } })) }),
};

export const lieOf = (wrong: Wrong): CentralLie => ({
  store: (store) => storeOn(lyingRecords(store.records, wrong)),
  handler: (handler) => lyingHandler(handler, wrong),
});

export const AWAY_LIES: Readonly<Record<string, () => CentralLie>> = Object.fromEntries(
  Object.entries(WRONGS).map(([id, make]) => [id, () => lieOf(make())]),
);
