import { fc } from "../../draws.ts";
import { describe, expect, test } from "vitest";
import { sleep } from "../../../device/ports.ts";
import type { FaceReception } from "../../../device/reader/face-reader.ts";
import { encodeFace, type FaceMessage } from "../../../device/wire/face.ts";
import { type Answers, ASKED, GRANT, readerBench, touch } from "./reader-bench.ts";
import { byPin, rightPin, wrongPin } from "./visit.ts";

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
        const commands = () => bench.trace.events.filter(({ channel, is }) => channel === "card" && is === "command");
        const asked = commands().length;
        await sleep(clock, 2000);
        expect(commands(), "the card is left alone").toHaveLength(asked);
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

describe("frames that no host of this reception sends", () => {
  const { askPrescription: _, ...asked } = ASKED;
  const others: FaceMessage[] = [
    { is: "hello", version: 1 },
    { is: "begin", reception: 77, ...asked, askPrescription: "no" },
    { is: "cancel", reception: 78 },
    { is: "authority", reception: 79 },
    { is: "ended", reception: 0x01020304, reason: "timedOut" },
    { is: "cardRemoved" },
  ];
  const noise = fc.oneof(
    fc.uint8Array({ maxLength: 80 }),
    fc.constantFrom(...others).map(encodeFace),
    // Cut off, or with one bit turned over.
    fc.tuple(fc.constantFrom(...others), fc.nat(), fc.boolean()).map(([message, at, cut]) => {
      const frame = encodeFace(message);
      if (cut) return frame.slice(0, at % frame.length);
      return frame.map((byte, i) => (i === at % frame.length ? byte ^ (1 << (at % 8)) : byte));
    }),
  );

  test("leave it to its end, and the next one too", async () => {
    const frames = fc.array(fc.tuple(fc.integer({ min: 50, max: 2500 }), noise), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(frames, async (sent) => {
        const bench = readerBench({ answers: byPin(rightPin) });
        const results = await bench.world.run(
          (async () => {
            const reader = await bench.open();
            for (const [when, frame] of sent) bench.clock.after(when, () => bench.device.receive(frame));
            bench.insert("hanako");
            const first = await reader.receive(ASKED, GRANT).result;
            bench.slot.remove();
            await sleep(bench.clock, 10_000);
            bench.insert("hanako");
            const nonce = new Uint8Array(32).fill(0x55);
            return [first, await reader.receive({ ...ASKED, nonce }, GRANT).result];
          })(),
        );
        expect(results.map(({ is }) => is)).toEqual(["completed", "completed"]);
      }),
      // The example is a hello that names version 0.
      { numRuns: 40, examples: [[[[50, Uint8Array.of(0xff, 0x20, 0x04, 0x80, 0x02, 0x00, 0x00)]]]] },
    );
  });
});
