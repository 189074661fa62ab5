import { describe, expect, test } from "vitest";
import { CASES } from "../../../conformance/cases/all.ts";
import { measureStrength } from "../../../conformance/strength/kill-matrix.ts";
import type { Mutant } from "../../../conformance/strength/mutant.ts";
import { MUTANTS } from "../../../conformance/strength/mutants.data.ts";
import { strengthStatus } from "../../../conformance/strength/strength-report.ts";
import { builtInBenches } from "../../../scripts/built-in/benches.ts";
import { makeProducts } from "../../../scripts/built-in/products.ts";
import { BUILT_IN_PROFILES } from "../../../scripts/built-in/profiles.ts";
import { variantOf } from "../../../scripts/built-in/variants.ts";

/**
 * The trap of the wrong reason: products that break the same clause in the same message and differ in nothing but why. A suite that
 * merely noticed them would give all of a family the same reason; told to expect a twin's reason, the matrix must count none as killed.
 */
const FAMILIES: readonly (readonly Mutant["id"][])[] = [
  ["M-RDR-UNATTESTED", "M-RDR-REVOKED", "M-RDR-ATTEST-STALE", "M-RDR-OTHER-KEY"],
  ["M-RDR-REGISTRATION-LOST", "M-RDR-REGISTRATION-INVENTED"],
  ["M-RDR-LOG-SILENT", "M-RDR-LOG-WHOLE"],
  ["M-RDR-VERSION-CROSSED", "M-RDR-UNKNOWN-SWALLOWED"],
  ["M-RCP-STALE-FIELD", "M-RCP-SUFFIX-REUSED"],
  ["M-RCP-NAME-REPLACED", "M-RCP-UNFLAGGED"],
  ["M-CTL-SUBSIDY-UNCAPPED", "M-CTL-SUBSIDY-LATE", "M-CTL-SUBSIDY-TWICE"],
];

const products = makeProducts();
const all: readonly Mutant[] = MUTANTS;
const membersOf = (family: readonly string[]) => all.filter(({ id }) => family.includes(id));

/** Over the cases that are there to catch one of the family. */
const measure = (family: readonly string[], mutants: readonly Mutant[]) =>
  measureStrength({
    cases: CASES.filter(({ kills, sampler }) => !sampler && kills.some((id) => family.includes(id))).map((each) => ({
      ...each,
      kills: [],
      spares: [],
    })),
    ...{ mutants, benign: [], profiles: BUILT_IN_PROFILES, seed: 1, clock: "virtual" },
    open: (variant) =>
      variant === undefined ? builtInBenches(products) : builtInBenches(products, variantOf(variant)),
  });

describe.each(FAMILIES.map((family) => [family.join(", "), family] as const))("%s", (_, family) => {
  const members = membersOf(family);
  test("break one clause, each for a reason of its own", () => {
    expect(members.map(({ id }) => id).sort()).toEqual([...family].sort());
    expect(new Set(members.map(({ clause }) => clause)).size).toBe(1);
    expect(new Set(members.map(({ expectedReason }) => expectedReason)).size).toBe(family.length);
  });
  test("are each killed for their own reason", async () => {
    const { mutants, killRate } = await measure(family, members);
    expect(mutants.filter(({ rightReason }) => !rightReason)).toEqual([]);
    expect(killRate).toBe(1);
  });
  test("count as not killed when a twin's reason is expected, and the matrix fails", async () => {
    const crossed = members.map((mutant, i) => ({
      ...mutant,
      expectedReason: (members[(i + 1) % members.length] ?? mutant).expectedReason,
    }));
    const strength = await measure(family, crossed);
    // They were noticed, by the clause that they break; it is the reason that does not count.
    expect(strength.mutants.map(({ id, killed, rightReason }) => [id, killed, rightReason])).toEqual(
      crossed.map(({ id }) => [id, true, false]),
    );
    expect(strength.killRate).toBe(0);
    expect(strengthStatus(strength)).toBe(1);
  });
});
