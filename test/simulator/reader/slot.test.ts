import { describe, expect, test } from "vitest";
import { isFault } from "../../../device/errors.ts";
import { recorder, type TraceEvent } from "../../../device/trace.ts";
import { hex, unhex } from "../../../device/wire/bytes.ts";
import { ATR } from "../../../simulator/card/card.ts";
import { modelLatency, noLatency, virtualSlot, type SlotOptions } from "../../../simulator/reader/slot.ts";
import { virtualWorld } from "../../../simulator/world.ts";
import { AP, cardOfPersona, persona, triesOf, verify } from "../card/hand.ts";

const hanako = cardOfPersona("hanako");

function bench(options: Partial<SlotOptions> = {}) {
  const world = virtualWorld(1);
  const trace = recorder(world.clock, [{ kind: "pin", person: "hanako", value: persona("hanako").pins.auth ?? "" }]);
  const slot = virtualSlot({ clock: world.clock, recorder: trace, ...options });
  const send = async (command: string) => hex(await slot.transmit(unhex(command)));
  return { world, trace, slot, send };
}

const refusal = async (work: Promise<unknown>) => {
  try {
    await work;
  } catch (error) {
    return isFault(error) ? error.fault : error;
  }
  return "answered";
};

describe("a slot", () => {
  test("without a card is not ready, and says so to powering and transmitting", async () => {
    const { world, slot, send } = bench();
    expect(slot.present()).toBe(false);
    expect(await world.run(refusal(slot.powerOn()))).toBe("slot.notReady");
    expect(await world.run(refusal(send(AP.jpki)))).toBe("slot.notReady");
    expect(slot.remove()).toBeUndefined();
  });

  test("with a card that was not powered is not ready", async () => {
    const { world, slot, send } = bench();
    slot.insert(hanako);
    expect(await world.run(refusal(send(AP.jpki)))).toBe("slot.notReady");
  });

  test.each(["contact", "contactless"] as const)("activates a %s card with its ATR", async (activation) => {
    const { world, slot } = bench({ activation });
    slot.insert(hanako);
    expect(hex(await world.run(slot.powerOn()))).toBe(hex(ATR[activation]));
  });

  test("tells each change once, to those who still listen", () => {
    const { slot } = bench();
    const seen: boolean[] = [];
    const stop = slot.onChange((present) => seen.push(present));
    slot.insert(hanako);
    slot.insert(cardOfPersona("taro"));
    slot.remove();
    slot.remove();
    stop();
    slot.insert(hanako);
    expect(seen).toEqual([true, false, true, false]);
  });

  test("forgets what was verified at power-on, power-off and removal, and keeps the counters", async () => {
    const { world, slot, send } = bench({ latency: noLatency });
    slot.insert(hanako);
    const steps = async () => {
      await slot.powerOn();
      await send(AP.jpki);
      expect(await send(verify(0x18, "9999"))).toBe("63c2");
      expect(await send(verify(0x1b, "ABC123"))).toBe("9000");
      await slot.powerOn();
      await send(AP.jpki);
      expect(await send("00b0810000")).toBe("6982");
      await send(verify(0x1b, "ABC123"));
      const state = slot.remove();
      slot.insert(hanako, state);
      await slot.powerOn();
      await send(AP.jpki);
      expect(await send("00b0810000")).toBe("6982");
      expect(await send(triesOf(0x18))).toBe("63c2");
      slot.powerOff();
      expect(await refusal(send(AP.jpki))).toBe("slot.notReady");
    };
    await world.run(steps());
  });

  test("takes the time the model says, in virtual time alone", async () => {
    const { world, slot, send } = bench();
    slot.insert(hanako);
    const before = world.clock.now();
    await world.run(slot.powerOn().then(() => send(AP.jpki)));
    const command = unhex(AP.jpki);
    expect(world.clock.now() - before).toBe(Math.round(modelLatency(command, unhex("9000")) * 1000));
  });

  test("carries one command at a time", async () => {
    const { world, slot, send } = bench();
    slot.insert(hanako);
    const both = slot.powerOn().then(() => Promise.all([send(AP.jpki), refusal(send(AP.text))]));
    expect(await world.run(both)).toEqual(["9000", "call.misuse"]);
  });
});

