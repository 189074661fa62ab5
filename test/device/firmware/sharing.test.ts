import { describe, expect, test } from "vitest";
import { sleep } from "../../../device/ports.ts";
import { encodeFace, type FaceMessage } from "../../../device/wire/face.ts";
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
    await visit({ shared: slot, answers: byPin(rightPin) });
    expect(slot.calls).toEqual(["take", "release"]);
  });

  test("that the PC never lets go of ends the reception as a fault of the reader, and is given back if it comes late", async () => {
    const slot = shared();
    const bench = readerBench({
      shared: {
        take: () =>
          new Promise((resolve) => void bench.clock.after(30_000, () => resolve(void slot.calls.push("take")))),
        release: () => slot.release(),
      },
    });
    const result = await bench.world.run(bench.open().then((reader) => reader.receive(ASKED, GRANT).result));
    expect(result).toMatchObject({ is: "ended", reason: "readerFault" });
    await bench.world.run(sleep(bench.clock, 60_000));
    expect(slot.calls).toEqual(["take", "release"]);
  });
});
