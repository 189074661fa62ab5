import { createHash, generateKeyPairSync } from "node:crypto";
import { basename } from "node:path";
import { describe, expect, test } from "vitest";
import { CASES } from "../../../conformance/cases/all.ts";
import { parted } from "../../../conformance/evidence/apart.ts";
import { leafHash } from "../../../conformance/evidence/hash-tree.ts";
import { CARD_FIELDS, READER_FIELDS } from "../../../conformance/evidence/shown.data.ts";
import { withholdPersonal } from "../../../conformance/evidence/withhold.ts";
import type { Run } from "../../../conformance/run.ts";
import { verifyEvidence } from "../../../conformance/verify/verify.ts";
import type { TraceEvent } from "../../../device/trace.ts";
import { hex, utf8 } from "../../../device/wire/bytes.ts";
import { type Codec, decode } from "../../../device/wire/codec.ts";
import { FACE_DECLARATIONS } from "../../../device/wire/face.ts";
import { encodeShiftJis } from "../../../device/wire/oqs/shift-jis.ts";
import { CORPUS_KEY, corpusFiles } from "../../../scripts/corpus/stored.ts";
import { evidenceOf, published } from "../../../scripts/evidence-file.ts";
import { readStoredRun } from "../../../scripts/stored-run.ts";
import { fc } from "../../draws.ts";
import { runStoredIn } from "./written-again.ts";

const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const check = (text: string) => verifyEvidence(text, publicKey, published());

type Leaf = readonly [kind: string, ...rest: unknown[]];
const leavesIn = (text: string) => (JSON.parse(text) as { readonly leaves: readonly Leaf[] }).leaves;
const piecesIn = (text: string) =>
  leavesIn(text).flatMap(([kind, salt, value]) => (kind === "piece" ? [{ salt: String(salt), value }] : []));

const files = corpusFiles().map((file) => [basename(file, ".json"), file] as const);
const good = runStoredIn(files.find(([name]) => name === "good")?.[1] ?? "");
const text = evidenceOf(good, CASES, { key: privateKey });
const copy = withholdPersonal(text);

describe.each(files)("%s", (_, file) => {
  const whole = evidenceOf(runStoredIn(file), CASES, { key: privateKey });
  test("is judged in full as it was, and from a copy without persons nowhere otherwise", () => {
    const { run, cases } = readStoredRun(file, CORPUS_KEY);
    expect(check(whole)).toMatchObject({ differences: [], sums: [], withheld: 0, verdicts: run.verdicts });
    const { differences, sums, checks, withheld } = check(withholdPersonal(whole));
    expect({ differences, sums }).toEqual({ differences: [], sums: [] });
    if (cases.length > 20) expect(checks - withheld).toBeGreaterThan(0.85 * checks);
  });

  test("no name, number or symbol, and no other fact of its cast, is in the copy, however it is spelt", () => {
    const shown = withholdPersonal(whole).replaceAll(/"(?:asks|rule)":.*$/gm, "");
    const { cases } = readStoredRun(file, CORPUS_KEY);
    const people = cases.flatMap(({ cast }) => Object.values(cast));
    const facts = new Set(
      people.flatMap(({ name, kana, birthDate, address, symbol, number }) => [
        ...[name, kana, birthDate, address, symbol, number].map(String),
        ...[name, kana, address].map((fact) => String(fact).replaceAll(/\s/g, "")),
      ]),
    );
    for (const fact of facts) {
      // Few digits are within any serial or challenge.
      if (/^\d{0,7}$/.test(fact)) continue;
      const spelt = [fact, hex(utf8(fact)), hex(encodeShiftJis(fact)), Buffer.from(fact, "utf16le").toString("hex")];
      expect(
        spelt.filter((each) => each !== "" && shown.includes(each)),
        fact,
      ).toEqual([]);
    }
    for (const [, field] of shown.matchAll(/"(?:name|source|path|client|code|mark)":"([^"]*)"/g))
      for (const fact of facts) if (/^\d{4,7}$/.test(fact)) expect(field?.match(/\d+/g) ?? []).not.toContain(fact);
  });

  test("whatever of it is withheld, no check comes to another verdict", () => {
    const lines = whole.split("\n");
    const places = lines.flatMap((line, i) => (line.startsWith('["piece"') ? [i] : []));
    if (places.length === 0) return;
    const subset = fc.record({
      from: fc.nat(places.length),
      every: fc.integer({ min: 1, max: 40 }),
      share: fc.nat(39),
    });
    fc.assert(
      fc.property(subset, ({ from, every, share }) => {
        const hidden = new Set(places.filter((_, i) => (i + from) % every <= share % every));
        const some = lines.map((line, i) => (hidden.has(i) ? withheld(line) : line)).join("\n");
        const { differences, sums } = check(some);
        expect({ differences, sums }).toEqual({ differences: [], sums: [] });
      }),
      { numRuns: 5 },
    );
  });
});

