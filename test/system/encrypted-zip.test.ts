import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { encryptedZip } from "../../conformance/cases/receipt/encrypted-zip.ts";
import { ZIP_PASSWORD } from "../../conformance/cases/receipt/zipped.ts";
import { needs } from "./needs.ts";

const folder = mkdtempSync(join(tmpdir(), "shikaku-zip-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("7z opens the ZIP that the suite puts before a receipt computer, with the password and not without", (context) => {
  needs(context, "7z");
  const text = "<XmlMsg>資格　花子</XmlMsg>";
  const random = { bytes: (length: number) => new Uint8Array(length).fill(9) };
  const zip = join(folder, "a.zip");
  writeFileSync(zip, encryptedZip("OQSsiquc01res_a.xml", new TextEncoder().encode(text), ZIP_PASSWORD, random));
  const open = (password: string) => spawnSync("7z", ["x", "-y", "-so", `-p${password}`, zip], { encoding: "utf8" });
  expect(open(ZIP_PASSWORD)).toMatchObject({ status: 0, stdout: text });
  expect(open("another")).not.toMatchObject({ status: 0 });
  expect(spawnSync("7z", ["l", "-slt", zip], { encoding: "utf8" }).stdout).toMatch(
    /Path = OQSsiquc01res_a\.xml[^]*Method = AES-256/,
  );
});
