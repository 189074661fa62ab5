import { createHash, createPublicKey, verify } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { hex, unhex } from "../../../device/wire/bytes.ts";
import {
  CAPABILITIES,
  CONSENT_ITEMS,
  decodeFace,
  encodeFace,
  END_REASONS,
  FACE_DECLARATIONS,
  FACILITIES,
  LANGUAGES,
  LOG_EVENTS,
  METHODS,
  NOT_DONE,
  READER_PARTS,
  SCREENS,
  UPDATE_REFUSALS,
} from "../../../device/wire/face.ts";
import { SECOND_VERSION } from "../../../device/wire/face-second.ts";
import { decodeManifest, encodeManifest } from "../../../device/wire/firmware-manifest.ts";
import { frame, framer, LONGEST_PAYLOAD } from "../../../device/wire/face-frame.ts";
import { vectors } from "../../vectors.ts";

const page = readFileSync(new URL("../../../docs/reader-protocol.md", import.meta.url), "utf8");

/** The rows of the table under a header line, each as its cells. */
function table(header: string): string[][] {
  const lines = page.split("\n");
  const start = lines.indexOf(header);
  if (start < 0) throw new Error(`no table ${header}`);
  const end = lines.findIndex((line, i) => i > start && !line.startsWith("|"));
  return lines.slice(start + 2, end).map((line) =>
    line
      .slice(1, -1)
      .split("|")
      .map((cell) => cell.trim()),
  );
}

const values = new Map(table("| table | values |").map(([name = "", list = ""]) => [name, list]));
const numbered = (names: Readonly<Record<string, number>>) =>
  Object.entries(names)
    .map(([name, number]) => `${number} ${name}`)
    .join(", ");
const bits = (names: readonly string[]) => names.map((name, bit) => `bit ${bit} ${name}`).join(", ");

const examples = (page.split("## Examples")[1]?.split("```")[1] ?? "")
  .trim()
  .split("\n")
  .map((line) => /^([a-z A-Z]+?) {2,}([0-9A-F ]+)$/.exec(line)?.slice(1) ?? [line, ""])
  .map(([name = "", digits = ""]) => ({ name, bytes: unhex(digits) }));

