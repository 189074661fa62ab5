import type { Bilingual } from "../bilingual.ts";
import type { Observation } from "../observation.ts";
import { allDone } from "../script-end.ts";
import { broken, type Expectation, held, unseen } from "./finding.ts";
import { actOf, isByHand } from "./operator.ts";
import { type Path, valueAt } from "./predicate.ts";
import { ruleOf, rulesOf } from "./rule.ts";
import { passes, ruleOfTest, type Selector, type Sighting, type Test } from "./selector.ts";

/** The words a case is written in. Each is a pure look at a trace; a check adds the clause, the reason and the sentence. */

const notSeen = (name: string): Bilingual => ({ ja: `${name} は現れませんでした`, en: `${name} was not seen` });
const premiseMissing = (name: string): Bilingual => ({
  ja: `前提となる ${name} に至りませんでした`,
  en: `${name}, which it builds on, never came`,
});

/** It happens. */
export const eventually = (selector: Selector<unknown>): Expectation => ({
  wants: { ja: `${selector.name} が現れる`, en: `${selector.name} is seen` },
  channels: selector.channels,
  rule: ruleOf({ eventually: selector.rule }),
  look(observation) {
    const [first] = selector.find(observation);
    return first ? held(first) : broken(notSeen(selector.name));
  },
});

/** It does not happen before `until`; without that end nothing was shown. */
export const never = (selector: Selector<unknown>, until: Selector<unknown> = allDone): Expectation => ({
  wants: {
    ja: `${until.name} まで ${selector.name} が現れない`,
    en: `${selector.name} is never seen before ${until.name}`,
  },
  channels: [...selector.channels, ...until.channels],
  rule: ruleOf({ never: selector.rule, until: until.rule }),
  look(observation) {
    const [end] = until.find(observation);
    const [wrong] = selector.find(end ? upTo(observation, end) : observation);
    if (wrong) return broken({ ja: `${selector.name} が現れました`, en: `${selector.name} was seen` }, wrong);
    return end ? held(end) : unseen(notWatched(until.name));
  },
});

/** It happens so many times, no more and no fewer, before `until`. */
export const times = (count: number, selector: Selector<unknown>, until: Selector<unknown> = allDone): Expectation => ({
  wants: { ja: `${selector.name} が ${count} 回`, en: `${selector.name} is seen ${count} times` },
  channels: [...selector.channels, ...until.channels],
  rule: ruleOf({ times: count, of: selector.rule, until: until.rule }),
  look(observation) {
    const [end] = until.find(observation);
    const found = selector.find(end ? upTo(observation, end) : observation);
    if (found.length > count || (end && found.length < count))
      return broken({ ja: `${found.length} 回でした`, en: `it was seen ${found.length} times` }, ...found);
    return end ? held(...found) : unseen(notWatched(until.name));
  },
});

/** It happens, and no more than so many times before `until`. That it does not happen at all is for another check to say. */
export const atMost = (
  count: number,
  selector: Selector<unknown>,
  until: Selector<unknown> = allDone,
): Expectation => ({
  wants: { ja: `${selector.name} は多くて ${count} 回`, en: `${selector.name} is seen at most ${count} times` },
  channels: [...selector.channels, ...until.channels],
  rule: ruleOf({ atMost: count, of: selector.rule, until: until.rule }),
  look(observation) {
    const [end] = until.find(observation);
    const found = selector.find(end ? upTo(observation, end) : observation);
    if (found.length > count)
      return broken({ ja: `${found.length} 回でした`, en: `it was seen ${found.length} times` }, ...found);
    if (found.length === 0) return unseen(premiseMissing(selector.name));
    return end ? held(...found) : unseen(notWatched(until.name));
  },
});

type Told = string | number | boolean | undefined;

