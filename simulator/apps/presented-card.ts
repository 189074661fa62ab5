import { myNumberCard } from "../../device/card/my-number-card.ts";
import { perform, type Procedure } from "../../device/card/procedure.ts";
import type { Refusal as CardRefusal } from "../../device/card/secret-check.ts";
import {
  getCardChallenge,
  loadAuthority,
  readCertificate,
  signChallenge,
} from "../../device/firmware/card-procedures.ts";

/** One APDU and its answer: a phone's NFC, or a generic PC/SC reader; the apps do not know which. */
export type CardLink = (command: Uint8Array) => Promise<Uint8Array>;

/** What the card says to the central system's challenge, or why it says nothing. */
export type Presented =
  | { readonly is: "signed"; readonly certificate: Uint8Array; readonly signature: Uint8Array }
  /** The centre gives no leave to sign without PIN, or the card does not take it. */
  | { readonly is: "noLeave" }
  | CardRefusal;

/** With the four-digit PIN of user authentication; the last try is spent only where its holder has said so. */
export async function presentByPin(
  link: CardLink,
  challenge: Uint8Array,
  pin: string,
  spendLastTry = false,
): Promise<Presented> {
  const card = myNumberCard(link);
  const certificate = await card.certificate("auth");
  if (!certificate) return { is: "absent" };
  const signed = await card.sign("auth", pin, challenge, { spendLastTry });
  return signed.is === "read" ? { is: "signed", certificate, signature: signed.value } : signed;
}

/** The centre's leave for a card whose holder staff have compared with the photograph. */
export type AskLeave = (
  cardChallenge: Uint8Array,
) => Promise<{ readonly certificate: Uint8Array; readonly signature: Uint8Array } | undefined>;

/** After a visual check. The last step on the real card is not public; this is the bench's (ASM-PINLESS). */
export async function presentByStaff(link: CardLink, challenge: Uint8Array, askLeave: AskLeave): Promise<Presented> {
  const run = <T>(procedure: Procedure<T>) => perform(procedure, link);
  const leave = await askLeave(await run(getCardChallenge()));
  if (!leave || !(await run(loadAuthority(leave)))) return { is: "noLeave" };
  const signature = await run(signChallenge(challenge));
  return { is: "signed", certificate: await run(readCertificate()), signature };
}
