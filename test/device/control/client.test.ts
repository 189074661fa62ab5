import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, test } from "vitest";
import { controlClient } from "../../../device/control/client.ts";
import type { About, Observation } from "../../../device/control/messages.ts";
import { DeviceError, isFault } from "../../../device/errors.ts";
import { systemClock } from "../../../device/io/system-clock.ts";
import type { Clock, Fetch, Intent } from "../../../device/ports.ts";
import { recorder } from "../../../device/trace.ts";
import { CHANNELS } from "../../../device/trace.ts";
import { INTENT_NAMES } from "../../../device/control/messages.ts";
import { controlApp } from "../../../simulator/control/control-app.ts";
import { virtualWorld } from "../../../simulator/world.ts";
import { type Hostile, hostile } from "./hostile.ts";

const PRODUCT = { maker: "test", model: "T-1", version: "1" };
const ABOUT: About = { product: PRODUCT, channels: CHANNELS, intents: INTENT_NAMES, next: 0, time: 0 };

const faultOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => "none",
    (error: unknown) => error,
  );
const saying = (fault: string, says: RegExp): unknown =>
  expect.objectContaining({ fault, message: expect.stringMatching(says) as string });

/** A far end of our own whose clock is `ahead` microseconds before ours, and a client before it, in virtual time. */
function pair({
  ahead = 0,
  perform = () => Promise.resolve(),
}: { ahead?: number; perform?: (intent: Intent) => Promise<void> } = {}) {
  const world = virtualWorld(1);
  const { clock } = world;
  const farClock: Clock = { ...clock, now: () => clock.now() + ahead };
  const inside = recorder(farClock);
  const app = controlApp({
    ...{ product: PRODUCT, channels: CHANNELS, intents: INTENT_NAMES.filter((name) => name !== "holdPhone") },
    ...{
      clock: farClock,
      recorder: inside,
      operator: { perform },
      begin: () => Promise.resolve(),
      report: () => undefined,
    },
  });
  const client = controlClient({ fetch: app, url: "http://127.0.0.1:1", clock });
  return { world, clock, inside, client, ours: recorder(clock) };
}

describe("a product that keeps to the document", () => {
  test("says what it is", async () => {
    expect(await pair().client.about()).toMatchObject({ product: PRODUCT, next: 1 });
  });

  test("is handled; what it does not offer, what is not possible and whom it does not know are told apart", async () => {
    const done: Intent[] = [];
    const { client, world, clock } = pair({
      perform: (intent) => {
        done.push(intent);
        if (intent.intent === "cancel")
          return Promise.reject(
            new DeviceError("link.silent", { link: "the panel", awaiting: "a screen", seconds: 60 }),
          );
        if (intent.intent === "placeCard" && intent.persona === "nobody")
          return Promise.reject(
            new DeviceError("config.invalid", { where: "persona", why: "nobody is called nobody" }),
          );
        return Promise.resolve();
      },
    });
    const { operator } = client;
    await operator.perform({ intent: "showFace", person: "hanako", mask: true });
    expect(done).toEqual([{ intent: "showFace", person: "hanako", mask: true }]);
    expect(await faultOf(operator.perform({ intent: "holdPhone", persona: "hanako" }))).toEqual(
      saying("operator.notOffered", /holdPhone/),
    );
    expect(await faultOf(operator.perform({ intent: "cancel" }))).toEqual(
      saying("peer.unexpected", /not possible now.*a screen/),
    );
    expect(await faultOf(operator.perform({ intent: "placeCard", persona: "nobody" }))).toEqual(
      saying("config.invalid", /status 400.*nobody is called nobody/),
    );
    // Waiting needs nobody on the other side.
    const before = clock.now();
    await world.run(operator.perform({ intent: "wait", milliseconds: 700 }));
    expect(clock.now() - before).toBe(700_000);
    expect(done.filter(({ intent }) => intent === "wait")).toEqual([]);
  });

  test("is brought into its initial state, or has none", async () => {
    const start = { caseId: "RDR-PIN-0001", seed: 1, cast: { patient: "hanako" } };
    expect(await pair().client.begin(start)).toBe(true);
    const { client } = only(() => Response.json({ fault: "notOffered", en: "no", ja: "否" }, { status: 501 }));
    expect(await client.begin(start)).toBe(false);
    // The product is as new, and its cards are real: they remember wrong PINs.
    const robot = only(() => new Response(null, { status: 200 }));
    expect(await robot.client.begin(start)).toBe(false);
  });

  test("is followed: what it sees stands in our trace in our time, only what is new, and secrets in it are found", async () => {
    const { world, inside, client, clock } = pair({ ahead: 7_777_000_000 });
    const ours = recorder(clock, [{ kind: "pin", person: "hanako", value: "4649" }]);
    inside.record({ channel: "panel", is: "shown", screen: "idle" });
    const following = await world.run(client.follow(ours));
    const begun = clock.now();
    clock.after(300, () => inside.record({ channel: "panel", is: "shown", screen: "chooseMethod" }, "r1"));
    clock.after(400, () => inside.record({ channel: "operator", is: "asked", intent: "placeCard" }));
    clock.after(9_000, () =>
      inside.recordBytes({ channel: "card", is: "command" }, new TextEncoder().encode("0020 4649 ")),
    );
    await world.run(new Promise<void>((resolve) => void clock.after(9_500, resolve)));
    inside.record({ channel: "camera", is: "captured", of: "face" });
    await world.run(following.stop());
    await world.run(following.stop());
    expect(ours.events.map(({ seq: _, ...event }) => event)).toEqual([
      { at: expect.any(Number) as number, channel: "clock", is: "source", source: "virtual", uncertainty: 0 },
      { at: begun, channel: "clock", is: "source", source: "system", uncertainty: 0 },
      { at: begun + 300_000, scope: "r1", channel: "panel", is: "shown", screen: "chooseMethod" },
      { at: begun + 9_000_000, channel: "card", is: "command", bytes: "30303230202a2a2a2a20", masked: [[5, 9]] },
      { at: begun + 9_000_000, channel: "card", is: "secret", kind: "pin", person: "hanako", form: "ascii" },
      { at: begun + 9_500_000, channel: "camera", is: "captured", of: "face" },
    ]);
  });

  test("that shows nothing is not followed, and not asked again", async () => {
    let asked = 0;
    const { client, clock } = only(() => {
      asked++;
      return Response.json({ ...ABOUT, channels: ["host"], time: clock.now() });
    });
    const following = await client.follow(recorder(clock));
    await following.stop();
    expect(asked).toBe(4);
  });
});

