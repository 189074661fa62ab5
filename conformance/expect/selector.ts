import type { Channel, TraceEvent } from "../../device/trace.ts";
import type { Cast } from "../cast.ts";
import type { Observation } from "../observation.ts";

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
  find(observation: Observation): readonly Sighting<T>[];
}

/** A selector that needs one event at a time. */
export function single<T>(name: string, channel: Channel, read: (event: TraceEvent) => T | undefined): Selector<T> {
  return {
    name,
    channels: [channel],
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

/** Narrows; `name` says by what. */
export const where = <T>(
  selector: Selector<T>,
  name: string,
  test: (value: T, cast: Cast) => boolean,
): Selector<T> => ({
  name: `${selector.name}(${name})`,
  channels: selector.channels,
  find: (observation) => selector.find(observation).filter(({ value }) => test(value, observation.cast)),
});

/** The `n`-th alone, counted from 1. */
export const nth = <T>(n: number, selector: Selector<T>): Selector<T> => ({
  name: `${selector.name} #${n}`,
  channels: selector.channels,
  find: (observation) => selector.find(observation).slice(n - 1, n),
});

/** Either of several, in the order they happened. */
export const anyOf = <T>(...selectors: readonly Selector<T>[]): Selector<T> => ({
  name: selectors.map(({ name }) => name).join(" | "),
  channels: [...new Set(selectors.flatMap(({ channels }) => channels))],
  find: (observation) => selectors.flatMap((selector) => selector.find(observation)).sort((a, b) => a.seq - b.seq),
});
