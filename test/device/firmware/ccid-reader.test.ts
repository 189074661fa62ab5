import { fc } from "../../draws.ts";
import { describe, expect, test } from "vitest";
import { unhex } from "../../../device/wire/bytes.ts";
import { encodeSerial } from "../../../device/wire/serial-frame.ts";
import { ATR, extension, granted, POLL, POWER_OFF, POWER_ON, scene, select } from "./serial-scene.ts";

/** For how long a card that was gone stays hidden, from the first time that the PC asks. */
const ABSENCE_MS = 1000;

describe("a reader on a serial line", () => {
  test("says whether there is a card, and powers it", () =>
    scene(
      async ({ ask, slot }) => {
        expect(await ask(POLL)).toEqual(["81000000000001010001"]);
        expect(await ask(POWER_ON)).toEqual([`80130000000002000000${ATR}`]);
        expect(await ask(POLL)).toEqual(["81000000000001000000"]);
        expect(await ask(POWER_OFF)).toEqual(["81000000000003010001"]);
        expect(slot.asked).toEqual(["on", "off"]);
      },
      { powered: false },
    ));

  test("echoes a command before its answer, and a slow card's command well before it", () =>
    scene(async ({ line, slot, pause }) => {
      line.tell(select("05"));
      await pause(4);
      expect(line.heard()).toEqual([]);
      await pause(4);
      expect(line.heard()).toEqual([select("05")]);
      slot.answer("9000");
      await pause();
      expect(line.heard()).toEqual(["80060000000005000000000002900092"]);
    }));

  test("asks the PC for time while a card is slow, and not for one that is done", () =>
    scene(async ({ ask, line, slot, pause }) => {
      expect(await ask(select("05"))).toEqual([]);
      await pause(3000);
      expect(line.heard()).toEqual([extension("05")]);
      expect(await ask(granted("06"))).toEqual([]);
      await pause(3000);
      expect(line.heard()).toEqual([extension("06")]);
      expect(await ask(granted("07"))).toEqual([]);
      slot.answer("9000");
      await pause(3000);
      expect(line.heard()).toEqual(["80060000000007000000000002900092"]);
    }));

  test("keeps an answer that comes before the PC has granted the time it was asked for", () =>
    scene(async ({ ask, line, slot, pause }) => {
      expect(await ask(select("05"))).toEqual([]);
      await pause(1000);
      expect(line.heard()).toEqual([extension("05")]);
      slot.answer("9000");
      await pause(3000);
      expect(line.heard()).toEqual([]);
      // Noise hears the request again.
      expect(await ask(select("06"))).toEqual([extension("06")]);
      expect(await ask(granted("07"))).toEqual(["80060000000007000000000002900092"]);
    }));

  test("serves a PC that forgets the time it was asked for", () =>
    scene(async ({ ask, line, slot, pause }) => {
      expect(await ask(select("05"))).toEqual([]);
      await pause(1000);
      expect(line.heard()).toEqual([extension("05")]);
      slot.answer("9000");
      expect(await ask(POWER_ON)).toEqual([`80130000000002000000${ATR}`]);
      expect(await ask(select("06"))).toEqual([]);
      slot.answer("6a82");
      await pause();
      expect(line.heard()).toEqual(["800600000000060000000000026a82ea"]);
    }));

  test("drops the answer to a command that the PC has given up, and carries out the next", () =>
    scene(async ({ ask, line, slot, pause }) => {
      expect(await ask(select("05"))).toEqual([]);
      expect(await ask(POLL)).toEqual(["81000000000001000000"]);
      line.heard();
      expect(await ask(POWER_ON)).toEqual([]);
      slot.answer("9000");
      await pause();
      expect(line.heard()).toEqual([`80130000000002000000${ATR}`]);
      expect(slot.asked).toEqual(["on", "00a40400", "on"]);
    }));

  test("answers a lost answer again without asking the card twice", () =>
    scene(async ({ ask, line, slot, pause }) => {
      expect(await ask(select("05"))).toEqual([]);
      expect(await ask(POLL)).toEqual(["81000000000001000000"]);
      slot.answer("9000");
      await pause();
      expect(line.heard()).toEqual([]);
      expect(await ask("6f04000000000700000000820082")).toEqual(["80060000000007000000000002900092"]);
      expect(slot.asked).toEqual(["on", "00a40400"]);
    }));

  test("a card that falls silent has to be powered again", () =>
    scene(async ({ ask, slot, line, pause }) => {
      await ask(select("05"));
      slot.silence();
      await pause();
      expect(line.heard()).toEqual(["8000000000000541fe00"]);
      expect(await ask(select("06"))).toEqual(["8000000000000641fe00"]);
    }));

  test("a card pulled in the middle of a command fails it at once, and is told as a movement", () =>
    scene(async ({ ask, slot, line, pause }) => {
      await ask(select("05"));
      slot.place(false);
      await pause();
      expect(line.heard()).toEqual(["8000000000000542fe00"]);
      expect(await ask(POLL)).toEqual(["out", "81000000000001020001"]);
    }));

  test("a card put back is shown by a poll only, and cannot be powered before it", () =>
    scene(async ({ ask, slot, pause }) => {
      slot.place(false);
      slot.place(true);
      expect(await ask(POLL)).toEqual(["out", "81000000000001020001"]);
      await pause(ABSENCE_MS);
      expect(await ask(POWER_ON)).toEqual(["in", "8000000000000242fe00"]);
      expect(await ask(POLL)).toEqual(["81000000000001010001"]);
      expect(await ask(POWER_ON)).toEqual([`80130000000002000000${ATR}`]);
    }));

  test.each([
    ["an unknown message", "99000000000009000000", "81000000000009400000"],
    ["a reserved byte", "65000000000009000100", "81000000000009400800"],
    ["another slot", "65000000000109000000", "81000000000109400500"],
    ["a data rate", "73080000000009000000a00f000000e10000", "840800000000094000000000000000000000"],
    ["T=0", "61050000000009000000110000 0a00", "82000000000009400701"],
    ["changing a PIN", "69020000000009000000 011e", "80000000000009400a00"],
  ])("refuses %s and says where", (_, message, answer) =>
    scene(async ({ ask }) => {
      expect(await ask(message.replace(/ /g, ""))).toEqual([answer]);
    }),
  );

  test("a damaged frame is asked for again", () =>
    scene(async ({ line, ask }) => {
      line.raw(unhex("03066500000000000200000063"));
      expect(line.heard()).toEqual(["nak"]);
      expect(await ask(POLL)).toEqual(["81000000000001000000"]);
    }));

  test("half a frame does not swallow the next command", () =>
    scene(async ({ line, ask, pause }) => {
      line.raw(unhex("03066f10000000"));
      await pause(1000);
      expect(line.heard()).toEqual(["nak"]);
      expect(await ask(POLL)).toEqual(["81000000000001000000"]);
    }));

  test("whatever bytes come, whole commands or not, the next poll is answered", async () => {
    const types = [0x61, 0x62, 0x63, 0x65, 0x69, 0x6a, 0x6b, 0x6c, 0x6d, 0x6e, 0x6f, 0x71, 0x72, 0x73, 0x99];
    const message = fc
      .tuple(fc.constantFrom(...types), fc.uint8Array({ maxLength: 30 }), fc.nat(255), fc.boolean())
      .map(([type, data, own, honest]) =>
        Uint8Array.of(type, honest ? data.length : own % 40, 0, 0, 0, 0, own, own % 3, 0, 0, ...data),
      );
    const chunk = fc.oneof(
      message.map((whole) => encodeSerial({ is: "frame", message: whole })),
      fc.uint8Array({ maxLength: 40 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(chunk, { maxLength: 12 }), (chunks) =>
        scene(async ({ line, slot, ask, pause }) => {
          for (const bytes of chunks) {
            line.raw(bytes);
            slot.answer("9000");
          }
          await pause(20_000);
          line.heard();
          const [answer] = await ask(POLL);
          expect(answer).toMatch(/^81000000000001(00|01)000[01]$/);
        }),
      ),
      { numRuns: 200 },
    );
  });
});

describe("the card lent to the firmware", () => {
  test("is hidden until the PC has been shown the absence, and comes back without what it knew", () =>
    scene(async ({ ask, slot, reader, pause }) => {
      await reader.shared.take();
      expect(await ask(select("05"))).toEqual(["out", "8000000000000542fe00"]);
      expect(await ask(POWER_ON)).toEqual(["8000000000000242fe00"]);
      expect(await ask(POWER_OFF)).toEqual(["81000000000003020001"]);
      await reader.shared.release();
      expect(slot.asked).toEqual(["on", "on", "off"]);
      // A client that comes before the poll must not power the card.
      expect(await ask(POWER_ON)).toEqual(["8000000000000242fe00"]);
      expect(await ask(POLL)).toEqual(["81000000000001020001"]);
      await pause(ABSENCE_MS);
      expect(await ask(POWER_ON)).toEqual(["in", "8000000000000242fe00"]);
      expect(await ask(POLL)).toEqual(["81000000000001010001"]);
      expect(await ask(POWER_ON)).toEqual([`80130000000002000000${ATR}`]);
    }));

  test("stays hidden when a program's reset asks for the slot before the PC's own look does", () =>
    scene(async ({ ask, reader, pause }) => {
      await reader.shared.take();
      await reader.shared.release();
      expect(await ask(POLL)).toEqual(["out", "81000000000001020001"]);
      // The PC's own look comes within 400 ms, whoever asked first.
      await pause(400);
      expect(await ask(POLL)).toEqual(["81000000000001020001"]);
      await pause(ABSENCE_MS);
      expect(await ask(POLL)).toEqual(["in", "81000000000001010001"]);
    }));

  test("is taken between two APDUs: the one under way ends first", () =>
    scene(async ({ ask, line, slot, reader, pause }) => {
      await ask(select("05"));
      let taken = false;
      void reader.shared.take().then(() => (taken = true));
      await pause(5000);
      expect([taken, line.heard()]).toEqual([false, [extension("05")]]);
      expect(await ask(granted("06"))).toEqual([]);
      slot.answer("9000");
      await pause();
      expect([taken, line.heard()]).toEqual([true, ["80060000000006000000000002900092"]]);
    }));

  test("is taken from a PC that never grants the time it was asked for, once the card is done", () =>
    scene(async ({ ask, slot, reader, pause }) => {
      await ask(select("05"));
      let taken = false;
      void reader.shared.take().then(() => (taken = true));
      await pause(5000);
      expect(taken).toBe(false);
      slot.answer("9000");
      await pause(2000);
      expect(taken).toBe(true);
    }));

  test("is not taken in the middle of a chained answer, unless the PC has gone away", () =>
    scene(async ({ ask, line, slot, reader, pause }) => {
      await ask(select("05"));
      slot.answer("00".repeat(40) + "9000");
      await pause();
      line.heard();
      let taken = false;
      void reader.shared.take().then(() => (taken = true));
      await pause(1900);
      expect(taken).toBe(false);
      await ask("6f04000000000600000000900090");
      await pause();
      expect(taken).toBe(true);

      await reader.shared.release();
    }));

  test("is taken from a PC that leaves a chain open for two seconds", () =>
    scene(async ({ ask, slot, reader, pause }) => {
      await ask(select("05"));
      slot.answer("00".repeat(40) + "9000");
      await pause();
      let taken = false;
      void reader.shared.take().then(() => (taken = true));
      await pause(2100);
      expect(taken).toBe(true);
    }));

  test("does not come back when it was pulled meanwhile", () =>
    scene(async ({ ask, slot, reader, pause }) => {
      await reader.shared.take();
      slot.place(false);
      await reader.shared.release();
      for (let i = 0; i < 3; i++) {
        expect((await ask(POLL)).at(-1)).toBe("81000000000001020001");
        await pause(ABSENCE_MS);
      }
      slot.place(true);
      expect(await ask(POLL)).toEqual(["in", "81000000000001010001"]);
    }));

  test("cannot be taken twice nor given back unheld", () =>
    scene(async ({ reader }) => {
      await expect(reader.shared.release()).rejects.toMatchObject({ fault: "call.misuse" });
      await reader.shared.take();
      await expect(reader.shared.take()).rejects.toMatchObject({ fault: "call.misuse" });
      await reader.shared.release();
      await reader.shared.take();
    }));

  test("an empty slot can be taken, so that a reception may wait for its card", () =>
    scene(
      async ({ ask, slot, reader }) => {
        await reader.shared.take();
        slot.place(true);
        expect(await ask(POLL)).toEqual(["81000000000001020001"]);
        await reader.shared.release();
        expect(await ask(POLL)).toEqual(["in", "81000000000001010001"]);
      },
      { present: false, powered: false },
    ));
});
