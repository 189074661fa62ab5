import { expect, test } from "vitest";
import { sleep } from "../../../device/ports.ts";
import { type VirtualPanel, virtualPanel } from "../../../simulator/reader/panel.ts";
import { virtualPerson } from "../../../simulator/reader/virtual-person.ts";
import { virtualWorld } from "../../../simulator/world.ts";

const nothing = () => undefined;
const EMPTY_HANDED = {
  ...{ placeCard: () => Promise.resolve(), holdPhone: () => Promise.resolve() },
  ...{ removeCard: nothing, showFace: nothing },
};

/** Somebody whose act waits for its screen: what was touched in the end, and what became of the act. */
async function waiting(happens: (panel: VirtualPanel, goes: () => void) => void) {
  const world = virtualWorld(1);
  const { clock } = world;
  const run = <T>(work: Promise<T>) => world.run(work);
  const panel = virtualPanel();
  const touched: string[] = [];
  panel.onInput((input) => touched.push(input.touched));
  const goers = new Set<() => void>();
  const person = virtualPerson(clock, panel, EMPTY_HANDED, (left) => {
    goers.add(left);
    return () => void goers.delete(left);
  });
  const act = person.perform({ intent: "consent", items: "all" }).then(
    () => "done",
    (error: unknown) => String(error),
  );
  await run(sleep(clock, 100));
  happens(panel, () => [...goers].forEach((left) => left()));
  await run(sleep(clock, 61_000));
  panel.show("consent");
  await run(sleep(clock, 100));
  return { act: await run(act), touched, stillThere: goers.size };
}

test("an act waits for its screen, and is done when it comes", async () => {
  expect(await waiting((panel) => panel.show("consent"))).toEqual({ act: "done", touched: ["consent"], stillThere: 0 });
});

test("whoever leaves first does nothing more, and the next one is not consented for", async () => {
  const { act, touched, stillThere } = await waiting((_, goes) => goes());
  expect(act).toContain("the card was taken away");
  expect(touched).toEqual([]);
  expect(stillThere).toBe(0);
});

test("a screen that does not come is given up after a minute", async () => {
  const { act, touched, stillThere } = await waiting(nothing);
  expect(act).toContain("consent");
  expect([touched, stillThere]).toEqual([[], 0]);
});
