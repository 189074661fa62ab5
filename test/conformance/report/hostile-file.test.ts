import { expect, test } from "vitest";
import { storedRun } from "../../../conformance/report/stored-run.ts";
import { opened } from "../../../conformance/report/view/opened.ts";
import { sectionsOf } from "../../../conformance/report/view/sections.ts";
import { Unreadable } from "../../../conformance/report/view/trace-file.ts";
import { sampleRun } from "./sample-run.ts";

type Path = readonly (string | number)[];
const MARKUP = `"'><img src=x onerror=hacked()>`;
const OTHERS = [null, 7, [], {}, "__proto__", "constructor"] as const;

const stored: unknown = JSON.parse(JSON.stringify(storedRun(await sampleRun(), true)));

/** Every place of a value, one for all the items of a list. */
function places(value: unknown, path: Path = []): Path[] {
  if (Array.isArray(value)) return value.flatMap((item, at) => places(item, [...path, at]));
  if (typeof value !== "object" || value === null) return [path];
  return Object.entries(value).flatMap(([key, inner]) => places(inner, [...path, key]));
}

function put(value: unknown, [step, ...rest]: Path, what: unknown): unknown {
  if (step === undefined) return what;
  if (Array.isArray(value)) return value.map((item: unknown, at) => (at === step ? put(item, rest, what) : item));
  const record = value as Readonly<Record<string, unknown>>;
  return { ...record, [step]: put(record[step], rest, what) };
}

const oneOfEach = [
  ...new Map(
    places(stored).map((path) => [path.map((step) => (typeof step === "number" ? "*" : step)).join("."), path]),
  ),
].filter(([name]) => !name.includes("observation.events"));

/** What comes of a file: the page's markup, or that it cannot be read. Nothing else may happen. */
function shown(file: unknown): string {
  try {
    const content = opened(file);
    return content.is === "run" ? sectionsOf(content.run) : "";
  } catch (error) {
    if (error instanceof Unreadable) return "";
    throw error;
  }
}

test("the run as it is shows its verdicts", () => {
  expect(oneOfEach.length).toBeGreaterThan(30);
  expect(shown(stored)).toContain("RDR-TST-0001");
});

test.each(oneOfEach)("markup in %s is not markup on the page", (_, path) => {
  // Not `not.toContain`: it would print the whole page.
  expect(shown(put(stored, path, MARKUP)).includes("<img")).toBe(false);
});

test.each(oneOfEach)("something else in %s is shown or refused, and never breaks the page", (_, path) => {
  for (const other of OTHERS) expect(/\[object|undefined/.test(shown(put(stored, path, other)))).toBe(false);
});
