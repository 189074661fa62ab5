import type { AnyCase } from "./case.ts";
import type { Part } from "./cast.ts";
import { ACTS } from "./operator/acts.data.ts";
import type { Bench } from "./bench.ts";
import type { Entry, Plan } from "./plan.ts";

/** What a run asks of people and of their time, before it is begun. All times are estimates that no verdict rests on. */
export interface Preview {
  /** Seconds. */
  readonly hands: number;
  readonly machine: number;
  /** Cards laid down. */
  readonly taps: number;
  /** Whose cards must be there, and who must come in person (or as a printed face). */
  readonly cards: readonly Part[];
  readonly persons: readonly Part[];
  readonly withHands: number;
  readonly withoutHands: number;
}

/** Seconds that a product takes for a trial beside what people take. */
const MACHINE = { reader: 6, generic: 3, receipt: 8, terminal: 10, central: 1 } as const;

/** Seconds of one case: what hands take, and what the product does. */
export function timeOf(
  testCase: AnyCase,
  by: Bench["operatedBy"],
): { readonly hands: number; readonly machine: number } {
  const { hands, prepares = [], role } = testCase;
  const trials = trialsOf(testCase);
  const usual = (acts: typeof hands) => acts.reduce((sum, act) => sum + ACTS[act].usual, 0);
  return { hands: by === "dialog" ? usual(prepares) + trials * usual(hands) : 0, machine: trials * MACHINE[role] };
}

/** Acts over all trials. */
export const actsOf = (testCase: AnyCase, act: AnyCase["hands"][number]): number => {
  const count = (acts: AnyCase["hands"]) => acts.filter((each) => each === act).length;
  return count(testCase.prepares ?? []) + trialsOf(testCase) * count(testCase.hands);
};

const NOTHING = { events: [], cast: {}, latency: {} };
const MOST_TRIALS = 10_000;

/** As many as its sampler wants when it sees nothing that would end it earlier or later. */
export function trialsOf({ sampler }: Pick<AnyCase, "sampler">): number {
  let trials = 1;
  while (sampler && trials < MOST_TRIALS && sampler(NOTHING, trials) === "again") trials++;
  return trials;
}

export const needsHands = ({ hands, prepares = [] }: Pick<AnyCase, "hands" | "prepares">): boolean =>
  hands.length + prepares.length > 0;

export function previewOf({ entries }: Plan, by: Bench["operatedBy"]): Preview {
  const live = entries.filter(({ inapplicable }) => !inapplicable).map((entry) => entry.case);
  const sum = (of: (testCase: AnyCase) => number) => live.reduce((total, testCase) => total + of(testCase), 0);
  const castOf = (act: AnyCase["hands"][number]): Part[] => [
    ...new Set(live.filter((each) => actsOf(each, act) > 0).flatMap(({ cast }) => cast)),
  ];
  return {
    hands: sum((each) => timeOf(each, by).hands),
    machine: sum((each) => timeOf(each, by).machine),
    taps: sum((each) => actsOf(each, "placeCard")),
    cards: castOf("placeCard"),
    persons: castOf("showFace"),
    withHands: live.filter(needsHands).length,
    withoutHands: live.filter((each) => !needsHands(each)).length,
  };
}

/**
 * The same plan in an order for people: role by role, cases of the same card one after the other, and what needs no hands last, so
 * that nobody has to stay for it. Within a batch the order stays.
 */
export function batched(plan: Plan): Plan {
  const roles = [...new Set(plan.entries.map((entry) => entry.case.role))];
  return {
    ...plan,
    entries: roles.flatMap((role) => batchedOf(plan.entries.filter((entry) => entry.case.role === role))),
  };
}

function batchedOf(entries: readonly Entry[]): Entry[] {
  const batches = new Map<string, Entry[]>();
  for (const entry of entries) {
    const key = batchOf(entry.case);
    batches.set(key, [...(batches.get(key) ?? []), entry]);
  }
  const last = batches.get(HANDS_OFF) ?? [];
  batches.delete(HANDS_OFF);
  return [...batches.values(), last].flat();
}

const HANDS_OFF = "";

/** The card that lies in the hand at the beginning, and where others are needed too, those. */
const batchOf = (testCase: AnyCase): string => (needsHands(testCase) ? `:${testCase.cast.join("+")}` : HANDS_OFF);
