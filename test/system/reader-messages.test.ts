import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { encodeFace, type FaceMessage } from "../../device/wire/face.ts";
import { vectors } from "../vectors.ts";

/** One line of `openssl asn1parse` is one object; the first is the message, the others its fields. */
function openssl(bytes: Uint8Array): { status: number | null; lines: string[] } {
  const { status, stdout } = spawnSync("openssl", ["asn1parse", "-inform", "DER"], { input: bytes, encoding: "utf8" });
  return { status, lines: stdout.trim().split("\n") };
}

const missing = spawnSync("openssl", ["version"]).error !== undefined;
if (missing && process.env["CI"]) throw new Error("openssl is not installed");

describe.skipIf(missing)("reader messages before openssl", () => {
  test.each(vectors<FaceMessage>("face"))("$name is one BER object with its fields inside", ({ value }) => {
    const { status, lines } = openssl(encodeFace(value));
    expect(status).toBe(0);
    expect(lines[0]).toMatch(/d=0 .* cons: priv \[ \d+ \]/);
    const { is: _, ...fields } = value;
    expect(lines.slice(1).filter((line) => line.includes("d=1")).length).toBe(Object.keys(fields).length);
  });
});
