import { fc } from "../../../draws.ts";
import { describe, expect, test } from "vitest";
import { isFault } from "../../../../device/errors.ts";
import { concat, utf8 } from "../../../../device/wire/bytes.ts";
import { isGrave, sayFinding, sayFindings } from "../../../../device/wire/oqs/finding.ts";
import { type Message, readJson, readMessage, writeJson, writeMessage } from "../../../../device/wire/oqs/message.ts";
import { OQS_MESSAGES } from "../../../../device/wire/oqs/messages.ts";
import { BULK_LIMITS, MAX_BYTES } from "../../../../device/wire/oqs/xml-reader.ts";
import { EXAMPLES, exampleFile } from "../../../../scripts/oqs-files/files.ts";
import { fullValueOfMessage } from "./arbitrary.ts";
import { elementsOf, fileOf, mutationsOf } from "./bad-input.ts";

const SEED = 4;
const full = (message: Message) => fc.sample(fullValueOfMessage(message), { seed: SEED, numRuns: 1 })[0];

describe("a file with one thing wrong in it", () => {
  test.each(OQS_MESSAGES)(
    "$id: each element missing, doubled, too long, wrongly coded is told by path and rule",
    (message) => {
      const value = full(message);
      if (!value) throw new Error("no value");
      const mutations = mutationsOf(message, elementsOf(message, value));
      expect(mutations.length).toBeGreaterThan(5);
      for (const { what, path, kind, root } of mutations) {
        const { findings, value: read } = readMessage(message, utf8(fileOf(root)));
        const told = findings.find((finding) => finding.kind === kind && finding.path === path);
        expect(told, `${what} ${path}`).toBeDefined();
        if (!told) continue;
        expect(sayFinding(told, "ja")).toMatch(/[ぁ-ん]/);
        expect(sayFinding(told, "en")).toMatch(/^[\u0020-\u007e]+$/);
        expect(read === undefined, `${what} ${path}`).toBe(isGrave(told));
      }
    },
  );

  test("a value that is wrong in a hundred places is told in one line that a person can read", () => {
    const findings = Array.from({ length: 100 }, (_, i) => ({
      kind: "missing" as const,
      path: `Path${i}`,
      says: { ja: "ありません", en: "is missing" },
    }));
    expect(sayFindings(findings, "en")).toMatch(/Path19: is missing; and 80 more$/);
    expect(sayFindings(findings, "ja")).toMatch(/ほか 80 件$/);
  });

  test.each(OQS_MESSAGES)("$id: the same in the JSON form", (message) => {
    const value = full(message);
    if (!value) throw new Error("no value");
    const json = writeJson(message, value).XmlMsg as unknown as Record<string, Record<string, unknown>>;
    for (const part of ["MessageHeader", "MessageBody"])
      for (const tag of Object.keys(json[part] ?? {}))
        for (const wrong of [7, [[]], { Stranger: "1" }, "*".repeat(2_001)]) {
          const odd = { XmlMsg: { ...json, [part]: { ...json[part], [tag]: wrong } } };
          const { findings, value: read } = readJson(message, odd);
          expect(
            findings.some(({ path }) => path.startsWith(`${part}/${tag}`)),
            `${part}/${tag}`,
          ).toBe(true);
          if (findings.some(isGrave)) expect(read).toBeUndefined();
        }
  });
});

