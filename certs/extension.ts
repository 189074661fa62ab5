import { createHash } from "node:crypto";
import { EMPTY } from "../device/wire/bytes.ts";
import { explicit, ia5, implicit, integer, namedBits, octets, oid, sequence, TRUE, utf8String } from "./der.ts";
import { encodeName, type Name } from "./name.ts";

/** Bits of KeyUsage by their numbers (RFC 5280 §4.2.1.3). */
const KEY_USES = {
  digitalSignature: 0,
  nonRepudiation: 1,
  keyEncipherment: 2,
  keyCertSign: 5,
  cRLSign: 6,
} as const;
export type KeyUse = keyof typeof KEY_USES;

const PURPOSES = { serverAuth: "1.3.6.1.5.5.7.3.1", clientAuth: "1.3.6.1.5.5.7.3.2" } as const;
export type Purpose = keyof typeof PURPOSES;

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
  | { readonly is: "crlNumber"; readonly number: number };

export function encodeExtension(extension: Extension): Uint8Array {
  const { id, critical, value } = describe(extension);
  return sequence(oid(id), critical ? TRUE : EMPTY, octets(value));
}

/** SHA-1 of the subject public key's bits (RFC 5280 §4.2.1.2, method 1): an identifier, not a protection. */
export function keyIdentifier(spki: Uint8Array): Uint8Array {
  const bits = spki.length === P256_SPKI_BYTES ? spki.subarray(-65) : spki.subarray(RSA_SPKI_PREFIX);
  return new Uint8Array(createHash("sha1").update(bits).digest());
}

const P256_SPKI_BYTES = 91;
/** SEQUENCE, AlgorithmIdentifier and the head of the bit string of an RSA-2048 key. */
const RSA_SPKI_PREFIX = 24;

const directory = (name: Name) => explicit(4, encodeName(name));
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
      return {
        id: "2.5.29.31",
        critical: false,
        value: sequence(sequence(explicit(0, explicit(0, directory(extension.name))))),
      };
    case "subjectKey":
      return { id: "2.5.29.14", critical: false, value: octets(keyIdentifier(extension.spki)) };
    case "issuerKey":
      return { id: "2.5.29.35", critical: false, value: sequence(implicit(0, keyIdentifier(extension.spki))) };
    case "crlNumber":
      return { id: "2.5.29.20", critical: false, value: integer(extension.number) };
  }
}

/** An implicitly tagged IA5String keeps only its characters. */
const ia5Body = (text: string) => ia5(text).subarray(2);

export const extensions = (list: readonly Extension[]): Uint8Array => sequence(...list.map(encodeExtension));
