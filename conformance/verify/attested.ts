import { createPublicKey, type KeyObject, X509Certificate } from "node:crypto";
import { signedBy, type Told, told } from "./claims.ts";
import { type Finding, heldIf, UNSEEN } from "./finding.ts";
import type { Fields } from "./material.ts";
import { tlv, withoutField } from "./reader-message.ts";
import type { Trace } from "./sightings.ts";

/** docs/evidence.md, "Attestation": what a reader proves of itself. */

const keyIn = (point: string): KeyObject =>
  createPublicKey({
    key: Buffer.from(`3059301306072a8648ce3d020106082a8648ce3d030107034200${point}`, "hex"),
    format: "der",
    type: "spki",
  });

/** Points of the page. */
const AUTHORITY = keyIn(
  "04dad7473040f508e325f66de2f77a279f870c398e6e6d70a929ba20864993121d80bf6cc873697dbc2cee2404dd72234113eeccd5e104afef691b789b61681345",
);
const TAKEN_BACK = keyIn(
  "04659d598fc9f596d3693d28df2327e89358fa04a3169c2bfa38f5363ca60012549f39ab7595005fd5d12ff0120d5dbb6d1a5e8e66cd282e2031e0282da44ef02a",
);
const AUTHORITY_NAME = "C=JP\nO=SHIKAKU-TEST\nCN=Reader attestation CA";

interface Attested {
  readonly at: number;
  readonly seq: number;
  readonly bytes: unknown;
  readonly message: Fields;
  /** The certificate that the chain begins with, DER. */
  readonly own: Buffer;
}

const each =
  (isRight: (attested: Attested, trace: Trace) => boolean) =>
  (_: Fields, trace: Trace): Finding => {
    const all = told(trace, "received", "attested");
    if (all.length === 0) return UNSEEN;
    return heldIf(all.every((one) => isRight({ ...one, own: firstOf(one) }, trace)));
  };

function firstOf({ message }: Told): Buffer {
  const chain = message["chain"] as Buffer;
  return chain.subarray(0, tlv(chain, 0)?.end ?? chain.length);
}

export const attestationVouched = each(({ own, at }) => vouched(own, at));
export const attestationStands = each(({ own, at }) => !vouched(own, at) || !isKey(own, TAKEN_BACK));

export const attestationProven = each(({ own, seq, bytes, message }, trace) => {
  const nonce = told(trace, "sent", "attest").findLast((one) => one.seq < seq)?.message["nonce"];
  if (!Buffer.isBuffer(nonce)) return false;
  return signedBy(own, Buffer.concat([nonce, withoutField(0x84, bytes)]), message["proof"], "ieee-p1363");
});

export const attestationSameKey = each(({ own }, trace) => {
  const attestation = told(trace, "received", "identity").at(-1)?.message["attestation"];
  return Buffer.isBuffer(attestation) && attestation.equals(own);
});

function vouched(der: Buffer, at: number): boolean {
  try {
    const certificate = new X509Certificate(der);
    const { issuer, validFrom, validTo, publicKey } = certificate;
    return (
      certificate.raw.equals(der) &&
      issuer === AUTHORITY_NAME &&
      certificate.verify(AUTHORITY) &&
      at >= Date.parse(validFrom) * 1000 &&
      at <= Date.parse(validTo) * 1000 &&
      publicKey.asymmetricKeyDetails?.namedCurve === "prime256v1" &&
      signs(der)
    );
  } catch {
    return false;
  }
}

const isKey = (der: Buffer, key: KeyObject) => new X509Certificate(der).publicKey.equals(key);

/** keyUsage (2.5.29.15) has its first bit, digitalSignature. */
function signs(der: Buffer): boolean {
  const [outer] = elementsIn(der);
  const [body] = elementsIn(outer?.value);
  const wrapped = elementsIn(body?.value).find(({ tag }) => tag === 0xa3);
  const [list] = elementsIn(wrapped?.value);
  const usage = elementsIn(list?.value)
    .map(({ value }) => elementsIn(value))
    .find(([id]) => id?.value.toString("hex") === "551d0f")
    ?.at(-1);
  const [bits] = elementsIn(usage?.value);
  return bits?.tag === 0x03 && ((bits.value[1] ?? 0) & 0x80) !== 0;
}

function elementsIn(bytes: Buffer = Buffer.alloc(0)): { readonly tag: number; readonly value: Buffer }[] {
  const found: { readonly tag: number; readonly value: Buffer }[] = [];
  for (let place = 0; place < bytes.length;) {
    const element = tlv(bytes, place);
    if (!element) break;
    found.push(element);
    place = element.end;
  }
  return found;
}
