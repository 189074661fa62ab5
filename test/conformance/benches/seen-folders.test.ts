import { expect, test } from "vitest";
import { MOST, seenFolders } from "../../../conformance/benches/seen-folders.ts";
import { isFault } from "../../../device/errors.ts";
import { sleep } from "../../../device/ports.ts";
import { recorder } from "../../../device/trace.ts";
import { utf8 } from "../../../device/wire/bytes.ts";
import { memoryFolders } from "../../../simulator/terminal/memory-folders.ts";
import { virtualWorld } from "../../../simulator/world.ts";

function bench() {
  const world = virtualWorld(1);
  const { clock } = world;
  const disk = memoryFolders();
  const trace = recorder(clock);
  const seen = seenFolders(disk, trace, clock);
  const told = () =>
    trace.events.flatMap((event) =>
      event.channel === "folder" && event.is !== "secret"
        ? [`${event.is} ${event.folder}/${event.name}${event.is === "appeared" ? ` ${event.size}` : ""}`]
        : [],
    );
  return { world, clock, disk, seen, told, rest: (ms: number) => world.run(sleep(clock, ms)) };
}

test("what another program puts there is seen once it is whole, and so is what it takes away", async () => {
  const { disk, told, rest } = bench();
  await disk.write("req", "a.xml", utf8("half"));
  await rest(250);
  await disk.write("req", "a.xml", utf8("half and whole"));
  await rest(1000);
  expect(told()).toEqual(["appeared req/a.xml 14"]);
  await disk.remove("req", "a.xml");
  await rest(1000);
  expect(told()).toEqual(["appeared req/a.xml 14", "removed req/a.xml"]);
});

test("what we do ourselves is seen at once, and once", async () => {
  const { seen, told, rest, world } = bench();
  await world.run(seen.write("res", "b.xml", utf8("answer")));
  expect(told()).toEqual(["appeared res/b.xml 6"]);
  await rest(1000);
  await world.run(seen.remove("res", "b.xml"));
  await rest(1000);
  expect(told()).toEqual(["appeared res/b.xml 6", "removed res/b.xml"]);
});

test("a name that is used again is another file", async () => {
  const { disk, told, rest } = bench();
  await disk.write("req", "a.xml", utf8("one"));
  await rest(1000);
  await disk.write("req", "a.xml", utf8("two!"));
  await rest(1000);
  expect(told()).toEqual(["appeared req/a.xml 3", "appeared req/a.xml 4"]);
});

test("after the end nothing is seen, and what came is cleared away", async () => {
  const { disk, seen, told, rest, world } = bench();
  await disk.write("face", "a.xml", utf8("1"));
  await rest(1000);
  await world.run(seen.stop());
  await disk.write("req", "late.xml", utf8("1"));
  await rest(1000);
  expect(told()).toEqual(["appeared face/a.xml 1"]);
  await world.run(seen.clear());
  expect(await disk.list("face")).toEqual([]);
  expect(await disk.list("req")).toEqual([]);
});

test("more files than anybody has to say end the case", async () => {
  const { disk, seen, world } = bench();
  for (let i = 0; i <= MOST.names; i++) await disk.write("req", `${i}.xml`, utf8("x"));
  await expect(world.run(seen.failed)).rejects.toSatisfy((error) => isFault(error, "peer.unexpected"));
});
