import { describe, expect, test } from "vitest";
import { openReceiptComputer } from "../../simulator/receipt/receipt-computer.ts";
import { dice } from "./dice.ts";
import { huntInFolders } from "./folders-hunt.ts";
import { PLANTED_RECEIPTS } from "./folders-planted.ts";
import { drawSchedule, showSchedule, type Step } from "./folders-schedule.ts";

/** A slice of `npm run fuzz:folders`. */
describe("races in the exchange folders", () => {
  test("never make the reference take a wrong patient's result, or one twice, or lose one", async () => {
    const { caught, imports, schedules } = await huntInFolders(openReceiptComputer, { seed: 2, schedules: 400 });
    expect(caught.map(({ finding, schedule }) => `${finding.says}\n${showSchedule(schedule)}`)).toEqual([]);
    expect(schedules).toBe(400);
    expect(imports).toBeGreaterThan(400);
  }, 60_000);

  test.each(PLANTED_RECEIPTS.map((planted) => [planted.id, planted] as const))(
    "are seen to go wrong, and told in few steps: %s",
    async (_, { open, kind }) => {
      const { caught } = await huntInFolders(open, { seed: 1, schedules: 2_000, until: kind });
      expect(caught.map(({ finding }) => finding.kind)).toEqual([kind]);
      expect(caught[0]?.schedule.steps.length).toBeLessThanOrEqual(5);
    },
    60_000,
  );

  test("come from their seed", () => {
    const drawn = (seed: number) => showSchedule(drawSchedule(seed, dice(seed)));
    expect(drawn(7)).toBe(drawn(7));
    expect(drawn(7)).not.toBe(drawn(8));
  });

  test("are of every kind", () => {
    const steps = Array.from({ length: 300 }, (_, seed) => drawSchedule(seed, dice(seed))).flatMap(
      (schedule): readonly Step[] => schedule.steps,
    );
    const puts = steps.flatMap((step) => (step.does === "put" ? [step] : []));
    expect(new Set(steps.map(({ does }) => does))).toEqual(new Set(["ask", "put", "hold"]));
    expect(new Set(puts.map(({ content }) => content.is))).toEqual(new Set(["result", "failed", "running", "error"]));
    expect(new Set(puts.map(({ file }) => file.of))).toEqual(new Set(["answer", "face", "foreign"]));
    expect(puts.some(({ content }) => content.share < 1)).toBe(true);
  });
});
