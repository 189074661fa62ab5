import { createPublicKey, verify } from "node:crypto";
import { keyFor, POOL } from "../../certs/pool/key-for.ts";
import { AID, type Application } from "../../device/wire/card-files.ts";
import {
  type AnswerRow,
  type Condition,
  FILES,
  type FileRow,
  type Gives,
  OBJECTS,
} from "../../simulator/card/answers.data.ts";
import { NO_COMMAND, readSent, rowsFor, type Sent } from "./table.ts";

/**
 * What the table says a card has to answer. It shares no code with the card: it reads APDUs itself, keeps its own idea of what is
 * selected and verified, and knows the card's contents from a survey made through the card's own commands.
 */
export interface Model {
  readonly application: Application;
  readonly ef: number | undefined;
  readonly verified: ReadonlySet<number>;
  /** By "application/id". */
  readonly tries: ReadonlyMap<string, number>;
  readonly secrets: ReadonlyMap<string, string>;
  readonly challenge: Uint8Array | undefined;
  readonly body: Uint8Array | undefined;
  readonly trusted: boolean;
}

/** What a survey has found: the contents of one person's card. */
export interface Contents {
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly objects: ReadonlyMap<number, Uint8Array>;
  readonly secrets: ReadonlyMap<string, string>;
  /** What a used card has left, where that is not all. */
  readonly triesLeft?: ReadonlyMap<string, number>;
  /** The card has the files that only adults have. */
  readonly adult: boolean;
}

export interface Expected {
  readonly row: AnswerRow;
  readonly sw: number;
  /** What is wrong with an answer's data, if anything. */
  readonly faultOf: (data: Uint8Array) => string | undefined;
  /** The state after it, once the data is known. */
  readonly after: (data: Uint8Array) => Model;
}

/** Applications in the order in which a beginning of a name finds them. */
const ORDER = ["jpki", "visual", "text", "juki", "common", "cardManager"] as const;

export const place = (application: Application, id: number) => `${application}/${id}`;
const byPlace = new Map(FILES.map((file) => [place(file.application, file.id), file]));

export const referencesOf = (contents: Contents): readonly FileRow[] =>
  FILES.filter(({ kind, adultsOnly }) => kind === "reference" && (contents.adult || !adultsOnly));

export function modelOf(contents: Contents): Model {
  const tries = referencesOf(contents).map(({ application, id, tries: most = 0 }) => {
    const at = place(application, id);
    return [at, contents.secrets.has(at) ? (contents.triesLeft?.get(at) ?? most) : 0] as const;
  });
  return { ...UNSELECTED, tries: new Map(tries), secrets: contents.secrets };
}

const UNSELECTED = {
  application: "cardManager",
  ef: undefined,
  verified: new Set<number>(),
  challenge: undefined,
  body: undefined,
  trusted: false,
} as const;

export const afterReset = (model: Model): Model => ({ ...model, ...UNSELECTED });

export function expect(contents: Contents, model: Model, bytes: Uint8Array): Expected {
  const sent = readSent(bytes);
  if (!sent) return NO_COMMAND ? expected(contents, model, NOTHING, NO_COMMAND) : missing();
  for (const row of rowsFor(sent, model.application))
    if (row.when.every((condition) => holds(condition, { contents, model, sent, row }))) {
      return expected(contents, model, sent, row);
    }
  return missing();
}

const NOTHING: Sent = { cla: 0, ins: 0, p1: 0, p2: 0, data: new Uint8Array(0), le: undefined, extended: false };

function missing(): never {
  throw new Error("the table has no row for this");
}

interface Case {
  readonly contents: Contents;
  readonly model: Model;
  readonly sent: Sent;
  readonly row: AnswerRow;
}

const fileAt = ({ adult }: Contents, application: Application, id: number | undefined): FileRow | undefined => {
  if (id === undefined) return undefined;
  const file = byPlace.get(place(application, id));
  return file && (adult || !file.adultsOnly) ? file : undefined;
};

/** The id a command names: undefined where it means the current file and there is none. */
function idOf({ model, sent: { p1, p2 }, row }: Case): number | undefined {
  if (!row.address) return undefined;
  switch (row.address) {
    case "current":
      return model.ef;
    case "P1":
      return p1 & 0x1f;
    case "P2":
      return short(model, p2);
    case "record P2":
      return p2 >> 3 === 0 ? model.ef : p2 >> 3;
    case "P2 or own key":
      return p2 === 0 ? ownKey(model) : short(model, p2);
    case "P2 or id":
      return p2 < 0x1f ? p2 : p2 >= 0x80 && p2 <= 0x9e ? short(model, p2) : 0;
  }
}

