import { fc } from "../draws.ts";
import { describe, expect, test } from "vitest";
import type { Picture } from "../../device/secret.ts";
import type { Secret } from "../../device/secrets.ts";
import { recorder, type TraceEvent } from "../../device/trace.ts";
import { ascii, concat, hex, unhex } from "../../device/wire/bytes.ts";
import { OPENING, seededRandom, virtualWorld } from "../../simulator/world.ts";

const NUMBER: Secret = { kind: "individualNumber", person: "taro", value: "098765432109" };
const PIN: Secret = { kind: "pin", person: "taro", value: "2749" };
const PHOTO: Picture = { kind: "face", person: "taro", value: seededRandom(7).bytes(3000) };

const sent = { channel: "host", is: "sent" } as const;
const bytesOf = (events: readonly TraceEvent[]) => events.flatMap((event) => ("bytes" in event ? [event.bytes] : []));
const secretsOf = (events: readonly TraceEvent[]) => events.filter(({ is }) => is === "secret");

describe("the recorder", () => {
  test("events are numbered, timed by the run's clock, and begin with that clock", async () => {
    const world = virtualWorld(1);
    const { clock } = world;
    const trace = recorder(clock);
    await world.run(
      new Promise<void>((done) => {
        clock.after(12.5, () => {
          trace.record({ channel: "card", is: "inserted" }, "r1");
          done();
        });
      }),
    );
    expect(trace.events).toEqual([
      { seq: 0, at: OPENING, channel: "clock", is: "source", source: "virtual", uncertainty: 0 },
      { seq: 1, at: OPENING + 12_500, scope: "r1", channel: "card", is: "inserted" },
    ]);
  });

  test("in place of a secret stands that it was seen, and where", () => {
    const trace = recorder(virtualWorld(1).clock, [PIN]);
    trace.recordBytes({ channel: "card", is: "command" }, concat(unhex("0020008004"), ascii("2749")), "r1");
    expect(trace.events.slice(1)).toMatchObject([
      { seq: 1, channel: "card", is: "command", bytes: "0020008004" + "2a2a2a2a", masked: [[5, 9]], scope: "r1" },
      { seq: 2, channel: "card", is: "secret", kind: "pin", person: "taro", form: "ascii", scope: "r1" },
    ]);
  });

  test("bytes without a secret are stored as they are, and nothing is said of masks", () => {
    const trace = recorder(virtualWorld(1).clock, [PIN]);
    trace.recordBytes(sent, unhex("ff200480020001"));
    expect(trace.events[1]).toEqual({ seq: 1, at: OPENING, channel: "host", is: "sent", bytes: "ff200480020001" });
  });

  test("the first half of a split secret is masked after the fact, and listeners are told again", () => {
    const trace = recorder(virtualWorld(1).clock, [NUMBER]);
    const heard: string[] = [];
    trace.listen((event) => heard.push(`${event.seq} ${event.is} ${"bytes" in event ? event.bytes : ""}`));
    trace.recordBytes(sent, ascii("x098765"));
    trace.recordBytes(sent, ascii("432109y"));
    expect(bytesOf(trace.events)).toEqual(["78" + "2a".repeat(6), "2a".repeat(6) + "79"]);
    expect(trace.events[1]).toMatchObject({ masked: [[1, 7]] });
    expect(heard).toEqual([
      `1 sent 78${hex(ascii("098765"))}`,
      `2 sent ${"2a".repeat(6)}79`,
      `1 sent 78${"2a".repeat(6)}`,
      "3 secret ",
    ]);
  });

  test("two receptions at once do not hide a split secret from each other", () => {
    const trace = recorder(virtualWorld(1).clock, [NUMBER]);
    trace.recordBytes(sent, ascii("098765"), "r1");
    trace.recordBytes(sent, ascii("------"), "r2");
    trace.recordBytes(sent, ascii("432109"), "r1");
    expect(secretsOf(trace.events)).toHaveLength(1);
    expect(bytesOf(trace.events)).toEqual(["2a".repeat(6), hex(ascii("------")), "2a".repeat(6)]);
  });

  test("overlapping finds leave one mask", () => {
    const trace = recorder(virtualWorld(1).clock, [NUMBER, { kind: "password", person: "staff", value: "43210" }]);
    trace.recordBytes(sent, ascii("098765432109 and 43210"));
    const [, event] = trace.events;
    expect(event && "masked" in event && event.masked).toEqual([
      [0, 12],
      [17, 22],
    ]);
  });

  test("texts of an event are searched too, however deep", () => {
    const trace = recorder(virtualWorld(1).clock, [NUMBER, PIN]);
    trace.record({
      channel: "chart",
      is: "imported",
      source: "OQSsiquc01res.xml",
      patient: { name: "資格 太郎", note: "098765432109" },
    });
    trace.recordBytes({ channel: "folder", is: "appeared", folder: "res", name: "2749.xml", size: 1 }, unhex("00"));
    expect(JSON.stringify(trace.events)).not.toContain("098765432109");
    expect(trace.events[1]).toMatchObject({ patient: { name: "資格 太郎", note: "************" } });
    expect(trace.events[3]).toMatchObject({ name: "****.xml", bytes: "00" });
    expect(secretsOf(trace.events).map((event) => event.channel)).toEqual(["chart", "folder"]);
  });

  test("no secret is left in the trace, however it is spelled and cut", () => {
    const spellings = [
      ascii("098765432109"),
      Uint8Array.from(Buffer.from("098765432109", "utf16le")),
      unhex("098765432109"),
      ascii(Buffer.from("x098765432109").toString("base64")),
      ascii(hex(ascii("098765432109"))),
      PHOTO.value.slice(600, 900),
    ];
    const cuts = fc.array(fc.nat(600), { maxLength: 8 });
    fc.assert(
      fc.property(fc.constantFrom(...spellings), fc.uint8Array({ maxLength: 20 }), cuts, (secret, before, where) => {
        const trace = recorder(virtualWorld(1).clock, [NUMBER, PHOTO]);
        const stream = concat(before, ascii("<"), secret, ascii(">"));
        const places = [0, ...where.map((place) => place % stream.length), stream.length].sort((a, b) => a - b);
        places.slice(1).forEach((to, i) => trace.recordBytes(sent, stream.slice(places[i], to)));
        expect(secretsOf(trace.events).length).toBeGreaterThan(0);
        const stored = bytesOf(trace.events).join("");
        // Base64 at another alignment keeps one letter of its own before and after.
        const core = hex(secret).slice(4, -4);
        expect(stored).not.toContain(core);
        expect(JSON.stringify(trace.events)).not.toContain("098765432109");
        expect(stored.length).toBe(2 * stream.length);
      }),
      { numRuns: 500 },
    );
  });

  test("whoever has stopped listening hears no more", () => {
    const trace = recorder(virtualWorld(1).clock);
    let heard = 0;
    const stop = trace.listen(() => heard++);
    trace.record({ channel: "host", is: "opened" });
    stop();
    trace.record({ channel: "host", is: "closed" });
    expect(heard).toBe(1);
  });

  test("a trace survives JSON", () => {
    const trace = recorder(virtualWorld(1).clock, [PIN]);
    trace.recordBytes(sent, ascii("2749"));
    trace.record({ channel: "panel", is: "shown", screen: "enterPin", triesLeft: 3 });
    expect(JSON.parse(JSON.stringify(trace.events))).toEqual(trace.events);
  });
});