describe("docs/reader-protocol.md", () => {
  test("lists the messages as they are declared", () => {
    const declared = Object.entries(FACE_DECLARATIONS).map(([name, { tag, fields }]) => [
      name,
      tag.toString(16).toUpperCase(),
      (tag & 0xff) < 0x50 ? "host" : "reader",
      name in SECOND_VERSION ? "2" : "1",
      Object.entries(fields)
        .map(([field, { tag: inner, optional, since }]) => {
          const text = `${inner.toString(16)} ${field}`;
          return optional ? `(${text})${since === 2 ? "²" : ""}` : text;
        })
        .join(", "),
    ]);
    expect(table("| message | tag | from | since | fields |")).toEqual(declared);
  });

  test("tells the type of every field", () => {
    const told = table("| field | type |").flatMap(([names = ""]) => names.split(", "));
    const fields = Object.values(FACE_DECLARATIONS).flatMap((message) => Object.keys(message.fields));
    for (const field of new Set(fields)) {
      const known = told.some((name) => name === field || name.endsWith(`s ${field}`));
      expect(known, field).toBe(true);
    }
  });

  test("lists the values as they are declared", () => {
    expect(values.get("method")).toBe(numbered(METHODS));
    expect(values.get("methods")).toBe(bits(Object.keys(METHODS)));
    expect(values.get("consents")).toBe(bits(CONSENT_ITEMS));
    expect(values.get("screen")).toBe(numbered(SCREENS));
    expect(values.get("reason")).toBe(numbered(END_REASONS));
    expect(values.get("languages")).toBe(bits(Object.keys(LANGUAGES)));
    expect(values.get("facility")).toBe(numbered(FACILITIES));
    expect(values.get("capabilities")).toBe(bits(CAPABILITIES));
    expect(values.get("passed, failed")).toBe(bits(READER_PARTS));
    expect(values.get("logEntry event")).toBe(numbered(LOG_EVENTS));
    expect(values.get("updateRefused reason")).toBe(numbered(UPDATE_REFUSALS));
    expect(values.get("notDone reason")).toBe(numbered(NOT_DONE));
  });

  test.each([
    ["matched outcome", "matched"],
    ["pinChecked outcome", "pinChecked"],
    ["staffChecked outcome", "staffChecked"],
    ["language", "begin"],
    ["askPrescription", "begin"],
    ["choice, prescription", "prescriptionChosen"],
    ["askRegistration", "begin"],
    ["registrationChosen choice", "registrationChosen"],
    ["completed registration", "completed"],
    ["manner", "consentGiven"],
    ["registration state", "registration"],
    ["captured faces", "captured"],
  ] as const)("every value of %s means what the page says", (name, is) => {
    const field = name.split(",")[0]?.split(" ").at(-1) ?? "";
    const { fields } = FACE_DECLARATIONS[is];
    const tag =
      (Object.entries(fields) as [string, { tag: number }][]).find(([known]) => known === field)?.[1].tag ?? 0;
    // The last of them has what came later, too.
    const golden = vectors<{ is: string }>("face").findLast(({ value }) => value.is === is && field in value);
    const listed = (values.get(name) ?? "").split(", ").map((value) => value.split(" "));
    expect(listed.length).toBeGreaterThan(1);
    const mark = `${tag.toString(16)}01`;
    for (let number = 0; number < 8; number++) {
      const start = hex(golden?.bytes ?? unhex("")).lastIndexOf(mark) / 2;
      const bytes = golden?.bytes.slice() ?? unhex("");
      bytes[start + 2] = number;
      const meaning = listed.find(([value]) => value === String(number))?.[1];
      if (meaning === undefined) expect(() => decodeFace(bytes)).toThrow("has no name");
      else expect(decodeFace(bytes)).toMatchObject({ [field]: meaning });
    }
  });

  test.each(examples)("the bytes of $name are as the page shows them", ({ name, bytes }) => {
    if (!name.startsWith("frame of ")) {
      const message = decodeFace(bytes);
      expect(message.is).toBe(name);
      expect(hex(encodeFace(message))).toBe(hex(bytes));
      return;
    }
    const inner = examples.find((example) => `frame of ${example.name}` === name);
    const found: string[] = [];
    framer((payload) => found.push(hex(payload))).push(bytes);
    expect(found).toEqual([hex(inner?.bytes ?? unhex(""))]);
    expect(hex(frame(inner?.bytes ?? unhex("")))).toBe(hex(bytes));
  });

  test("reads its own example aloud as it decodes", () => {
    const bytes = examples.find(({ name }) => name === "matched")?.bytes ?? unhex("");
    expect(decodeFace(bytes)).toEqual({
      is: "matched",
      reception: 7,
      attempt: 1,
      outcome: "refused",
      score: 3900,
      attemptsLeft: 2,
    });
    const consent = examples.find(({ name }) => name === "consentGiven")?.bytes ?? unhex("");
    expect(decodeFace(consent)).toMatchObject({ consents: ["medicines", "diagnoses"] });
  });

  test("the signed manifest holds by another program's arithmetic, and is what the messages carry", () => {
    const block = page.split("## Firmware")[1]?.split("```")[1] ?? "";
    const part = (name: string) => unhex(new RegExp(`^${name} +([0-9A-F]+)$`, "m").exec(block)?.[1] ?? "");
    const point = unhex(/point of its key: ([0-9A-F]{130})/.exec(page)?.[1] ?? "");
    const [x = "", y = ""] = [point.subarray(1, 33), point.subarray(33)].map((half) =>
      Buffer.from(half).toString("base64url"),
    );
    const key = createPublicKey({ key: { kty: "EC", crv: "P-256", x, y }, format: "jwk" });
    const [manifest, signature] = [part("manifest"), part("signature")];
    expect(verify("sha256", manifest, { key, dsaEncoding: "ieee-p1363" }, signature)).toBe(true);
    const said = decodeManifest(manifest);
    expect(hex(encodeManifest(said))).toBe(hex(manifest));
    const image = Buffer.from("shikaku example image");
    expect(said).toMatchObject({ model: "reference", counter: 2, firmware: "0.2.0", size: image.length });
    expect(hex(said.digest)).toBe(createHash("sha256").update(image).digest("hex"));
    expect(decodeFace(part("offerUpdate"))).toEqual({ is: "offerUpdate", manifest, signature });
    expect(decodeFace(part("updateChunk"))).toEqual({ is: "updateChunk", offset: 0, bytes: new Uint8Array(image) });
  });

  test("names the longest message", () => {
    expect(page).toContain(`1 to ${LONGEST_PAYLOAD.toLocaleString("en")} |`);
  });
});
