import { createHash } from "node:crypto";
import { concat, unhex } from "../wire/bytes.ts";
import { CURRENT_EF } from "../wire/card-files.ts";
import * as card from "../wire/card.ts";
import { ask, type Procedure, select, unexpected } from "./procedure.ts";

/** DER up to the digest of DigestInfo with SHA-256 (RFC 8017 §9.2, note 1). */
const SHA256_DIGEST_INFO = unhex("3031300d060960864801650304020105000420");

/** As long as the modulus of every key on the card. */
const SIGNATURE_LENGTH = 256;

/** RSASSA-PKCS1-v1_5 with SHA-256 over `message` by a key of the selected application; the card pads the DigestInfo it is given. */
export function* signMessage(key: number, message: Uint8Array): Procedure<Uint8Array> {
  yield* select(key);
  const input = concat(SHA256_DIGEST_INFO, createHash("sha256").update(message).digest());
  const mode = card.SIGN_INPUT.asGiven;
  const answer = yield* ask(card.COMPUTE_DIGITAL_SIGNATURE, { mode, key: CURRENT_EF, input, le: SIGNATURE_LENGTH });
  return answer.outcome === "signed" ? answer.bytes : unexpected("COMPUTE DIGITAL SIGNATURE", answer.outcome);
}
