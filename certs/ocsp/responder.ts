import { createHash } from "node:crypto";
import { hex } from "../../device/wire/bytes.ts";
import { decodeTlvs } from "../../device/wire/tlv.ts";
import type { Authority } from "../issue.ts";
import { encodeName } from "../name.ts";
import { statusAt, type Registry, type Status } from "../registry.ts";
import { readOcspRequest, type Asked } from "./request.ts";
import { ocspRefusal, ocspResponse, type Responder } from "./response.ts";

/** An authority with what it has issued, as it is published: its registry may be another one each time it is asked for. */
export interface Published {
  readonly authority: Authority;
  readonly responder: Responder;
  registry(): Registry;
}

/** How long an answer holds, microseconds. */
const HOLDS = 3_600_000_000;

export interface OcspReply {
  readonly der: Uint8Array;
  /** For how long anybody may keep the answer: only where it is signed and not made for one asker's nonce. */
  readonly kept?: { readonly from: number; readonly until: number };
}

/**
 * Answers one request (DER) at a moment, for several authorities. All answers of one response are signed in the name of one of them:
 * the one whose certificate is asked about first. A certificate of another authority is unknown to it.
 */
export function answerOcsp(request: Uint8Array, published: readonly Published[], now: number): OcspReply {
  const read = readOcspRequest(request);
  const [fallback] = published;
  if (!read || !fallback) return { der: ocspRefusal(read ? "unauthorized" : "malformedRequest") };
  // Times in an answer are whole seconds; what it says is of the moment itself.
  const at = Math.floor(now / SECOND) * SECOND;
  const mine = published.find(({ authority }) => isIssuer(authority, read.asked[0])) ?? fallback;
  const registry = mine.registry();
  const status = (asked: Asked): Status =>
    isIssuer(mine.authority, asked) ? statusAt(registry, asked.serial, now) : { is: "unknown" };
  const der = ocspResponse({
    responder: mine.responder,
    answers: read.asked.map((asked) => ({ id: asked.id, status: status(asked) })),
    at,
    nextUpdate: at + HOLDS,
    nonce: read.nonce,
  });
  return read.nonce ? { der } : { der, kept: { from: at, until: at + HOLDS } };
}

const SECOND = 1_000_000;

/** Hashes by which clients name an issuer: openssl and browsers use SHA-1, newer ones SHA-256. */
const HASHES = new Map([
  ["1.3.14.3.2.26", "sha1"],
  ["2.16.840.1.101.3.4.2.1", "sha256"],
  ["2.16.840.1.101.3.4.2.2", "sha384"],
  ["2.16.840.1.101.3.4.2.3", "sha512"],
]);

/** By name and key: generations of one authority share the name. */
function isIssuer({ name, signer }: Authority, { hash, issuerNameHash, issuerKeyHash }: Asked): boolean {
  const algorithm = HASHES.get(hash);
  if (algorithm === undefined) return false;
  const digest = (bytes: Uint8Array) => hex(new Uint8Array(createHash(algorithm).update(bytes).digest()));
  return digest(encodeName(name)) === issuerNameHash && digest(keyBits(signer.spki)) === issuerKeyHash;
}

/** The key of a SubjectPublicKeyInfo without its algorithm and the count of unused bits. */
function keyBits(spki: Uint8Array): Uint8Array {
  const [whole] = decodeTlvs(spki);
  return decodeTlvs(whole?.value ?? spki)[1]?.value.subarray(1) ?? spki;
}
