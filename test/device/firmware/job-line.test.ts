import { describe, expect, test } from "vitest";
import { jobLine } from "../../../device/firmware/job-line.ts";
import type { Job, ReaderEvent } from "../../../device/firmware/part-machine.ts";
import type { StillWanted } from "../../../device/firmware/reader-jobs.ts";
import { slotOwner } from "../../../device/firmware/slot-owner.ts";
import { sleep } from "../../../device/ports.ts";
import { virtualSlot } from "../../../simulator/reader/slot.ts";
import { recorder } from "../../../device/trace.ts";
import { virtualWorld } from "../../../simulator/world.ts";

/** Jobs that end when the test says so. */
function line() {
  const world = virtualWorld(1);
  const started: { job: Job["do"]; wanted: StillWanted; end: (event: ReaderEvent) => void }[] = [];
  const heard: string[] = [];
  const jobs = jobLine(
    world.clock,
    () => 10_000,
    ({ do: job }, wanted) => new Promise((end) => started.push({ job, wanted, end })),
    (result) => heard.push(result instanceof Error ? "failed" : result.is),
  );
  const pass = (milliseconds: number) => world.run(sleep(world.clock, milliseconds));
  return { jobs, started, heard, pass, names: () => started.map(({ job }) => job) };
}

describe("jobs", () => {
  test("that are abandoned are not heard of, and the card is not touched before they let go of it", async () => {
    const { jobs, started, heard, pass, names } = line();
    jobs.start({ do: "countPinTries" });
    await pass(1);
    jobs.start({ do: "activateCard" });
    await pass(1);
    expect(names()).toEqual(["countPinTries"]);
    expect(started[0]?.wanted()).toBe(false);
    started[0]?.end({ is: "pinCounted", triesLeft: 3 });
    await pass(1);
    expect(names()).toEqual(["countPinTries", "activateCard"]);
    started[1]?.end({ is: "cardActivated", card: "myNumberCard" });
    await pass(1);
    expect(heard).toEqual(["cardActivated"]);
  });

  test("of the camera hold up no card", async () => {
    const { jobs, pass, names } = line();
    jobs.start({ do: "compareFace", photograph: { width: 0, height: 0, grey: new Uint8Array(0) } });
    await pass(1);
    jobs.start({ do: "countPinTries" });
    await pass(1);
    expect(names()).toEqual(["compareFace", "countPinTries"]);
  });

  test("that never end have failed after their time, and the next goes ahead", async () => {
    const { jobs, started, heard, pass, names } = line();
    jobs.start({ do: "readPhotograph" });
    await pass(10_001);
    expect(heard).toEqual(["failed"]);
    jobs.start({ do: "countPinTries" });
    await pass(1);
    expect(names()).toEqual(["readPhotograph", "countPinTries"]);
    started[0]?.end({ is: "jobFailed" });
    await pass(1);
    expect(heard).toEqual(["failed"]);
  });
});

describe("the firmware's hold on the slot", () => {
  test("is given up when no job has its hands on the card any more, and not before", async () => {
    const world = virtualWorld(1);
    const { clock } = world;
    const slot = virtualSlot({ clock, recorder: recorder(clock) });
    const said: string[] = [];
    const owner = slotOwner({ ...slot, powerOff: () => said.push("off") }, undefined, (error) =>
      said.push(String(error)),
    );
    await world.run(owner.take());
    owner.release(sleep(clock, 500).then(() => said.push("free")));
    await world.run(sleep(clock, 499));
    expect(said).toEqual([]);
    await world.run(sleep(clock, 2));
    expect(said).toEqual(["free", "off"]);
  });

  test("goes on when the card is wanted again before it was given back", async () => {
    const world = virtualWorld(1);
    const { clock } = world;
    const said: string[] = [];
    const shared = {
      take: () => Promise.resolve(void said.push("take")),
      release: () => Promise.resolve(void said.push("release")),
    };
    const owner = slotOwner(virtualSlot({ clock, recorder: recorder(clock) }), shared, (error) =>
      said.push(String(error)),
    );
    await world.run(owner.take());
    owner.release(sleep(clock, 500));
    await world.run(owner.take());
    expect(said).toEqual(["take"]);
  });

  test("survives a door that fails to take the card back", async () => {
    const world = virtualWorld(1);
    const { clock } = world;
    const faults: unknown[] = [];
    const shared = { take: () => Promise.resolve(), release: () => Promise.reject(new Error("stuck")) };
    const owner = slotOwner(virtualSlot({ clock, recorder: recorder(clock) }), shared, (error) => faults.push(error));
    await world.run(owner.take());
    owner.release(Promise.resolve());
    await world.run(sleep(clock, 1));
    expect(faults).toHaveLength(1);
    await world.run(owner.take());
  });
});
