import { expect, test } from "vitest";
import type { Secret } from "../../device/secrets.ts";
import { recorder } from "../../device/trace.ts";
import { ascii } from "../../device/wire/bytes.ts";
import { virtualWorld } from "../../simulator/world.ts";

const PIN: Secret = { kind: "pin", person: "hanako", value: "4649" };

test("of a long run the newest events are kept, under the numbers they had", () => {
  const trace = recorder(virtualWorld(1).clock, [], { events: 3, characters: 1_000 });
  for (let i = 0; i < 10; i++) trace.record({ channel: "clock", is: "mark", mark: String(i) });
  expect(trace.events).toMatchObject([
    { seq: 8, mark: "7" },
    { seq: 9, mark: "8" },
    { seq: 10, mark: "9" },
  ]);
});

test("long bytes make room for themselves, and the newest is kept however long", () => {
  const trace = recorder(virtualWorld(1).clock, [], { events: 100, characters: 1_000 });
  const file = (size: number) =>
    trace.recordBytes({ channel: "folder", is: "appeared", folder: "res", name: "a", size }, new Uint8Array(size));
  for (let i = 0; i < 20; i++) file(100);
  expect(trace.events.map(({ seq }) => seq)).toEqual([16, 17, 18, 19, 20]);
  file(5_000);
  expect(trace.events.map(({ seq }) => seq)).toEqual([21]);
  file(100);
  expect(trace.events.map(({ seq }) => seq)).toEqual([22]);
});

test("half of a secret in an event that is still kept is masked under its own number, and one that is gone harms nobody", () => {
  const trace = recorder(virtualWorld(1).clock, [PIN], { events: 3, characters: 1_000 });
  for (let i = 0; i < 10; i++) trace.record({ channel: "clock", is: "mark", mark: "x" });
  const say = (text: string) => trace.recordBytes({ channel: "host", is: "sent" }, ascii(text));
  say("46");
  say("49");
  expect(trace.events).toMatchObject([{ bytes: "2a2a" }, { bytes: "2a2a" }, { is: "secret", person: "hanako" }]);
  say("46");
  for (let i = 0; i < 10; i++) trace.record({ channel: "clock", is: "mark", mark: "x" });
  say("49");
  expect(trace.events.at(-2)).toMatchObject({ bytes: "2a2a" });
});

test("a secret that is learned later is found from then on", () => {
  const trace = recorder(virtualWorld(1).clock);
  const say = () => trace.recordBytes({ channel: "card", is: "command" }, ascii("4649"));
  say();
  trace.know([PIN]);
  say();
  expect(trace.events.slice(1)).toMatchObject([{ bytes: "34363439" }, { bytes: "2a2a2a2a" }, { is: "secret" }]);
});

test("a moment that another clock told is taken over", () => {
  const trace = recorder(virtualWorld(1).clock, [PIN]);
  trace.record({ channel: "panel", is: "shown", screen: "4649" }, "r1", 7);
  trace.recordBytes({ channel: "card", is: "reset" }, ascii("4649"), undefined, 8);
  expect(trace.events.slice(1).map(({ at }) => at)).toEqual([7, 7, 8, 8]);
});
