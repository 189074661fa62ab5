import { expect, test } from "vitest";
import { CASES } from "../../../conformance/cases/all.ts";
import { plan } from "../../../conformance/plan.ts";
import { runPlan } from "../../../conformance/runner.ts";
import type { Clock, ExchangeFolder, Folders } from "../../../device/ports.ts";
import { builtInBenches } from "../../../scripts/built-in/benches.ts";
import { makeProducts } from "../../../scripts/built-in/products.ts";
import { BUILT_IN_PROFILES } from "../../../scripts/built-in/profiles.ts";
import { type Variant, variantOf } from "../../../scripts/built-in/variants.ts";
import { windowsFolders } from "../../../simulator/terminal/windows-folders.ts";

/** A terminal's share with a virus scanner: it opens every new file for a moment, and hints of every third change are lost. */
function scannedShare(clock: Clock, seen: { held: number }): Folders {
  let changes = 0;
  const folders = windowsFolders({
    clock,
    readTakes: 2,
    notice: () => (++changes % 3 === 0 ? undefined : 400),
  });
  const scan = (folder: ExchangeFolder, name: string) => {
    clock.after(1, () => {
      seen.held++;
      clock.after(60, folders.hold(folder, name, "noDelete"));
    });
  };
  return {
    ...folders,
    async write(folder, name, bytes) {
      await folders.write(folder, name, bytes);
      scan(folder, name);
    },
  };
}

const products = makeProducts();
const cases = CASES.filter(({ role }) => role === "receipt");
const verdictsOf = async (variant: Variant) => {
  const run = await runPlan(plan(cases, BUILT_IN_PROFILES, { roles: ["receipt"] }), {
    profiles: BUILT_IN_PROFILES,
    seed: 1,
    clock: "virtual",
    open: builtInBenches(products, () => variant),
  });
  return run.cases.map(({ id, verdict }) => `${id} ${verdict}`);
};

test("the receipt cases pass where files are held by a scanner and hints come late or never, as on Windows", async () => {
  const seen = { held: 0 };
  const verdicts = await verdictsOf({ exchange: (clock) => scannedShare(clock, seen) });
  expect(verdicts).toEqual(cases.map(({ id }) => `${id} pass`));
  expect(seen.held).toBeGreaterThan(cases.length);
}, 60_000);

test("and fail there as elsewhere when a receipt computer gives an answer to the wrong patient", async () => {
  const variant = { ...variantOf("M-RCP-NAME-ONLY")(), exchange: (clock: Clock) => scannedShare(clock, { held: 0 }) };
  expect(await verdictsOf(variant)).toContain("RCT-IMP-0004 fail");
}, 60_000);
