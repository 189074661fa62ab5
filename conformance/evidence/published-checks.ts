import { FAULTS } from "../../device/errors.ts";
import { type AnyCase, type Check, channelsOf } from "../case.ts";
import { requirement } from "../catalog/clause.ts";
import type { Rule } from "../expect/rule.ts";

/** A check as another program can carry it out. */
export interface PublishedCheck {
  readonly clause: string;
  readonly level: "must" | "should";
  readonly ground: "seed" | "official" | "declared" | "assumed";
  readonly reason: string;
  readonly assumption?: string;
  /** What must be shown for it to be told; the clock's channel always is. */
  readonly channels: readonly string[];
  /** Nothing where it cannot be said as data. */
  readonly rule: Rule;
}

export interface PublishedCase {
  readonly id: string;
  readonly role: string;
  readonly needs: readonly string[];
  readonly checks: readonly PublishedCheck[];
}

export const publishedCase = ({ id, role, needs, expect }: AnyCase): PublishedCase => ({
  id,
  role,
  needs,
  checks: expect.map(publishedCheck),
});

function publishedCheck(check: Check): PublishedCheck {
  const { clause, reason, assumption, expectation } = check;
  const { level, ground } = requirement(clause);
  return {
    ...{ clause, level, ground, reason },
    ...(assumption ? { assumption } : {}),
    channels: channelsOf(check).filter((channel) => channel !== "clock"),
    rule: expectation.rule ?? null,
  };
}

/** Who must act on each fault that can end the steps of a case. */
const actors = () => Object.fromEntries(Object.entries(FAULTS).map(([fault, { act }]) => [fault, act]));

/** docs/checks.json: a case a line. docs/evidence.md tells what it means. */
export const checksJson = (cases: readonly AnyCase[]): string =>
  `{"format":"shikaku-checks/1","faults":${JSON.stringify(actors())},"cases":[\n${cases.map((each) => JSON.stringify(publishedCase(each))).join(",\n")}\n]}\n`;
