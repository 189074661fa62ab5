import { SaxesParser } from "saxes";
import { describe, expect, test } from "vitest";
import { withKnownFailing } from "../../../conformance/known-failing.ts";
import { junitReport } from "../../../conformance/report/junit.ts";
import { type Run, tally } from "../../../conformance/run.ts";
import { sampleRun } from "./sample-run.ts";

interface Tag {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
  readonly inner: readonly Tag[];
}

/** Any XML, read by a parser that nobody here wrote. */
function parse(xml: string): Tag {
  type Open = { name: string; attributes: Record<string, string>; text: string; inner: Open[] };
  const stack: Open[] = [{ name: "", attributes: {}, text: "", inner: [] }];
  const parser = new SaxesParser();
  parser.on("opentag", ({ name, attributes }) => {
    const tag: Open = { name, attributes, text: "", inner: [] };
    stack.at(-1)?.inner.push(tag);
    stack.push(tag);
  });
  parser.on("text", (text) => {
    const top = stack.at(-1);
    if (top) top.text += text;
  });
  parser.on("closetag", () => void stack.pop());
  parser.on("error", (error) => {
    throw error;
  });
  parser.write(xml).close();
  const [root] = stack[0]?.inner ?? [];
  if (!root) throw new RangeError("nothing was written");
  return root;
}

const casesOf = (root: Tag) => root.inner.flatMap(({ inner }) => inner.filter(({ name }) => name === "testcase"));
const colours = (root: Tag): Readonly<Record<string, string>> =>
  Object.fromEntries(
    casesOf(root).map(({ attributes, inner }) => [attributes["name"] ?? "", inner[0]?.name ?? "green"]),
  );

test("each case is one test case by its id, of the class of its role; nothing skipped or untold looks green", async () => {
  const root = parse(junitReport(await sampleRun(), { lang: "en" }));
  expect(colours(root)).toEqual({
    "RDR-TST-0001": "green",
    "RDR-TST-0002": "failure",
    "RDR-TST-0003": "green",
    "RDR-TST-0004": "error",
    "RDR-TST-0005": "error",
    "RDR-TST-0006": "skipped",
  });
  for (const { attributes } of casesOf(root)) expect(attributes["classname"]).toBe("reader");
});

test("the numbers of a suite are those of its cases", async () => {
  const [suite] = parse(junitReport(await sampleRun(), { lang: "en" })).inner;
  expect(suite?.attributes).toMatchObject({ name: "reader", tests: "6", failures: "1", errors: "2", skipped: "1" });
});

test("what looks green and is no plain pass says so in a property and in the output", async () => {
  const [suite] = parse(junitReport(await sampleRun(), { lang: "en" })).inner;
  const properties = suite?.inner.find(({ name }) => name === "properties")?.inner.map(({ attributes }) => attributes);
  expect(properties).toContainEqual({ name: "RDR-TST-0003.verdict", value: "review" });
  expect(suite?.inner.find(({ name }) => name === "system-out")?.text).toContain("RDR-TST-0003  review");
});

test("under --strict a review does not look green", async () => {
  expect(colours(parse(junitReport(await sampleRun(), { lang: "en", strict: true })))["RDR-TST-0003"]).toBe("error");
});

test("a failure begins with what to do next, in the language asked for", async () => {
  const failure = (root: Tag) =>
    casesOf(root).find(({ attributes }) => attributes["name"] === "RDR-TST-0002")?.inner[0];
  const run = await sampleRun();
  const english = failure(parse(junitReport(run, { lang: "en" })));
  expect(english?.attributes["type"]).toBe("face.wrongAccepted");
  expect(english?.text).toMatch(/^Look at the matcher's threshold/);
  expect(failure(parse(junitReport(run, { lang: "ja" })))?.text).toMatch(/^直ちに/);
});

describe("what is known to fail", () => {
  const known = (id: string) => [{ id, reason: "the matcher of 2.1" }];
  test("is skipped and says why", async () => {
    const root = parse(junitReport(withKnownFailing(await sampleRun(), known("RDR-TST-0002")), { lang: "en" }));
    expect(colours(root)["RDR-TST-0002"]).toBe("skipped");
    expect(JSON.stringify(root)).toContain("known to fail: the matcher of 2.1");
  });
  test("and no longer does is a failure", async () => {
    const root = parse(junitReport(withKnownFailing(await sampleRun(), known("RDR-TST-0001")), { lang: "en" }));
    expect(colours(root)["RDR-TST-0001"]).toBe("failure");
  });
});

test("a run with gaps has a test case that is in error", async () => {
  const run: Run = { ...(await sampleRun()), gaps: [{ id: "RDR-TST-0009", ja: "結果がない", en: "it has no result" }] };
  const root = parse(junitReport(run, { lang: "en" }));
  expect(colours(root)["planned"]).toBe("error");
  expect(JSON.stringify(root)).toContain("RDR-TST-0009: it has no result");
});

test("whatever a product's words hold, the document can be read", async () => {
  const run = await sampleRun();
  const nasty = `\u0000\u001b[31m"<&>'\ud800\ufffe]]>\r\n\t終`;
  const cases = run.cases.map((each) => ({ ...each, actual: { ja: nasty, en: nasty } }));
  const root = parse(junitReport(tally(run, cases), { lang: "en" }));
  const failure = casesOf(root).find(({ attributes }) => attributes["name"] === "RDR-TST-0002")?.inner[0];
  expect(failure?.attributes["message"]).toContain(`\ufffd\ufffd[31m"<&>'\ufffd\ufffd]]>\r\n\t終`);
});

test("times that are no numbers do not spoil it", async () => {
  const run = await sampleRun();
  const cases = run.cases.map(({ observation, ...each }) => ({
    ...each,
    observation: { ...observation, events: observation.events.map((event) => ({ ...event, at: NaN })) },
  }));
  expect(junitReport(tally(run, cases), { lang: "en" })).not.toContain("NaN");
});

test("is the same for the same run, byte by byte", async () => {
  expect(junitReport(await sampleRun(), { lang: "ja" })).toBe(junitReport(await sampleRun(), { lang: "ja" }));
});
