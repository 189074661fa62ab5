import { DeviceError, malformed } from "../../errors.ts";
import { type Collected, collectJson, collectXml, type Unknown } from "./collect.ts";
import { group, type Group, type LooseOf, type Tags, type ValueOf } from "./element.ts";
import { check, type Finding, isGrave, isRecord, sayFinding } from "./finding.ts";
import { jisFilter } from "./jis-filter.ts";
import { readXml } from "./xml-reader.ts";
import { writeXml, type XmlEncoding } from "./xml-writer.ts";

/** One message of the file interface: root XmlMsg with a header and a body, everywhere. */
export interface Message<H extends Tags = Tags, B extends Tags = Tags> {
  /** OQSsiquc01res: system, single or bulk, function, step, direction. */
  readonly id: string;
  readonly root: Group<{ readonly MessageHeader: Group<H>; readonly MessageBody: Group<B> }>;
}
export type ValueOfMessage<M extends Message> = ValueOf<M["root"]>;
export type LooseOfMessage<M extends Message> = LooseOf<M["root"]>;

export const message = <const H extends Tags, const B extends Tags>(id: string, header: H, body: B): Message<H, B> => ({
  id,
  root: group({ MessageHeader: group(header), MessageBody: group(body) }),
});

/** What came of a message: complete, or with what was there and what was wrong with it. */
export interface Reading<M extends Message> {
  /** Undefined when anything needed is missing, doubled, too long or of another form. */
  readonly value: ValueOfMessage<M> | undefined;
  readonly loose: LooseOfMessage<M>;
  readonly findings: readonly Finding[];
  /** What the declaration does not know, kept as it came. */
  readonly unknown: readonly Unknown[];
}
export interface FileReading<M extends Message> extends Reading<M> {
  readonly encoding: XmlEncoding;
}

export interface WriteOptions {
  readonly encoding: XmlEncoding;
  /** Characters outside JIS X 0208:1990 become ●, or go through as they are and are refused where the encoding lacks them. */
  readonly outsideJis?: "replace" | "keep";
}

/** Strict: a value that its declaration does not allow is `call.misuse`, every place named. */
export function writeMessage<M extends Message>(
  message: M,
  value: ValueOfMessage<M>,
  { encoding, outsideJis = "replace" }: WriteOptions,
): Uint8Array {
  const clean = outsideJis === "replace" ? mapText(value, jisFilter) : value;
  demandCorrect(message, clean);
  return writeXml("XmlMsg", message.root, clean, encoding);
}

/** Tolerant: only what is no XML, no XmlMsg, or hostile throws (`peer.malformed`); the rest is told in findings. */
export function readMessage<M extends Message>(message: M, bytes: Uint8Array): FileReading<M> {
  const { encoding, root, findings } = readXml(bytes);
  if (root.tag !== "XmlMsg") throw malformed(message.id, "the root element is not XmlMsg");
  const collected = { findings: [...findings], unknown: [] };
  const loose = collectXml(message.root, root, "", collected);
  return { encoding, ...judge(message, loose, collected) };
}

/** The JSON form `{"XmlMsg": …}`, as the central system speaks it. */
export function writeJson<M extends Message>(message: M, value: ValueOfMessage<M>): { XmlMsg: ValueOfMessage<M> } {
  demandCorrect(message, value);
  return { XmlMsg: value };
}

export function readJson<M extends Message>(message: M, json: unknown): Reading<M> {
  if (!isRecord(json) || !isRecord(json["XmlMsg"])) throw malformed(message.id, "no XmlMsg object");
  const collected = { findings: [], unknown: [] };
  return judge(message, collectJson(message.root, json["XmlMsg"], "", collected), collected);
}

function judge<M extends Message>(message: M, loose: unknown, { findings, unknown }: Collected): Reading<M> {
  const all = [...findings, ...check(message.root, loose, "")];
  const whole = !all.some(isGrave);
  return {
    value: whole ? (loose as ValueOfMessage<M>) : undefined,
    loose: loose as LooseOfMessage<M>,
    findings: all,
    unknown,
  };
}

function demandCorrect(message: Message, value: unknown): void {
  const wrong = check(message.root, value, "");
  if (wrong.length > 0)
    throw new DeviceError("call.misuse", {
      why: `${message.id} cannot be written: ${wrong.map(sayFinding).join("; ")}`,
    });
}

function mapText<T>(value: T, change: (text: string) => string): T;
function mapText(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === "string") return change(value);
  if (Array.isArray(value)) return value.map((item: unknown) => mapText(item, change));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([tag, inner]) => [tag, mapText(inner, change)]));
}
