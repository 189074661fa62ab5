import { createPrivateKey, createPublicKey, X509Certificate } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type PkiIndex, writePki } from "../../../scripts/pki/write-pki.ts";
import { filesOf } from "../../../scripts/pki/index-of.ts";
import { pkiCatalogue } from "../../../scripts/pki/catalogue.ts";
import { OPENING } from "../../../simulator/world.ts";
import { SHELF } from "../../../certs/shelf.data.ts";

const order = { at: OPENING, seed: 1 };
let within = "";
let folder = "";
let index: PkiIndex;
beforeAll(() => {
  within = mkdtempSync(join(tmpdir(), "shikaku-pki-test-"));
  folder = join(within, "a", "pki");
  index = writePki(folder, order);
});
afterAll(() => rmSync(within, { recursive: true, force: true }));
const read = (path: string) => readFileSync(join(folder, path));

describe("the folder of certificates", () => {
  test("has an index that says what the files say", () => {
    expect(JSON.parse(read("index.json").toString())).toEqual(index);
    expect(index.at).toBe("2026-04-01T00:00:00.000Z");
    const certificates = index.files.filter(({ subject }) => subject !== undefined);
    expect(certificates.length).toBeGreaterThan(100);
    for (const { path, der, serial, key } of certificates) {
      // Node reads PEM strictly, and one on the shelf has a byte too many.
      if (path.includes("trailing")) continue;
      const certificate = new X509Certificate(read(path));
      expect([path, certificate.serialNumber.toLowerCase()]).toEqual([path, serial]);
      expect(new X509Certificate(read(der)).raw.equals(certificate.raw)).toBe(true);
      if (!key) continue;
      const publicKey = createPublicKey(createPrivateKey(read(key))).export({ format: "jwk" });
      expect([path, publicKey]).toEqual([path, certificate.publicKey.export({ format: "jwk" })]);
    }
  });

  test("names no file that is not there, and leaves none out but the README and those beside the shelf", () => {
    const named = index.files.flatMap(({ path, der, key, trusted, crl }) => [path, der, key, trusted, crl]);
    const there = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
    expect(named.filter((path) => path !== undefined && !there.includes(path))).toEqual([]);
    const unnamed = there.filter((path) => !named.includes(path));
    expect(
      unnamed.filter((path) => !/^(README\.md|index\.json|shelf\/.*\.(trusted|list)\.(cer|crl))$/.test(path)),
    ).toEqual([]);
  });

  test.each([
    ["authorities/userAuthentication-former.pem", "expired"],
    ["authorities/userAuthentication-next.pem", "good"],
    ["people/hanako-auth.pem", "good"],
    ["people/hanako-sign.pem", "good"],
    ["people/revoked-auth.pem", "revoked"],
    ["people/expired-auth.pem", "expired"],
    ["people/renewed-auth.pem", "good"],
    ["facilities/1319999999.pem", "good"],
    ["servers/localhost.pem", "good"],
    ["readers/SHIKAKU-0001.pem", "good"],
    ["firmware/SHIKAKU-READER.pem", "good"],
    ["laboratories/SHIKAKU-LAB.pem", "good"],
    ["responders/lab.pem", "good"],
    ["shelf/weak-key.pem", "tooWeak"],
  ])("expects of %s that it is %s", (path, expected) => {
    expect(index.files.find((row) => row.path === path)?.expected).toBe(expected);
  });

  test("has the whole shelf on it, each certificate with what is wrong", () => {
    const shelf = index.files.filter(({ kind }) => kind === "shelf");
    expect(shelf.map(({ wrong }) => wrong?.en).sort()).toEqual(
      Object.values(SHELF)
        .map(({ en }) => en)
        .sort(),
    );
  });

  test("is the same for the same moment and seed, and another for another seed", () => {
    const bytes = (seed: number) => JSON.stringify([...filesOf(pkiCatalogue({ ...order, seed }), OPENING).files]);
    expect(bytes(1)).toBe(bytes(1));
    expect(bytes(1)).not.toBe(bytes(2));
  });
});

describe("a folder that is there already", () => {
  const at = (name: string) => join(within, name);

  test("is filled if it is empty, and replaced whole if it was made by this", () => {
    mkdirSync(at("empty"));
    writePki(at("empty"), order);
    writeFileSync(join(at("empty"), "left-over"), "");
    writePki(at("empty"), order);
    expect(readdirSync(at("empty"))).not.toContain("left-over");
    expect(readdirSync(at("empty"))).toContain("index.json");
  });

  test.each([
    ["a file of the user's", "notes.txt", "mine"],
    ["an index of another program", "index.json", '{"madeBy":"another"}'],
    ["an index that is none", "index.json", "{"],
  ])("is left alone with %s in it", (_, name, content) => {
    const place = mkdtempSync(join(within, "mine-"));
    writeFileSync(join(place, name), content);
    expect(() => writePki(place, order)).toThrow(/was not made by shikaku pki/);
    expect(readFileSync(join(place, name), "utf8")).toBe(content);
    expect(readdirSync(place)).toEqual([name]);
  });

  test("is left as it was where writing fails, and nothing is left beside it", () => {
    writeFileSync(at("file"), "");
    expect(() => writePki(at("file"), order)).toThrow(/was not made by/);
    expect(() => writePki(join(at("file"), "below"), order)).toThrow(/ENOTDIR|EEXIST/);
    expect(readdirSync(within).filter((name) => name.startsWith("."))).toEqual([]);
  });
});
