import { describe, expect, test } from "vitest";
import type { Fetch } from "../../../device/ports.ts";
import { sleep } from "../../../device/ports.ts";
import { centralClient } from "../../../device/reception/central-client.ts";
import { deskTable } from "../../../device/reception/desk-machine.ts";
import { receive, type ReceiveOptions } from "../../../device/reception/receive.ts";
import { transitions } from "../../../device/state-machine.ts";
import { OPENING, virtualWorld } from "../../../simulator/world.ts";
import { type BenchOptions, GRANT, readerBench, touch } from "../firmware/reader-bench.ts";
import { persona } from "../../simulator/card/hand.ts";

type Path = "/v1/challenge" | "/v1/authority" | "/v1/reception";
type Said = (body: Record<string, unknown>) => Response | Promise<Response>;

const ANSWER = { XmlMsg: { MessageHeader: { SegmentOfResult: "1" }, MessageBody: { ProcessingResultStatus: "1" } } };
const REFUSAL = { code: "TSTR0001E", message: { ja: "使えません", en: "not accepted" } };
const CHALLENGE = new Uint8Array(32).fill(5);
const base64url = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64url");

const honest: Record<Path, Said> = {
  "/v1/challenge": () => Response.json({ challenge: base64url(CHALLENGE), expires: 0 }),
  "/v1/authority": async ({ challenge }) => {
    const given = await GRANT(new Uint8Array(Buffer.from(String(challenge), "base64url")));
    return given
      ? Response.json({ certificate: base64url(given.certificate), signature: base64url(given.signature) })
      : Response.json(REFUSAL, { status: 403 });
  },
  "/v1/reception": () => Response.json(ANSWER),
};

const byPin = {
  chooseMethod: [touch.pin],
  enterPin: [touch.digits(persona("hanako").pins.auth ?? "")],
  consent: [touch.consent("medicines")],
};
const byFace = { ...byPin, chooseMethod: [touch.face] };

/** One patient with Hanako's card at a facility, before a central system that is honest where it is not said otherwise. */
async function visit({
  central = {},
  facility = {},
  act = (bench) => bench.insert("hanako"),
  signal,
  ...options
}: BenchOptions & {
  central?: Partial<Record<Path, Said>>;
  facility?: Partial<ReceiveOptions["facility"]>;
  act?: (bench: ReturnType<typeof readerBench>) => void;
  signal?: AbortSignal;
}) {
  const bench = readerBench({ answers: byPin, ...options });
  bench.seen.face = "holder";
  const calls: { path: string; body: Record<string, unknown> }[] = [];
  const fetch: Fetch = async (request) => {
    const path = new URL(request.url).pathname as Path;
    const body = (await request.json()) as Record<string, unknown>;
    calls.push({ path, body });
    return { ...honest, ...central }[path](body);
  };
  bench.clock.after(2000, () => act(bench));
  const outcome = await bench.world.run(
    bench.open().then((reader) =>
      receive({
        reader,
        central: fetch,
        clock: bench.clock,
        random: bench.world.random,
        facility: {
          methods: ["face", "pin", "staff"],
          consents: ["medicines", "checkups"],
          language: "ja",
          askPrescription: false,
          ...facility,
        },
        ...(signal ? { signal } : {}),
      }),
    ),
  );
  return { ...bench, outcome, calls };
}

