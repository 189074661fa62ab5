import { describe, expect, test } from "vitest";
import { sleep } from "../../../device/ports.ts";
import type { FaceReception } from "../../../device/reader/face-reader.ts";
import { type Answers, ASKED, GRANT, readerBench, touch } from "./reader-bench.ts";
import { wrongPin } from "./visit.ts";

describe("at any moment of the longest reception", () => {
  type Bench = ReturnType<typeof readerBench>;
  const answers: Answers = {
    chooseMethod: [touch.face],
    enterPin: [touch.digits(wrongPin)],
    staffPassword: [touch.confirm],
    consent: [touch.consent()],
    choosePrescription: [{ touched: "prescription", choice: "paper" }],
  };

  /** Something happens half a millisecond into the n-th screen or command to the card; then the next patient comes. */
  async function disturbed(moment: number, disturb: (bench: Bench, reception: FaceReception) => void) {
    const bench = readerBench({ answers });
    const { clock, slot, seen, panel } = bench;
    return bench.world.run(
      (async () => {
        const reader = await bench.open();
        const reception = reader.receive({ ...ASKED, askPrescription: true }, GRANT);
        seen.face = "other";
        await sleep(clock, 500);
        let moments = 0;
        bench.trace.listen((event) => {
          const command = event.channel === "card" && event.is === "command";
          const screen = event.channel === "panel" && event.is === "shown";
          if ((command || screen) && moments++ === moment) clock.after(0.5, () => disturb(bench, reception));
        });
        bench.insert("hanako");
        const result = await reception.result;
        const cardLeft = slot.present();
        const screen = panel.shown.screen;
        slot.remove();
        seen.face = "holder";
        const nonce = new Uint8Array(32).fill(0x77);
        const next = reader.receive({ ...ASKED, nonce, methods: ["face"] }, GRANT);
        await sleep(clock, 500);
        bench.insert("taro");
        return { result, cardLeft, screen, next: await next.result, messages: bench.messages() };
      })(),
    );
  }

  test.each<[string, (bench: Bench, reception: FaceReception) => void, string, boolean, string]>([
    ["a card pulled away", ({ slot }) => void slot.remove(), "cardTakenEarly", false, "idle"],
    ["a host that cancels", (_, reception) => reception.cancel(), "cancelledByHost", true, "failed"],
    ["a patient who cancels", ({ panel }) => panel.press(touch.cancel), "cancelledByPatient", true, "failed"],
  ])("%s ends it once and cleanly, and the next patient is served", async (_, disturb, reason, left, shown) => {
    for (let moment = 0; ; moment++) {
      const { result, cardLeft, screen, next, messages } = await disturbed(moment, disturb);
      expect(next, `after moment ${moment}`).toMatchObject({ is: "completed", method: "face" });
      expect(messages.filter(({ is }) => is === "ended" || is === "completed")).toHaveLength(2);
      if (result.is === "completed") {
        expect(moment).toBeGreaterThan(40);
        return;
      }
      expect({ reason: result.reason, cardLeft, screen }, `at moment ${moment}`).toEqual({
        reason,
        cardLeft: left,
        screen: shown,
      });
    }
  });
});