/** A far end that is one function, in virtual time. */
function only(fetch: (request: Request) => Response | Promise<Response>) {
  const world = virtualWorld(1);
  const far: Fetch = async (request) => fetch(request);
  return {
    world,
    clock: world.clock,
    client: controlClient({ fetch: far, url: "http://192.0.2.1:8080/vendor", clock: world.clock }),
  };
}

describe("an address", () => {
  test.each(["ftp://a", "file:///etc/passwd", "http://user:word@a", "nonsense", ""])("%s is none", (url) => {
    expect(() => controlClient({ fetch: () => Promise.reject(new Error("never")), url, clock: systemClock() })).toThrow(
      /control cannot be used/,
    );
  });

  test("may have a path, below which everything is", async () => {
    const asked: string[] = [];
    const { client } = only((request) => {
      asked.push(request.url);
      return Response.json(ABOUT);
    });
    await client.about();
    expect(asked).toEqual(["http://192.0.2.1:8080/vendor/about"]);
  });
});

describe("an answer that is not as declared is a fault of set-up, whatever it is", () => {
  const NESTED = "[".repeat(500_000);
  test.each<[string, () => Response, RegExp]>([
    ["no JSON", () => new Response("<html>"), /not JSON/],
    ["empty", () => new Response(""), /not JSON/],
    ["bytes that are no text", () => new Response(new Uint8Array(64).fill(0xff)), /not JSON/],
    ["nested deeply", () => new Response(NESTED), /not JSON/],
    ["nested deeply and closed", () => new Response(NESTED + "]".repeat(500_000)), /not as declared/],
    ["another type", () => Response.json([1, 2]), /not as declared .* at the whole/],
    ["a field missing", () => Response.json({ ...ABOUT, time: undefined }), /at time/],
    ["a field too many", () => Response.json({ ...ABOUT, more: 1 }), /at the whole/],
    ["an unknown channel", () => Response.json({ ...ABOUT, channels: ["smell"] }), /at channels\.0/],
    ["an unknown intent", () => Response.json({ ...ABOUT, intents: ["dance"] }), /at intents\.0/],
    ["a time that is none", () => Response.json({ ...ABOUT, time: "soon" }), /at time/],
    ["many wrong places", () => Response.json({ ...ABOUT, channels: Array(9).fill(0) }), /channels\.3, …/],
    [
      "an error",
      () => Response.json({ fault: "x", en: "broken \u001b[31m\nhere", ja: "故障" }, { status: 500 }),
      /status 500 \(x: broken +\[31m here\)/,
    ],
    ["too long", () => new Response("1".repeat(1024 * 1024 + 1)), /longer than 1 MiB/],
    [
      "a redirection",
      () => new Response(null, { status: 302, headers: { location: "http://127.0.0.1:1/" } }),
      /redirection/,
    ],
  ])("%s", async (_, answer, says) => {
    expect(await faultOf(only(answer).client.about())).toEqual(saying("config.invalid", says));
  });

  test("nothing that was typed comes back in what we say", async () => {
    const { client } = only(async (request) =>
      Response.json({ fault: "no", en: `bad ${await request.text()}`, ja: "否" }, { status: 400 }),
    );
    const fault = await faultOf(client.operator.perform({ intent: "enterPin", pin: "4649" }));
    expect(fault).toEqual(saying("config.invalid", /status 400/));
    expect((fault as Error).message).not.toContain("4649");
  });
});

describe("time", () => {
  test.each<[string, (far: ReturnType<typeof only>) => Promise<unknown>, number]>([
    ["about", ({ client }) => client.about(), 10],
    ["an act", ({ client }) => client.operator.perform({ intent: "removeCard" }), 120],
    ["the beginning of a case", ({ client }) => client.begin({ caseId: "x", seed: 1, cast: {} }), 60],
  ])("%s that is never answered ends", async (_, ask, seconds) => {
    const far = only(() => new Promise<Response>(() => undefined));
    const start = far.clock.now();
    expect(await far.world.run(faultOf(ask(far)))).toEqual(saying("link.refused", new RegExp(`within ${seconds} s`)));
    expect(far.clock.now() - start).toBe(seconds * 1_000_000);
  });

  test("an answer that begins and never ends, ends", async () => {
    const far = only(() => new Response(new ReadableStream({ start: (stream) => stream.enqueue(new Uint8Array(1)) })));
    expect(await far.world.run(faultOf(far.client.about()))).toEqual(saying("link.refused", /within 10 s/));
  });
});

describe("over a real socket", () => {
  let far: Hostile | undefined;
  afterEach(() => far?.close());
  const clientTo = async (answer: Parameters<typeof hostile>[0]) => {
    far = await hostile(answer);
    return controlClient({ fetch, url: far.url, clock: systemClock() });
  };

  test("a gigabyte is not taken: the client hangs up after a mebibyte", async () => {
    let sent = 0;
    const client = await clientTo((_, response) => {
      const chunk = Buffer.alloc(64 * 1024, "1");
      const pour = () => {
        while (!response.destroyed && sent < 1e9) {
          sent += chunk.length;
          if (!response.write(chunk)) return void response.once("drain", pour);
        }
        response.end();
      };
      pour();
    });
    expect(await faultOf(client.about())).toEqual(saying("config.invalid", /longer than 1 MiB/));
    expect(sent).toBeLessThan(64 * 1024 * 1024);
  });

  test("a small file that unpacks to very much is not unpacked whole", async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, "1"));
    const client = await clientTo((_, response) => {
      response.writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" });
      response.end(bomb);
    });
    expect(await faultOf(client.about())).toEqual(saying("config.invalid", /longer than 1 MiB/));
  });

  test("a redirection to somewhere else is not followed", async () => {
    const elsewhere = await hostile((_, response) => response.end("{}"));
    try {
      const client = await clientTo((_, response) => response.writeHead(307, { location: elsewhere.url }).end());
      expect(await faultOf(client.operator.perform({ intent: "enterPin", pin: "4649" }))).toEqual(
        saying("config.invalid", /redirection/),
      );
      expect(elsewhere.asked).toEqual([]);
    } finally {
      await elsewhere.close();
    }
  });

  test("a connection that breaks off in the middle, or is not there at all, is a fault of set-up", async () => {
    const client = await clientTo((_, response) => {
      response.writeHead(200, { "content-length": "100" });
      response.write("{", () => response.destroy());
    });
    expect(await faultOf(client.about())).toSatisfy((error) => isFault(error, "link.refused") && error.act === "setup");
    await far?.close();
    expect(await faultOf(client.about())).toSatisfy((error) => isFault(error, "link.refused"));
  });
});