describe("a reception at the host", () => {
  test("takes the centre's challenge to the card and the card's proof to the centre", async () => {
    const { outcome, calls } = await visit({});
    expect(outcome).toEqual({ outcome: "answered", answer: ANSWER, method: "pin", consents: ["medicines"] });
    expect(calls.map(({ path }) => path)).toEqual(["/v1/challenge", "/v1/reception"]);
    const { signature, certificate, ...rest } = calls[1]?.body ?? {};
    expect(rest).toEqual({ challenge: base64url(CHALLENGE), method: "pin", consents: ["medicines"] });
    expect(Buffer.from(String(signature), "base64url")).toHaveLength(256);
    expect(Buffer.from(String(certificate), "base64url")[0]).toBe(0x30);
  });

  test("by face asks the centre's leave for the card's key", async () => {
    const { outcome, calls } = await visit({ answers: byFace });
    expect(outcome).toMatchObject({ outcome: "answered", method: "face" });
    expect(calls.map(({ path }) => path)).toEqual(["/v1/challenge", "/v1/authority", "/v1/reception"]);
  });

  test("hands on the choice of prescription", async () => {
    const { outcome, calls } = await visit({
      facility: { askPrescription: true },
      answers: { ...byPin, choosePrescription: [{ touched: "prescription", choice: "electronic" }] },
    });
    expect(outcome).toMatchObject({ outcome: "answered", prescription: "electronic" });
    expect(calls.at(-1)?.body).toMatchObject({ prescription: "electronic" });
  });

  test("that the centre gives no leave for goes on by PIN", async () => {
    const { outcome } = await visit({
      answers: byFace,
      central: { "/v1/authority": () => Response.json(REFUSAL, { status: 403 }) },
    });
    expect(outcome).toMatchObject({ outcome: "answered", method: "pin" });
  });

  test("that the centre gives no leave for ends with the centre's own words where there is no PIN", async () => {
    const { outcome } = await visit({
      answers: byFace,
      facility: { methods: ["face"] },
      central: { "/v1/authority": () => Response.json(REFUSAL, { status: 403 }) },
    });
    expect(outcome).toEqual({ outcome: "ended", reason: "notAuthorised", refusal: REFUSAL });
  });

  test("says why when the centre cannot be asked for leave", async () => {
    const { outcome } = await visit({
      answers: byFace,
      facility: { methods: ["face"] },
      central: { "/v1/authority": () => new Response("oops", { status: 502 }) },
    });
    expect(outcome).toMatchObject({ outcome: "ended", reason: "notAuthorised", error: { fault: "peer.unexpected" } });
  });

  test("with the card pulled away reports nothing to the centre", async () => {
    const { outcome, calls } = await visit({
      act: (bench) => {
        bench.insert("hanako");
        bench.clock.after(500, () => bench.slot.remove());
      },
    });
    expect(outcome).toEqual({ outcome: "ended", reason: "cardTakenEarly" });
    expect(calls.map(({ path }) => path)).toEqual(["/v1/challenge"]);
  });

  test("that staff end is ended, before the card and after", async () => {
    for (const wait of [0, 1000, 2500]) {
      const staff = new AbortController();
      const { outcome } = await visit({
        signal: staff.signal,
        answers: {},
        latency: 1,
        act: (bench) => {
          bench.clock.after(wait, () => staff.abort());
          bench.clock.after(500, () => bench.insert("hanako"));
        },
      });
      expect(outcome).toEqual({ outcome: "ended", reason: "cancelledByHost" });
    }
    const { outcome } = await visit({ signal: AbortSignal.abort() });
    expect(outcome).toEqual({ outcome: "ended", reason: "cancelledByHost" });
  });

  test("at a reader that is unplugged is a fault of the link", async () => {
    const { outcome } = await visit({ act: ({ link }) => link.unplug() });
    expect(outcome).toMatchObject({ outcome: "faulted", during: "reader", error: { fault: "link.lost" } });
  });
});

describe("a central system that answers badly", () => {
  const bad: [string, Said, object][] = [
    ["refuses", () => Response.json(REFUSAL, { status: 400 }), { outcome: "refused", ...REFUSAL }],
    ["refuses without saying why", () => new Response("", { status: 403 }), fault("peer.malformed")],
    ["breaks", () => new Response("oops", { status: 500 }), fault("peer.unexpected")],
    ["redirects", () => Response.json({}, { status: 302 }), fault("peer.unexpected")],
    ["sends no JSON", () => new Response("<html>"), fault("peer.malformed")],
    ["sends other JSON", () => Response.json({ hello: 1 }), fault("peer.malformed")],
    ["sends null", () => Response.json(null), fault("peer.malformed")],
    ["cannot be reached", () => Promise.reject(new TypeError("fetch failed")), fault("link.refused")],
    ["never answers", () => new Promise(() => undefined), fault("link.silent")],
  ];
  describe.each(["/v1/challenge", "/v1/reception"] as const)("at %s", (path) => {
    test.each(bad)("%s: the outcome says so", async (_, said, outcome) => {
      const visited = await visit({ central: { [path]: said } });
      expect(visited.outcome).toMatchObject({ ...outcome, during: path.slice("/v1/".length) });
    });
  });

  test("a challenge of another length is none", async () => {
    const { outcome } = await visit({
      central: { "/v1/challenge": () => Response.json({ challenge: base64url(new Uint8Array(31)) }) },
    });
    expect(outcome).toMatchObject({ outcome: "faulted", during: "challenge", error: { fault: "peer.malformed" } });
  });

  test("in time, though slowly, is answered", async () => {
    let clock: ReturnType<typeof readerBench>["clock"] | undefined;
    const { outcome } = await visit({
      act: (bench) => {
        clock = bench.clock;
        bench.insert("hanako");
      },
      central: {
        "/v1/reception": async () => {
          if (clock) await sleep(clock, 7000);
          return Response.json(ANSWER);
        },
      },
    });
    expect(outcome).toMatchObject({ outcome: "answered" });
  });

  function fault(name: string) {
    return { outcome: "faulted", error: { fault: name } };
  }
});

test("a call that was answered leaves no timer behind to keep a program alive", async () => {
  const world = virtualWorld(1);
  const said = honest["/v1/challenge"];
  const client = centralClient(() => Promise.resolve(said({})), world.clock, "https://central.test");
  expect(await world.run(client.challenge())).toEqual({ is: "given", value: CHALLENGE });
  await expect(world.run(new Promise(() => undefined))).rejects.toThrow(/no timer is set/);
  expect(world.clock.now()).toBe(OPENING);
});

test("every state of the desk leads on or is over", () => {
  const drawn = transitions(deskTable);
  const froms = new Set(drawn.map(({ from }) => from));
  expect(Object.keys(deskTable).filter((state) => !froms.has(state))).toEqual(["over"]);
  expect(new Set(drawn.map(({ to }) => to))).toEqual(new Set(["reading", "reporting", "over"]));
});
