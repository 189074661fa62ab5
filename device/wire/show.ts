import { isFault, type Lang } from "../errors.ts";
import { type CommandApdu, decodeCommand, decodeResponse } from "./apdu.ts";
import { equal, hex, startsWith } from "./bytes.ts";
import { CARD_COMMANDS } from "./card.ts";
import { AID, type Application } from "./card-files.ts";
import { STATUS, STATUS_SENTENCES, type StatusName } from "./card-status.ts";
import { decodeFace } from "./face.ts";
import { FACE_TITLES } from "./face-titles.ts";

/**
 * Bytes as one line for a person. What may hold a secret is never printed: data of an unknown command are counted, the data of
 * VERIFY and its kin are `****`, and of answers only the length shows.
 */
export function showApdu(bytes: Uint8Array, lang: Lang = "en"): string {
  return orFault(lang, () => {
    const apdu = decodeCommand(bytes);
    for (const command of Object.values(CARD_COMMANDS)) {
      const request = command.request.decode(apdu);
      if (request) return [command.name, ...fields(request, lang)].join(" ");
    }
    const head = hex(Uint8Array.of(apdu.cla, apdu.ins, apdu.p1, apdu.p2)).toUpperCase();
    return [head, ...rest(apdu, lang)].join(" ");
  });
}

export function showResponse(bytes: Uint8Array, lang: Lang = "en"): string {
  return orFault(lang, () => {
    const { data, sw } = decodeResponse(bytes);
    const number = sw.toString(16).toUpperCase().padStart(4, "0");
    const sentence = sentenceOf(sw, lang);
    return [number, sentence && `(${sentence})`, data.length > 0 && count(data, lang)].filter(Boolean).join(" ");
  });
}

export function showFace(bytes: Uint8Array, lang: Lang = "en"): string {
  return orFault(lang, () => {
    const { is, ...message } = decodeFace(bytes);
    return [FACE_TITLES[is][lang], ...fields(message, lang)].join(" ");
  });
}

/** Fields that a person may type. */
const SECRET_FIELDS = new Set(["secret"]);

function fields(values: object, lang: Lang): string[] {
  return Object.entries(values).flatMap(([name, value]: [string, unknown]) => {
    if (SECRET_FIELDS.has(name)) return `${name} ****`;
    if (name === "aid" && value instanceof Uint8Array) return nameOf(value);
    if (value instanceof Uint8Array) return `${name} ${count(value, lang)}`;
    if (Array.isArray(value)) return `${name} ${value.length > 0 ? value.join("+") : "–"}`;
    if (typeof value === "number" && IN_HEX.has(name)) return `${name} ${value.toString(16).toUpperCase()}`;
    return `${name} ${String(value)}`;
  });
}

/** Numbers that the documents write in hex. */
const IN_HEX = new Set(["id", "reference", "key", "tag"]);

function nameOf(aid: Uint8Array): string {
  const names = Object.keys(AID) as Application[];
  const exact = names.find((name) => equal(AID[name], aid));
  const begun = names.filter((name) => startsWith(AID[name], aid));
  return exact ?? (begun.length > 0 ? `${hex(aid).toUpperCase()}… (${begun.join(", ")})` : hex(aid).toUpperCase());
}

function rest({ data, le }: CommandApdu, lang: Lang): string[] {
  return [...(data ? [count(data, lang)] : []), ...(le === undefined ? [] : [`le ${le}`])];
}

function sentenceOf(sw: number, lang: Lang): string | undefined {
  if ((sw & 0xfff0) === 0x63c0) {
    const left = sw & 0x0f;
    return { en: `${left} ${left === 1 ? "try" : "tries"} left`, ja: `残り ${left} 回` }[lang];
  }
  const name = (Object.keys(STATUS) as StatusName[]).find((candidate) => STATUS[candidate] === sw);
  return name && STATUS_SENTENCES[name][lang];
}

const count = ({ length }: Uint8Array, lang: Lang) =>
  ({ en: `${length} ${length === 1 ? "byte" : "bytes"}`, ja: `${length} バイト` })[lang];

function orFault(lang: Lang, show: () => string): string {
  try {
    return show();
  } catch (error) {
    if (isFault(error, "peer.malformed")) return error.say(lang);
    throw error;
  }
}
