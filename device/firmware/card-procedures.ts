import { createHash } from "node:crypto";
import { DeviceError, malformed } from "../errors.ts";
import { decodeResponse, encodeCommand } from "../wire/apdu.ts";
import { ascii, concat, startsWith, unhex } from "../wire/bytes.ts";
import { AID, CURRENT_EF, JPKI_EF, VISUAL_EF } from "../wire/card-files.ts";
import * as card from "../wire/card.ts";
import type { Command } from "../wire/command.ts";
import { decodeTlv, decodeTlvs, encodeTlv, find } from "../wire/tlv.ts";
import { KEY_B_TRIES_SPARED } from "./key-b-machine.ts";
import type { Authority } from "./part-machine.ts";

/**
 * What the firmware asks of a card, as generators: each yields the bytes of a command and is resumed with the bytes of the answer,
 * so whoever runs one decides how they travel and may stop between any two. An answer that the command does not have is the fault
 * `peer.unexpected`.
 */
export type Procedure<T> = Generator<Uint8Array, T, Uint8Array>;

/** A My Number Card has a JPKI application whose token says so; older resident cards and phones have another token. */
export function* identify(): Procedure<"myNumberCard" | "otherCard"> {
  const { outcome } = yield* ask(card.SELECT_AP, { aid: AID.jpki, want: "nothing" });
  if (outcome !== "selected") return "otherCard";
  yield* select(JPKI_EF.token);
  const token = yield* ask(card.READ_BINARY, { offset: 0, le: 32 });
  return token.outcome === "read" && startsWith(token.bytes, ascii("JPKIAPICCTOKEN2 ")) ? "myNumberCard" : "otherCard";
}

/** Opens the visual application with key B, unless the card has so few tries left that a wrong reading might cost the patient it. */
export function* tryKeyB(keyB: string): Procedure<"opened" | "wrong" | "spared" | "blocked"> {
  yield* selectApplication(AID.visual);
  const triesLeft = yield* countTries(VISUAL_EF.numberB);
  if (triesLeft === 0) return "blocked";
  if (triesLeft <= KEY_B_TRIES_SPARED) return "spared";
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
  yield* selectApplication(AID.jpki);
  return yield* countTries(JPKI_EF.authPin);
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
  yield* selectApplication(AID.jpki);
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

/** DER up to the digest of DigestInfo with SHA-256 (RFC 8017 §9.2, note 1). */
const SHA256_DIGEST_INFO = unhex("3031300d060960864801650304020105000420");

/** RSASSA-PKCS1-v1_5 with SHA-256 over `challenge` by the authentication key; the card pads the DigestInfo it is given. */
export function* signChallenge(challenge: Uint8Array): Procedure<Uint8Array> {
  yield* select(JPKI_EF.authKey);
  const input = concat(SHA256_DIGEST_INFO, createHash("sha256").update(challenge).digest());
  const mode = card.SIGN_INPUT.asGiven;
  const answer = yield* ask(card.COMPUTE_DIGITAL_SIGNATURE, { mode, key: CURRENT_EF, input, le: 256 });
  return answer.outcome === "signed" ? answer.bytes : unexpected("COMPUTE DIGITAL SIGNATURE", answer.outcome);
}

/** The user-authentication certificate (DER), without the filler behind it. */
export function* readCertificate(): Procedure<Uint8Array> {
  yield* select(JPKI_EF.authCertificate);
  const { tag, value } = yield* readObject();
  return encodeTlv(tag, value);
}

function* ask<Q, A>(command: Command<Q, A>, request: Q): Procedure<A> {
  const response = decodeResponse(yield encodeCommand(command.request.encode(request)));
  return command.answer.decode(response) ?? unexpected(command.name, response.sw.toString(16));
}

function* selectApplication(aid: Uint8Array): Procedure<void> {
  const { outcome } = yield* ask(card.SELECT_AP, { aid, want: "nothing" });
  if (outcome !== "selected") unexpected("SELECT AP", outcome);
}

function* select(id: number): Procedure<void> {
  const { outcome } = yield* ask(card.SELECT_EF, { id, want: "nothing" });
  if (outcome !== "selected") unexpected("SELECT EF", outcome);
}

function* countTries(id: number): Procedure<number> {
  const { outcome } = yield* ask(card.SELECT_EF, { id, want: "nothing" });
  if (outcome === "notFound") return 0;
  const answer = yield* ask(card.QUERY_TRIES, { reference: CURRENT_EF });
  if (answer.outcome === "referenceNotFound") return 0;
  return answer.outcome === "counted" ? answer.triesLeft : unexpected("retry query", answer.outcome);
}

const CHUNK = 256;

/** As far as an offset of READ BINARY reaches. */
const LONGEST_FILE = 0x8000;

/** The data object that a file begins with; its own length says how much to read, for files end in filler. */
function* readObject(): Procedure<{ readonly tag: number; readonly value: Uint8Array }> {
  let bytes = yield* readChunk(0);
  const wanted = objectLength(bytes);
  if (wanted > LONGEST_FILE) throw malformed("card file", `a data object of ${wanted} bytes`, 0);
  while (bytes.length < wanted) {
    const more = yield* readChunk(bytes.length);
    // Less than was asked for is the end of the file.
    if (more.length < Math.min(CHUNK, wanted - bytes.length)) unexpected("READ BINARY", "the end of the file");
    bytes = concat(bytes, more);
  }
  return decodeTlv(bytes, 0, "card file");
}

function* readChunk(offset: number): Procedure<Uint8Array> {
  const answer = yield* ask(card.READ_BINARY, { offset, le: CHUNK });
  return answer.outcome === "read" ? answer.bytes : unexpected("READ BINARY", answer.outcome);
}

/** Tag, length and value together, from the first bytes of a data object. */
function objectLength(bytes: Uint8Array): number {
  const lengthAt = ((bytes[0] ?? 0) & 0x1f) === 0x1f ? 2 : 1;
  const first = bytes[lengthAt] ?? 0;
  if (first < 0x80) return lengthAt + 1 + first;
  const size = first - 0x80;
  return (
    bytes.subarray(lengthAt + 1, lengthAt + 1 + size).reduce((sum, byte) => sum * 256 + byte, 0) + lengthAt + 1 + size
  );
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

function unexpected(during: string, got: string): never {
  throw new DeviceError("peer.unexpected", { during, got });
}
