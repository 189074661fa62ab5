import { describe, expect, test } from "vitest";
import type { PinEntry, PinPad } from "../../../../device/firmware/pin-pad.ts";
import { systemClock } from "../../../../device/io/system-clock.ts";
import { sleep } from "../../../../device/ports.ts";
import { type ScriptedSlot, scriptedSlot } from "../../../memory-line.ts";

const clock = systemClock();

export const ATR = "3bda13ff8131fb468012392f31c173c601c03b";
const POLL = "65000000000001000000";
const POWER_ON = "62000000000002010000";
const select = (seq: string) => `6f08000000 00${seq}000000 00000400a40400a4`.replace(/ /g, "");
const secure = (seq: string) =>
  `6914000000 00${seq}000000 001e820000 0404 02 01 1104 00 000005 0020008000`.replace(/ /g, "");
/** With three messages, which is all that any reader gets. */
const modify = (seq: string) =>
  `6919000000 00${seq}000000 011e820000 0000 0404 01 02 03 1104 000102 000005 0024018000`.replace(/ /g, "");

/** A reader with a scripted card behind one carrier of CCID messages, as a PC sees it. */
export interface OpenedReader {
  readonly slot: ScriptedSlot;
  readonly pad: Pad;
  /** One message and its answer, both in hex. */
  readonly ask: (message: string) => Promise<string>;
  /** Resolves with the next movement that the carrier tells of; `ask` may have to come first. */
  readonly movement: () => Promise<"in" | "out">;
  /** The carrier tells of movements by itself, as USB does; a serial line tells with the next command. */
  readonly interrupts: boolean;
  readonly end: () => Promise<void>;
}

export interface Pad extends PinPad {
  /** What the person at it does next. */
  next: PinEntry;
}

export const pad = (): Pad => ({
  next: { is: "cancelled" },
  ask() {
    return Promise.resolve(this.next);
  },
});

export const scripted = () => scriptedSlot({ atr: ATR });

/** What every carrier of the card channel owes: the answers are those of one device, whatever lies between. */
export function cardContract(name: string, open: () => Promise<OpenedReader>): void {
  describe(`the card channel over ${name}`, () => {
    const using = (what: string, body: (opened: OpenedReader) => Promise<void>) =>
      test(what, async () => {
        const opened = await open();
        try {
          await body(opened);
        } finally {
          await opened.end();
        }
      });

    using("says whether there is a card, and powers it", async ({ ask, slot }) => {
      expect(await ask(POLL)).toBe("81000000000001010001");
      expect(await ask(POWER_ON)).toBe(`80130000000002000000${ATR}`);
      expect(await ask(POLL)).toBe("81000000000001000000");
      expect(slot.asked).toEqual(["on"]);
    });

    using("carries an APDU and its answer, and a chained one of 400 bytes", async ({ ask, slot }) => {
      await ask(POWER_ON);
      const first = ask(select("03"));
      await asked(slot, 2);
      slot.answer("9000");
      expect(await first).toBe("80060000000003000000000002900092");
      // The PC takes blocks of 254 bytes; the answer needs two.
      expect(await ask("6f05000000000400000000c101fe3e")).toBe("8005000000000400000000e101fe1e");
      const second = ask("6f0900000000050000000040 0500b0000000f5".replace(" ", ""));
      await asked(slot, 3);
      slot.answer("5a".repeat(400) + "9000");
      const block = await second;
      expect(block.slice(0, 26)).toBe("800201000000050000000060fe");
      expect((await ask("6f04000000000600000000800080")).slice(20, 26)).toBe("000094");
    });

    using("tells of a card that goes and one that comes, once each", async ({ ask, movement, slot, interrupts }) => {
      await ask(POLL);
      slot.place(false);
      const out = movement();
      if (!interrupts) expect(await ask(POLL)).toBe("81000000000001020001");
      expect(await out).toBe("out");
      expect(await ask(POLL)).toBe("81000000000001020001");
      slot.place(true);
      const back = movement();
      // However soon the card is back, its absence is shown for a while; a serial line tells of nothing unless it is asked.
      let told = interrupts;
      const heard = back.then(() => (told = true));
      while (!told) {
        await ask(POLL);
        await Promise.race([heard, sleep(clock, 50)]);
      }
      expect(await back).toBe("in");
      expect(await ask(POLL)).toBe("81000000000001010001");
    });

    using("fails the command under way when the card is pulled", async ({ ask, slot }) => {
      await ask(POWER_ON);
      const answer = ask(select("05"));
      await asked(slot, 2);
      slot.place(false);
      expect(await answer).toBe("8000000000000542fe00");
    });

    using("refuses what it does not know, and goes on", async ({ ask }) => {
      expect(await ask("99000000000009000000")).toBe("81000000000009410001");
      expect(await ask(POLL)).toBe("81000000000001010001");
    });

    using("asks for a PIN at its own pad", async ({ ask, slot, pad }) => {
      await ask(POWER_ON);
      expect(await ask(secure("05"))).toBe("8000000000000540ef00");
      pad.next = { is: "timedOut" };
      expect(await ask(secure("06"))).toBe("8000000000000640f000");
      pad.next = { is: "entered", digits: "1234" };
      const verified = ask(secure("07"));
      await asked(slot, 2);
      expect(slot.asked.at(-1)).toBe("002000800431323334");
      slot.answer("63c2");
      expect(await verified).toBe("8006000000000700000000000263c2a3");
    });

    using("has a PIN changed at its own pad", async ({ ask, slot, pad }) => {
      await ask(POWER_ON);
      expect(await ask(modify("05"))).toBe("8000000000000540ef00");
      pad.next = { is: "entered", digits: "5678" };
      const changed = ask(modify("06"));
      await asked(slot, 2);
      expect(slot.asked.at(-1)).toBe("002401800435363738");
      slot.answer("9000");
      expect(await changed).toBe("80060000000006000000000002900092");
    });
  });
}

/** Until the card has been asked so many things. */
async function asked(slot: ScriptedSlot, count: number): Promise<void> {
  while (slot.asked.length < count) await new Promise((resolve) => setImmediate(resolve));
}
