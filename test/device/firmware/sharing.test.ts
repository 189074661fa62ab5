import { describe, expect, test } from "vitest";
import { startCcidReader } from "../../../device/firmware/ccid-reader.ts";
import { sleep } from "../../../device/ports.ts";
import { encodeFace, type FaceMessage } from "../../../device/wire/face.ts";
import { memoryLine } from "../../memory-line.ts";
import { ASKED, GRANT, readerBench } from "./reader-bench.ts";
import { byPin, rightPin, visit } from "./visit.ts";

describe("two who want the reader", () => {
  test("the second is told that it is busy, and the first is served", async () => {
    const bench = readerBench({ answers: byPin(rightPin) });
    const result = await bench.world.run(
      (async () => {
        const reader = await bench.open();
        const reception = reader.receive(ASKED, GRANT);
        await sleep(bench.clock, 100);
        const { askPrescription: _, ...asked } = ASKED;
        bench.device.receive(encodeFace({ is: "begin", reception: 99, ...asked, askPrescription: "no" }));
        bench.insert("hanako");
        return reception.result;
      })(),
    );
    expect(result).toMatchObject({ is: "completed" });
    expect(bench.messages()).toContainEqual({ is: "ended", reception: 99, reason: "busy" });
  });

  test("the next patient's reception waits for the last one's card to go", async () => {
    const bench = await visit({ answers: byPin(rightPin) });
    const { world, clock, slot, link, messages } = bench;
    expect(bench.result.is).toBe("completed");
    const frames: FaceMessage[] = [];
    await world.run(
      (async () => {
        const { askPrescription: _, ...asked } = ASKED;
        await link.send(encodeFace({ is: "begin", reception: 7, ...asked, methods: ["pin"], askPrescription: "no" }));
        await sleep(clock, 2000);
        slot.remove();
        await sleep(clock, 1000);
        bench.insert("taro");
        await sleep(clock, 10_000);
        frames.push(...messages());
      })(),
    );
    expect(frames.filter((message) => message.is === "completed")).toHaveLength(2);
  });
});

describe("a shared slot", () => {
  const shared = () => {
    const calls: string[] = [];
    return {
      calls,
      take: () => Promise.resolve(void calls.push("take")),
      release: () => Promise.resolve(void calls.push("release")),
    };
  };

  test("is taken for the whole reception and given back at its end, card left or not", async () => {
    const slot = shared();
    await visit({ shared: () => slot, answers: byPin(rightPin) });
    expect(slot.calls).toEqual(["take", "release"]);
  });

  test("that the PC never lets go of ends the reception as a fault of the reader, and is given back if it comes late", async () => {
    const slot = shared();
    const bench = readerBench({
      shared: (_, clock) => ({
        take: () => new Promise((resolve) => void clock.after(30_000, () => resolve(void slot.calls.push("take")))),
        release: () => slot.release(),
      }),
    });
    const result = await bench.world.run(bench.open().then((reader) => reader.receive(ASKED, GRANT).result));
    expect(result).toMatchObject({ is: "ended", reason: "readerFault" });
    await bench.world.run(sleep(bench.clock, 60_000));
    expect(slot.calls).toEqual(["take", "release"]);
  });

  test("reads empty to a PC for the whole reception, and the card comes back reset after the PC has seen it gone", async () => {
    const line = memoryLine();
    const bench = readerBench({
      shared: (slot, clock) => startCcidReader({ slot, clock, kind: "gempc-twin", stream: line }).shared,
      answers: byPin(rightPin),
    });
    const { clock, messages } = bench;
    const polled: string[] = [];
    const ask = async (message: string) => {
      line.tell(message);
      await sleep(clock, 50);
      return line.heard().filter((said) => said !== message);
    };
    const poll = async () => {
      // bStatus: 00 active, 01 inactive, 02 no card.
      for (const said of await ask("65000000000001000000")) polled.push(/^81/.test(said) ? said.slice(14, 16) : said);
    };
    await bench.world.run(
      (async () => {
        bench.insert("hanako");
        const reader = await bench.open();
        await poll();
        await poll();
        await ask("62000000000002010000");
        await poll();
        const reception = reader.receive({ ...ASKED, methods: ["pin"] }, GRANT);
        const over = reception.result.then(() => true);
        while (!(await Promise.race([over, sleep(clock, 400)]))) await poll();
        await poll();
        await poll();
        await poll();
      })(),
    );
    expect(messages().map(({ is }) => is)).toContain("completed");
    expect(polled.slice(0, polled.indexOf("out")).at(-1)).toBe("00");
    const hidden = polled.slice(polled.indexOf("out") + 1, polled.indexOf("in", polled.indexOf("out")));
    expect(new Set(hidden)).toEqual(new Set(["02"]));
    expect(hidden.length).toBeGreaterThan(2);
    expect(polled.slice(polled.lastIndexOf("in") + 1)).toContain("01");
  });
});
