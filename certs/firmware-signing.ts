import { issueFirmwareCertificate } from "./leaves.ts";
import type { Authority, Issued } from "./issue.ts";
import { type P256Key, p256Key, p256Sign } from "./p256.ts";

/** The key with which the bench, as a maker, signs firmware manifests. Its point is in every reader of that model from birth. */
export const firmwareSigningKey = (): P256Key => p256Key(0, "firmware signing");

export const signManifest = (manifest: Uint8Array): Uint8Array => p256Sign(firmwareSigningKey(), manifest);

/** Tells others whose key it is. */
export const firmwareCertificate = (
  issuer: Authority,
  model: string,
  term: { readonly notBefore: number; readonly notAfter: number },
): Issued => issueFirmwareCertificate({ issuer, spki: firmwareSigningKey().spki, model, ...term });