function withheld(line: string): string {
  const leaf = line.replace(/,$/, "");
  const hash = Buffer.from(leafHash(leaf)).toString("hex");
  return `["withheld","${hash}"]${line.endsWith(",") ? "," : ""}`;
}

describe("what is withheld cannot be guessed", () => {
  test("each piece has a salt of its own, of 16 bytes, and none of them is in the copy", () => {
    const pieces = piecesIn(text);
    expect(new Set(pieces.map(({ salt }) => salt)).size).toBe(pieces.length);
    for (const { salt } of pieces) expect(salt).toMatch(/^[0-9a-f]{32}$/);
    const left = new Set(copy.match(/[0-9a-f]{32,}/g));
    expect(pieces.filter(({ salt }) => left.has(salt))).toEqual([]);
  });

  test("a dictionary that has every withheld value finds none of them by hash, and none by token", () => {
    const values = [...new Set(piecesIn(text).map(({ value }) => JSON.stringify(value)))];
    const hashes = new Set(leavesIn(copy).flatMap(([kind, hash]) => (kind === "withheld" ? [hash] : [])));
    const tokens = new Set(copy.match(/(?<=")[0-9a-f]{32}(?=")/g));
    const sha = (said: string) => createHash("sha256").update(said).digest("hex");
    for (const value of values) {
      const bare = value.replaceAll('"', "");
      const guesses = [value, bare, `\0${value}`, `\0["piece",${value}]`, `\0["piece","",${value}]`].map(sha);
      expect(guesses.some((guess) => hashes.has(guess) || tokens.has(guess.slice(0, 32)))).toBe(false);
    }
  });

  test.each<[string, Partial<Run>, string]>([
    ["measured in real time", { clock: "system" }, ""],
    ["of a vendor's module, which may have virtual time and persons of its own", {}, "module:ours.js"],
  ])("a run %s has other salts and tokens each time: no seed leads to them", (_, changes, target) => {
    const written = () => evidenceOf({ ...good, ...changes }, CASES, { key: privateKey, target });
    const [one, two] = [written(), written()];
    const saltsOf = (evidence: string) => piecesIn(evidence).map(({ salt }) => salt);
    const tokensOf = (evidence: string) =>
      leavesIn(evidence).flatMap(([kind, , , , token]) => (kind === "fact" && token !== "" ? [token] : []));
    for (const of of [saltsOf, tokensOf]) {
      const earlier = new Set<unknown>(of(one));
      expect(earlier.size).toBeGreaterThan(0);
      expect(of(two).filter((each) => earlier.has(each))).toEqual([]);
    }
    expect(check(withholdPersonal(one))).toMatchObject({ differences: [], sums: [] });
  });

  test("the same text has another token in another case, so that nobody is followed from case to case", () => {
    const cases = new Map<unknown, Set<unknown>>();
    for (const [kind, token, id] of leavesIn(text).flatMap((leaf) =>
      leaf[0] === "fact" ? [[leaf[0], leaf[4], leaf[1]] as const] : [],
    )) {
      expect(kind).toBe("fact");
      if (token === "") continue;
      cases.set(token, (cases.get(token) ?? new Set()).add(id));
    }
    expect([...cases.values()].filter((ids) => ids.size > 1)).toEqual([]);
  });
});

