import type { Bilingual } from "../bilingual.ts";
import { signTest } from "../statistics/interval.ts";
import { empirical } from "../statistics/quantile.ts";
import { type Selector, single } from "./selector.ts";

/**
 * The control of a quantity case: after each trial the bench waits for a moment that it set itself, and marks by how much it came late.
 * No product has a part in it, so that it is the bench's own time, and half of its marks must look like the other half (A/A).
 */
const PREFIX = "control ";

/** Milliseconds of the wait. */
export const CONTROL_WAIT = 5;

/** Of the mark, from microseconds. */
export const controlMark = (late: number): string => `${PREFIX}${Math.max(0, Math.round(late))}`;

export const control: Selector<number> = single("control", "clock", (event) =>
  event.is === "mark" && event.mark.startsWith(PREFIX) ? Number(event.mark.slice(PREFIX.length)) / 1000 : undefined,
);

/** Milliseconds by which the bench itself came late, in order. */
export const controlsIn = (observation: Parameters<typeof control.find>[0]): readonly number[] =>
  control.find(observation).map(({ value }) => value);

/** What the bench itself takes, 95 times of 100 at most. */
export const ownTime = (controls: readonly number[]): number => empirical(controls, 0.95) ?? 0;

/** Of a budget: what a bench may take by itself before it blurs what the product takes. */
const SHARE_OF_BUDGET = 0.2;
/** Twins that differ so much by chance are one in a thousand. */
const HARDLY_CHANCE = 0.001;

/** Why nothing is to be held against a product that was measured in this environment; nothing where it was quiet. */
export function noiseIn(controls: readonly number[], budget: number): Bilingual | undefined {
  const own = ownTime(controls);
  if (own > budget * SHARE_OF_BUDGET)
    return {
      ja: `試験台だけで ${own} ms かかり、予算 ${budget} ms の製品を測れません`,
      en: `the bench alone takes ${own} ms, so that a product's ${budget} ms cannot be measured with it`,
    };
  const pairs = Array.from(
    { length: Math.floor(controls.length / 2) },
    (_, i) => (controls[2 * i] ?? 0) - (controls[2 * i + 1] ?? 0),
  );
  const [more, less] = [pairs.filter((pair) => pair > 0).length, pairs.filter((pair) => pair < 0).length];
  if (signTest(more, less) > HARDLY_CHANCE) return undefined;
  return {
    ja: `同じもの同士の対照（A/A）に ${more} 対 ${less} の差があり、この環境では測れません`,
    en: `twins of the control (A/A) differ, ${more} to ${less}: nothing can be measured in this environment`,
  };
}
