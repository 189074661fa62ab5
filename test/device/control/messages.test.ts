import { expect, expectTypeOf, test } from "vitest";
import type { z } from "zod";
import { ROLES } from "../../../conformance/role.ts";
import {
  INTENT_LINE,
  INTENT_NAMES,
  type Observation,
  OBSERVATION,
  PRODUCT_ROLES,
} from "../../../device/control/messages.ts";
import type { Intent } from "../../../device/ports.ts";
import type { TraceEvent } from "../../../device/trace.ts";

/** What a type says, where assignability would forgive: an optional field stands as a required one that tells so. */
type Spelt<T> = T extends readonly unknown[]
  ? Spelt<T[number]>[]
  : T extends object
    ? { [K in keyof T]-?: object extends Pick<T, K> ? ["optional", Spelt<T[K]>] : Spelt<T[K]> }
    : T;
/** An event that stands for several, by its names or its channels, as one event of each. */
type Apart<T> = T extends { is: infer I; channel: infer C }
  ? I extends unknown
    ? C extends unknown
      ? Spelt<Omit<T, "is" | "channel" | "cut"> & { is: I; channel: C }>
      : never
    : never
  : never;
/** What the one has and the other has not. */
type Between<A, B> = [Exclude<A, B>, Exclude<B, A>];

test("each intent has the fields of its hand-written type, and none is missing or new", () => {
  type Declared = z.output<typeof INTENT_LINE>;
  expectTypeOf<Between<Spelt<Declared>, Spelt<Intent>>>().toEqualTypeOf<[never, never]>();
  expect(INTENT_LINE.options.map(({ shape }) => shape.intent.value)).toEqual(INTENT_NAMES);
});

test("each observation has the fields of the event that it tells", () => {
  expectTypeOf<Between<Apart<Observation>, Apart<TraceEvent>>>().toEqualTypeOf<[never, never]>();
});

test("roles are those of the suite", () => {
  expect(PRODUCT_ROLES).toEqual(ROLES);
});

test("an event on a channel that does not exist, or with a field too many, is no observation", () => {
  const good = { seq: 0, at: 1, channel: "card", is: "command", bytes: "00a4" };
  expect(OBSERVATION.safeParse(good).success).toBe(true);
  for (const bad of [
    { ...good, channel: "smell" },
    { ...good, is: "thought" },
    { ...good, bytes: "0" },
    { ...good, bytes: "ZZ" },
    { ...good, extra: 1 },
    { ...good, seq: -1 },
    { ...good, at: "now" },
  ])
    expect(OBSERVATION.safeParse(bad).success).toBe(false);
});