/** What is seen, one after the other, is this; a trace that stops on the way there has not reached it. */
export const sequence = <T>(
  selector: Selector<T>,
  of: Path<T> | ((value: T) => Told),
  expected: readonly Told[],
): Expectation => ({
  wants: { ja: `${selector.name} が順に ${list(expected)}`, en: `${selector.name} is, in turn, ${list(expected)}` },
  channels: selector.channels,
  rule: ruleOf({
    sequence: selector.rule,
    at: typeof of === "string" ? of : undefined,
    is: expected.map((value) => value ?? null),
  }),
  look(observation) {
    const found = selector.find(observation);
    const actual = found.map(({ value }) => (typeof of === "string" ? (valueAt(value, of) as Told) : of(value)));
    if (actual.some((value, i) => value !== expected[i]))
      return broken({ ja: `順に ${list(actual)} でした`, en: `it was, in turn, ${list(actual)}` }, ...found);
    return actual.length === expected.length
      ? held(...found)
      : unseen(premiseMissing(`${selector.name} × ${expected.length}`));
  },
});

/** Each of them is so, and there is at least one. `tell` puts what was wrong with one into words. */
export const every = <T>(
  selector: Selector<T>,
  wants: Bilingual,
  test: Test<T>,
  tell: (value: T) => Bilingual = () => ({ ja: "そうではありませんでした", en: "one was not" }),
): Expectation => ({
  wants,
  channels: selector.channels,
  rule: ruleOf({ every: selector.rule, is: ruleOfTest(test) }),
  look(observation) {
    const found = selector.find(observation);
    const wrong = found.find(({ value }) => !passes(test, value, observation.cast));
    if (wrong) return broken(tell(wrong.value), wrong);
    return found.length > 0 ? held(...found) : unseen(premiseMissing(selector.name));
  },
});

/** No two are alike in what stands at the first of these places that is there; and there are two. */
export const distinct = <T>(
  selector: Selector<T>,
  by: readonly Path<T>[],
  wants: Bilingual,
  tell: (value: T) => Bilingual,
): Expectation => ({
  wants,
  channels: selector.channels,
  rule: ruleOf({ distinct: selector.rule, by }),
  look(observation) {
    const found = selector.find(observation);
    const told = found.map(({ value }) => by.map((path) => valueAt(value, path)).find((each) => each !== undefined));
    const again = found.find((_, i) => told.indexOf(told[i]) !== i);
    if (again) return broken(tell(again.value), again);
    return found.length > 1 ? held(...found) : unseen(premiseMissing(`${selector.name} × 2`));
  },
});

/** All are alike in the text at this place; and there is at least one, and none without it. */
export const alike = <T>(selector: Selector<T>, by: Path<T>, wants: Bilingual): Expectation => ({
  wants,
  channels: selector.channels,
  rule: ruleOf({ alike: selector.rule, by }),
  look(observation) {
    const found = selector.find(observation);
    const [first] = found;
    if (!first) return unseen(premiseMissing(selector.name));
    const textIn = (value: T) => {
      const text = valueAt(value, by);
      return typeof text === "string" ? text : undefined;
    };
    const one = textIn(first.value);
    const other = found.find(({ value }) => textIn(value) === undefined || textIn(value) !== one);
    if (!other) return held(...found);
    const said = [one ?? "–", textIn(other.value) ?? "–"];
    return broken({ ja: said.join("、"), en: said.join(", ") }, other);
  },
});

/** Those that have one text at `by` have one text at `of`; and there is at least one with a text at `by`. */
export const consistent = <T>(selector: Selector<T>, by: Path<T>, of: Path<T>, wants: Bilingual): Expectation => ({
  wants,
  channels: selector.channels,
  rule: ruleOf({ consistent: selector.rule, by, one: of }),
  look(observation) {
    const found = selector.find(observation).filter(({ value }) => typeof valueAt(value, by) === "string");
    const first = new Map<unknown, unknown>();
    for (const sighting of found) {
      const [key, told] = [by, of].map((path) => valueAt(sighting.value, path));
      if (!first.has(key)) first.set(key, told);
      const said = [first.get(key), told].map((each) => (typeof each === "string" ? each : "–"));
      if (said[0] !== said[1]) return broken({ ja: said.join("、"), en: said.join(", ") }, sighting);
    }
    return found.length > 0 ? held(...found) : unseen(premiseMissing(selector.name));
  },
});

