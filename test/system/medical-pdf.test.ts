import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import type { ConsentItem } from "../../device/wire/face.ts";
import { checkupsQuestion, drugsQuestion } from "../simulator/central/asking.ts";
import { centre, CLINIC, persona } from "../simulator/counter.ts";
import { needs } from "./needs.ts";

const folder = mkdtempSync(join(tmpdir(), "shikaku-pdf-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ALL: readonly ConsentItem[] = ["medicines", "checkups", "diagnoses", "operations"];
const patient = persona("keyb");

/** What the central system gives of one patient, as XML's JSON form and as a PDF that poppler reads. */
async function given(id: "YZKsiquc01req" | "TKKsiquc01req", ask: typeof drugsQuestion | typeof checkupsQuestion) {
  const { run, post, report } = centre();
  const work = async () => {
    await post(CLINIC, "/v1/reception", await report(patient, CLINIC, ALL));
    const of = async (pdf: boolean) => (await post(CLINIC, `/v1/messages/${id}`, ask(CLINIC, patient, { pdf }))).json;
    return [await of(false), await of(true)] as const;
  };
  const [message, drawn] = await run(work());
  const file = join(folder, `${id}.pdf`);
  writeFileSync(file, Buffer.from(String(drawn["Pdf"]), "base64"));
  // As a search finds it: without what only sets words apart.
  const text = execFileSync("pdftotext", [file, "-"], { encoding: "utf8" }).replace(/\s/g, "");
  return { message: JSON.stringify(message), text, fonts: execFileSync("pdffonts", [file], { encoding: "utf8" }) };
}

/** Values of an element, wherever it stands. */
const valuesOf = (message: string, tag: string) =>
  [...message.matchAll(new RegExp(`"${tag}":"([^"]+)"`, "g"))].map(([, value = ""]) => value.replace(/\s/g, ""));

test("pdftotext finds the patient and every medicine in the PDF of medicines, and its fonts are within", async (context) => {
  needs(context, "pdftotext", "pdffonts");
  const { message, text, fonts } = await given("YZKsiquc01req", drugsQuestion);
  const medicines = valuesOf(message, "DrugN");
  expect(medicines.length).toBeGreaterThan(0);
  expect(text).toContain(patient.name.replace(/\s/g, ""));
  for (const medicine of medicines) expect(text).toContain(medicine);
  expect(text).not.toContain(persona("hanako").name.replace(/\s/g, ""));
  const rows = fonts.trim().split("\n").slice(2);
  expect(rows.length).toBeGreaterThan(0);
  for (const row of rows) expect(row).toMatch(/ yes +yes +yes +\d+ +\d+$/);
});

test("and every value of a check-up in that of check-ups", async (context) => {
  needs(context, "pdftotext", "pdffonts");
  const { message, text } = await given("TKKsiquc01req", checkupsQuestion);
  const items = valuesOf(message, "ItemName");
  expect(items.length).toBeGreaterThan(0);
  expect(text).toContain(patient.name.replace(/\s/g, ""));
  // The font has no Greek, so that a letter of it is drawn as ●.
  for (const item of items) expect(text).toContain(item.replaceAll("γ", "●"));
});