const short = ({ ef }: Model, byte: number) => (byte === 0x80 ? ef : byte & 0x1f);
const ownKey = ({ application }: Model) => FILES.find((file) => file.application === application && file.own)?.id;

const isOpen = ({ opens }: FileRow, { verified }: Model) =>
  opens === "free" || opens.some((reference) => verified.has(reference));

/** Whether what a row asks for is so. */
function holds(condition: Condition, about: Case): boolean {
  const { contents, model, sent, row } = about;
  const id = idOf(about);
  const file = fileAt(contents, model.application, id);
  const at = place(model.application, id ?? 0);
  switch (condition) {
    case "not a command":
      return false;
    case "no such application":
      return named(sent.data) === undefined;
    case "no such file":
      return !fileAt(contents, model.application, (sent.data[0] ?? 0) * 256 + (sent.data[1] ?? 0));
    case "no file addressed":
      return id === undefined;
    case "file absent":
      return file === undefined;
    case "file of another kind":
      return file !== undefined && row.kind?.includes(file.kind) === false;
    case "closed":
      return file !== undefined && !isOpen(file, model);
    case "needs a secret":
      return file !== undefined && file.opens !== "free";
    case "key only answers":
      return file?.kind === "answeringKey";
    case "key only signs":
      return file?.kind === "signingKey";
    case "beyond the end":
      return offsetOf(sent) >= (contents.files.get(at)?.length ?? 0);
    case "no such record":
      // Every record file has one.
      return sent.p1 !== 1;
    case "blocked":
      return model.tries.get(at) === 0;
    case "secret is right":
      return textOf(sent.data) === model.secrets.get(at);
    case "may not change":
      return file?.changed?.by !== sent.ins.toString(16) || !model.verified.has(id ?? 0);
    case "new secret is unfit":
      return !new RegExp(file?.changed?.to ?? "^$").test(textOf(sent.data));
    case "no own key":
      return ownKey(model) === undefined;
    case "no such object":
      return !OBJECTS.includes(sent.p1 * 256 + sent.p2);
    case "Le too small":
      return (sent.le ?? 0) < (contents.objects.get(sent.p1 * 256 + sent.p2)?.length ?? 0);
    case "no key body":
      return !isKeyBody(unwrapped(sent.data, 0x4e));
    case "no body yet":
      return model.body === undefined;
    case "not 256 bytes":
      return unwrapped(sent.data, 0x37)?.length !== 256;
    case "signature is wrong":
      return row.address === "current" ? !vouchedFor(about) : !proven(about);
    case "terminal unproven":
      return !model.trusted || model.challenge === undefined;
  }
}

const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString("latin1");
const offsetOf = ({ p1, p2 }: Sent) => (p1 < 0x80 ? p1 * 256 + p2 : p2);

const named = (name: Uint8Array): Application | undefined =>
  ORDER.find((application) => Buffer.from(AID[application]).subarray(0, name.length).equals(name));

/** 5F4E or 5F37 with a length in front, or the value alone; nothing where the length is not the value's. */
function unwrapped(object: Uint8Array, tag: number): Uint8Array | undefined {
  if (object[0] !== 0x5f || object[1] !== tag) return object;
  const [, , first = 0, second = 0, third = 0] = object;
  const head = first < 0x80 ? 3 : first === 0x81 ? 4 : 5;
  const length = first < 0x80 ? first : first === 0x81 ? second : second * 256 + third;
  const least = head === 3 ? 0 : head === 4 ? 0x80 : 0x100;
  if (first > 0x82 || first === 0x80 || length < least || object.length !== head + length) return undefined;
  return object.subarray(head);
}

/** 16 bytes, 16 bytes, 90 03 exponent, 91 82 0100 modulus, in this order or the other. */
function isKeyBody(body: Uint8Array | undefined): boolean {
  if (body?.length !== 297) return false;
  const rest = Buffer.from(body.subarray(32)).toString("hex");
  return /^(9003.{6}91820100.{512}|91820100.{512}9003.{6})$/.test(rest);
}

const TERMINAL_CA = Buffer.from("36303030303136080530303100000000", "hex");

