import { expect, test } from "vitest";
import { ALL_BENIGN, ALL_MUTANTS } from "../../conformance/strength/catalogue.ts";
import { isDead } from "../../conformance/strength/strength.ts";
import { strengthOfBuiltIn } from "../../scripts/strength-of-built-in.ts";

const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id);
const everySeventh = (list: readonly { readonly id: string }[]) => ids(list).filter((_, at) => at % 7 === 3);
const written = ALL_MUTANTS.filter(({ change }) => !change);
const made = ALL_MUTANTS.filter(({ change }) => change);

// The whole takes minutes (`npm run strength`).
test.each([
  [
    "every variant that was written, by the cases that name it where any do",
    "promised",
    [...ids(written), ...ids(ALL_BENIGN)],
  ],
  [
    "every seventh of all, by every case it concerns",
    undefined,
    [...everySeventh(ALL_MUTANTS), ...everySeventh(ALL_BENIGN)],
  ],
] as const)(
  "%s: a mutant dies for the reason expected of it, a legal one lives, and every case keeps its promises",
  async (_, cases, chosen) => {
    const only = new Set(chosen);
    const { mutants, benign, brokenPromises } = await strengthOfBuiltIn({
      ...{ seed: 1, only: (id) => only.has(id) },
      ...(cases ? { cases } : {}),
    });
    expect([...ids(mutants), ...ids(benign)].sort()).toEqual([...only].sort());
    expect(mutants.filter((mutant) => !mutant.equivalent && !isDead(mutant))).toEqual([]);
    expect(mutants.filter(({ equivalent, killed }) => equivalent && killed)).toEqual([]);
    expect(benign.filter(({ spared }) => !spared)).toEqual([]);
    expect(brokenPromises).toEqual([]);
  },
  600_000,
);

test("where a change never comes up in a case, running the case all the same shows nothing more", async () => {
  const few = new Set(ids(made).filter((_, at) => at % 60 === 11));
  const only = (id: string) => few.has(id);
  const chosen = await strengthOfBuiltIn({ seed: 1, only });
  const whole = await strengthOfBuiltIn({ seed: 1, only, cases: "every" });
  expect(few.size).toBeGreaterThan(3);
  expect(whole.mutants).toEqual(chosen.mutants);
}, 600_000);