test("each field of a reader's message that may hold anything is said to be the card's or the reader's own", () => {
  const isOpen = (codec: Codec<unknown>) =>
    [7, 32, 64].some((length) => {
      try {
        decode(codec, new Uint8Array(length).fill(0x61), "field");
        return true;
      } catch {
        return false;
      }
    });
  const open = Object.entries(FACE_DECLARATIONS).flatMap(([message, { fields }]) =>
    Object.entries(fields).flatMap(([name, { codec }]) => (isOpen(codec) ? [`${message}.${name}`] : [])),
  );
  const said = [CARD_FIELDS, READER_FIELDS].flatMap((table) =>
    Object.entries(table).flatMap(([message, names]) => names.map((name) => `${message}.${name}`)),
  );
  expect(said.sort()).toEqual(open.sort());
});

describe("what a product may fill as it likes", () => {
  const names = (text: string) => text.includes("見本");
  const partedOf = (event: Record<string, unknown>) =>
    parted({ seq: 0, at: 0, ...event } as unknown as TraceEvent, () => "t", names);
  const bytes = (said: string) => hex(utf8(said));
  const toldBy = (event: Record<string, unknown>): string => {
    const { shown } = partedOf(event);
    return JSON.stringify(shown).replaceAll(/[0-9a-f]{8,}/g, (digits) => Buffer.from(digits, "hex").toString("utf8"));
  };
  const file = { channel: "folder", is: "appeared", folder: "req", name: "OQSsiquc01req_1.xml", size: 1 };
  const call = { channel: "central", is: "request", method: "POST", path: "/v1/x", client: "c" };
  test.each<[string, Record<string, unknown>]>([
    ["a file that is no message", { ...file, bytes: bytes("name: hanako") }],
    ["a file by another name", { ...file, name: "other.xml", bytes: bytes("<XmlMsg>hanako</XmlMsg>") }],
    ["an attribute", { ...file, bytes: bytes('<XmlMsg a="hanako"><MessageHeader/><MessageBody/></XmlMsg>') }],
    ["a comment", { ...file, bytes: bytes("<XmlMsg><!-- hanako --><MessageHeader/><MessageBody/></XmlMsg>") }],
    [
      "an element of its own",
      { ...file, bytes: bytes("<XmlMsg><MessageHeader/><MessageBody><hanako/></MessageBody></XmlMsg>") },
    ],
    ["an instruction", { ...file, bytes: bytes("<XmlMsg><?a hanako?><MessageHeader/><MessageBody/></XmlMsg>") }],
    [
      "an element of codes with a sentence",
      {
        ...file,
        bytes: bytes("<XmlMsg><MessageHeader><ErrorCode>to hanako</ErrorCode></MessageHeader><MessageBody/></XmlMsg>"),
      },
    ],
    ["a field of codes with a sentence", { ...call, bytes: bytes('{"code":"to hanako"}') }],
    ["a name of a field", { ...call, bytes: bytes('{"hanako さん":1}') }],
    ["a number as a number", { ...call, bytes: bytes('{"InsuredIdentificationNumber":1234567}') }],
    ["a body that is no JSON", { ...call, bytes: bytes("hanako") }],
    ["a word that is spelt with escapes", { ...call, bytes: bytes('{"why":"\\u0068anako"}') }],
    ["why it refused a file", { channel: "chart", is: "refused", source: "a.xml", reason: "not for hanako" }],
    [
      "a fact of the chart that nobody knows",
      { channel: "chart", is: "imported", source: "a.xml", patient: { nickname: "hanako" } },
    ],
    [
      "a known fact with a sentence",
      { channel: "chart", is: "imported", source: "a.xml", patient: { validity: "1 for hanako" } },
    ],
    ["whom the bench asked for", { channel: "operator", is: "asked", intent: "placeCard", persona: "hanako" }],
  ])("%s is not in sight", (_, event) => {
    expect(toldBy(event)).not.toMatch(/hanako|anako|1234567/);
    expect(partedOf(event).pieces.length).toBeGreaterThan(0);
  });
  test.each<[string, Record<string, unknown>]>([
    ["a file's name", { ...file, name: "見本花子.xml", bytes: "" }],
    ["where an import came from", { channel: "chart", is: "imported", source: "見本花子.xml", patient: {} }],
    ["an address", { ...call, path: "/v1/見本", bytes: "" }],
    ["how the steps broke off", { channel: "clock", is: "mark", mark: "script crash 見本 is no number" }],
  ])("%s that names somebody is not in sight", (_, event) => {
    expect(toldBy(event)).not.toContain("見本");
  });
});