function vouchedFor({ model, sent }: Case): boolean {
  const body = model.body ?? new Uint8Array(0);
  const seal = unwrapped(sent.data, 0x37) ?? new Uint8Array(0);
  const issuer = Buffer.from(body.subarray(0, 16));
  return issuer.equals(TERMINAL_CA) && verify("sha256", body, keyFor(POOL.terminalCa).publicKey, seal);
}

function proven({ model, sent }: Case): boolean {
  const body = Buffer.from(model.body ?? []);
  const key = createPublicKey({
    key: { kty: "RSA", e: body.subarray(34, 37).toString("base64url"), n: body.subarray(41).toString("base64url") },
    format: "jwk",
  });
  return verify("sha256", model.challenge ?? new Uint8Array(0), key, sent.data);
}

function expected(contents: Contents, model: Model, sent: Sent, row: AnswerRow): Expected {
  const about = { contents, model, sent, row };
  const id = idOf(about);
  const file = fileAt(contents, model.application, id);
  // Whoever names a file of the right kind has selected it, whatever comes of the command.
  const current: Model = file && row.kind?.includes(file.kind) ? { ...model, ef: file.id } : model;
  const at = place(model.application, id ?? 0);
  return {
    row,
    sw: row.sw === "63Cx" ? 0x63c0 | triesAfter(row, model, at) : parseInt(row.sw, 16),
    faultOf: (data) => faultIn(about, at, data),
    after: (data) => effect(row, current, sent, id ?? 0, data),
  };
}

const triesAfter = ({ does }: AnswerRow, { tries }: Model, at: string) =>
  (tries.get(at) ?? 0) - (does === "miss" ? 1 : 0);

function faultIn({ contents, sent, row }: Case, at: string, data: Uint8Array): string | undefined {
  if (!row.gives) return data.length === 0 ? undefined : `${data.length} bytes where there should be none`;
  if (row.gives === "random bytes" || row.gives === "signature") {
    const length = row.gives === "signature" ? 256 : sent.le;
    return data.length === length ? undefined : `${data.length} bytes as ${row.gives}`;
  }
  const wanted = known(contents, at, sent, row.gives);
  return wanted && Buffer.compare(wanted, data) === 0
    ? undefined
    : `${data.length} bytes that are not the ${row.gives}`;
}

function known(contents: Contents, at: string, sent: Sent, gives: Gives): Uint8Array | undefined {
  switch (gives) {
    case "content":
      return contents.files.get(at)?.subarray(offsetOf(sent), offsetOf(sent) + (sent.le ?? 0));
    case "record":
      return contents.files.get(at);
    case "object":
      return contents.objects.get(sent.p1 * 256 + sent.p2);
    case "control information": {
      const name = AID[named(sent.data) ?? "cardManager"];
      return Buffer.concat([Uint8Array.of(0x6f, name.length + 2, 0x84, name.length), name]);
    }
    default:
      return undefined;
  }
}

const counted = ({ tries }: Model, at: string, left: number) => new Map([...tries, [at, left]]);

function effect(row: AnswerRow, model: Model, sent: Sent, id: number, data: Uint8Array): Model {
  const at = place(model.application, id);
  if (!row.does) return model;
  switch (row.does) {
    case "select application":
      return { ...afterReset(model), application: named(sent.data) ?? "cardManager" };
    case "select file":
      return { ...model, ef: (sent.data[0] ?? 0) * 256 + (sent.data[1] ?? 0) };
    case "verify":
      return {
        ...model,
        verified: new Set([...model.verified, id]),
        tries: counted(model, at, byPlace.get(at)?.tries ?? 0),
      };
    case "miss": {
      const verified = new Set([...model.verified].filter((reference) => reference !== id));
      return { ...model, verified, tries: counted(model, at, (model.tries.get(at) ?? 1) - 1) };
    }
    case "change":
      return { ...model, secrets: new Map([...model.secrets, [at, textOf(sent.data)]]) };
    case "challenge":
      return { ...model, challenge: Uint8Array.from(data) };
    case "terminal body":
      return { ...model, body: unwrapped(sent.data, 0x4e), trusted: false };
    case "terminal trusted":
      return { ...model, trusted: true };
    case "terminal forgotten":
      return { ...model, body: undefined, trusted: false };
    case "challenge used":
      return { ...model, challenge: undefined };
    case "terminal admitted":
      return { ...model, challenge: undefined, verified: new Set([...model.verified, id]) };
  }
}
