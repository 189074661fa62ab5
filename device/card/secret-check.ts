import { ascii } from "../wire/bytes.ts";
import { type Application, CURRENT_EF, JPKI_EF, TEXT_EF, VISUAL_EF } from "../wire/card-files.ts";
import * as card from "../wire/card.ts";
import { ask, hasApplication, type Procedure, triesLeft, unexpected } from "./procedure.ts";

interface Reference {
  readonly application: Application;
  readonly id: number;
  /** What a right one looks like; anything else is refused before the card is asked. */
  readonly form: RegExp;
}

const FOUR_DIGITS = /^\d{4}$/;
/** YYMMDD in the Japanese era year, year of expiry, security code: as printed on the front. */
const NUMBER_B = /^\d{14}$/;

/**
 * What a host may show a card. 照合番号A, the individual number, is not among them: no host sends it.
 * Forms: J-LIS for the PINs and the password; Digital Agency for 照合番号B.
 */
export const SECRETS = {
  auth: { application: "jpki", id: JPKI_EF.authPin, form: FOUR_DIGITS },
  sign: { application: "jpki", id: JPKI_EF.signPassword, form: /^(?=.*[A-Z])(?=.*\d)[A-Z\d]{6,16}$/ },
  text: { application: "text", id: TEXT_EF.pin, form: FOUR_DIGITS },
  textNumberB: { application: "text", id: TEXT_EF.numberB, form: NUMBER_B },
  visualNumberB: { application: "visual", id: VISUAL_EF.numberB, form: NUMBER_B },
} as const satisfies Record<string, Reference>;

export type SecretName = keyof typeof SECRETS;

/** Why a secret did not open anything. None is a fault: a card may rightly answer each. */
export type Refusal =
  /** The card has no such reference or no such application, as a card of another kind. */
  | { readonly is: "absent" }
  /** It cannot be a right one by its form. The card was not asked and no try is spent. */
  | { readonly is: "formless" }
  /** One try is left and it was not said that it may be spent. The card was not asked. */
  | { readonly is: "lastTry" }
  /** `triesLeft` 0: this try was the last, and the reference is locked now. */
  | { readonly is: "wrong"; readonly triesLeft: number }
  | { readonly is: "locked" };

export type Checked = { readonly is: "verified" } | Refusal;

export interface CheckOptions {
  /** A wrong secret would lock the reference, and its holder knows. */
  readonly spendLastTry?: boolean;
}

/** Tries left, at no cost; undefined where the card has no such reference. Leaves the secret's application selected. */
export function* countTries(name: SecretName): Procedure<number | undefined> {
  const { application, id } = SECRETS[name];
  return (yield* hasApplication(application)) ? yield* triesLeft(id) : undefined;
}

/** Verifies a secret in its application, which stays selected: what it opens is open until another is. */
export function* checkSecret(
  name: SecretName,
  secret: string,
  { spendLastTry = false }: CheckOptions = {},
): Procedure<Checked> {
  const left = yield* countTries(name);
  if (left === undefined) return { is: "absent" };
  if (left === 0) return { is: "locked" };
  if (!SECRETS[name].form.test(secret)) return { is: "formless" };
  if (left === 1 && !spendLastTry) return { is: "lastTry" };
  const answer = yield* ask(card.VERIFY, { reference: CURRENT_EF, secret: ascii(secret) });
  switch (answer.outcome) {
    case "verified":
      return { is: "verified" };
    case "rejected":
      return { is: "wrong", triesLeft: answer.triesLeft };
    case "blocked":
      return { is: "locked" };
    default:
      return unexpected("VERIFY", answer.outcome);
  }
}
