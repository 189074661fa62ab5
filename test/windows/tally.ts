/** What `node --test` counted at the end of its TAP. */
export interface Tally {
  readonly tests: number;
  readonly pass: number;
  readonly fail: number;
  readonly skipped: number;
}

/** Undefined when the end is missing: a program that was cut off has not passed. */
export function tallyOf(tap: string): Tally | undefined {
  const count = (what: string) => /** `# pass 7` */ Number(new RegExp(`^# ${what} (\\d+)\\s*$`, "m").exec(tap)?.[1]);
  const [tests, pass, fail, cancelled] = [count("tests"), count("pass"), count("fail"), count("cancelled")];
  const skipped = count("skipped");
  if ([tests, pass, fail, cancelled, skipped].some(Number.isNaN)) return undefined;
  return { tests, pass, skipped, fail: fail + cancelled };
}