/** Each is seen after the one before it. */
export const inOrder = (...selectors: readonly Selector<unknown>[]): Expectation => {
  const names = selectors.map(({ name }) => name).join(" → ");
  return {
    wants: { ja: `${names} の順に現れる`, en: `${names}, in this order` },
    channels: selectors.flatMap(({ channels }) => channels),
    rule: ruleOf({ inOrder: rulesOf(selectors) }),
    look(observation) {
      const saw: Sighting<unknown>[] = [];
      let last = -1;
      for (const selector of selectors) {
        const next = selector.find(observation).find(({ seq }) => seq > last);
        if (!next) return broken(notSeen(saw.length > 0 ? `… → ${selector.name}` : selector.name), ...saw);
        saw.push(next);
        last = next.seq;
      }
      return held(...saw);
    },
  };
};

/** At most so many milliseconds lie between the first `from` and the first `to` after it. */
export const within = (milliseconds: number, from: Selector<unknown>, to: Selector<unknown>): Expectation => ({
  wants: {
    ja: `${from.name} から ${milliseconds} ms 以内に ${to.name}`,
    en: `${to.name} within ${milliseconds} ms of ${from.name}`,
  },
  channels: [...from.channels, ...to.channels],
  rule: ruleOf({ within: milliseconds, from: from.rule, to: to.rule }),
  look(observation) {
    const [start] = from.find(observation);
    if (!start) return unseen(premiseMissing(from.name));
    const end = to.find(observation).find(({ seq }) => seq > start.seq);
    if (!end) return broken(notSeen(to.name), start);
    const act = actOf(start);
    // An act by hand was done at some moment before it was said to be done; where no other event tells, nothing can be counted.
    if (act && isByHand(act) && act.knownBy >= end.seq && end.at - act.asked > milliseconds * 1000)
      return unseen(notTimed(from.name));
    const took = Math.max(0, end.at - start.at) / 1000;
    return took <= milliseconds
      ? held(start, end)
      : broken({ ja: `${took} ms かかりました`, en: `it took ${took} ms` }, start, end);
  },
});

/** Looks at the whole, but only where `premise` was seen: of a trace without it, nothing is said. */
export const given = (premise: Selector<unknown>, then: Expectation): Expectation => ({
  wants: {
    ja: `${premise.name} がある記録で、${then.wants.ja}`,
    en: `where there is ${premise.name}: ${then.wants.en}`,
  },
  channels: [...premise.channels, ...then.channels],
  rule: ruleOf({ given: premise.rule, then: then.rule }),
  look: (observation) =>
    premise.find(observation).length > 0 ? then.look(observation) : unseen(premiseMissing(premise.name)),
});

/** Looks only at what follows the first `premise`. */
export const after = (premise: Selector<unknown>, then: Expectation): Expectation => ({
  wants: { ja: `${premise.name} の後、${then.wants.ja}`, en: `after ${premise.name}: ${then.wants.en}` },
  channels: [...premise.channels, ...then.channels],
  rule: ruleOf({ after: premise.rule, then: then.rule }),
  look(observation) {
    const [start] = premise.find(observation);
    if (!start) return unseen(premiseMissing(premise.name));
    return then.look({ ...observation, events: observation.events.filter(({ seq }) => seq > start.seq) });
  },
});

const upTo = (observation: Observation, { seq }: Sighting<unknown>): Observation => ({
  ...observation,
  events: observation.events.filter((event) => event.seq <= seq),
});

const notWatched = (end: string): Bilingual => ({
  ja: `${end} まで観察できなかったため、起きなかったとは言えません`,
  en: `it was not watched until ${end}, so nothing can be said to have never happened`,
});

const notTimed = (act: string): Bilingual => ({
  ja: `人の手による ${act} の時刻が分からず、時間を計れません`,
  en: `when ${act} was done by hand is not known, so that nothing can be timed from it`,
});

const list = (values: readonly (string | number | boolean | undefined)[]): string =>
  `[${values.map((value) => value ?? "–").join(", ")}]`;
