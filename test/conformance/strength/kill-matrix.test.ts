import { describe, expect, test } from "vitest";
import type { OpenBench } from "../../../conformance/bench.ts";
import { check, readerCase, type AnyCase } from "../../../conformance/case.ts";
import { received } from "../../../conformance/expect/host.ts";
import { eventually, never } from "../../../conformance/expect/vocabulary.ts";
import { measureStrength } from "../../../conformance/strength/kill-matrix.ts";
import type { Benign, Mutant } from "../../../conformance/strength/mutant.ts";
import { strengthJson, strengthStatus, strengthSummary } from "../../../conformance/strength/strength-report.ts";
import type { FaceMessage } from "../../../device/wire/face.ts";
import { paperBench, type PaperReader, PROFILE } from "../fake-bench.ts";

const SAYS = { ja: "そうである", en: "it is so" };
const PLACED: FaceMessage = { is: "cardPlaced" };
const REMOVED: FaceMessage = { is: "cardRemoved" };

/** Greeted, it says that a card was placed; how late, how often, or what else, makes the variants. */
const READERS: Readonly<Record<string, PaperReader>> = {
  "honest": (_, say) => say(PLACED),
  "M-SILENT": () => undefined,
  "M-CHATTY": (_, say) => {
    say(PLACED);
    say(REMOVED);
  },
  "M-BOTH": (_, say) => say(REMOVED),
  "M-RDR-FACE-ALWAYS": (_, say) => say(PLACED),
  "M-GARBAGE": (_, say) => {
    say(PLACED);
    say(Uint8Array.of(1));
  },
  "B-LATE": (_, say) => say(PLACED, 900),
};

const greets = readerCase({
  id: "RDR-TST-0001",
  title: SAYS,
  kills: ["M-RDR-FACE-ALWAYS"],
  async steps({ bench, see, rest }) {
    await bench.host.hello();
    await see(received("cardPlaced"), 5000);
    await rest(100);
  },
  expect: [
    check("RCP-01", "card.notNoticed", SAYS, eventually(received("cardPlaced"))),
    check("RCP-02", "face.wrongAccepted", SAYS, never(received("cardRemoved"))),
  ],
});
const idle: AnyCase = readerCase({ ...greets, id: "RDR-TST-0002", kills: [], expect: greets.expect.slice(1) });

const mutant = (id: string, more: Partial<Mutant> = {}): Mutant => ({
  id,
  role: "reader",
  clause: "RCP-01",
  expectedReason: "card.notNoticed",
  cascade: [],
  does: SAYS,
  ...more,
});
const late: Benign = { id: "B-LATE", role: "reader", does: SAYS };

const measure = (mutants: readonly Mutant[], benign: readonly Benign[] = [], cases: readonly AnyCase[] = [greets]) =>
  measureStrength({
    ...{ cases, mutants, benign, profiles: { reader: PROFILE }, seed: 1, clock: "virtual" },
    open: (variant = "honest") =>
      (() => Promise.resolve(paperBench(READERS[variant] ?? (() => undefined)))) as unknown as OpenBench,
  });

describe("a mutant", () => {
  test("is dead when the clause it breaks says so, for its reason", async () => {
    const { mutants, killRate } = await measure([mutant("M-SILENT")]);
    expect(mutants).toMatchObject([{ killed: true, killedBy: ["RDR-TST-0001"], rightReason: true, strayReasons: [] }]);
    expect(killRate).toBe(1);
  });
  test("is alive when another clause notices it by luck", async () => {
    const { mutants } = await measure([mutant("M-CHATTY")]);
    expect(mutants).toMatchObject([{ killed: false, killedBy: [], rightReason: false }]);
  });
  test("is not dead for the right reason when the clause notices, but for another one", async () => {
    const { mutants, killRate } = await measure([mutant("M-SILENT", { expectedReason: "reception.incomplete" })]);
    expect(mutants).toMatchObject([{ killed: true, killedBy: [], rightReason: false }]);
    expect(killRate).toBe(0);
  });
  test("may bring others down only where its cascade says so", async () => {
    expect((await measure([mutant("M-BOTH")])).mutants).toMatchObject([
      { killed: true, rightReason: false, strayReasons: [{ case: "RDR-TST-0001", reason: "face.wrongAccepted" }] },
    ]);
    const allowed = mutant("M-BOTH", { cascade: ["face.wrongAccepted"] });
    expect((await measure([allowed])).mutants).toMatchObject([{ killed: true, rightReason: true }]);
  });
  test("that merely sends garbage has not been caught by a clause", async () => {
    expect((await measure([mutant("M-GARBAGE")])).mutants).toMatchObject([
      { killed: false, strayReasons: [{ case: "RDR-TST-0001", reason: "peer.malformed" }] },
    ]);
  });
});

