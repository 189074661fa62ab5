import type { Channel, TraceEvent } from "../../device/trace.ts";
import type { Cast } from "../cast.ts";
import type { Observation } from "../observation.ts";
import { holds, type Predicate } from "./predicate.ts";
import { type Rule, ruleOf, rulesOf } from "./rule.ts";

/** A thing that was seen: where in the trace, when (microseconds), and what it was. */
export interface Sighting<T> {
  readonly seq: number;
  readonly at: number;
  readonly value: T;
}

/** What to look for in a trace. It is read by steps that wait for it and by checks that judge it. */
export interface Selector<T> {
  /** As it stands in reports: `completed`, `prompt(consent)`. */
  readonly name: string;
  readonly channels: readonly Channel[];
  /** The same as data, for other programs. */
  readonly rule?: Rule | undefined;
  find(observation: Observation): readonly Sighting<T>[];
}

/** A selector that needs one event at a time. */
export function single<T>(
  name: string,
  channel: Channel,
  read: (event: TraceEvent) => T | undefined,
  rule?: Rule,
): Selector<T> {
  return {
    name,
    channels: [channel],
    ...(rule === undefined ? {} : { rule }),
    find({ events }) {
      const found: Sighting<T>[] = [];
      for (const event of events) {
        if (event.channel !== channel) continue;
        const value = read(event);
        if (value !== undefined) found.push({ seq: event.seq, at: event.at, value });
      }
      return found;
    },
  };
}

/** A predicate, or a function where no predicate says it; a check with a function in it has no rule for other programs. */
export type Test<T> = Predicate<T> | ((value: T, cast: Cast) => boolean);

export const passes = <T>(test: Test<T>, value: T, cast: Cast): boolean =>
  typeof test === "function" ? test(value, cast) : holds(test.rule, value, cast);

export const ruleOfTest = <T>(test: Test<T>): Rule | undefined => (typeof test === "function" ? undefined : test.rule);

/** Narrows; `name` says by what. */
export const where = <T>(selector: Selector<T>, name: string, test: Test<T>): Selector<T> => ({
  name: `${selector.name}(${name})`,
  channels: selector.channels,
  rule: ruleOf({ of: selector.rule, where: ruleOfTest(test) }),
  find: (observation) => selector.find(observation).filter(({ value }) => passes(test, value, observation.cast)),
});

/** The `n`-th alone, counted from 1. */
export const nth = <T>(n: number, selector: Selector<T>): Selector<T> => ({
  name: `${selector.name} #${n}`,
  channels: selector.channels,
  rule: ruleOf({ of: selector.rule, nth: n }),
  find: (observation) => selector.find(observation).slice(n - 1, n),
});

/** Either of several, in the order they happened. */
export const anyOf = <T>(...selectors: readonly Selector<T>[]): Selector<T> => ({
  name: selectors.map(({ name }) => name).join(" | "),
  channels: [...new Set(selectors.flatMap(({ channels }) => channels))],
  rule: ruleOf({ anyOf: rulesOf(selectors) }),
  find: (observation) => selectors.flatMap((selector) => selector.find(observation)).sort((a, b) => a.seq - b.seq),
});
