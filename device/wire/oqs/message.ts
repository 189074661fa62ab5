import { DeviceError, malformed } from "../../errors.ts";
import { type Collected, collectJson, collectXml, type Unknown } from "./collect.ts";
import { type Dialect, OUR_DIALECT, spell, unspell } from "./dialect.ts";
import { group, type Group, type LooseOf, type Tags, type ValueOf } from "./element.ts";
import { check, type Finding, isGrave, isRecord, sayFindings } from "./finding.ts";
import { jisFilter } from "./jis-filter.ts";
import type { Term } from "./term.ts";
import { BULK_LIMITS, readXml, SINGLE_LIMITS } from "./xml-reader.ts";
import { writeXml, type XmlEncoding } from "./xml-writer.ts";

/** What a message is, for people. */
export interface About {
  readonly title: Term;
  /** Its number among the official interfaces, where one is public. */
  readonly interface?: string;
  /** Row of the ledger of assumptions, for a body that nothing public describes as a whole. */
  readonly assumed?: `ASM-${string}`;
}

/** One message of the file interface: root XmlMsg with a header and a body, everywhere. */
export interface Message<H extends Tags = Tags, B extends Tags = Tags> {
  /** OQSsiquc01res: system, single or bulk, function, step, direction. */
  readonly id: string;
  readonly about: About;
  readonly root: Group<{ readonly MessageHeader: Group<H>; readonly MessageBody: Group<B> }>;
}
export type ValueOfMessage<M extends Message> = ValueOf<M["root"]>;
export type LooseOfMessage<M extends Message> = LooseOf<M["root"]>;

export const message = <const H extends Tags, const B extends Tags>(
  id: string,
  about: About,
  header: H,
  body: B,
): Message<H, B> => ({ id, about, root: group({ MessageHeader: group(header), MessageBody: group(body) }) });

/** Whether it is about many persons at once. */
export const isBulk = ({ id }: Message): boolean => id.slice(3, 5) === "mu";

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
  /** What is written where the sources disagree. */
  readonly dialect?: Partial<Dialect>;
}

/** Strict: a value that its declaration does not allow is `call.misuse`, every place named. */
export function writeMessage<M extends Message>(
  message: M,
  value: ValueOfMessage<M>,
  { encoding, outsideJis = "replace", dialect }: WriteOptions,
): Uint8Array {
  const clean = correct(message, outsideJis === "replace" ? mapText(value, jisFilter) : value);
  return writeXml("XmlMsg", message.root, spell(message.root, clean, { ...OUR_DIALECT, ...dialect }), encoding);
}

/** Tolerant: only what is no XML, no XmlMsg, or hostile throws (`peer.malformed`); the rest is told in findings. */
export function readMessage<M extends Message>(message: M, bytes: Uint8Array): FileReading<M> {
  const { encoding, root, findings } = readXml(bytes, isBulk(message) ? BULK_LIMITS : SINGLE_LIMITS);
  if (root.tag !== "XmlMsg") throw malformed(message.id, "the root element is not XmlMsg");
  const collected = { findings: [...findings], unknown: [] };
  const found = collectXml(message.root, root, "", collected);
  return { encoding, ...judge(message, found, collected, encoding) };
}

/** The JSON form `{"XmlMsg": …}`, as the central system speaks it. */
export function writeJson<M extends Message>(message: M, value: ValueOfMessage<M>): { XmlMsg: ValueOfMessage<M> } {
  return { XmlMsg: correct(message, value) };
}

export function readJson<M extends Message>(message: M, json: unknown): Reading<M> {
  if (!isRecord(json) || !isRecord(json["XmlMsg"])) throw malformed(message.id, "no XmlMsg object");
  const collected = { findings: [], unknown: [] };
  return judge(message, collectJson(message.root, json["XmlMsg"], "", collected), collected);
}

function judge<M extends Message>(
  message: M,
  found: unknown,
  { findings, unknown }: Collected,
  encoding?: XmlEncoding,
): Reading<M> {
  const report = (finding: Finding) => void findings.push(finding);
  const loose = unspell(message.root, found, encoding === undefined ? { report } : { encoding, report });
  const all = [...findings, ...check(message.root, loose, "")];
  const whole = !all.some(isGrave);
  return {
    value: whole ? (loose as ValueOfMessage<M>) : undefined,
    loose: loose as LooseOfMessage<M>,
    findings: all,
    unknown,
  };
}

/** The value in our spelling. Throws `call.misuse` where its declaration does not allow it. */
function correct<V>(message: Message, value: V): V {
  const ours = unspell(message.root, value, {});
  const wrong = check(message.root, ours, "");
  if (wrong.length > 0)
    throw new DeviceError("call.misuse", {
      why: `${message.id} cannot be written: ${sayFindings(wrong, "en")}`,
      ja: `${message.id} を書けません: ${sayFindings(wrong, "ja")}`,
    });
  return ours as V;
}

function mapText<T>(value: T, change: (text: string) => string): T;
function mapText(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === "string") return change(value);
  if (Array.isArray(value)) return value.map((item: unknown) => mapText(item, change));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([tag, inner]) => [tag, mapText(inner, change)]));
}
