import { readFileSync } from "node:fs";
import { join } from "node:path";
import SwaggerParser from "@apidevtools/swagger-parser";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { type IntentName, INTENT_NAMES, type Observations } from "../../../device/control/messages.ts";
import { DeviceError } from "../../../device/errors.ts";
import type { Intent } from "../../../device/ports.ts";
import { CHANNELS, recorder } from "../../../device/trace.ts";
import { packageRoot } from "../../../scripts/package-root.ts";
import { controlApp, type ControlParts } from "../../../simulator/control/control-app.ts";
import type { CounterSight } from "../../../simulator/control/counter-routes.ts";
import type { ControlDials } from "../../../simulator/control/dial-routes.ts";
import type { RunState } from "../../../device/control/runs.ts";
import type { Runs } from "../../../simulator/control/run-routes.ts";
import { ControlRefusal } from "../../../simulator/control/refusal.ts";
import { virtualWorld } from "../../../simulator/world.ts";
import type { ControlNetwork } from "../../../simulator/control/network-routes.ts";
import { phonesThat } from "./phones-shown.ts";

/** As the document prints it, with its references followed. */
interface Described {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}
interface Operation {
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
}
type Content = Readonly<
  Record<string, { readonly schema: Parameters<typeof z.fromJSONSchema>[0]; readonly example?: unknown }>
>;

const printed: unknown = parse(readFileSync(join(packageRoot(), "docs", "control.yaml"), "utf8"));
const api = (await SwaggerParser.dereference(
  printed as Parameters<typeof SwaggerParser.dereference>[0],
)) as unknown as Described;

