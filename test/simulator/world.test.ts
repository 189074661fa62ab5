import { describe, expect, test } from "vitest";
import { sleep } from "../../device/ports.ts";
import { OPENING, seededRandom, virtualWorld } from "../../simulator/world.ts";

describe("the virtual world", () => {
  test("moves time from timer to timer and nothing else", async () => {
    const world = virtualWorld(1);
    const seen: number[] = [];
    await world.run(
      (async () => {
        await sleep(world.clock, 30_000);
        seen.push(world.clock.now() - OPENING);
        await sleep(world.clock, 86_400_000);
        seen.push(world.clock.now() - OPENING);
      })(),
    );
    expect(seen).toEqual([30_000_000, 86_430_000_000]);
  });

  test("stands still while real work is open", async () => {
    const world = virtualWorld(1);
    const order: string[] = [];
    world.clock.after(1, () => order.push("timer"));
    await world.run(
      (async () => {
        await world.clock.real(new Promise((resolve) => setTimeout(resolve, 20)).then(() => order.push("real work")));
        await sleep(world.clock, 5);
      })(),
    );
    expect(order).toEqual(["real work", "timer"]);
  });

  test("ends after the real work that was begun within it", async () => {
    const world = virtualWorld(1);
    const order: string[] = [];
    const slow = new Promise((resolve) => setTimeout(resolve, 20));
    await world.run(
      (async () => {
        void world.clock.real(slow).then(() => order.push("disk"));
        await sleep(world.clock, 0).finally(() => order.push("steps"));
      })(),
    );
    expect(order).toEqual(["disk", "steps"]);

    const late = virtualWorld(1);
    await late.run(
      sleep(late.clock, 1).then(() => {
        void late.clock.real(new Promise((resolve) => setTimeout(resolve, 20))).then(() => order.push("begun last"));
      }),
    );
    expect(order.at(-1)).toBe("begun last");
  });

  test("keeps timers of one moment in the order they were set, and forgets cancelled ones", async () => {
    const world = virtualWorld(1);
    const order: number[] = [];
    world.clock.after(10, () => order.push(1));
    const cancel = world.clock.after(10, () => order.push(2));
    world.clock.after(10, () => order.push(3));
    cancel();
    await world.run(sleep(world.clock, 10));
    expect(order).toEqual([1, 3]);
  });

  test("says so when everything waits and nothing can happen", async () => {
    const world = virtualWorld(1);
    await expect(world.run(new Promise(() => undefined))).rejects.toThrow(/no timer is set/);
  });

  test("hands on the failure of the work it runs", async () => {
    const world = virtualWorld(1);
    await expect(world.run(sleep(world.clock, 1).then(() => Promise.reject(new Error("inner"))))).rejects.toThrow(
      "inner",
    );
  });
});

test("one seed gives one run of numbers, another seed another", () => {
  expect(seededRandom(7).bytes(8)).toEqual(seededRandom(7).bytes(8));
  expect(seededRandom(7).bytes(8)).not.toEqual(seededRandom(8).bytes(8));
});
