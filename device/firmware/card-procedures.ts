import {
  ask,
  hasApplication,
  type Procedure,
  readObject,
  select,
  selectApplication,
  triesLeft,
  unexpected,
} from "../card/procedure.ts";
import { signMessage } from "../card/signature.ts";
import { ascii, startsWith } from "../wire/bytes.ts";
import { CURRENT_EF, JPKI_EF, VISUAL_EF } from "../wire/card-files.ts";
import * as card from "../wire/card.ts";
import { decodeTlvs, encodeTlv, find } from "../wire/tlv.ts";
import { KEY_B_TRIES_SPARED } from "./key-b-machine.ts";
import type { Authority, CardKind } from "./part-machine.ts";

/** What a JPKI application says of what it runs on; the resident card before this one has a token too, and is another card. */
const TOKENS = [
  ["JPKIAPICCTOKEN2 ", "myNumberCard"],
  ["JPKIAPGPSETOKEN ", "android"],
  ["JPKIAPIOSTOKEN ", "iphone"],
] as const;

export function* identify(): Procedure<CardKind> {
  if (!(yield* hasApplication("jpki"))) return "otherCard";
  yield* select(JPKI_EF.token);
  const token = yield* ask(card.READ_BINARY, { offset: 0, le: 32 });
  if (token.outcome !== "read") return "otherCard";
  const kind = TOKENS.find(([label]) => startsWith(token.bytes, ascii(label)))?.[1] ?? "otherCard";
  if (kind !== "myNumberCard") return kind;
  return (yield* hasUsablePin()) ? kind : "faceOnlyCard";
}

/**
 * A face-only card (顔認証マイナンバーカード) looks like one whose PIN is locked, and has no certificate for signatures. So does a small
 * child's card with a locked PIN, and there the PIN is of as little use.
 */
function* hasUsablePin(): Procedure<boolean> {
  if (((yield* triesLeft(JPKI_EF.authPin)) ?? 0) > 0) return true;
  yield* select(JPKI_EF.certificatesPresent);
  const present = yield* ask(card.READ_BINARY, { offset: 0, le: 3 });
  return present.outcome === "read" && present.bytes[0] !== 0x00;
}

/** Opens the visual application with key B, unless the card has so few tries left that a wrong reading might cost the patient it. */
export function* tryKeyB(keyB: string): Procedure<"opened" | "wrong" | "spared" | "blocked"> {
  yield* selectApplication("visual");
  const left = (yield* triesLeft(VISUAL_EF.numberB)) ?? 0;
  if (left === 0) return "blocked";
  if (left <= KEY_B_TRIES_SPARED) return "spared";
  const { outcome } = yield* ask(card.VERIFY, { reference: CURRENT_EF, secret: ascii(keyB) });
  if (outcome === "verified") return "opened";
  if (outcome === "rejected") return "wrong";
  return outcome === "blocked" ? "blocked" : unexpected("VERIFY of key B", outcome);
}

/** The photograph (JP2), after key B has opened the visual application. */
export function* readPhotograph(): Procedure<Uint8Array> {
  yield* select(VISUAL_EF.face);
  const file = yield* readObject();
  const photograph = find(decodeTlvs(file.value, "card face"), 0xdf27);
  return photograph ?? unexpected("reading the card face", "no DF27");
}

/** Selects the JPKI application too; without a PIN reference (a card for face and visual check only) there are no tries. */
export function* countPinTries(): Procedure<number> {
  yield* selectApplication("jpki");
  return (yield* triesLeft(JPKI_EF.authPin)) ?? 0;
}

/** After `countPinTries`: what is verified holds until another application is selected. */
export function* verifyPin(
  digits: string,
): Procedure<{ readonly outcome: "verified" | "wrong" | "locked"; readonly triesLeft: number }> {
  yield* select(JPKI_EF.authPin);
  const answer = yield* ask(card.VERIFY, { reference: CURRENT_EF, secret: ascii(digits) });
  if (answer.outcome === "verified") return { outcome: "verified", triesLeft: 3 };
  if (answer.outcome === "rejected") return { outcome: "wrong", triesLeft: answer.triesLeft };
  if (answer.outcome === "blocked") return { outcome: "locked", triesLeft: 0 };
  return unexpected("VERIFY of the PIN", answer.outcome);
}

const CARD_CHALLENGE_BYTES = 16;

export function* getCardChallenge(): Procedure<Uint8Array> {
  yield* selectApplication("jpki");
  const answer = yield* ask(card.GET_CHALLENGE, { le: CARD_CHALLENGE_BYTES });
  return answer.outcome === "challenge" ? answer.bytes : unexpected("GET CHALLENGE", answer.outcome);
}

/** Whether the card takes the central system's leave. What is not even a certificate is refused without asking the card. */
export function* loadAuthority({ certificate, signature }: Authority): Procedure<boolean> {
  const parts = certificateParts(certificate);
  if (!parts || signature.length === 0) return false;
  yield* select(JPKI_EF.terminalAuthority);
  const body = yield* ask(card.SET_PUBLIC_KEY_BODY, { object: parts.body, extended: true });
  if (body.outcome !== "accepted") return false;
  const signed = yield* ask(card.SET_PUBLIC_KEY_SIGNATURE, { object: parts.signature, extended: true });
  if (signed.outcome !== "accepted") return false;
  const key = JPKI_EF.terminalAuthority;
  const { outcome } = yield* ask(card.EXTERNAL_AUTHENTICATE, { key, signature, extended: true });
  return outcome === "authenticated";
}

/** Over the central system's challenge, by the authentication key. */
export const signChallenge = (challenge: Uint8Array): Procedure<Uint8Array> => signMessage(JPKI_EF.authKey, challenge);

/** The user-authentication certificate (DER), without the filler behind it. */
export function* readCertificate(): Procedure<Uint8Array> {
  yield* select(JPKI_EF.authCertificate);
  const { tag, value } = yield* readObject();
  return encodeTlv(tag, value);
}

function certificateParts(certificate: Uint8Array): { body: Uint8Array; signature: Uint8Array } | undefined {
  try {
    const whole = find(decodeTlvs(certificate), 0x7f21);
    const inner = whole && decodeTlvs(whole);
    const body = inner && find(inner, 0x5f4e);
    const signature = inner && find(inner, 0x5f37);
    return body && signature && { body: encodeTlv(0x5f4e, body), signature: encodeTlv(0x5f37, signature) };
  } catch {
    return undefined;
  }
}
