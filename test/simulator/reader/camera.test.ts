import { describe, expect, test } from "vitest";
import { sleep } from "../../../device/ports.ts";
import { recorder } from "../../../device/trace.ts";
import { type Appearance, virtualCamera } from "../../../simulator/reader/camera.ts";
import { virtualWorld } from "../../../simulator/world.ts";

function bench(seed = 1) {
  const world = virtualWorld(seed);
  const trace = recorder(world.clock);
  const camera = virtualCamera({ clock: world.clock, recorder: trace, random: world.random });
  const seen = () =>
    trace.events.flatMap((event) => (event.channel === "camera" && "of" in event ? [`${event.is} ${event.of}`] : []));
  const since = world.clock.now();
  const run = <T>(work: Promise<T>) => world.run(work);
  return { run, clock: world.clock, trace, camera, seen, passed: () => (world.clock.now() - since) / 1000 };
}

describe("a camera", () => {
  test("gives the face that is before it, after an exposure", async () => {
    const { run, camera, seen, passed } = bench();
    camera.showFace(5);
    const captured = await run(camera.captureFace(3000));
    expect(captured?.depth).toBe(1);
    expect(captured?.picture.grey.length).toBe((captured?.picture.width ?? 0) * (captured?.picture.height ?? 0));
    expect(seen()).toEqual(["captured face"]);
    expect(passed()).toBeLessThan(1000);
  });

  test("waits for a face as long as it was told, and then says that there was none", async () => {
    const { run, camera, seen, passed } = bench();
    expect(await run(camera.captureFace(3000))).toBeUndefined();
    expect(passed()).toBe(3000);
    expect(seen()).toEqual(["nothing face"]);
  });

  test("takes a face that comes while it waits", async () => {
    const { run, clock, camera, passed } = bench();
    clock.after(2000, () => camera.showFace(5));
    expect((await run(camera.captureFace(3000)))?.depth).toBe(1);
    expect(passed()).toBeGreaterThan(2000);
    expect(passed()).toBeLessThan(3000);
  });

  test("goes on waiting when a face leaves before the shutter, and has nothing if none comes back", async () => {
    const { run, clock, camera, seen } = bench();
    camera.showFace(5);
    clock.after(10, () => camera.hideFace());
    clock.after(1000, () => camera.showFace(6));
    expect(await run(camera.captureFace(3000))).toBeDefined();
    camera.hideFace();
    expect(await run(camera.captureFace(500))).toBeUndefined();
    expect(seen()).toEqual(["captured face", "nothing face"]);
  });

  test("tells a print of the photograph from a person by its depth", async () => {
    const { run, camera } = bench();
    camera.showFace(5, { picture: true });
    expect((await run(camera.captureFace(3000)))?.depth).toBe(0);
  });

  test("sees another picture for each way to stand before it, and the same one for the same seed", async () => {
    const shot = async (appearance: Appearance) => {
      const { run, camera } = bench(9);
      camera.showFace(5, appearance);
      return (await run(camera.captureFace(3000)))?.picture.grey.join();
    };
    const ways: Appearance[] = [
      {},
      { mask: true },
      { lookAway: true },
      { light: "poor" },
      { age: 70 },
      { picture: true },
    ];
    const shots = await Promise.all(ways.map(shot));
    expect(new Set(shots).size).toBe(ways.length);
    expect(await shot({ mask: true })).toBe(shots[1]);
  });

  test("sees the card's front where a card lies, and an empty tray where none does", async () => {
    const { run, clock, camera, seen } = bench();
    const empty = await run(camera.captureCardFront());
    expect(new Set(empty.grey)).toEqual(new Set([0]));
    camera.placeCardFront({ numberB: "05030820301234" });
    const front = await run(camera.captureCardFront());
    expect(new Set(front.grey).size).toBeGreaterThan(50);
    camera.takeCardFront();
    await run(sleep(clock, 1));
    await run(camera.captureCardFront());
    expect(seen()).toEqual(["nothing cardFront", "captured cardFront", "nothing cardFront"]);
  });

  test("leaves neither pixels nor digits in the trace", async () => {
    const { run, camera, trace } = bench();
    camera.showFace(5);
    camera.placeCardFront({ numberB: "05030820301234" });
    await run(camera.captureFace(3000));
    await run(camera.captureCardFront());
    for (const event of trace.events.filter(({ channel }) => channel === "camera"))
      expect(Object.keys(event).sort()).toEqual(["at", "channel", "is", "of", "seq"]);
  });
});
