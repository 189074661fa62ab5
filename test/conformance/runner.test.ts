import { describe, expect, test } from "vitest";
import type { Bench, OpenBench } from "../../conformance/bench.ts";
import { check, readerCase, trials, type AnyCase } from "../../conformance/case.ts";
import { prompt, received } from "../../conformance/expect/host.ts";
import { acted } from "../../conformance/expect/operator.ts";
import { withinBudget } from "../../conformance/expect/quantity.ts";
import { eventually, never } from "../../conformance/expect/vocabulary.ts";
import { plan } from "../../conformance/plan.ts";
import { type Progress, runPlan } from "../../conformance/runner.ts";
import { exitStatus } from "../../conformance/verdict.ts";
import { DeviceError } from "../../device/errors.ts";
import type { FaceMessage } from "../../device/wire/face.ts";
import { paperBench, type PaperReader, PROFILE } from "./fake-bench.ts";

const SAYS = { ja: "そうである", en: "it is so" };
const IDENTITY: FaceMessage = {
  is: "identity",
  version: 1,
  maker: "paper",
  model: "paper",
  serial: "1",
  firmware: "1",
  methods: ["face", "pin", "staff"],
  attestation: Uint8Array.of(1),
};

const greets = readerCase({
  id: "RDR-TST-0001",
  title: SAYS,
  async steps({ bench, see }) {
    await bench.host.hello();
    await see(received("identity"));
  },
  expect: [check("RCP-01", "reception.incomplete", SAYS, eventually(received("identity")))],
});

const politeReader: PaperReader = (message, say) => {
  if (message.is === "hello") say(IDENTITY, 5);
  if (message.is === "begin") say({ is: "prompt", reception: message.reception, screen: "placeCard" }, 10);
};

const opening = (bench: () => Bench): OpenBench => (() => Promise.resolve(bench())) as unknown as OpenBench;

const run = (cases: readonly AnyCase[], open: OpenBench, onProgress?: (progress: Progress) => void) =>
  runPlan(plan(cases, { reader: PROFILE }, { roles: ["reader"] }), {
    open,
    profiles: { reader: PROFILE },
    seed: 1,
    clock: "virtual",
    ...(onProgress ? { onProgress } : {}),
  });

test("a case that goes well passes, and its steps and end are in the trace", async () => {
  const told: string[] = [];
  const result = await run(
    [greets],
    opening(() => paperBench(politeReader)),
    ({ is }) => told.push(is),
  );
  expect(result).toMatchObject({ planned: 1, emitted: 1, cases: [{ id: "RDR-TST-0001", verdict: "pass" }] });
  expect(exitStatus(result)).toBe(0);
  expect(told).toEqual(["started", "judged"]);
  expect(result.cases[0]?.observation.events.map((event) => `${event.channel} ${event.is}`)).toEqual([
    "clock source",
    "host opened",
    "clock mark",
    "host sent",
    "host received",
    "clock mark",
    "host closed",
  ]);
});

describe("whatever a product does, a result comes", () => {
  test("one that says nothing breaks the clause that was waited for", async () => {
    const result = await run(
      [greets],
      opening(() => paperBench(() => undefined)),
    );
    expect(result.cases[0]).toMatchObject({ verdict: "fail", reason: "reception.incomplete" });
  });
  test("one that sends what is no message fails as malformed", async () => {
    const garbage: PaperReader = (message, say) => {
      politeReader(message, say);
      say(Uint8Array.of(0xff, 0x50, 0x01), 1);
    };
    const result = await run(
      [greets],
      opening(() => paperBench(garbage)),
    );
    expect(result.cases[0]).toMatchObject({ verdict: "fail", reason: "peer.malformed" });
  });
  test("one that never takes what it is sent is cut off by the case's limit", async () => {
    const deaf = opening(() => {
      const bench = paperBench(politeReader);
      return { ...bench, host: { ...bench.host, hello: () => new Promise<void>(() => undefined) } };
    });
    const quiet = readerCase({
      ...greets,
      expect: [check("RCP-02", "face.wrongAccepted", SAYS, never(received("matched")))],
    });
    const result = await run([quiet], deaf);
    expect(result.cases[0]).toMatchObject({ verdict: "fail", reason: "peer.silent" });
    expect(exitStatus(result)).toBe(1);
  });
  test("one that cannot be reached is a matter of set-up, and no failure", async () => {
    const open = (() =>
      Promise.reject(new DeviceError("link.refused", { address: "tcp:x:1", why: "no route" }))) as OpenBench;
    const result = await run([greets, { ...greets, id: "RDR-TST-0002" }], open);
    expect(result.cases.map(({ verdict }) => verdict)).toEqual(["setup", "setup"]);
    expect(result).toMatchObject({ planned: 2, emitted: 0 });
    expect(exitStatus(result)).toBe(3);
  });
  test("steps that throw are the suite's own fault", async () => {
    const broken = readerCase({ ...greets, steps: () => Promise.reject(new TypeError("oh")) });
    const result = await run(
      [broken],
      opening(() => paperBench(politeReader)),
    );
    expect(result.cases[0]).toMatchObject({ verdict: "suite-error", actual: { en: "oh" } });
  });
});