describe("hostile files", () => {
  const refused = (bytes: Uint8Array, message = OQS_MESSAGES[0]) => {
    if (!message) throw new Error("no message");
    try {
      return readMessage(message, bytes).findings.length;
    } catch (error) {
      return isFault(error, "peer.malformed") ? error.context.why : error;
    }
  };
  const laughs = Array.from({ length: 10 }, (_, i) => `<!ENTITY e${i + 1} "${`&e${i};`.repeat(10)}">`).join("");

  test.each([
    ["entities that grow", `<!DOCTYPE XmlMsg [<!ENTITY e0 "ha">${laughs}]><XmlMsg>&e10;</XmlMsg>`, "document type"],
    [
      "a file of this machine",
      `<!DOCTYPE XmlMsg [<!ENTITY x SYSTEM "file:///etc/passwd">]><XmlMsg>&x;</XmlMsg>`,
      "document type",
    ],
    ["an address", `<!DOCTYPE XmlMsg SYSTEM "http://192.0.2.1/x.dtd"><XmlMsg/>`, "document type"],
    ["parameter entities", `<!DOCTYPE XmlMsg [<!ENTITY % p "<!ENTITY x 'y'>"> %p;]><XmlMsg/>`, "document type"],
    ["an entity nobody declared", "<XmlMsg>&patient;</XmlMsg>", "not well-formed"],
    ["depth", "<a>".repeat(100_000), "more than 32 levels"],
    ["breadth", `<XmlMsg>${"<a/>".repeat(200_001)}</XmlMsg>`, "more than 200000 elements"],
    ["a half", "<XmlMsg><MessageHeader>", "not well-formed"],
    ["two roots", "<XmlMsg/><XmlMsg/>", "not well-formed"],
    ["nothing", "", "no"],
  ])("%s: refused, and told", (_, text, why) => expect(refused(utf8(text))).toContain(why));

  test("a bulk answer may be larger than a single one, and neither without end", () => {
    const bulk = OQS_MESSAGES.find(({ id }) => id === "OQSmuquc02res");
    const blanks = (bytes: number) => concat(utf8("<XmlMsg>"), new Uint8Array(bytes).fill(0x20), utf8("</XmlMsg>"));
    expect(refused(blanks(MAX_BYTES))).toContain("larger than");
    expect(refused(blanks(MAX_BYTES), bulk)).toBe(3);
    expect(refused(blanks(BULK_LIMITS.bytes), bulk)).toContain("larger than");
  });

  test("tags that are names of the language are strangers like any other", () => {
    const odd =
      "<XmlMsg><MessageHeader/><MessageBody><__proto__>1</__proto__><constructor/><toString>1</toString></MessageBody></XmlMsg>";
    for (const message of OQS_MESSAGES) {
      const { loose, unknown } = readMessage(message, utf8(odd));
      expect(unknown.map(({ path }) => path)).toEqual(
        ["__proto__", "constructor", "toString"].map((tag) => `MessageBody/${tag}`),
      );
      expect(Object.getPrototypeOf(loose)).toBe(Object.prototype);
    }
  });
});

test("any damage to any example, in either encoding, ends in a reading or in the declared fault", () => {
  const files = EXAMPLES.flatMap((example) =>
    (["UTF-8", "Shift_JIS"] as const).map((encoding) => ({
      message: example.message,
      bytes: exampleFile(example, encoding),
    })),
  );
  const damage = fc.record({
    file: fc.constantFrom(...files),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    cut: fc.nat(40),
    put: fc.uint8Array({ maxLength: 12 }),
    as: fc.constantFrom(...OQS_MESSAGES),
    own: fc.boolean(),
  });
  fc.assert(
    fc.property(damage, ({ file, at, cut, put, as, own }) => {
      const from = Math.floor(at * file.bytes.length);
      const bytes = concat(file.bytes.slice(0, from), put, file.bytes.slice(from + cut));
      try {
        const { value, findings } = readMessage(own ? file.message : as, bytes);
        return (value === undefined) === findings.some(isGrave);
      } catch (error) {
        return isFault(error, "peer.malformed");
      }
    }),
    { numRuns: 1500 },
  );
});

test("what was read whole can be written again, whatever it was", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...EXAMPLES),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.string({ maxLength: 3 }),
      (example, at, put) => {
        const bytes = exampleFile(example, "UTF-8");
        const from = Math.floor(at * bytes.length);
        try {
          const { value } = readMessage(
            example.message,
            concat(bytes.slice(0, from), utf8(put), bytes.slice(from + 1)),
          );
          if (value) writeMessage(example.message, value, { encoding: "UTF-8" });
        } catch (error) {
          if (!isFault(error, "peer.malformed")) throw error;
        }
      },
    ),
    { numRuns: 1000 },
  );
});
