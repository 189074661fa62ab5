import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { decodeJp2, encodeJp2 } from "../../simulator/faces/jp2.ts";
import { photographOf } from "../../simulator/faces/photograph.ts";
import { needs } from "./needs.ts";

const folder = mkdtempSync(join(tmpdir(), "shikaku-jp2-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string) => join(folder, name);

/** Debian's libopenjp2-tools, which nobody here wrote. */
describe("opj_decompress and opj_dump", () => {
  test("take a card's photograph for a grey JP2 of its size", async (context) => {
    needs(context, "opj_dump");
    writeFileSync(at("card.jp2"), await encodeJp2(photographOf(1000)));
    const told = execFileSync("opj_dump", ["-i", at("card.jp2")], { encoding: "utf8" });
    expect(told).toMatch(/x1=160, y1=200/);
    expect(told).toMatch(/numcomps=1/);
    expect(told).toMatch(/prec=8/);
  });

  test("see the same pixels in it as we do", async (context) => {
    needs(context, "opj_decompress");
    for (const seed of [1000, 2000, 3000]) {
      const file = await encodeJp2(photographOf(seed));
      writeFileSync(at("card.jp2"), file);
      execFileSync("opj_decompress", ["-i", at("card.jp2"), "-o", at("card.pgm")], { stdio: "ignore" });
      const ours = await decodeJp2(file);
      const theirs = pixelsOf(readFileSync(at("card.pgm")));
      expect(theirs.length).toBe(ours.grey.length);
      // Two builds of one library may round the last bit of a wavelet differently.
      const off = ours.grey.map((tone, i) => Math.abs(tone - (theirs[i] ?? 0)));
      expect(Math.max(...off)).toBeLessThanOrEqual(1);
    }
  });

  test("make files that we read", async (context) => {
    needs(context, "opj_compress");
    const { width, height, grey } = photographOf(4000);
    writeFileSync(at("whole.pgm"), Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`), grey]));
    execFileSync("opj_compress", ["-i", at("whole.pgm"), "-o", at("whole.jp2")], { stdio: "ignore" });
    expect(await decodeJp2(readFileSync(at("whole.jp2")))).toEqual({ width, height, grey });
  });

  test("refuse what we refuse: a file that ends in its header", async (context) => {
    needs(context, "opj_decompress");
    writeFileSync(at("cut.jp2"), (await encodeJp2(photographOf(1000))).slice(0, 100));
    expect(() =>
      execFileSync("opj_decompress", ["-i", at("cut.jp2"), "-o", at("cut.pgm")], { stdio: "ignore" }),
    ).toThrow();
  });
});

/** The last width x height bytes of a binary PGM. */
function pixelsOf(pgm: Buffer): Uint8Array {
  const [, width = "0", height = "0"] = /^P5\s+(?:#.*\s+)*(\d+)\s+(\d+)\s+\d+\s/.exec(pgm.toString("latin1")) ?? [];
  return new Uint8Array(pgm.subarray(pgm.length - Number(width) * Number(height)));
}
