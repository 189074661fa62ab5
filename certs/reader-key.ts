import { concat } from "../device/wire/bytes.ts";
import { verifyCertificate } from "./verify-certificate.ts";

/**
 * The point (65 bytes, uncompressed) with which a reader signs its results, if its attestation (DER) counts at `at` (microseconds)
 * under the attestation authority `issuer` (DER).
 */
export function readerKeyOf(attestation: Uint8Array, issuer: Uint8Array, at: number): Uint8Array | undefined {
  const verdict = verifyCertificate({ certificate: attestation, issuer, at, use: "digitalSignature" });
  if (!verdict.ok) return undefined;
  const { crv, x = "", y = "" } = verdict.publicKey.export({ format: "jwk" });
  if (crv !== "P-256") return undefined;
  return concat(Uint8Array.of(0x04), Buffer.from(x, "base64url"), Buffer.from(y, "base64url"));
}