describe("observations that cannot be believed end the following with a fault", () => {
  const shown = (seq: number, at: number): Observation => ({ seq, at, channel: "panel", is: "shown", screen: "idle" });
  /** Tells about honestly, and then each of these pages, the last one for ever. */
  const teller = (...pages: readonly ((now: number, after: number) => object)[]) => {
    let told = 0;
    const far = only((request) => {
      const { pathname, searchParams } = new URL(request.url);
      const now = far.clock.now();
      if (pathname.endsWith("/about")) return Response.json({ ...ABOUT, next: 5, time: now });
      const page = pages[Math.min(told++, pages.length - 1)];
      return Response.json({ time: now, ...page?.(now, Number(searchParams.get("after"))) });
    });
    return far;
  };
  const HONEST = (now: number, after: number) => ({ observations: [shown(after, now)], next: after + 1 });

  test.each<[string, readonly ((now: number, after: number) => object)[], RegExp]>([
    ["a gap", [(now) => ({ observations: [shown(6, now)], next: 7 })], /5 was awaited and 6 came: some were lost/],
    [
      "numbers that go back",
      [HONEST, (now) => ({ observations: [shown(0, now)], next: 1 })],
      /6 was awaited and 0 came: it began anew/,
    ],
    ["a page that counts wrong", [(now) => ({ observations: [shown(5, now)], next: 9 })], /have been 9/],
    ["a count that goes back", [() => ({ observations: [], next: 0 })], /have been 0/],
    [
      "a clock that jumps ahead",
      [HONEST, (now) => ({ observations: [], next: 6, time: now + 60_000_000 })],
      /clock jumped/,
    ],
    [
      "a clock that jumps back",
      [HONEST, (now) => ({ observations: [], next: 6, time: now - 60_000_000 })],
      /clock jumped/,
    ],
    ["an event of the future", [(now) => ({ observations: [shown(5, now + 1)], next: 6 })], /after it was told/],
    [
      "events out of order",
      [(now) => ({ observations: [shown(5, now), shown(6, now - 9)], next: 7 })],
      /before the one before it/,
    ],
    [
      "an unknown channel",
      [(now) => ({ observations: [{ ...shown(5, now), channel: "smell" }], next: 6 })],
      /at observations\.0\.channel/,
    ],
    [
      "a wrong type",
      [(now) => ({ observations: [{ ...shown(5, now), screen: 7 }], next: 6 })],
      /at observations\.0\.screen/,
    ],
    [
      "one that was cut",
      [(now) => ({ observations: [{ seq: 5, at: now, channel: "card", is: "reset", bytes: "3b", cut: 9 }], next: 6 })],
      /too long to be told whole/,
    ],
  ])("%s", async (_, pages, says) => {
    const { client, clock, world } = teller(...pages);
    const following = await world.run(client.follow(recorder(clock)));
    expect(await world.run(faultOf(following.failed))).toEqual(saying("config.invalid", says));
    expect(await world.run(faultOf(following.stop()))).toEqual(saying("config.invalid", says));
  });

  test("a flood ends: in a fault after so many, and when somebody wants to stop", async () => {
    const many = (now: number, after: number) => ({
      observations: Array.from({ length: 4_000 }, (_, i) => shown(after + i, now)),
      next: after + 4_000,
    });
    const flood = teller(many);
    const ours = recorder(flood.clock);
    const following = await flood.world.run(flood.client.follow(ours));
    expect(await flood.world.run(faultOf(following.failed))).toEqual(
      saying("config.invalid", /more than 200000 observations/),
    );
    expect(ours.events.length).toBeLessThanOrEqual(200_002);
  });

  test("a clock that drifts is followed", async () => {
    // A tenth of a second a time: far more than any clock does, and still no jump.
    const drifting = Array.from({ length: 12 }, (_, i) => (now: number, after: number) => {
      const time = now + (i + 1) * 100_000;
      return { observations: [shown(after, time)], next: after + 1, time };
    });
    const silent = (now: number, after: number) => ({ observations: [], next: after, time: now + 1_200_000 });
    const { client, clock, world } = teller(...drifting, silent);
    const ours = recorder(clock);
    const following = await world.run(client.follow(ours, { channels: ["panel"] }));
    await world.run(new Promise<void>((resolve) => void clock.after(1_000, resolve)));
    await world.run(following.stop());
    const panel = ours.events.filter(({ channel }) => channel === "panel");
    expect(panel).toHaveLength(12);
    for (const event of panel) expect(event.at).toBeLessThanOrEqual(clock.now());
  });
});
