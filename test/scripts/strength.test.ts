import { expect, test } from "vitest";
import { ROLES, type Role } from "../../conformance/role.ts";
import { ALL_BENIGN, ALL_MUTANTS } from "../../conformance/strength/catalogue.ts";
import { isDead } from "../../conformance/strength/strength.ts";
import { strengthOfBuiltIn } from "../../scripts/strength-of-built-in.ts";

/** Every mutant that was written, and every seventh of those that were made: the whole takes minutes (`npm run strength`). */
const made = ALL_MUTANTS.filter(({ change }) => change);
const SAMPLE = new Set([
  ...ALL_MUTANTS.filter(({ change }) => !change).map(({ id }) => id),
  ...made.filter((_, at) => at % 7 === 3).map(({ id }) => id),
  ...ALL_BENIGN.map(({ id }) => id),
]);

test.each(ROLES)(
  "of the sample every mutant of a %s dies for the reason expected of it, every legal variant lives, and every case keeps its promises",
  async (role) => {
    const its = (list: readonly { readonly id: string; readonly role: Role }[]) =>
      list.filter((each) => each.role === role && SAMPLE.has(each.id)).map(({ id }) => id);
    const only = new Set([...its(ALL_MUTANTS), ...its(ALL_BENIGN)]);
    const { mutants, benign, brokenPromises } = await strengthOfBuiltIn({ seed: 1, only: (id) => only.has(id) });
    const alive = mutants.filter((mutant) => !mutant.equivalent && !isDead(mutant));
    expect(alive).toEqual([]);
    expect(mutants.filter(({ equivalent, killed }) => equivalent && killed)).toEqual([]);
    expect(benign.filter(({ spared }) => !spared)).toEqual([]);
    expect(brokenPromises).toEqual([]);
    expect(mutants.map(({ id }) => id).sort()).toEqual(its(ALL_MUTANTS).sort());
  },
  600_000,
);

test("where a change never comes up in a case, running the case all the same shows nothing more", async () => {
  const few = new Set(made.filter((_, at) => at % 60 === 11).map(({ id }) => id));
  const [chosen, whole] = await Promise.all(
    [false, true].map((everyCase) => strengthOfBuiltIn({ seed: 1, only: (id) => few.has(id), everyCase })),
  );
  expect(few.size).toBeGreaterThan(3);
  expect(whole?.mutants).toEqual(chosen?.mutants);
}, 600_000);