describe("a legal variant", () => {
  test("is spared when nothing changes", async () => {
    expect((await measure([], [late])).benign).toEqual([{ id: "B-LATE", spared: true, failedBy: [] }]);
  });
  test("is not spared when a check is merely no longer reached", async () => {
    const hasty = readerCase({
      ...greets,
      async steps({ bench, see }) {
        await bench.host.hello();
        await see(received("cardPlaced"), 500);
      },
    });
    expect((await measure([], [late], [hasty])).benign).toEqual([
      { id: "B-LATE", spared: false, failedBy: ["RDR-TST-0001"] },
    ]);
  });
});

describe("the matrix", () => {
  test("is not measured on an honest product that does not pass: everything would look spared", async () => {
    const demanding = readerCase({
      ...greets,
      expect: [check("RCP-01", "card.notNoticed", SAYS, eventually(received("cardRemoved")))],
    });
    await expect(measure([], [late], [demanding])).rejects.toThrow(/honest reader does not pass.*RDR-TST-0001 fail/);
  });
  test("lists cases that kill nothing and promises that were not kept", async () => {
    const strength = await measure([mutant("M-SILENT"), mutant("M-RDR-FACE-ALWAYS")], [late], [greets, idle]);
    expect(strength.casesThatKillNothing).toEqual(["RDR-TST-0002"]);
    expect(strength.brokenPromises).toEqual([{ case: "RDR-TST-0001", variant: "M-RDR-FACE-ALWAYS" }]);
    expect(strengthStatus(strength)).toBe(1);
    expect(strengthSummary(strength, "en")).toContain("1 cases kill nothing: RDR-TST-0002");
  });
  test("counts a case that alone kills a mutant or alone verifies a clause, and names those that do neither", async () => {
    const double = readerCase({ ...greets, id: "RDR-TST-0003", kills: [] });
    const first = { ...greets, kills: [] };
    const strength = await measure([mutant("M-SILENT")], [], [first, idle, double]);
    expect(strength.casesThatAloneKill).toEqual([]);
    expect(strength.casesThatDoNotCount).toEqual(["RDR-TST-0001", "RDR-TST-0002", "RDR-TST-0003"]);
    const pair = await measure([mutant("M-SILENT")], [], [first, idle]);
    expect(pair.casesThatAloneKill).toEqual([{ case: "RDR-TST-0001", mutant: "M-SILENT" }]);
    expect(pair.casesThatAloneVerify).toEqual([{ case: "RDR-TST-0001", clause: "RCP-01" }]);
    expect(pair.casesThatDoNotCount).toEqual(["RDR-TST-0002"]);
    expect(strengthSummary(pair, "en")).toContain("1 of 2 cases alone kill some mutant");
    expect(strengthSummary(pair, "ja")).toMatch(/2 件中 1 件.*: RDR-TST-0002/);
  });
  test("shows what was proven equivalent as that, and not as a survivor", async () => {
    const same = mutant("M-RDR-FACE-ALWAYS", { equivalent: { ja: "同じである", en: "it is the same" } });
    const strength = await measure([mutant("M-SILENT"), same], [], [{ ...greets, kills: [] }]);
    expect(strengthStatus(strength)).toBe(0);
    expect(strengthSummary(strength, "en")).toMatch(/^= M-RDR-FACE-ALWAYS .*it is the same$/m);
    const noticed = await measure([{ ...mutant("M-SILENT"), equivalent: SAYS }], [], [{ ...greets, kills: [] }]);
    expect(strengthStatus(noticed)).toBe(1);
    expect(strengthSummary(noticed, "en")).toMatch(/^✗ M-SILENT/m);
  });
  test("is 0 to the shell when all is dead, spared and kept", async () => {
    const plain = { ...greets, kills: [] };
    const strength = await measure([mutant("M-SILENT")], [late], [plain]);
    expect(strengthStatus(strength)).toBe(0);
    expect(strengthJson(strength)).toMatchObject({ killRate: 1, mutants: [{ id: "M-SILENT" }] });
    expect(strength.lowerBound).toBeCloseTo(0.05, 10);
    for (const lang of ["ja", "en"] as const)
      expect(strengthSummary(strength, lang).split("\n").at(-1)).toContain("100.0 %");
  });
});
