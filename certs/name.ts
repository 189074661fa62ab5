import { oid, printable, sequence, setOfOne, utf8String } from "./der.ts";

const ATTRIBUTES = { C: "2.5.4.6", O: "2.5.4.10", OU: "2.5.4.11", L: "2.5.4.7", CN: "2.5.4.3" } as const;

/** A distinguished name in the order it is written, one attribute a step. */
export type Name = readonly (readonly [keyof typeof ATTRIBUTES, string])[];

/** The country is a PrintableString, everything else UTF8String, as in the certificates of JPKI. */
export const encodeName = (name: Name): Uint8Array =>
  sequence(
    ...name.map(([attribute, value]) =>
      setOfOne(sequence(oid(ATTRIBUTES[attribute]), attribute === "C" ? printable(value) : utf8String(value))),
    ),
  );