describe("the reader's own commands in its field", () => {
  const rows = [
    ["the card's number", "ffca000000", /^[0-9a-f]{8}9000$/],
    ["as many bytes as it has", "ffca000004", /^[0-9a-f]{8}9000$/],
    ["more bytes than it has", "ffca00000a", /^[0-9a-f]{8}6282$/],
    ["fewer bytes than it has", "ffca000001", /^6c04$/],
    ["no length at all", "ffca0000", /^6700$/],
    ["the ATS that type B lacks", "ffca010000", /^6a81$/],
    ["another parameter", "ffca020000", /^6b00$/],
    ["what one maker added", "ffcaf10000", /^6b00$/],
    ["loading a key", "ff82000006ffffffffffff", /^6a81$/],
    ["authentication", "ff860000050100006000", /^6a81$/],
    ["a block", "ffb0000010", /^6a81$/],
    ["writing a block", "ffd6000001aa", /^6a81$/],
    ["an instruction nobody has", "fffe000000", /^6d00$/],
    ["half a command", "ffca", /^6700$/],
  ] as const;

  test.each(rows)("%s", async (_, command, answer) => {
    const { world, trace, slot, send } = bench();
    slot.insert(hanako);
    expect(await world.run(slot.powerOn().then(() => send(command)))).toMatch(answer);
    // The card has never heard of it.
    expect(trace.events.filter(({ is }) => is === "command")).toEqual([]);
  });

  test("never reach the card, and the card goes on where it was", async () => {
    const { world, slot, send } = bench();
    slot.insert(hanako);
    const steps = slot.powerOn().then(async () => {
      await send(AP.jpki);
      await send(verify(0x1b, "ABC123"));
      const before = slot.held?.state;
      await send("ffca000000");
      expect(slot.held?.state).toBe(before);
      return send("00b0810004");
    });
    expect(await world.run(steps)).toMatch(/^3082.{4}9000$/);
  });

  test("give another number at each activation, and the same ones from the same card", async () => {
    const numbers = async () => {
      const { world, slot, send } = bench();
      slot.insert(hanako);
      const thrice = async () => {
        const found: string[] = [];
        for (let i = 0; i < 3; i++) {
          await slot.powerOn();
          found.push(await send("ffca000000"));
        }
        return found;
      };
      return world.run(thrice());
    };
    const first = await numbers();
    expect(new Set(first).size).toBe(3);
    expect(await numbers()).toEqual(first);
  });

  test("are the card's to refuse where there is no field", async () => {
    const { world, slot, send } = bench({ activation: "contact" });
    slot.insert(hanako);
    expect(await world.run(slot.powerOn().then(() => send("ffca000000")))).toBe("6e00");
  });
});

describe("a card pulled", () => {
  const pulls = ["remove", "powerOff", "powerOn", "insert"] as const;
  test.each(pulls)("in the middle of a command ends it: %s", async (how) => {
    const { world, slot, send } = bench();
    slot.insert(hanako);
    const cut = slot.powerOn().then(async () => {
      const pending = refusal(send(AP.jpki));
      world.clock.after(1, () => {
        if (how === "insert") slot.insert(hanako);
        else if (how === "powerOn") void slot.powerOn();
        else slot[how]();
      });
      return pending;
    });
    expect(await world.run(cut)).toBe("slot.notReady");
  });

  test("out of a wrong PIN does not get the try back", async () => {
    const { world, slot, send } = bench();
    slot.insert(hanako);
    const cut = slot.powerOn().then(async () => {
      await send(AP.jpki);
      const pending = refusal(send(verify(0x18, "9999")));
      world.clock.after(1, () => {
        const state = slot.remove();
        slot.insert(hanako, state);
      });
      expect(await pending).toBe("slot.notReady");
      await slot.powerOn();
      await send(AP.jpki);
      return send(triesOf(0x18));
    });
    expect(await world.run(cut)).toBe("63c2");
  });

  test("out of a right PIN is not left open", async () => {
    const { world, slot, send } = bench();
    slot.insert(hanako);
    const cut = slot.powerOn().then(async () => {
      await send(AP.jpki);
      const pending = refusal(send(verify(0x1b, "ABC123")));
      world.clock.after(1, () => void slot.powerOn());
      await pending;
      await send(AP.jpki);
      return send("00b0810000");
    });
    expect(await world.run(cut)).toBe("6982");
  });
});

describe("the trace of a slot", () => {
  const happenings = (events: readonly TraceEvent[]) =>
    events.flatMap((event) => (event.channel === "card" ? [event.is] : []));

  test("tells card, reset and APDUs in their order, and no PIN", async () => {
    const { world, trace, slot, send } = bench({ scope: () => "reception-1" });
    slot.insert(hanako);
    await world.run(
      slot
        .powerOn()
        .then(() => send(AP.jpki))
        .then(() => send(verify(0x18, "1234"))),
    );
    slot.remove();
    expect(happenings(trace.events)).toEqual([
      "inserted",
      "reset",
      "command",
      "response",
      "command",
      "secret",
      "response",
      "removed",
    ]);
    expect(JSON.stringify(trace.events)).not.toContain("31323334");
    const scoped = trace.events.filter((event) => event.channel === "card").map((event) => event.scope);
    expect(new Set(scoped)).toEqual(new Set(["reception-1"]));
  });
});
