import { createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { mkdirSync, mkdtempSync, openSync, ftruncateSync, closeSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fc } from "../../draws.ts";
import { afterAll, describe, expect, test, vi } from "vitest";
import { seal } from "../../../conformance/evidence/envelope.ts";
import { evidenceText, writeEvidence } from "../../../conformance/evidence/evidence.ts";
import { leafHash, rootOf } from "../../../conformance/evidence/hash-tree.ts";
import type { Leaf } from "../../../conformance/evidence/leaves.ts";
import { withholdPersonal } from "../../../conformance/evidence/withhold.ts";
import { unseal } from "../../../conformance/verify/envelope.ts";
import { readBounded, textOf } from "../../../conformance/verify/read-file.ts";
import { Refusal } from "../../../conformance/verify/refusal.ts";
import { verifyEvidence } from "../../../conformance/verify/verify.ts";
import { published } from "../../../scripts/evidence-file.ts";

const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
const other = generateKeyPairSync("ec", { namedCurve: "P-256" });

const MARK = { seq: 0, at: 0, channel: "clock", is: "mark", mark: "script crash x" };
const LEAVES: readonly Leaf[] = [
  [
    "run",
    {
      ...{ version: "1", suite: "", target: "", operator: "", seed: 1, clock: "virtual", planned: 0, emitted: 0 },
      ...{ verdicts: { "suite-error": 1 }, gaps: [], overhead: 0 },
    },
  ],
  [
    "case",
    "RDR-TST-0001",
    { role: "reader", channels: [], verdict: "suite-error", reason: "suite.broken", checks: [] },
  ],
  ["fact", "RDR-TST-0001", "patient", "name", "0".repeat(32)],
  ["piece", "1".repeat(32), "見本 花子"],
  ["event", "RDR-TST-0001", MARK],
  ["event", "RDR-TST-0001", { seq: 1, at: 0, channel: "card", is: "reset", apart: { bytes: ["3b", 2, ""] } }],
  ["piece", "2".repeat(32), "c0de"],
];
/** The same in the first format. */
const FIRST: readonly Leaf[] = [
  ...LEAVES.slice(0, 2),
  ["fact", "00", "RDR-TST-0001", "patient", "name", "見本 花子"],
  ["event", "RDR-TST-0001", MARK],
  ["event", "RDR-TST-0001", { seq: 1, at: 0, channel: "card", is: "reset", apart: ["bytes"] }],
  ["field", "01", "RDR-TST-0001", 1, "bytes", "3bc0de"],
];
const PROFILE: Leaf = [
  "profile",
  "reader",
  { product: { maker: "m", model: "m", version: "1" }, role: "reader", features: [], declares: [], latency: {} },
];
const whole = (leaves: readonly Leaf[] = LEAVES, key: KeyObject = pair.privateKey) => {
  const [run, ...rest] = leaves;
  return writeEvidence(run ? [run, PROFILE, ...rest] : [], { node: "20" }, key);
};
/** As the bench wrote it before. */
function wholeOfFirst(leaves: readonly Leaf[] = FIRST): string {
  const [run, ...rest] = leaves;
  const lines = (run ? [run, PROFILE, ...rest] : []).map((leaf) => JSON.stringify(leaf));
  const root = Buffer.from(rootOf(lines.map(leafHash))).toString("hex");
  const payload = { format: "shikaku-evidence/1", root, leaves: lines.length, environment: { node: "20" } };
  return evidenceText(seal(JSON.stringify(payload), pair.privateKey), lines);
}
const TEXT = whole();
const bytes = Buffer.from(TEXT, "utf8");
const check = (text: string) => verifyEvidence(text, pair.publicKey, published());
const refusal = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    if (error instanceof Refusal) {
      expect(error.ja).toMatch(/[぀-ヿ一-鿿]/);
      return error.message;
    }
    throw error;
  }
  return "taken";
};

