import type { Clock, Fetch } from "../../device/ports.ts";
import type { ConsentItem } from "../../device/wire/face.ts";
import { RECEPTION_HEADER } from "../central/remote/mobile-app.ts";
import type { FormOfCare, Use } from "../central/remote/forms.ts";
import type { Outcome, Visit } from "./facility-device.ts";
import { fromText, mobileLine, type Said, toText } from "./mobile-line.ts";
import { type CardLink, presentByPin } from "./presented-card.ts";

export interface WebVisit {
  readonly form: FormOfCare;
  /** JST, yyyyMMdd: the day of the consultation. */
  readonly careDay: string;
  readonly consents: readonly ConsentItem[];
  readonly pin: string;
  readonly spendLastTry?: boolean;
  /** Whose card was held to this device before: another person's is then refused. */
  readonly expects?: NonNullable<Visit["expects"]>;
}

/**
 * The patient's own phone or PC at a facility's web reception (マイナ在宅受付Web): the PIN and nothing else confirms its holder (ONL-01).
 * `token` is the end of the facility's address.
 */
export interface PatientsPhone {
  whoseReception(): Promise<Said>;
  register(card: CardLink, visit: WebVisit): Promise<Outcome>;
  release(
    card: CardLink,
    of: { readonly use: Use; readonly institutionCode: string } & Pick<WebVisit, "pin" | "spendLastTry">,
  ): Promise<Outcome>;
}

export function patientsPhone({
  fetch,
  clock,
  token,
}: {
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly token: string;
}): PatientsPhone {
  const line = mobileLine(fetch, clock, () => ({ [RECEPTION_HEADER]: token }));
  const held = async (
    card: CardLink,
    { pin, spendLastTry = false }: Pick<WebVisit, "pin" | "spendLastTry">,
    report: (signed: Readonly<Record<string, string>>) => Promise<Said>,
  ): Promise<Outcome> => {
    const asked = await line.post("/web/challenge", {});
    if (asked.is === "refused") return asked;
    const challenge = fromText(asked.json["challenge"]);
    const presented = await presentByPin(card, challenge, pin, spendLastTry);
    if (presented.is !== "signed") return { is: "card", because: presented };
    const { certificate, signature } = presented;
    return report({ challenge: toText(challenge), certificate: toText(certificate), signature: toText(signature) });
  };
  return {
    whoseReception: () => line.get("/web"),
    register: (card, visit) =>
      held(card, visit, (signed) => {
        const { form, careDay, consents, expects } = visit;
        const said = { form, careDay, consents, method: "pin", ...(expects ? { expects } : {}) };
        return line.post("/web/reception", { ...signed, ...said });
      }),
    release: (card, { use, institutionCode, ...pin }) =>
      held(card, pin, (signed) => line.post("/web/release", { ...signed, use, institutionCode })),
  };
}
