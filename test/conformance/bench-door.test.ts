import { describe, expect, test } from "vitest";
import type { Bench, OpenBench } from "../../conformance/bench.ts";
import { setupFault } from "../../conformance/bench-door.ts";
import { check, readerCase } from "../../conformance/case.ts";
import { received } from "../../conformance/expect/host.ts";
import { eventually } from "../../conformance/expect/vocabulary.ts";
import { plan } from "../../conformance/plan.ts";
import { runPlan } from "../../conformance/runner.ts";
import { exitStatus } from "../../conformance/verdict.ts";
import { WALL } from "../../conformance/wall.ts";
import { DeviceError } from "../../device/errors.ts";
import type { Clock } from "../../device/ports.ts";
import { paperBench, PROFILE } from "./fake-bench.ts";

const SAYS = { ja: "そうである", en: "it is so" };
const greets = readerCase({
  id: "RDR-TST-0001",
  title: SAYS,
  async steps({ bench, see }) {
    await bench.host.hello();
    await see(received("cardPlaced"));
  },
  expect: [check("RCP-01", "reception.incomplete", SAYS, eventually(received("cardPlaced")))],
});

const bench = () => paperBench((_, say) => say({ is: "cardPlaced" }));
const rejecting = (reason: unknown) => () => ({
  then: (_: unknown, reject: (reason: unknown) => void) => reject(reason),
});
const forever = () => new Promise<never>(() => undefined);

/** Real time in which this one limit has already passed. */
const impatient = (limit: number): Clock => ({
  source: "system",
  uncertainty: 0,
  now: () => 0,
  after(milliseconds, act) {
    if (milliseconds === limit) setImmediate(act);
    return () => undefined;
  },
  real: (work) => work,
});

async function run(open: () => unknown, wall?: Clock) {
  const profiles = { reader: PROFILE };
  return runPlan(plan([greets, { ...greets, id: "RDR-TST-0002" }], profiles, { roles: ["reader"] }), {
    ...{ open: open as OpenBench, profiles, seed: 1, clock: "system" },
    ...(wall ? { wall } : {}),
  });
}

describe("a bench that is none is a matter of set-up, for each case", () => {
  const whole = () => Promise.resolve(bench());
  const but = (part: object) => () => Promise.resolve({ ...bench(), ...part });
  test.each<[string, () => unknown]>([
    ["nothing", () => undefined],
    ["an empty object", () => Promise.resolve({})],
    ["another role", but({ role: "receipt" })],
    ["another role whole", but({ role: "generic" })],
    ["no way to close", but({ close: undefined })],
    ["a trace without events", but({ trace: { record: () => undefined, listen: () => () => undefined } })],
    [
      "a recorder that throws",
      but({
        trace: {
          events: [],
          listen: () => () => undefined,
          record: () => {
            throw new TypeError("no disk");
          },
        },
      }),
    ],
    [
      "a throw",
      () => {
        throw new TypeError("oh");
      },
    ],
    ["a rejection with a sentence", rejecting("oh")],
    ["a rejection with nothing", rejecting(undefined)],
    ["a rejection with a bare object", rejecting(Object.create(null))],
    [
      "a product that was silent before it was there",
      () => Promise.reject(new DeviceError("link.silent", { link: "x", awaiting: "y", seconds: 1 })),
    ],
  ])("%s", async (_, open) => {
    const result = await run(open);
    expect(result.cases.map(({ verdict }) => verdict)).toEqual(["setup", "setup"]);
    expect(exitStatus(result)).toBe(3);
  });
  test("while a whole one is judged", async () => {
    expect((await run(whole)).cases.map(({ verdict }) => verdict)).toEqual(["pass", "pass"]);
  });
});

test("events that are no events end as a result and not as a crash of the run", async () => {
  const odd = () => {
    const { trace, ...rest } = bench();
    return Promise.resolve({
      ...rest,
      trace: { ...trace, events: [{ seq: 0, at: 0, channel: "host", is: "received" }] },
    });
  };
  const result = await run(odd);
  expect(result.cases).toHaveLength(2);
  expect(exitStatus(result)).toBe(3);
});

describe("by the wall clock", () => {
  test("a bench that does not open is a matter of set-up", async () => {
    const result = await run(forever, impatient(WALL.open));
    expect(result.cases[0]).toMatchObject({ verdict: "setup", reason: "setup.linkRefused" });
    expect(result.cases).toHaveLength(2);
  });
  test("one that opens too late is closed again", async () => {
    let closed = 0;
    const late = async (): Promise<Bench> => {
      await new Promise<void>((resolve) => setImmediate(() => setImmediate(resolve)));
      return {
        ...bench(),
        close() {
          closed++;
          return Promise.resolve();
        },
      };
    };
    await run(late, impatient(WALL.open));
    await new Promise<void>((resolve) => setImmediate(() => setImmediate(resolve)));
    expect(closed).toBe(2);
  });
  test("a product whose own time stands still has fallen silent", async () => {
    const still = () => Promise.resolve({ ...bench(), run: forever });
    const result = await run(still, impatient(WALL.steps));
    expect(result.cases.map(({ verdict }) => verdict)).toEqual(["fail", "fail"]);
  });
  test("a bench that does not close is left behind, and its case is judged", async () => {
    const sticky = () => Promise.resolve({ ...bench(), close: forever });
    const result = await run(sticky, impatient(WALL.close));
    expect(result.cases.map(({ verdict }) => verdict)).toEqual(["pass", "pass"]);
  });
});

test("a product that breaks the protocol before the case has begun is quoted as part of one sentence, in both languages", () => {
  const said = setupFault(new DeviceError("peer.unexpected", { during: "removeCard", got: "not possible now" }));
  expect(said.say("en")).toBe(
    "bench cannot be used: Unexpected answer during removeCard: not possible now. Put that right and try again.",
  );
  expect(said.say("ja")).toMatch(/^bench を使えません: [^a-z]*removeCard[^。]*。[^。]*、[^。]*。$/);
});
