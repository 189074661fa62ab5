import { faceName, fileName } from "../../device/wire/oqs/names.ts";
import { fromUtf8, utf8 } from "../../device/wire/bytes.ts";
import type { ExchangeFolder } from "../../device/ports.ts";
import { answerAbout } from "../../conformance/cases/receipt/answers.ts";
import { virtualWorld } from "../../simulator/world.ts";
import { CLINIC, persona } from "../simulator/counter.ts";
import type { Content, Place } from "./folders-schedule.ts";

const gaiji = persona("gaiji");

/** Two of them look the same once what their names are made of has become ●. */
export const CROWD = [
  persona("hanako"),
  persona("taro"),
  gaiji,
  { ...gaiji, id: "other", number: "000777", name: "﨑橋　𠀋乃" },
] as const;

export const personOf = (index: number) => CROWD[index] ?? CROWD[0];

const { clock } = virtualWorld(1);
const written = new Map<string, Uint8Array>();

/** The bytes of a file; `suffixOf` knows what the receipt computer called its requests. */
export function bytesOf(
  { is, person, identifier, encoding, share }: Content,
  place: Place,
  suffixOf: (ask: number) => string,
): Uint8Array {
  const suffix = identifier === undefined ? undefined : suffixOf(identifier);
  const institutionCode = place.of === "foreign" ? "9910000020" : CLINIC.institutionCode;
  const key = [is, person, suffix, encoding, institutionCode].join();
  const whole = written.get(key) ?? make();
  written.set(key, whole);
  return whole.subarray(0, Math.ceil(whole.length * share));

  function make(): Uint8Array {
    if (is === "error") return utf8("TSTF0003E\n");
    const plain = {
      encoding: is === "result" ? encoding : "UTF-8",
      ...(suffix === undefined ? {} : { suffix }),
    } as const;
    const { bytes } = answerAbout({ clock, institutionCode }, personOf(person), plain);
    if (is === "result") return bytes;
    const segment = `<SegmentOfResult>${is === "failed" ? 9 : 2}<`;
    return utf8(fromUtf8(bytes).replace("<SegmentOfResult>1<", segment));
  }
}

export function placeOf(
  place: Place,
  suffixOf: (ask: number) => string,
): { readonly folder: ExchangeFolder; readonly name: string } {
  switch (place.of) {
    case "answer": {
      const suffix = suffixOf(place.ask);
      const side = place.extension === "xml" ? "res" : "req";
      return { folder: "res", name: fileName({ id: "OQSsiquc01", side, suffix, extension: place.extension }) };
    }
    case "face":
      return {
        folder: "face",
        name: faceName({ from: `${CLINIC.institutionCode}F0000001`, time: `2026040109000${place.number}` }),
      };
    case "foreign":
      return place.folder === "res"
        ? { folder: "res", name: "OQSsiquc01res_another-0001.xml" }
        : { folder: "face", name: faceName({ from: "9910000020F0000001", time: "20260401090000" }) };
  }
}
