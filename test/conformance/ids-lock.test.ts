import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { CASES } from "../../conformance/cases/all.ts";
import { lockFaults } from "../../conformance/ids-lock.ts";

const LOCK = readFileSync(new URL("../../conformance/ids.lock", import.meta.url), "utf8");
const [first] = CASES;
if (!first) throw new RangeError("there are no cases");

test("every case id is in ids.lock and means what it meant (npm run ids adds new ones)", () => {
  expect(lockFaults(LOCK, CASES)).toEqual({ broken: [], missing: [] });
});

describe("the lock notices", () => {
  test("an id that vanished", () => {
    const { broken } = lockFaults(LOCK, CASES.slice(1));
    expect(broken).toEqual([expect.stringContaining(`${first.id}: it vanished`)]);
  });
  test("an id that is not in it yet, as the line to add", () => {
    const lock = LOCK.split("\n").filter((line) => !line.startsWith(first.id));
    expect(lockFaults(lock.join("\n"), CASES).missing).toEqual([expect.stringMatching(`^${first.id} ${first.role} `)]);
  });
  test("an id of another role", () => {
    const { broken } = lockFaults(LOCK.replace(`${first.id} ${first.role}`, `${first.id} central`), CASES);
    expect(broken).toEqual([expect.stringContaining("it was a case of central")]);
  });
  test("an id that is about something else now", () => {
    const { broken } = lockFaults(LOCK.replace(`${first.id} ${first.role} `, `${first.id} ${first.role} MMS,`), CASES);
    expect(broken).toEqual([expect.stringContaining("says nothing of MMS now")]);
  });
  test("a retired id that is given again, and a line that is there twice", () => {
    const line = LOCK.split("\n").find((each) => each.startsWith(first.id)) ?? "";
    expect(lockFaults(LOCK.replace(line, `${line} retired`), CASES).broken[0]).toContain("is used again");
    expect(lockFaults(`${LOCK}${line}\n`, CASES).broken[0]).toContain("two lines");
  });
  test("nothing when a retired case is gone", () => {
    const line = LOCK.split("\n").find((each) => each.startsWith(first.id)) ?? "";
    expect(lockFaults(LOCK.replace(line, `${line} retired`), CASES.slice(1))).toEqual({ broken: [], missing: [] });
  });
});
