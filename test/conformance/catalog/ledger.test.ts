import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Assumption } from "../../../conformance/catalog/assumption.ts";
import { ASSUMPTIONS } from "../../../conformance/catalog/assumptions.data.ts";
import { BUDGETS } from "../../../conformance/catalog/budgets.data.ts";
import { REQUIREMENTS } from "../../../conformance/catalog/requirements.data.ts";
import type { Requirement } from "../../../conformance/catalog/requirement.ts";
import { PROFILE_SCHEMA } from "../../../conformance/profile.ts";
import { packageRoot } from "../../../scripts/package-root.ts";

const ledger: readonly Assumption[] = ASSUMPTIONS;
const rows: readonly Requirement[] = REQUIREMENTS;

/** What is known to be unknown of the file interface and of readers. */
const FILE_INTERFACE = [
  "result codes and messages",
  "content and triggers of .err files",
  "messages of the remote modes",
  "bodies of bulk answers",
  "bodies of medical information",
  "field lengths, order, empty or absent",
  "polling limits, bulk rows, retention",
  "padding of insurer numbers",
  "values of CharacterCodeIdentifier",
  "time-outs and retries of the reader",
  "false match and false non-match",
  "seconds of each step",
  "whether 3 to 7 s include face capture",
  "reader driver interface",
  "reader codes and return codes",
  "encrypted result files",
  "service levels of the centre",
  "bodies of PMH and CIP",
  "counter of key B in two applications",
  "status words of a locked card",
  "card of the next generation",
  "name of a face result",
  "meaning of AvailableTime",
  "characters outside JIS90",
  "self-test of the reader",
  "line outage",
  "half-written answer files",
  "who may remove which file",
  "names with a replaced character",
  "telling of failed requests",
  "trust in reference numbers",
  "reference numbers that read alike",
  "rules of viewing medical information",
  "disaster mode",
  "web interface for the cloud",
  "certificate notice and grace",
  "conditions of validity 6",
] as const;

/** What no public source establishes about the card, its readers and its certificates. */
const CARD_AND_READERS = [
  "card specification",
  "last step without PIN",
  "terminal certificate",
  "secure messaging of the text application",
  "contents of the card manager's objects",
  "OCSP and CRL hosts",
  "schedule of revocation lists",
  "when a renewal is known",
  "pixel size of the photograph",
  "FWI and frame limits",
  "unknown files of the card",
  "READ BINARY without Le",
  "words for wrong commands",
  "face failures and key B",
  "words of PIN entry on the reader",
  "contactless pseudo commands",
  "order of an Android phone's PIN and laying down",
] as const;

/** What this bench has chosen for itself. */
const OURS = [
  "reader protocol",
  "profile of signing without PIN",
  "messages between terminal and centre",
  "latency budgets",
  "quantile and confidence",
  "owner of the card",
  "proof of a result",
  "reading of key B",
  "control interface",
  "test keys and their names",
  "individual numbers of test persons",
  "test persons",
  "drawn faces",
  "statements of error rates",
  "card taken midway",
  "closed network",
  "forms of care away from the counter",
  "consents that meet",
  "portal interface",
  "subsidies in sum",
  "first days of subsidies",
  "times of the reader's messages",
] as const;

/** Clauses that stand on an assumption. */
const ASSUMED = rows.filter(({ ground }) => ground === "assumed").map(({ id }) => id);

describe("the ledger", () => {
  const covered = ledger.flatMap(({ covers }) => covers);
  test.each([
    ["each unknown of the file interface", FILE_INTERFACE],
    ["each unknown of card and readers", CARD_AND_READERS],
    ["each choice of our own", OURS],
    ["each clause that is assumed", ASSUMED],
  ])("covers %s", (_, names) => {
    expect(names.filter((name) => !covered.includes(name))).toEqual([]);
  });
  test("covers nothing twice and nothing else", () => {
    const all: readonly string[] = [...FILE_INTERFACE, ...CARD_AND_READERS, ...OURS, ...ASSUMED];
    expect(covered.filter((name) => !all.includes(name))).toEqual([]);
    expect(new Set(covered).size).toBe(covered.length);
    for (const { id, covers } of ledger) expect(covers.length, id).toBeGreaterThan(0);
  });
  test("names the assumption behind each assumed budget", () => {
    for (const budget of Object.values(BUDGETS))
      expect("assumption" in budget, budget.clause).toBe(budget.ground === "assumed");
  });
});

describe("where an assumption is replaced", () => {
  const places = ledger.flatMap(({ id, switch: list }) => list.map((place) => [id, place] as const));
  test.each(places)("%s: %s is there", (_, place) => {
    if (place.startsWith("profile.")) {
      expect(Object.keys(PROFILE_SCHEMA.properties ?? {})).toContain(place.slice("profile.".length));
      return;
    }
    const [file = "", name = ""] = place.split("#");
    const path = join(packageRoot(), file);
    expect(existsSync(path), file).toBe(true);
    const declared = new RegExp(`^(export )?(const|function|async function) ${name}\\b`, "m");
    expect(declared.test(readFileSync(path, "utf8"))).toBe(true);
  });
  test("an assumption that nothing replaces is one that is left out", () => {
    for (const { id, switch: list, default: taken } of ledger)
      expect(list.length === 0, id).toBe(/^out of scope/.test(taken.en));
  });
});
