import { CARD_ISSUER_CA_ID, issueCardVerifiable, keyId } from "../../../certs/card-verifiable.ts";
import { concat } from "../../../device/wire/bytes.ts";
import { encodeTlv } from "../../../device/wire/tlv.ts";
import type { CardMaterial } from "../material.ts";

/** Key ids as the two applications write them: the issuer's key is named by the municipality's. */
export const VISUAL_KEY_ID = keyId("6000023");
export const TEXT_KEY_ID = keyId("6000033");
export const INFORMATION_KEY_ID = keyId("6000024");
export const TEXT_INFORMATION_KEY_ID = keyId("6000034");

/** The certificate of the key that signs this application's files, as one 7F21 object. */
export const issuerCertificate = (material: CardMaterial, subject: Uint8Array): Uint8Array =>
  issueCardVerifiable({
    issuer: CARD_ISSUER_CA_ID,
    issuerKey: material.issuerAuthority,
    subject,
    key: material.issuer,
  });

/**
 * An outer object whose first child is a table of where the other children start: two bytes each, counted from the start of the
 * file. The table's length, and so its own place, follows from their number.
 */
export function withOffsets(tag: number, tableTag: number, children: readonly Uint8Array[]): Uint8Array {
  const tableLength = 2 * children.length;
  const inner = children.reduce(
    (sum, child) => sum + child.length,
    encodeTlv(tableTag, new Uint8Array(tableLength)).length,
  );
  const outerHeader = encodeTlv(tag, new Uint8Array(inner)).length - inner;
  let at = outerHeader + inner - children.reduce((sum, child) => sum + child.length, 0);
  const table = new Uint8Array(tableLength);
  children.forEach((child, i) => {
    table[2 * i] = at >> 8;
    table[2 * i + 1] = at & 0xff;
    at += child.length;
  });
  return encodeTlv(tag, encodeTlv(tableTag, table), ...children);
}

/** Objects, and after them one more with the signature over them as they stand. */
export const withSignature = (
  sign: (message: Uint8Array) => Uint8Array,
  tag: number,
  signatureTag: number,
  ...objects: readonly Uint8Array[]
): Uint8Array => encodeTlv(tag, ...objects, encodeTlv(signatureTag, sign(concat(...objects))));

/** What a file physically has behind its object. */
export const filled = (content: Uint8Array, size: number): Uint8Array =>
  concat(content, new Uint8Array(Math.max(0, size - content.length)).fill(0xff));
