import type { Clock, Fetch } from "../../device/ports.ts";
import type { ConsentItem } from "../../device/wire/face.ts";
import { jstDate } from "../../device/wire/oqs/jst.ts";
import type { FormOfCare } from "../central/remote/forms.ts";
import { fromText, mobileLine, type MobileLine, type Said, toText } from "./mobile-line.ts";
import { type CardLink, presentByPin, presentByStaff, type Presented } from "./presented-card.ts";

/** What remains of a registration: kept by the device, and by nobody else. */
export interface DeviceIdentity {
  readonly device: string;
  readonly secret: string;
}

export interface DevicePorts {
  readonly fetch: Fetch;
  readonly clock: Clock;
  /** A device that was registered before. */
  readonly identity?: DeviceIdentity;
}

/** How the holder of a card was confirmed. */
export type Confirmation =
  | { readonly by: "pin"; readonly pin: string; readonly spendLastTry?: boolean }
  /** Staff have compared the face with the card's photograph. */
  | { readonly by: "staff" };

export interface Visit {
  readonly form: Exclude<FormOfCare, "online">;
  readonly confirmation: Confirmation;
  readonly consents: readonly ConsentItem[];
  /** The number got at the first visit: another person's card is then refused. */
  readonly expects?: {
    readonly insurer: string;
    readonly symbol?: string;
    readonly number: string;
    readonly branch?: string;
  };
}

/** What came of holding a card to a device: an answer of the centre, or what the card refused. */
export type Outcome = Said | { readonly is: "card"; readonly because: Exclude<Presented, { is: "signed" }> };

interface Registered {
  readonly identity: DeviceIdentity | undefined;
  /** With a code from the facility's terminal; good once. */
  activate(code: string): Promise<Said>;
}

/** The visiting nurse's app (マイナ資格確認アプリ, 居宅同意取得型): home visits, house calls, and patients by another route. */
export interface VisitApp extends Registered {
  receive(card: CardLink, visit: Visit): Promise<Outcome>;
}

/** The eligibility-only app (資格確認限定型): on a phone, a tablet, or a PC with a generic card reader. */
export interface EligibilityApp extends Registered {
  check(card: CardLink, confirmation: Confirmation): Promise<Outcome>;
}

export function visitApp(ports: DevicePorts): VisitApp {
  const { line, ...registered } = registration(ports);
  return {
    ...registered,
    get identity() {
      return registered.kept();
    },
    receive: (card, { form, confirmation, consents, expects }) =>
      held(line, "/visits", card, confirmation, (signed) =>
        line.post("/visits/reception", {
          ...signed,
          ...{ form, consents, careDay: jstDate(ports.clock.now()), method: confirmation.by },
          ...(expects ? { expects } : {}),
        }),
      ),
  };
}

export function eligibilityApp(ports: DevicePorts): EligibilityApp {
  const { line, ...registered } = registration(ports);
  return {
    ...registered,
    get identity() {
      return registered.kept();
    },
    check: (card, confirmation) =>
      held(line, "/eligibilityOnly", card, confirmation, (signed) =>
        line.post("/eligibilityOnly/reception", { ...signed, method: confirmation.by, consents: [] }),
      ),
  };
}

function registration({ fetch, clock, identity }: DevicePorts) {
  let kept = identity;
  const line = mobileLine(fetch, clock, (): Record<string, string> =>
    kept ? { authorization: `Bearer ${kept.device}:${kept.secret}` } : {},
  );
  return {
    line,
    kept: () => kept,
    async activate(code: string): Promise<Said> {
      const said = await line.post("/devices", { code });
      if (said.is === "given") kept = { device: String(said.json["device"]), secret: String(said.json["secret"]) };
      return said;
    },
  };
}

/** A challenge, the card's answer to it, and what the centre makes of that. */
async function held(
  line: MobileLine,
  door: string,
  card: CardLink,
  confirmation: Confirmation,
  report: (signed: Readonly<Record<string, string>>) => Promise<Said>,
): Promise<Outcome> {
  const asked = await line.post(`${door}/challenge`, {});
  if (asked.is === "refused") return asked;
  const challenge = fromText(asked.json["challenge"]);
  const presented =
    confirmation.by === "pin"
      ? await presentByPin(card, challenge, confirmation.pin, confirmation.spendLastTry)
      : await presentByStaff(card, challenge, async (cardChallenge) => {
          const leave = await line.post(`${door}/authority`, { challenge: toText(cardChallenge) });
          if (leave.is === "refused") return undefined;
          return { certificate: fromText(leave.json["certificate"]), signature: fromText(leave.json["signature"]) };
        });
  if (presented.is !== "signed") return { is: "card", because: presented };
  const { certificate, signature } = presented;
  return report({ challenge: toText(challenge), certificate: toText(certificate), signature: toText(signature) });
}
