import { describe, expect, test } from "vitest";
import { hex } from "../../../device/wire/bytes.ts";
import { POLL, scene, select } from "./serial-scene.ts";

describe("PIN entry on the reader", () => {
  const secure = (seq: string, timeOut = "1e", prologue = "000005") =>
    `6914000000 00${seq}000000 00${timeOut}820000 0404 02 01 1104 00 ${prologue} 0020008000`.replace(/ /g, "");

  test("the digits go to the card and nowhere else", () =>
    scene(async ({ ask, line, slot, pad, pause }) => {
      expect(await ask(secure("05"))).toEqual([]);
      expect(pad.asked).toEqual([{ field: "pin", shortest: 4, longest: 4 }]);
      pad.enter({ is: "entered", digits: "1234" });
      await pause();
      expect(slot.asked.at(-1)).toBe("002000800431323334");
      slot.answer("63c2");
      await pause();
      expect(line.heard()).toEqual(["8006000000000500000000000263c2a3"]);
      expect(hex(line.bytes)).not.toContain("31323334");
      expect(pad.closed).toBe(1);
    }));

  test("a card that is slow to verify is waited for byte by byte: the PC's driver could not grant it time", () =>
    scene(async ({ ask, line, slot, pad, pause }) => {
      expect(await ask(secure("05"))).toEqual([]);
      pad.enter({ is: "entered", digits: "1234" });
      await pause(3000);
      expect(line.heard()).toEqual(["busy", "busy", "busy"]);
      slot.answer("9000");
      await pause(3000);
      expect(line.heard()).toEqual(["80060000000005000000000002900092"]);
    }));

  test("cancelled and timed out are told as such, and the next command counts on", () =>
    scene(async ({ ask, line, slot, pad, pause }) => {
      await ask(secure("05"));
      pad.enter({ is: "cancelled" });
      await pause();
      expect(line.heard()).toEqual(["8000000000000540ef00"]);
      await ask(secure("06"));
      pad.enter({ is: "timedOut" });
      await pause();
      expect(line.heard()).toEqual(["8000000000000640f000"]);
      await ask(select("07"));
      slot.answer("9000");
      await pause();
      expect(line.heard()).toEqual(["80060000000007000000000002900092"]);
    }));

  test.each([
    ["1e", 30],
    ["00", 30],
    ["78", 80],
  ])("bTimeOut %s ends after %i s, before the driver's own limit", (timeOut, seconds) =>
    scene(async ({ ask, line, slot, pad, pause }) => {
      await ask(secure("05", timeOut));
      await pause(1000 * seconds - 100);
      expect(line.heard()).toEqual([]);
      await pause(200);
      expect(line.heard()).toEqual(["8000000000000540f000"]);
      pad.enter({ is: "entered", digits: "1234" });
      await pause();
      expect(slot.asked).toEqual(["on"]);
      expect(line.heard()).toEqual([]);
    }),
  );

  test("a PIN typed for a command that the PC has given up costs no try", () =>
    scene(async ({ ask, slot, pad, pause }) => {
      await ask(secure("05"));
      expect(await ask(POLL)).toEqual(["81000000000001000000"]);
      expect(pad.closed).toBe(1);
      pad.enter({ is: "entered", digits: "1234" });
      await pause();
      expect(slot.asked).toEqual(["on"]);
    }));

  test("a PIN of a length that nobody asked for is answered 6403 in the card's place", () =>
    scene(async ({ ask, line, slot, pad, pause }) => {
      await ask(secure("05"));
      pad.enter({ is: "entered", digits: "12345" });
      await pause();
      expect(line.heard()).toEqual(["80060000000005000000000002640365"]);
      expect(slot.asked).toEqual(["on"]);
    }));
});

describe("a PIN changed on the reader", () => {
  /** As libccid asks a GemPC PinPad: all three indexes of messages, whatever their number. */
  const modify = (seq: string, confirm = "01", timeOut = "1e") =>
    `6919000000 00${seq}000000 01${timeOut}820000 0000 0404 ${confirm} 02 01 1104 000102 000005 0024018000`.replace(
      / /g,
      "",
    );

  test("the new PIN is asked for twice, and goes to the card once", () =>
    scene(async ({ ask, line, slot, pad, pause }) => {
      expect(await ask(modify("05"))).toEqual([]);
      pad.enter({ is: "entered", digits: "5678" });
      await pause();
      expect(slot.asked).toEqual(["on"]);
      pad.enter({ is: "entered", digits: "5678" });
      await pause();
      expect(pad.asked).toEqual(["new", "again"].map((field) => ({ field, shortest: 4, longest: 4 })));
      expect(slot.asked.at(-1)).toBe("002401800435363738");
      slot.answer("9000");
      await pause();
      expect(line.heard()).toEqual(["80060000000005000000000002900092"]);
      expect(hex(line.bytes)).not.toContain("35363738");
      expect(pad.closed).toBe(2);
    }));

  test("the PIN that is comes first where it is wanted", () =>
    scene(async ({ ask, pad, pause }) => {
      await ask(modify("05", "03"));
      for (const digits of ["1234", "5678", "5678"]) {
        pad.enter({ is: "entered", digits });
        await pause();
      }
      expect(pad.asked).toEqual(["current", "new", "again"].map((field) => ({ field, shortest: 4, longest: 4 })));
    }));

  test("two new PINs that differ are 6402 and never reach the card", () =>
    scene(async ({ ask, line, slot, pad, pause }) => {
      await ask(modify("05"));
      for (const digits of ["5678", "5679"]) {
        pad.enter({ is: "entered", digits });
        await pause();
      }
      expect(line.heard()).toEqual(["80060000000005000000000002640264"]);
      expect(slot.asked).toEqual(["on"]);
    }));

  test("cancelled at the second entry it is told as such; the patience of the driver is for both", () =>
    scene(async ({ ask, line, slot, pad, pause }) => {
      await ask(modify("05"));
      pad.enter({ is: "entered", digits: "5678" });
      await pause();
      pad.enter({ is: "cancelled" });
      await pause();
      expect(line.heard()).toEqual(["8000000000000540ef00"]);
      await ask(modify("06"));
      await pause(20_000);
      pad.enter({ is: "entered", digits: "5678" });
      await pause(9_900);
      expect(line.heard()).toEqual([]);
      await pause(200);
      expect(line.heard()).toEqual(["8000000000000640f000"]);
      expect(slot.asked).toEqual(["on"]);
    }));
});