test("what is whole is taken", () => {
  expect(check(TEXT)).toMatchObject({ differences: [], sums: [], withheld: 0 });
});

test("any one bit that is changed, anywhere, is refused", () => {
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const changed = Buffer.from(bytes);
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    expect(
      refusal(() => unseal(textOf(changed), pair.publicKey)),
      `bit ${bit}`,
    ).not.toBe("taken");
  }
}, 60_000);

test("any bytes put in or left out are refused, the end cut off among them", () => {
  const change = fc.record({
    at: fc.nat(bytes.length),
    drop: fc.nat(40),
    put: fc.oneof(fc.constantFrom("", " ", "\n", "=", '"', "\u0000", "]}\n"), fc.string({ maxLength: 8 })),
  });
  fc.assert(
    fc.property(change, ({ at, drop, put }) => {
      const changed = Buffer.concat([bytes.subarray(0, at), Buffer.from(put), bytes.subarray(at + drop)]);
      if (changed.equals(bytes)) return;
      expect(refusal(() => unseal(textOf(changed), pair.publicKey))).not.toBe("taken");
    }),
    { numRuns: 3000 },
  );
  for (let length = 0; length < bytes.length; length += 97)
    expect(refusal(() => unseal(textOf(bytes.subarray(0, length)), pair.publicKey))).not.toBe("taken");
});

