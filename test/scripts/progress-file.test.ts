import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CASES } from "../../conformance/cases/all.ts";
import { plan } from "../../conformance/plan.ts";
import { htmlReport } from "../../conformance/report/html.ts";
import { runJson } from "../../conformance/report/json.ts";
import { runPlan } from "../../conformance/runner.ts";
import { isFault } from "../../device/errors.ts";
import { builtInBenches } from "../../scripts/built-in/benches.ts";
import { makeProducts } from "../../scripts/built-in/products.ts";
import { BUILT_IN_PROFILES } from "../../scripts/built-in/profiles.ts";
import { progressFile, type RunIdentity, suiteDigest } from "../../scripts/progress-file.ts";

let folder = "";
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), "shikaku-progress-"))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ONLY = ["RDR-FAC-0001", "RDR-PIN-0002", "RDR-STF-0002", "RCT-IMP-0002", "CTL-REC-0001"];
const chosen = plan(CASES, BUILT_IN_PROFILES, { roles: ["reader", "receipt", "central"], only: ONLY });
const identity: RunIdentity = {
  version: "1",
  suite: suiteDigest(CASES),
  seed: 5,
  cases: ONLY,
  profiles: BUILT_IN_PROFILES,
  target: "",
  operator: "",
  cast: "",
};

const options = {
  open: builtInBenches(makeProducts()),
  profiles: BUILT_IN_PROFILES,
  seed: 5,
  clock: "virtual",
} as const;
const reports = (run: Awaited<ReturnType<typeof runPlan>>) => [
  JSON.stringify(runJson(run)),
  htmlReport(run, { lang: "ja", strict: false }),
];

/** Runs on from the file, and is stopped after so many more cases. */
async function goOn(file: string, stopAfter = Infinity) {
  const kept = progressFile(file, identity);
  const stop = new AbortController();
  const ran: string[] = [];
  const run = await runPlan(chosen, {
    ...options,
    ...kept,
    stop: stop.signal,
    onProgress(step) {
      if (step.is === "started") return;
      ran.push(step.result.id);
      if (ran.length >= stopAfter) stop.abort();
    },
  });
  return { run, ran };
}

test("a run in pieces is the run in one piece, byte by byte, and no case is run twice", async () => {
  const whole = await runPlan(chosen, options);
  const file = join(folder, "pieces.json");
  const pieces = [await goOn(file, 1), await goOn(file, 2), await goOn(file), await goOn(file)];
  expect(pieces.map(({ ran }) => ran.length)).toEqual([1, 2, 2, 0]);
  expect(pieces.flatMap(({ ran }) => ran).sort()).toEqual([...ONLY].sort());
  for (const { run } of pieces.slice(2)) expect(reports(run)).toEqual(reports(whole));
});

describe("a file that does not fit is refused with a sentence", () => {
  const refusal = (file: string, run: RunIdentity) => {
    try {
      progressFile(file, run);
      return undefined;
    } catch (error) {
      return isFault(error, "config.invalid") ? error.context : error;
    }
  };
  test.each([
    ["version", { version: "2" }, /version/, /版/],
    ["seed", { seed: 6 }, /seed/, /種/],
    ["selection", { cases: ONLY.slice(1) }, /selection/, /選んだ試験/],
    ["profile", { profiles: {} }, /profile/, /申告/],
    ["target", { target: "tcp:localhost:9" }, /target/, /接続先/],
    ["operator", { operator: "dialog" }, /operator/, /操作する人/],
    ["cast", { cast: "cards.yaml" }, /persons and cards/, /人とカード/],
    ["suite", { suite: "0" }, /cases themselves/, /試験の内容/],
  ])("of another %s", (_, other, en, ja) => {
    const file = join(folder, "own.json");
    rmSync(file, { force: true });
    progressFile(file, identity);
    const before = readFileSync(file, "utf8");
    const why = refusal(file, { ...identity, ...other });
    expect(why).toMatchObject({ why: expect.stringMatching(en) as string, ja: expect.stringMatching(ja) as string });
    expect(readFileSync(file, "utf8")).toBe(before);
  });
  test.each(["", "{", "[]", '{"run":{},"results":[]}', "\u0000\u0001"])("that holds %j", (text) => {
    const file = join(folder, "garbage.json");
    writeFileSync(file, text);
    expect(refusal(file, identity)).toMatchObject({ why: "it is no progress of a run" });
  });
});

test("a half-written file beside it, as a crash may leave one, means nothing", () => {
  const file = join(folder, "crashed.json");
  writeFileSync(`${file}.part`, '{"run":{"ver');
  expect(progressFile(file, identity).earlier.size).toBe(0);
});

test("what was a matter of set-up is tried again", async () => {
  const file = join(folder, "setup.json");
  const { run } = await goOn(file);
  const [first, second] = run.cases;
  if (!first || !second) throw new Error("too few cases");
  const kept = progressFile(join(folder, "setup2.json"), identity);
  kept.keep({ ...first, verdict: "setup" });
  kept.keep(second);
  expect([...progressFile(join(folder, "setup2.json"), identity).earlier.keys()]).toEqual([second.id]);
});