const PRODUCT = { maker: "test", model: "T-1", version: "1" };
const at = (path: string) => `http://127.0.0.1:1${path}`;
const post = (path: string, body: unknown, headers: Readonly<Record<string, string>> = {}, method = "post") =>
  new Request(at(path), {
    method: method.toUpperCase(),
    headers: { "content-type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });

function product(
  perform: (intent: Intent) => Promise<void> = () => Promise.resolve(),
  intents: readonly IntentName[] = INTENT_NAMES,
  begin: NonNullable<ControlParts["begin"]> = () => perform({ intent: "cancel" }),
) {
  const world = virtualWorld(1);
  const trace = recorder(world.clock);
  const reported: unknown[] = [];
  const parts: ControlParts = {
    product: PRODUCT,
    role: "reader",
    channels: CHANNELS,
    intents,
    clock: world.clock,
    operator: { perform },
    recorder: trace,
    begin,
    dials: dialsThat(() => perform({ intent: "cancel" })),
    sight: SIGHT,
    phones: phonesThat(() => perform({ intent: "cancel" })),
    network: NETWORK,
    runs: RUNS,
    report: (error) => void reported.push(error),
  };
  return { world, trace, reported, parts, app: controlApp(parts) };
}

/** Knows one fault and one person. */
function dialsThat(act: () => Promise<void>): ControlDials {
  const known = (name: string) =>
    name === "central.slow" ? act() : Promise.reject(new ControlRefusal(404, { en: "There is no such fault." }));
  return {
    faults: () => [{ name: "central.slow", en: "slow", ja: "遅い", on: true, milliseconds: 5 }],
    set: known,
    clear: known,
    answers: () => [{ persona: "hanako", validity: "2" }],
    dial({ persona }) {
      if (persona === "too-many") throw new ControlRefusal(409);
    },
    clearAnswers: () => undefined,
    suspend(persona) {
      if (persona === "hanako") return;
      throw new DeviceError("config.invalid", { where: "persona", why: "nobody", ja: "いません" });
    },
  };
}

/** Knows one person, whose picture is one byte long. */
const SIGHT: CounterSight = {
  people: () => [
    {
      ...{ id: "hanako", name: "花子", kana: "ﾊﾅｺ", birthDate: "19890913", sex: "female", address: "見本区" },
      ...{ insurer: "06990014", insurerName: "見本", symbol: "１", number: "１", branch: "00", hasPin: true },
      note: { en: "one", ja: "一人" },
    },
  ],
  face: () => Uint8Array.of(1),
  camera: () => Uint8Array.of(1),
  chart: () => [{ source: "a.xml", patient: { name: "花子" }, nameIncomplete: false, copaymentInDoubt: false }],
  asking: () => ({ phones: true, prescription: false }),
  ask: () => undefined,
};

/** One line, of one institution. */
const NETWORK: ControlNetwork = {
  state: () => ({
    lines: [{ line: "127.0.0.1", institutionCode: "9910000012", open: true }],
    destinations: ["central.shikaku.test:443"],
    log: [{ at: 1, line: "127.0.0.1", to: "elsewhere.example:443", refused: "notNamed" }],
  }),
  changeLine(institutionCode) {
    if (institutionCode !== "9910000012") throw new ControlRefusal(404);
  },
};

const RUNNING: RunState = { run: "run-1", is: "running", of: 1, judged: [] };

/** Knows one run, which has ended. */
const RUNS: Runs = {
  plan: () => ({ planned: 1, seconds: { hands: 0, machine: 1 }, cardTaps: 0, cases: [] }),
  start: () => RUNNING,
  list: () => [RUNNING],
  state: (run) => (run === "run-1" ? RUNNING : undefined),
  stop: () => undefined,
  answer: () => undefined,
  file: () => "{}",
};
/** Everything at the wrong moment. */
const busy = (): never => {
  throw new ControlRefusal(409);
};
const BUSY: Runs = { ...RUNS, start: busy, answer: busy, file: () => undefined };

const bare = () => {
  const {
    recorder: _,
    begin: __,
    dials: ___,
    sight: ____,
    runs: _____,
    phones: ______,
    network: _______,
    ...parts
  } = product(undefined, []).parts;
  return controlApp(parts);
};
const silent = new DeviceError("link.silent", { link: "the panel", awaiting: "screen enterPin", seconds: 60 });

const TAKEN = { network: { ...NETWORK, changeLine: busy } };
const LATE_PHONES = phonesThat(() => Promise.reject(silent));

/** A path with its parameters filled in: those that are known, or others. */
const filled = (path: string, name = "central.slow", persona = "hanako", run = "run-1", phone = "nurse", use = "3") =>
  path
    .replace("{name}", name)
    .replace("{persona}", persona)
    .replace("{run}", run)
    .replace("{phone}", phone)
    .replace("{use}", use)
    .replace("{institutionCode}", run === "run-1" ? "9910000012" : "9999999999");
const send = (path: string, method: string, body?: unknown, headers: Readonly<Record<string, string>> = {}) =>
  method === "post" || body !== undefined
    ? post(filled(path), body, headers, method)
    : new Request(at(filled(path)), { method: method.toUpperCase(), headers });

/** A request that is not as declared, of each kind that there is. */
function malformedRequest(path: string, method: string, example: unknown): Request {
  // A patient's own phone has neither.
  const ofPatient = filled(path, "", "", "", "patient");
  if (path.endsWith("/codes")) return post(ofPatient, undefined);
  if (path.endsWith("/registration") && method === "delete") return send(ofPatient, method);
  if (method === "post" || example !== undefined) return send(path, method, { ...(example as object), odd: 1 });
  if (path.endsWith("/face")) return send(`${path}?mask=perhaps`, method);
  if (path.includes("{persona}")) return send(filled(path, "", "nobody"), method);
  return send(`${path}?${method === "get" ? "after" : "milliseconds"}=soon`, method);
}

/** How each documented status comes about. */
const provoke: Readonly<Record<string, (path: string, method: string, example: unknown) => Promise<Response>>> = {
  200: (path, method, example) =>
    path === "/cases"
      ? product(undefined, undefined, () => Promise.resolve("cardsKept" as const)).app(send(path, method, example))
      : product().app(send(path, method, example)),
  204: (path, method, example) =>
    controlApp({ ...product().parts, sight: { ...SIGHT, camera: () => undefined } })(send(path, method, example)),
  400: (path, method, example) => product().app(malformedRequest(path, method, example)),
  403: (path, method, example) => product().app(send(path, method, example, { origin: "https://elsewhere.test" })),
  404: (path, method, example) =>
    product().app(send(filled(path, "central.slo", "hanako", "run-0", "tablet", "9"), method, example)),
  409: (path, method, example) =>
    controlApp({
      ...product(() => Promise.reject(silent)).parts,
      ...TAKEN,
      runs: BUSY,
      phones: { ...LATE_PHONES, hold: busy },
    })(send(path, method, path === "/answers" ? { ...(example as object), persona: "too-many" } : example)),
  413: (path, method) => product().app(post(filled(path), `"${"x".repeat(70_000)}"`, {}, method)),
  415: (path, method, example) => product().app(post(filled(path), example, { "content-type": "text/plain" }, method)),
  500: (path, method, example) =>
    product(() => Promise.reject(new RangeError("ours"))).app(send(path, method, example)),
  501: (path, method, example) => bare()(send(path, method, example)),
};

const documented = Object.entries(api.paths).flatMap(([path, operations]) =>
  Object.entries(operations).flatMap(([method, operation]) =>
    Object.keys(operation.responses).map((status) => ({ path, method, status, operation })),
  ),
);

describe("the server answers as docs/control.yaml says", () => {
  test("the document tells of every way in", () => {
    expect(documented.length).toBeGreaterThan(100);
  });

  test.each(documented)("$method $path: $status", async ({ path, method, status, operation }) => {
    const example = operation.requestBody?.content["application/json"]?.example;
    const response = await provoke[status]?.(path, method, example);
    expect(response?.status).toBe(Number(status));
    const content = operation.responses[status]?.content;
    const text = await response?.text();
    if (!content) {
      expect(text).toBe("");
      return;
    }
    if (content["image/png"]) {
      expect(response?.headers.get("content-type")).toBe("image/png");
      return;
    }
    expect(response?.headers.get("content-type")).toMatch(/^application\/json/);
    const schema = z.fromJSONSchema(content["application/json"]?.schema ?? {});
    expect(schema.safeParse(JSON.parse(text ?? ""))).toMatchObject({ success: true });
  });

  test("an act arrives at the operator as it was sent", async () => {
    const done: Intent[] = [];
    const { app } = product((intent) => Promise.resolve(void done.push(intent)));
    for (const { path, operation } of documented.filter(
      ({ path, status }) => path.startsWith("/intents/") && status === "204",
    ))
      await app(post(path, operation.requestBody?.content["application/json"]?.example));
    expect(done.map(({ intent }) => intent)).toEqual(INTENT_NAMES);
    expect(done).toContainEqual({ intent: "enterPin", pin: "1234" });
  });

  test("a bug of ours is reported to us and tells the caller nothing", async () => {
    const { app, reported } = product(() => Promise.reject(new RangeError("secret thing")));
    const response = await app(post("/intents/cancel", {}));
    expect(await response.text()).not.toContain("secret thing");
    expect(reported).toEqual([new RangeError("secret thing")]);
  });
});

describe("nothing else answers", () => {
  const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

  test.each(Object.keys(api.paths))("%s takes its own method alone", async (path) => {
    const { app } = product();
    const own = Object.keys(api.paths[path] ?? {}).map((method) => method.toUpperCase());
    for (const method of METHODS.filter((method) => !own.includes(method))) {
      const response = await app(new Request(at(filled(path)), { method }));
      expect([method, response.status, response.headers.get("allow")]).toEqual([method, 405, own.join(", ")]);
      expect(await response.json()).toMatchObject({ fault: "method" });
    }
  });

  test.each([
    "/",
    "/about/",
    "/About",
    "/intents",
    "/intents/",
    "/intents/dance",
    "/intents/toString",
    "/observations/0",
    "/*",
    "/cases/1",
  ])("%s is not there", async (path) => {
    for (const method of ["GET", "POST"]) {
      const response = await product().app(new Request(at(path), { method }));
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({ fault: "unknown" });
    }
  });

  test.each([
    ["http://shikaku.evil.test/about", {}],
    ["http://127.0.0.1.evil.test/about", {}],
    ["http://192.0.2.1:8080/about", {}],
    [at("/about"), { origin: "null" }],
    [at("/about"), { origin: "http://127.0.0.1:2" }],
    [at("/about"), { "sec-fetch-site": "cross-site" }],
  ])("%s %j comes from elsewhere", async (url, headers) => {
    expect((await product().app(new Request(url, { headers }))).status).toBe(403);
  });

  test.each([at("/about"), "http://localhost:9/about", "http://[::1]:9/about"])("%s is here", async (url) => {
    expect((await product().app(new Request(url))).status).toBe(200);
  });
});

describe("what was typed", () => {
  test.each([
    ["/intents/enterPin", { pin: 4649 }],
    ["/intents/enterPin", { pin: "4649", 4649: "4649" }],
    ["/intents/enterPin", '{"pin":"4649"'],
    ["/intents/confirmVisual", { password: "4649" }],
    ["/intents/wait", { milliseconds: "4649" }],
  ])("is in no refusal: %s %j", async (path, body) => {
    const response = await product().app(post(path, body));
    expect(response.status).toBe(400);
    expect(await response.text()).not.toContain("4649");
  });
});

test("how long a fault takes is refused in a body, where it would be lost, and the way to say it is told", async () => {
  const put = (body?: unknown) => product().app(send("/faults/{name}", "put", body));
  expect((await put()).status).toBe(204);
  const response = await put({ milliseconds: 2000 });
  expect([response.status, await response.text()]).toEqual([400, expect.stringContaining("?milliseconds=")]);
});

describe("observations", () => {
  const told = async (response: Promise<Response>) => (await (await response).json()) as Observations;

  test("come in order, from where the caller stands, and no more than there are", async () => {
    const { app, trace } = product();
    for (const screen of ["a", "b", "c"]) trace.record({ channel: "panel", is: "shown", screen });
    const all = await told(app(new Request(at("/observations"))));
    expect(all.observations.map(({ seq }) => seq)).toEqual([0, 1, 2, 3]);
    expect(all.next).toBe(4);
    const rest = await told(app(new Request(at("/observations?after=3"))));
    expect(rest.observations).toMatchObject([{ seq: 3, screen: "c" }]);
    expect(await told(app(new Request(at("/observations?after=9"))))).toMatchObject({ observations: [], next: 4 });
  });

  test("an answer is held back until there is one, or until the time is over", async () => {
    const { app, trace, world } = product();
    const awaited = told(app(new Request(at("/observations?after=1&wait=500"))));
    world.clock.after(200, () => trace.record({ channel: "panel", is: "shown", screen: "idle" }));
    const start = world.clock.now();
    expect(await world.run(awaited)).toMatchObject({ observations: [{ seq: 1 }], next: 2, time: start + 200_000 });
    const vain = await world.run(told(app(new Request(at("/observations?after=2&wait=500")))));
    expect(vain).toMatchObject({ observations: [], next: 2, time: start + 700_000 });
  });

  test("an answer stays below its limit however much there is to tell, and says what it left off", async () => {
    const { app, trace } = product();
    const file = { channel: "folder", is: "appeared", folder: "res", name: "big.xml", size: 3_000_000 } as const;
    trace.recordBytes(file, new Uint8Array(3_000_000));
    for (let i = 0; i < 12; i++) trace.recordBytes({ ...file, size: 100_000 }, new Uint8Array(100_000));
    const seen: Observations["observations"][number][] = [];
    for (let after = 0, pages = 0; after < 14; pages++) {
      const response = await app(new Request(at(`/observations?after=${after}`)));
      const text = await response.text();
      expect(text.length).toBeLessThan(1024 * 1024);
      expect(pages).toBeLessThan(10);
      const page = JSON.parse(text) as Observations;
      seen.push(...page.observations);
      after = page.next;
    }
    expect(seen.map(({ seq }) => seq)).toEqual([...Array(14).keys()]);
    const [, big] = seen;
    expect(big && "bytes" in big && big.bytes.length / 2 + (big.cut ?? 0)).toBe(3_000_000);
    expect(seen.slice(2).every(({ cut }) => cut === undefined)).toBe(true);
  });

  test("as a stream they come one by one and end with their number, from which a new stream goes on", async () => {
    const { app, trace } = product();
    trace.record({ channel: "panel", is: "shown", screen: "idle" });
    const hangUp = new AbortController();
    const headers = { "accept": "text/event-stream", "last-event-id": "1" };
    const response = await app(new Request(at("/observations"), { headers, signal: hangUp.signal }));
    expect(response.headers.get("content-type")).toMatch(/^text\/event-stream/);
    const reader = response.body?.getReader() as ReadableStreamDefaultReader<Uint8Array>;
    const first = new TextDecoder().decode((await reader.read()).value);
    expect(first).toMatch(/^event: observation\ndata: \{.*"screen":"idle".*\}\nid: 2\n\n$/);
    const more = reader.read();
    trace.record({ channel: "panel", is: "shown", screen: "consent" });
    expect(new TextDecoder().decode((await more).value)).toContain("consent");
    hangUp.abort();
    await reader.cancel();
  });
});
