import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { boundRank, distributionsIn } from "../../../conformance/report/view/distribution.ts";
import { opened } from "../../../conformance/report/view/opened.ts";
import { packageRoot } from "../../../scripts/package-root.ts";

describe("which sample bounds the quantile", () => {
  // As the judge needs them: 59 samples without one beyond the limit, 93 with one, 124 with two.
  test.each([
    [58, undefined],
    [59, 59],
    [92, 92],
    [93, 92],
    [123, 122],
    [124, 122],
  ])("of %i for p95 at 95 %", (samples, rank) => {
    expect(boundRank(samples, 0.95, 0.95)).toBe(rank ?? samples + 1);
  });
});

test("what was judged is drawn as it was judged, and not mixed with what other cases did to the same leg", () => {
  const content = opened(JSON.parse(readFileSync(join(packageRoot(), "test/corpus/runs/good.json"), "utf8")));
  if (content.is !== "run") throw new Error(content.is);
  const [first, ...others] = content.run.cases;
  const [check] = first?.checks ?? [];
  if (!first || !check) throw new Error("no check");
  const measure = {
    ...{ leg: "LAT-01" as const, samples: 3, values: [30, 10, 20], exceeding: 0, budget: 25, declared: true, own: 0 },
    ...{ quantile: 0.5, confidence: 0.5, plan: "fixed" as const, median: 20, at: 20, worst: 30 },
    blame: { product: 0, bench: 0, human: 0 },
  };
  const judged = distributionsIn({ cases: [{ ...first, checks: [{ ...check, measure }] }, ...others] });
  expect(judged.filter(({ leg }) => leg === "LAT-01")).toEqual([
    {
      leg: "LAT-01",
      judgedIn: first.id,
      values: [10, 20, 30],
      budget: 25,
      quantile: 0.5,
      confidence: 0.5,
      at: 20,
      bound: 20,
    },
  ]);
  expect(judged.length).toBeGreaterThan(1);
});

test("the legs of a stored run, each with its samples in order and no bound where there are few", () => {
  const content = opened(JSON.parse(readFileSync(join(packageRoot(), "test/corpus/runs/good.json"), "utf8")));
  if (content.is !== "run") throw new Error(content.is);
  const found = distributionsIn(content.run);
  expect(found.map(({ leg }) => leg)).toEqual([...found.map(({ leg }) => leg)].sort());
  expect(found.length).toBeGreaterThan(3);
  for (const { values, at, bound, budget } of found) {
    expect([...values]).toEqual([...values].sort((a, b) => a - b));
    expect(values).toContain(at);
    expect(budget).toBeGreaterThan(0);
    expect(bound === undefined).toBe(values.length < 59);
  }
});
