import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testPki } from "../../certs/authorities.ts";
import { keyFor, POOL } from "../../certs/pool/key-for.ts";
import { unhex } from "../../device/wire/bytes.ts";
import { issueCard } from "../../simulator/card/issue-card.ts";
import { cardMaterial } from "../../simulator/card/material.ts";
import { encodeJp2 } from "../../simulator/faces/jp2.ts";
import { photographOf } from "../../simulator/faces/photograph.ts";
import { OPENING } from "../../simulator/world.ts";
import { AP, hand, persona, readWhole, verify } from "../simulator/card/hand.ts";
import { available, needs } from "./needs.ts";

/**
 * The files of a card's two applications of printed data, judged by programs that nobody here wrote: objects are cut by python3, hashed
 * and checked by openssl, and the pictures are opened by python's zlib and by OpenJPEG.
 */
const TOOLS = ["openssl", "python3"] as const;
const folder = mkdtempSync(join(tmpdir(), "shikaku-card-files-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string) => join(folder, name);

const hanako = persona("hanako");
type Place = readonly [start: number, content: number, end: number];
const files = new Map<string, { readonly bytes: Buffer; readonly objects: Readonly<Record<string, Place>> }>();

const run = (program: string, ...args: string[]) => execFileSync(program, args, { encoding: "utf8", stdio: "pipe" });
const python = (...args: string[]) =>
  JSON.parse(run("python3", join(import.meta.dirname, "card_files.py"), ...args)) as unknown;

beforeAll(async () => {
  if (!available(...TOOLS)) return;
  const photograph = await encodeJp2(photographOf(hanako.face));
  const material = cardMaterial({ person: hanako, pki: testPki({ at: OPENING }), at: OPENING, photograph });
  const card = issueCard({ person: hanako, material });
  const dump = (ap: "text" | "visual", file: number, ...secrets: (readonly [reference: number, secret: string])[]) => {
    const held = hand(card);
    held.send(AP[ap]);
    for (const secret of secrets) held.send(verify(...secret));
    const answer = held.send(readWhole(file));
    expect(answer.slice(-4)).toBe("9000");
    const name = `${ap}-${file}`;
    writeFileSync(at(name), unhex(answer.slice(0, -4)));
    const bytes = readFileSync(at(name));
    files.set(name, { bytes, objects: python("objects", at(name)) as Record<string, Place> });
  };
  const pin = [0x11, "1234"] as const;
  const [textA, textB] = [[0x14, hanako.numberA] as const, [0x15, hanako.numberB] as const];
  const [birth, visualB, visualA] = [
    [0x11, hanako.numberB.slice(0, 6)] as const,
    [0x12, hanako.numberB] as const,
    [0x13, hanako.numberA] as const,
  ];
  dump("text", 1, textA);
  dump("text", 2, textB);
  dump("text", 3, pin);
  dump("text", 4);
  dump("text", 5);
  dump("text", 6, pin);
  dump("text", 7, pin);
  dump("visual", 1, birth);
  dump("visual", 2, visualB);
  dump("visual", 3);
  dump("visual", 4);
  dump("visual", 5, visualA);
  dump("visual", 6, visualB);
});

const file = (name: string) => {
  const found = files.get(name);
  if (!found) throw new RangeError(`no file ${name}`);
  return found;
};

/** Bytes of an object: `whole` with its tag and length, else what is in it. */
function cut(name: string, path: string, whole = false): Buffer {
  const { bytes, objects } = file(name);
  const [start, content, end] = objects[path] ?? [0, 0, 0];
  if (end === 0) throw new RangeError(`no ${path} in ${name}`);
  return bytes.subarray(whole ? start : content, end);
}

function written(name: string, ...parts: readonly Uint8Array[]): string {
  writeFileSync(at(name), Buffer.concat(parts));
  return at(name);
}

/** SHA-256 by openssl, hex. */
const digest = (...parts: readonly Uint8Array[]) =>
  run("openssl", "dgst", "-sha256", "-r", written("hashed", ...parts)).slice(0, 64);

/** A public key as PEM, built by openssl from 90 03 exponent 91 82 0100 modulus. */
function publicKey(name: string, key: Uint8Array): string {
  const hex = Buffer.from(key).toString("hex");
  expect(hex).toMatch(/^900301000191820100[0-9a-f]{512}$/);
  const lines = ["asn1=SEQUENCE:rsa", "[rsa]", `n=INTEGER:0x${hex.slice(18)}`, "e=INTEGER:0x10001", ""];
  writeFileSync(at(`${name}.cnf`), lines.join("\n"));
  run("openssl", "asn1parse", "-genconf", at(`${name}.cnf`), "-noout", "-out", at(`${name}.der`));
  run("openssl", "rsa", "-RSAPublicKey_in", "-inform", "DER", "-in", at(`${name}.der`), "-pubout", "-out", at(name));
  return at(name);
}

/** What a signature holds, after openssl took the padding of PKCS#1 off. Hex. */
const recovered = (key: string, signature: Uint8Array) =>
  execFileSync("openssl", [
    ...["pkeyutl", "-verifyrecover", "-pubin", "-inkey", key, "-pkeyopt", "rsa_padding_mode:pkcs1"],
    ...["-in", written("signature", signature)],
  ]).toString("hex");

const DIGEST_INFO = "3031300d060960864801650304020105000420";

/** The key that vouches for an application's files: certified in EF 0004 under the authority of card issuers. */
function issuerKey(ap: "text" | "visual"): string {
  const authority = at("authority.pem");
  writeFileSync(authority, keyFor(POOL.cardIssuerCa).publicKey.export({ format: "pem", type: "spki" }));
  const body = cut(`${ap}-4`, "7f21/5f4e");
  expect(body.length).toBe(297);
  const signature = written("certificate.sig", cut(`${ap}-4`, "7f21/5f37"));
  const said = run("openssl", "dgst", "-sha256", "-verify", authority, "-signature", signature, written("body", body));
  expect(said.trim()).toBe("Verified OK");
  return publicKey(`${ap}.pem`, body.subarray(32));
}

const placesOf = (name: string) => Object.keys(file(name).objects).filter((path) => path !== "rest");
const restOf = (name: string) => file(name).bytes.subarray(file(name).objects["rest"]?.[0]);

describe("券面事項入力補助, cut by python3 and judged by openssl", () => {
  test("has the objects and sizes of a card that was measured", (context) => {
    needs(context, ...TOOLS);
    expect([1, 3, 4].map((id) => file(`text-${id}`).bytes.length)).toEqual([17, 336, 568]);
    expect(file("text-1").bytes.toString("latin1")).toBe(`\u00ff\u0010\u000c${hanako.numberA}\u00ff\u00ff`);
    expect(placesOf("text-2")).toEqual(["ff20", "ff20/df21", "ff20/df22", "ff20/df23", "ff20/df24", "ff20/df25"]);
    expect(new Set(restOf("text-2"))).toEqual(new Set([0xff]));
    expect(placesOf("text-3")).toEqual(["ff30", "ff30/df31", "ff30/df32", "ff30/df33"]);
    expect(placesOf("text-5")).toEqual(["ff40", "ff40/df41", "ff40/df42", "ff40/df43"]);
    expect(file("text-5").bytes.length).toBeGreaterThanOrEqual(256);
    expect(cut("text-5", "ff40/df41").toString("hex")).toBe("01030e01");
    expect(["df42", "df43"].map((tag) => cut("text-5", `ff40/${tag}`).length)).toEqual([16, 128]);
    expect(placesOf("text-6")).toEqual(["a1", "a1/90", "a1/91"]);
    expect(placesOf("text-7")).toEqual(["ff50", "ff50/df51", "ff50/df52"]);
  });

  test("says the four items, and where each begins", (context) => {
    needs(context, ...TOOLS);
    const said = ["df22", "df23", "df24", "df25"].map((tag) => cut("text-2", `ff20/${tag}`).toString("utf8"));
    expect(said).toEqual(["資格　花子", hanako.address, "19890913", "2"]);
    expect(offsets("text-2", "ff20/df21")).toEqual(starts("text-2", "ff20", "df22 df23 df24 df25"));
  });

  test("vouches for number and items: both hashes, and the signature over them", (context) => {
    needs(context, ...TOOLS);
    expect(cut("text-3", "ff30/df31").toString("hex")).toBe(digest(file("text-1").bytes));
    const [first] = starts("text-2", "ff20", "df22");
    const last = file("text-2").objects["ff20/df25"]?.[2];
    expect(cut("text-3", "ff30/df32").toString("hex")).toBe(digest(file("text-2").bytes.subarray(first, last)));
    const signed = [cut("text-3", "ff30/df31", true), cut("text-3", "ff30/df32", true)];
    expect(recovered(issuerKey("text"), cut("text-3", "ff30/df33"))).toBe(DIGEST_INFO + digest(...signed));
  });

  test("vouches for the key of the chip, with which it signs", (context) => {
    needs(context, ...TOOLS);
    const chip = digest(cut("text-7", "ff50/df51", true));
    expect(recovered(issuerKey("text"), cut("text-7", "ff50/df52"))).toBe(DIGEST_INFO + chip);
    publicKey("chip.pem", cut("text-7", "ff50/df51"));
    publicKey("session.pem", cut("text-6", "a1"));
  });
});

describe("券面事項確認, cut by python3 and judged by openssl", () => {
  const FACE = "df22 df23 df24 df25 df26 df27 df28 df29 df2a";

  test("has nine objects on the card's face, and a table of where each begins", (context) => {
    needs(context, ...TOOLS);
    expect(placesOf("visual-2")).toEqual(["ff20", ...["df21", ...FACE.split(" ")].map((tag) => `ff20/${tag}`)]);
    expect(cut("visual-2", "ff20/df21").length).toBe(18);
    expect(offsets("visual-2", "ff20/df21")).toEqual(starts("visual-2", "ff20", FACE));
    const said = ["df22", "df23", "df29"].map((tag) => cut("visual-2", `ff20/${tag}`).toString("latin1"));
    expect(said).toEqual(["19890913", "2", `${hanako.numberB.slice(6, 10)}0913`]);
  });

  test("signs three digests in one DigestInfo: holder, print, photograph; expiry and code stand outside", (context) => {
    needs(context, ...TOOLS);
    const { bytes, objects } = file("visual-2");
    const between = (first: string, last: string) =>
      digest(bytes.subarray(objects[`ff20/${first}`]?.[0], objects[`ff20/${last}`]?.[2]));
    const digests = between("df22", "df24") + between("df25", "df26") + between("df27", "df27");
    expect(recovered(issuerKey("visual"), cut("visual-2", "ff20/df28"))).toBe(
      `3071300d060960864801650304020105000460${digests}`,
    );
  });

  test("vouches for the birth date alone, and for the number", (context) => {
    needs(context, ...TOOLS);
    const key = issuerKey("visual");
    const both = (name: string, outer: string, first: string, second: string) =>
      DIGEST_INFO + digest(cut(name, `${outer}/${first}`, true), cut(name, `${outer}/${second}`, true));
    expect(file("visual-1").bytes.length).toBe(547);
    expect(cut("visual-1", "ff10/df11").toString("latin1")).toBe("19890913");
    expect(recovered(key, cut("visual-1", "ff10/df13"))).toBe(both("visual-1", "ff10", "df11", "df12"));
    expect(recovered(key, cut("visual-5", "ff40/df43"))).toBe(both("visual-5", "ff40", "df41", "df42"));
    // One chip, one key, wherever it stands.
    const keys = [cut("visual-1", "ff10/df12"), cut("visual-2", "ff20/df24"), cut("visual-5", "ff40/df42")];
    expect(new Set(keys.map((chip) => chip.toString("hex"))).size).toBe(1);
  });

  test("tells its version, its key and the municipality; and sixteen bytes nobody knows", (context) => {
    needs(context, ...TOOLS);
    expect(placesOf("visual-3")).toEqual([
      "ff30",
      ...["df31", "df32", "df33", "df34", "df35"].map((tag) => `ff30/${tag}`),
    ]);
    expect(cut("visual-3", "ff30/df31").toString("hex")).toBe("06030e01");
    expect(["df32", "df33", "df34", "df35"].map((tag) => cut("visual-3", `ff30/${tag}`).length)).toEqual([
      16, 1, 5, 272,
    ]);
    expect(file("visual-6").bytes.toString("hex")).toBe("ff".repeat(16));
  });

  test("carries pictures that python's zlib opens, and on them what they say", (context) => {
    needs(context, ...TOOLS);
    const pictures = [
      ["visual-2", "ff20/df25", 16 * 5, 16],
      ["visual-2", "ff20/df26", 16 * Array.from(hanako.address).length, 16],
      ["visual-2", "ff20/df2a", 24, 12],
      ["visual-5", "ff40/df41", 72, 12],
    ] as const;
    const drawn = pictures.map(([name, path, width, height]) => {
      const [, content, end] = file(name).objects[path] ?? [0, 0, 0];
      const picture = python("picture", at(name), String(content), String(end)) as {
        readonly lines: readonly string[];
      };
      expect(picture, path).toMatchObject({ width, height, depth: 1, colour: 0, kinds: ["IHDR", "IDAT", "IEND"] });
      return picture.lines;
    });
    // 子, the fifth character of 資格　花子.
    expect(drawn[0]?.map((line) => line.slice(64))).toEqual(CHILD);
    expect(drawn[2]?.map((line) => line.slice(0, 6))).not.toEqual(drawn[2]?.map((line) => line.slice(6, 12)));
  });

  test("carries a photograph that OpenJPEG opens", (context) => {
    needs(context, ...TOOLS, "opj_decompress");
    written("photograph.jp2", cut("visual-2", "ff20/df27"));
    run("opj_decompress", "-i", at("photograph.jp2"), "-o", at("photograph.pgm"));
    expect(readFileSync(at("photograph.pgm"), "latin1")).toMatch(/^P5\s+(#.*\s+)*160 200\s+255\s/);
  });
});

/** The table of offsets: two bytes each. */
function offsets(name: string, path: string): number[] {
  const table = cut(name, path);
  return Array.from({ length: table.length / 2 }, (_, i) => table.readUInt16BE(2 * i));
}

const starts = (name: string, outer: string, tags: string) =>
  tags.split(" ").map((tag) => file(name).objects[`${outer}/${tag}`]?.[0]);

const CHILD = [
  "................",
  "..##########....",
  "..........#.....",
  ".........#......",
  ".......##.......",
  ".......#........",
  ".......#........",
  "###############.",
  ".......#........",
  ".......#........",
  ".......#........",
  ".......#........",
  ".......#........",
  ".......#........",
  "....###.........",
  "................",
];