describe("the reason is told", () => {
  const envelope = JSON.parse(TEXT) as { payload: string; signatures: { keyid: string; sig: string }[] };
  const [signature = { keyid: "", sig: "" }] = envelope.signatures;
  test.each([
    ["white space", TEXT.replace('","payload"', '", "payload"'), /white space/],
    ["a line end of another system", TEXT.replaceAll("\n", "\r\n"), /white space/],
    ["a byte order mark", `\ufeff${TEXT}`, /no evidence/],
    ["a field twice", TEXT.replace('{"payloadType"', '{"payloadType":"x","payloadType"'), /white space/],
    ["a field more", TEXT.replace(',"leaves":[', ',"note":1,"leaves":['), /no evidence/],
    ["padding", TEXT.replace(envelope.payload, `${envelope.payload}=`), /base64/],
    [
      "base64 of the web",
      TEXT.replace(signature.sig, Buffer.from(signature.sig, "base64").toString("base64url")),
      /base64/,
    ],
    ["leaves in another order", swapped(TEXT), /not those that were signed/],
    ["a leaf left out", TEXT.replace(/\["event","RDR-TST-0001",\{"seq":0[^\n]*\n/, ""), /not those that were signed/],
    ["another's signature", whole(LEAVES, other.privateKey), /another key/],
    ["another's signature under this key's name", renamed(), /not that of its content/],
    [
      "the leaves of another run",
      TEXT.replace(/"leaves":[^]*/, whole([...LEAVES].slice(0, 3)).replace(/^[^]*?,"leaves"/, '"leaves"')),
      /not those that were signed/,
    ],
  ])("%s", (_, text, why) => {
    expect(refusal(() => check(text))).toMatch(why);
  });

  function swapped(text: string): string {
    const lines = text.split("\n");
    const [first = "", second = ""] = lines.slice(2, 4);
    return [...lines.slice(0, 2), second, first, ...lines.slice(4)].join("\n");
  }
  function renamed(): string {
    const theirs = whole(LEAVES, other.privateKey);
    const { signatures } = JSON.parse(theirs) as typeof envelope;
    return theirs.replace(signatures[0]?.keyid ?? "", signature.keyid);
  }

  test("the higher twin of a signature is no signature", () => {
    const raw = Buffer.from(signature.sig, "base64");
    const order = BigInt("0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");
    const high = (order - BigInt(`0x${raw.subarray(32).toString("hex")}`)).toString(16).padStart(64, "0");
    const twin = Buffer.concat([raw.subarray(0, 32), Buffer.from(high, "hex")]).toString("base64");
    expect(refusal(() => check(TEXT.replace(signature.sig, twin)))).toMatch(/not that of its content/);
  });
});

describe("leaves that were signed so, and are no run", () => {
  test.each([
    ["no run", LEAVES.slice(1)],
    ["an event of no case", [LEAVES[0], LEAVES[4]]],
    ["an event missing in between", [...LEAVES.slice(0, 4), ...LEAVES.slice(5)]],
    ["a piece of nothing", [...LEAVES, LEAVES[6]]],
    ["a piece missing", LEAVES.slice(0, 6)],
    ["a piece missing before another event", [...LEAVES.slice(0, 3), ...LEAVES.slice(4)]],
    ["a piece of another length", [...LEAVES.slice(0, 6), ["piece", "2".repeat(32), "c0"]]],
    ["a piece that is no bytes", [...LEAVES.slice(0, 6), ["piece", "2".repeat(32), "zzzz"]]],
    ["a piece without a salt", [...LEAVES.slice(0, 6), ["piece", "", "c0de"]]],
    ["a case twice", [...LEAVES, LEAVES[1]]],
    ["a fact of everybody's ancestor", [...LEAVES.slice(0, 2), ["fact", "RDR-TST-0001", "__proto__", "is", ""]]],
    ["a profile of no role", [LEAVES[0], ["profile", "__proto__", PROFILE[2]], ...LEAVES.slice(1)]],
    ["an event of which both is shown and apart", apart({ seq: null }, 1)],
    ["an event of which a part of what is no object is apart", apart({ "mark.of": null }, "x")],
    ["an event apart that lacks nothing", apart({ bytes: ["3b"] }, "c0de")],
    ["a piece that is no text", apart({ code: null }, 1)],
    ["a piece that is empty", apart({ code: null }, "")],
    ["a size that is no number", apart({ size: null }, "1")],
    ["two texts by one token", apart({ code: "0".repeat(32) }, "another")],
    ["one text by two tokens", apart({ code: "3".repeat(32) }, "見本 花子")],
    ["an event apart by a token of another length", apart({ code: "00" }, "x")],
    ["an event apart with bytes that end in a hole", apart({ bytes: ["3b", 2] }, "c0de")],
    ["an event apart with more bytes than there can be", apart({ bytes: ["", 2 ** 27, "", 1, ""] }, "c0")],
    ["leaves of the first format", FIRST],
    ["a kind that nobody knows", [...LEAVES, ["rumour", 1]]],
    ["a case of another shape", [LEAVES[0], ["case", "RDR-TST-0001", {}]]],
  ] as [string, Leaf[]][])("%s", (_, leaves) => {
    expect(refusal(() => check(whole(leaves)))).toMatch(/leaves|evidence/);
  });
});

/** The last event with this apart, and one piece of it. */
function apart(parts: object, piece: unknown): Leaf[] {
  const event = { ...MARK, seq: 1, apart: parts };
  return [...LEAVES.slice(0, 5), ["event", "RDR-TST-0001", event], ["piece", "2".repeat(32), piece]];
}

describe("the first format", () => {
  test("what is whole is taken, and can be withheld", () => {
    expect(check(wholeOfFirst())).toMatchObject({ differences: [], sums: [], withheld: 0 });
    const copy = withholdPersonal(wholeOfFirst());
    expect(copy).not.toMatch(/見本|c0de/);
    expect(check(copy)).toMatchObject({ differences: [], sums: [] });
  });
  test.each([
    ["an event missing in between", [...FIRST.slice(0, 3), FIRST[4], FIRST[5]]],
    ["a field of no event", [...FIRST, FIRST[5]]],
    ["a field missing", FIRST.slice(0, 5)],
    ["a fact of everybody's ancestor", [...FIRST.slice(0, 2), ["fact", "00", "RDR-TST-0001", "__proto__", "is", "x"]]],
    [
      "an event whose number stands apart",
      [...FIRST.slice(0, 3), ["event", "RDR-TST-0001", { ...MARK, apart: ["seq"] }]],
    ],
    ["leaves of the second format", LEAVES],
  ] as [string, Leaf[]][])("%s is refused", (_, leaves) => {
    expect(refusal(() => check(wholeOfFirst(leaves)))).toMatch(/leaves/);
  });
});

test.each([
  ["an event", 4],
  ["a case", 1],
  ["which fact it is", 2],
])("%s cannot be withheld", (_, place) => {
  const leaf = JSON.stringify(LEAVES[place]);
  const copy = TEXT.replace(leaf, JSON.stringify(["withheld", Buffer.from(leafHash(leaf)).toString("hex")]));
  expect(copy).not.toBe(TEXT);
  expect(refusal(() => check(copy))).toMatch(/leaves is not where it belongs/);
});

test("what is about persons can be withheld, and the rest still verifies", () => {
  const copy = withholdPersonal(TEXT);
  expect(copy).not.toContain("見本");
  expect(copy).not.toContain("c0de");
  expect(check(copy)).toMatchObject({ differences: [], sums: [] });
  expect(
    refusal(() =>
      check(copy.replace(/\["withheld","(.)/, (_, digit: string) => `["withheld","${digit === "0" ? "1" : "0"}`)),
    ),
  ).toMatch(/not those that were signed/);
  const event = /\["event","RDR-TST-0001",\{"seq":0[^\n]*\]/.exec(TEXT)?.[0] ?? "";
  expect(event).not.toBe("");
});

test.each([
  ["millions of leaves", "[1],\n".repeat(2_000_000)],
  ["a leaf of millions of items", `["run"${",[]".repeat(2_000_000)}],\n`],
])("%s that nobody signed are refused before a leaf is parsed", (_, leaves) => {
  const parse = vi.spyOn(JSON, "parse");
  try {
    expect(refusal(() => unseal(TEXT.replace('"leaves":[\n', `"leaves":[\n${leaves}`), pair.publicKey))).toMatch(
      /not those that were signed/,
    );
    expect(Math.max(...parse.mock.calls.map(([text]) => text.length))).toBeLessThan(16 * 1024);
  } finally {
    parse.mockRestore();
  }
});

describe("files of any kind", () => {
  const folder = mkdtempSync(join(tmpdir(), "shikaku-verify-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const file = (name: string, content: string) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };

  test("one of 1 GB is refused before a byte of it is read", () => {
    const path = join(folder, "large.json");
    const handle = openSync(path, "w");
    ftruncateSync(handle, 1024 ** 3);
    closeSync(handle);
    const before = process.memoryUsage().rss;
    expect(refusal(() => readBounded(path))).toMatch(/larger than 256 MB/);
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1024 * 1024);
  });
  test("one that is nested a million levels deep is refused before it is parsed", () => {
    expect(refusal(() => readBounded(file("deep.json", "[".repeat(1_000_000))))).toMatch(/nested more than 32/);
    expect(refusal(() => readBounded(file("deep2.json", '{"a":'.repeat(100_000))))).toMatch(/nested/);
    expect(readBounded(file("text.json", `["${"[".repeat(100)}\\"["]`))).toContain("[[[");
  });
  test("one that is not UTF-8, a folder, and one that is not there", () => {
    expect(refusal(() => textOf(Uint8Array.of(0xff, 0xfe)))).toMatch(/UTF-8/);
    mkdirSync(join(folder, "folder"));
    expect(refusal(() => readBounded(join(folder, "folder")))).toMatch(/no file/);
    expect(() => readBounded(join(folder, "nothing"))).toThrow(/ENOENT/);
  });
});

test("a public key is what a signature is held against", () => {
  expect(createPublicKey(pair.privateKey).export({ type: "spki", format: "der" })).toEqual(
    pair.publicKey.export({ type: "spki", format: "der" }),
  );
});
