import { chai, JestAsymmetricMatchers, JestChaiExpect, JestExtend } from "@vitest/expect";

/** The part of vitest that the judge's tests are written in, kept in one process: what is collected here is run again for every mutant. */
export interface Collected {
  readonly name: string;
  readonly run: () => unknown;
}

chai.use(JestExtend);
chai.use(JestChaiExpect);
chai.use(JestAsymmetricMatchers);
export const { expect } = chai;

const collected: Collected[] = [];
const around: string[] = [];

/** Everything that was collected since it was last asked. */
export const takeCollected = (): readonly Collected[] => collected.splice(0);

export function describe(name: string, act: () => void): void {
  around.push(name);
  act();
  around.pop();
}

export function test(name: string, run: () => unknown): void {
  collected.push({ name: [...around, name].join(" "), run });
}

type Row = readonly unknown[];
const rowOf = (row: unknown): Row => (Array.isArray(row) ? (row as Row) : [row]);

describe.each = (rows: readonly unknown[]) => (name: string, act: (...row: unknown[]) => void) => {
  for (const [i, row] of rows.entries()) describe(`${name} ${i}`, () => act(...rowOf(row)));
};
test.each = (rows: readonly unknown[]) => (name: string, run: (...row: unknown[]) => unknown) => {
  for (const [i, row] of rows.entries()) test(`${name} ${i}`, () => run(...rowOf(row)));
};