test("a case that needs a feature the profile lacks is inapplicable, and not counted as planned", async () => {
  const needy = readerCase({ ...greets, id: "RDR-TST-0002", needs: ["shiftJis"] });
  const result = await run(
    [greets, needy],
    opening(() => paperBench(politeReader)),
  );
  expect(result.cases[1]).toMatchObject({
    verdict: "inapplicable",
    actual: { en: expect.stringContaining("Shift_JIS") as string },
  });
  expect(result).toMatchObject({ planned: 1, emitted: 1 });
  expect(exitStatus(result)).toBe(0);
});

describe("a quantity", () => {
  const slow = (milliseconds: (trial: number) => number) => {
    let trial = 0;
    const bench: ReturnType<typeof paperBench> = paperBench(
      (message, say) => {
        politeReader(message, say);
        if (message.is === "cancel") say({ is: "cardPlaced" }, milliseconds(++trial));
      },
      () => bench.host.cancel(1),
    );
    return bench;
  };
  const timed = (count: number) =>
    readerCase({
      id: "RDR-TST-0003",
      title: SAYS,
      cast: ["patient"],
      sampler: trials(count),
      async steps({ hand, see }) {
        await hand.place("patient");
        await see(received("cardPlaced"));
      },
      expect: [
        check(
          "LAT-04",
          "latency.over",
          SAYS,
          withinBudget("LAT-04", { from: acted("placeCard"), to: received("cardPlaced") }),
        ),
      ],
    });

  test("is shown by 59 samples within the budget", async () => {
    const result = await run(
      [timed(59)],
      opening(() => slow(() => 400)),
    );
    const [latency] = result.cases[0]?.checks ?? [];
    expect(latency).toMatchObject({ verdict: "pass", measure: { samples: 59, exceeding: 0, at: 400, median: 400 } });
  });
  test("is inconclusive with fewer, and says how many more would decide", async () => {
    const result = await run(
      [timed(20)],
      opening(() => slow(() => 400)),
    );
    expect(result.cases[0]).toMatchObject({ verdict: "inconclusive", reason: "samples.missing" });
    expect(result.cases[0]?.actual?.en).toContain("39 more trials");
    expect(exitStatus(result)).toBe(3);
  });
  test("of an assumed budget is left to a person; of a declared one it fails", async () => {
    const over = opening(() => slow((trial) => (trial % 3 === 0 ? 1500 : 400)));
    expect((await run([timed(59)], over)).cases[0]?.verdict).toBe("review");
    const profiles = { reader: { ...PROFILE, latency: { "LAT-04": 1200 } } };
    const declared = await runPlan(plan([timed(59)], profiles, { roles: ["reader"] }), {
      open: over,
      profiles,
      seed: 1,
      clock: "virtual",
    });
    expect(declared.cases[0]).toMatchObject({
      verdict: "fail",
      reason: "latency.over",
      checks: [{ measure: { budget: 1200, declared: true } }],
    });
  });
});

test("the same seed gives the same trace, whatever ran before", async () => {
  const seeds: number[] = [];
  const open = ((request: { readonly seed: number }) => {
    seeds.push(request.seed);
    return Promise.resolve(paperBench(politeReader));
  }) as unknown as OpenBench;
  const other = { ...greets, id: "RDR-TST-0002" };
  await run([greets, other], open);
  await run([other], open);
  expect(seeds[1]).toBe(seeds[2]);
  expect(seeds[0]).not.toBe(seeds[1]);
});

test("steps see what happened since they last looked, even if it was there before they asked", async () => {
  const order: string[] = [];
  const looking = readerCase({
    ...greets,
    async steps({ bench, see, rest, glimpse }) {
      await bench.host.hello();
      await bench.host.begin();
      await rest(1000);
      order.push((await see(received("identity"))).maker);
      order.push((await see(prompt("placeCard"))).screen);
      order.push((await glimpse(received("identity"), 100))?.maker ?? "nothing");
    },
  });
  await run(
    [looking],
    opening(() => paperBench(politeReader)),
  );
  expect(order).toEqual(["paper", "placeCard", "nothing"]);
});
