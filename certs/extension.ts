import { createHash } from "node:crypto";
import { EMPTY } from "../device/wire/bytes.ts";
import { decodeTlvs } from "../device/wire/tlv.ts";
import { enumerated, explicit, ia5, implicit, integer, namedBits, NULL, octets, oid } from "./der.ts";
import { sequence, TRUE, utf8String } from "./der.ts";
import { encodeName, type Name } from "./name.ts";

/** Bits of KeyUsage by their numbers (RFC 5280 §4.2.1.3). */
export const KEY_USES = {
  digitalSignature: 0,
  nonRepudiation: 1,
  keyEncipherment: 2,
  keyCertSign: 5,
  cRLSign: 6,
} as const;
export type KeyUse = keyof typeof KEY_USES;

/** Extended key usages (RFC 5280 §4.2.1.12, RFC 6960 §4.2.2.2). */
export const PURPOSES = {
  serverAuth: "1.3.6.1.5.5.7.3.1",
  clientAuth: "1.3.6.1.5.5.7.3.2",
  codeSigning: "1.3.6.1.5.5.7.3.3",
  ocspSigning: "1.3.6.1.5.5.7.3.9",
} as const;
export type Purpose = keyof typeof PURPOSES;

/** Why a certificate was taken back (RFC 5280 §5.3.1); `removeFromCRL` stands in delta lists only. */
export const REASONS = {
  unspecified: 0,
  keyCompromise: 1,
  cACompromise: 2,
  affiliationChanged: 3,
  superseded: 4,
  cessationOfOperation: 5,
  certificateHold: 6,
  removeFromCRL: 8,
  privilegeWithdrawn: 9,
} as const;
export type Reason = keyof typeof REASONS;

/** One extension as data; `encodeExtension` is its only reader. */
export type Extension =
  | { readonly is: "keyUsage"; readonly uses: readonly KeyUse[] }
  | { readonly is: "purpose"; readonly purposes: readonly Purpose[] }
  | { readonly is: "authority" }
  | { readonly is: "policy"; readonly id: string; readonly cps?: string }
  | { readonly is: "alternativeName"; readonly name: Name }
  | { readonly is: "hosts"; readonly names: readonly string[]; readonly addresses: readonly Uint8Array[] }
  | { readonly is: "holder"; readonly fields: readonly (readonly [oid: string, text: string])[] }
  | { readonly is: "crlAt"; readonly name: Name }
  | { readonly is: "subjectKey"; readonly spki: Uint8Array }
  | { readonly is: "issuerKey"; readonly spki: Uint8Array }
  | { readonly is: "crlNumber"; readonly number: number }
  | { readonly is: "deltaOf"; readonly number: number }
  | { readonly is: "freshestCrl"; readonly name: Name }
  | { readonly is: "reason"; readonly reason: Reason }
  /** Whoever trusts this OCSP responder need not ask whether its certificate was taken back. */
  | { readonly is: "noCheck" }
  /** Anything else, as it stands. `value` is the DER inside the octet string. */
  | { readonly is: "other"; readonly id: string; readonly critical: boolean; readonly value: Uint8Array };

export function encodeExtension(extension: Extension): Uint8Array {
  const { id, critical, value } = describe(extension);
  return sequence(oid(id), critical ? TRUE : EMPTY, octets(value));
}

/** SHA-1 of the subject public key's bits (RFC 5280 §4.2.1.2, method 1): an identifier, not a protection. */
export function keyIdentifier(spki: Uint8Array): Uint8Array {
  const [whole] = decodeTlvs(spki);
  const [, key] = decodeTlvs(whole?.value ?? EMPTY);
  return new Uint8Array(
    createHash("sha1")
      .update(key?.value.subarray(1) ?? EMPTY)
      .digest(),
  );
}

const directory = (name: Name) => explicit(4, encodeName(name));
const distributionPoint = (name: Name) => sequence(sequence(explicit(0, explicit(0, directory(name)))));
const otherName = (id: string, text: string) => explicit(0, oid(id), explicit(0, utf8String(text)));

function describe(extension: Extension): { id: string; critical: boolean; value: Uint8Array } {
  switch (extension.is) {
    case "keyUsage":
      return { id: "2.5.29.15", critical: true, value: namedBits(extension.uses.map((use) => KEY_USES[use])) };
    case "purpose":
      return {
        id: "2.5.29.37",
        critical: false,
        value: sequence(...extension.purposes.map((purpose) => oid(PURPOSES[purpose]))),
      };
    case "authority":
      return { id: "2.5.29.19", critical: true, value: sequence(TRUE) };
    case "policy": {
      const { id, cps } = extension;
      const qualifiers = cps === undefined ? EMPTY : sequence(sequence(oid("1.3.6.1.5.5.7.2.1"), ia5(cps)));
      return { id: "2.5.29.32", critical: true, value: sequence(sequence(oid(id), qualifiers)) };
    }
    case "alternativeName":
      return { id: "2.5.29.17", critical: false, value: sequence(directory(extension.name)) };
    case "hosts": {
      const { names, addresses } = extension;
      const parts = [...names.map((name) => implicit(2, ia5Body(name))), ...addresses.map((a) => implicit(7, a))];
      return { id: "2.5.29.17", critical: false, value: sequence(...parts) };
    }
    case "holder":
      return {
        id: "2.5.29.17",
        critical: false,
        value: sequence(...extension.fields.map(([id, text]) => otherName(id, text))),
      };
    case "crlAt":
      return { id: "2.5.29.31", critical: false, value: distributionPoint(extension.name) };
    case "freshestCrl":
      return { id: "2.5.29.46", critical: false, value: distributionPoint(extension.name) };
    case "subjectKey":
      return { id: "2.5.29.14", critical: false, value: octets(keyIdentifier(extension.spki)) };
    case "issuerKey":
      return { id: "2.5.29.35", critical: false, value: sequence(implicit(0, keyIdentifier(extension.spki))) };
    case "crlNumber":
      return { id: "2.5.29.20", critical: false, value: integer(extension.number) };
    case "deltaOf":
      return { id: "2.5.29.27", critical: true, value: integer(extension.number) };
    case "reason":
      return { id: "2.5.29.21", critical: false, value: enumerated(REASONS[extension.reason]) };
    case "noCheck":
      return { id: "1.3.6.1.5.5.7.48.1.5", critical: false, value: NULL };
    case "other":
      return extension;
  }
}

/** An implicitly tagged IA5String keeps only its characters. */
const ia5Body = (text: string) => ia5(text).subarray(2);

export const extensions = (list: readonly Extension[]): Uint8Array => sequence(...list.map(encodeExtension));
