import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { isFault } from "../../../device/errors.ts";
import { systemClock } from "../../../device/io/system-clock.ts";
import { jsonAnswer } from "../../../simulator/central/call.ts";
import { memoryRecords } from "../../../simulator/central/records.ts";
import { NETWORK_REFUSALS } from "../../../simulator/network/closed-network.ts";
import { ControlRefusal } from "../../../simulator/control/refusal.ts";
import { networkClient } from "../../../simulator/terminal/network-client.ts";
import { openCentralLine } from "../../../scripts/built-in/central-line.ts";
import { keptNetwork } from "../../../scripts/built-in/kept-network.ts";
import { linesOf, serveNetwork } from "../../../scripts/built-in/served-network.ts";
import { packageRoot } from "../../../scripts/package-root.ts";
import { serve } from "../../../scripts/verbs/serve.ts";
import { closing } from "../../../scripts/until-stopped.ts";

const [CLINIC, PHARMACY] = ["9910000012", "9940000018"];

describe("--line", () => {
  test("names lines, with commas", () => {
    expect(linesOf("--line", `127.0.0.1=${CLINIC}, FE80::1=${PHARMACY}`)).toEqual([
      { line: "127.0.0.1", institutionCode: CLINIC },
      { line: "fe80::1", institutionCode: PHARMACY },
    ]);
  });
  test.each([
    ["nothing", ""],
    ["no address", CLINIC],
    ["no institution", "127.0.0.1"],
    ["a name", `localhost=${CLINIC}`],
    ["an address that is none", `127.0.0.256=${CLINIC}`],
    ["an institution that is none", "127.0.0.1=9999999999"],
    ["the same line twice", `127.0.0.1=${CLINIC},127.0.0.1=${PHARMACY}`],
    ["two lines of one", `127.0.0.1=${CLINIC},127.0.0.2=${CLINIC}`],
    ["a comma too many", `127.0.0.1=${CLINIC},`],
  ])("%s is told in both languages", (_, text) => {
    let said: unknown;
    try {
      linesOf("--line", text);
    } catch (error) {
      said = error;
    }
    if (!isFault(said, "config.invalid")) throw new Error("it was taken");
    expect(said.say("ja")).toMatch(/[ぁ-ん].*$/);
    expect(said.say("en")).toContain("--line");
  });
  test("a line of another machine wants --host, since nobody could come by it", async () => {
    const call = serve.run({ args: [], options: { line: `192.0.2.1=${CLINIC}` }, lang: "en" });
    await expect(call).rejects.toThrow("--host");
  });
});

const onError = (error: unknown) => {
  throw error;
};

describe("the served network", () => {
  const ends = closing();
  afterEach(() => ends.all());
  async function served(records = memoryRecords(), lines = [{ line: "127.0.0.1", institutionCode: CLINIC }]) {
    const clock = systemClock();
    const central = await openCentralLine((_, client) => Promise.resolve(jsonAnswer(client)), clock);
    ends.later(() => central.close());
    const place = { port: 0, lines };
    const network = await serveNetwork(central, "http://127.0.0.1:1/ocsp", place, clock, ends, { records, onError });
    const program = networkClient(Number(new URL(network.url).port), central.trustOf(CLINIC), clock);
    return { network, program };
  }
  test("names the central system by both its names, and the lists", async () => {
    const { network } = await served();
    expect(network.control.state().destinations).toEqual([
      "central.shikaku.test:443",
      expect.stringMatching(/^127\.0\.0\.1:\d+$/),
      "127.0.0.1:1",
    ]);
  });
  test("a counter's own terminal waits with its facility, and no answer comes to it over a line that was changed", async () => {
    const { network, program } = await served();
    let during: () => void = () => undefined;
    const call = network.through(CLINIC, () => {
      during();
      return Promise.resolve(new Response("{}"));
    });
    const ask = () => call(new Request("https://central.shikaku.test/"));
    expect((await ask()).status).toBe(200);
    during = () => void network.control.changeLine(CLINIC, "127.0.0.1");
    await expect(ask()).rejects.toThrow("authenticated");
    during = () => undefined;
    await expect(ask()).rejects.toThrow("authenticated");
    expect(network.control.state().log.filter(({ refused }) => refused === "lineShut")).toHaveLength(2);
    await program.authenticate();
    expect((await ask()).status).toBe(200);
  });
  test("a terminal of an institution that has no line here is none of its business", async () => {
    const { network } = await served();
    const call = network.through(PHARMACY, () => Promise.resolve(new Response("{}")));
    expect((await call(new Request("https://central.shikaku.test/"))).status).toBe(200);
  });
  test("keeps the last thousand attempts", async () => {
    const { network, program } = await served();
    for (let count = 0; count < 1005; count += 67)
      await Promise.all(Array.from({ length: 67 }, () => program.connect(`x:${count + 1}`)));
    const { log } = network.control.state();
    expect(log.length).toBe(1000);
    expect(log.at(-1)).toMatchObject({ line: "127.0.0.1", institutionCode: CLINIC, to: "x:939", refused: "notNamed" });
  }, 60_000);
  test("a line that was shut is not let in by a restart, once it is let in it stays so, and the log goes on", async () => {
    const records = memoryRecords();
    const before = await served(records);
    await before.network.control.changeLine(CLINIC, "127.0.0.1");
    await before.network.control.changeLine(PHARMACY, "127.0.0.2");
    await before.program.connect("central.shikaku.test:443");
    const shut = [
      { line: "127.0.0.1", institutionCode: CLINIC, open: false },
      { line: "127.0.0.2", institutionCode: PHARMACY, open: false },
    ];
    const after = await served(records);
    expect(after.network.control.state().lines).toEqual(expect.arrayContaining(shut));
    expect(after.network.control.state().log).toMatchObject([{ line: "127.0.0.1", refused: "lineShut" }]);
    await after.program.authenticate();
    const third = await served(records);
    expect(third.network.control.state().lines).toContainEqual({ ...shut[0], open: true });
    expect(third.network.control.state().log).toHaveLength(2);
  });
  test("who names other lines than before begins anew with those", async () => {
    const records = memoryRecords();
    await (await served(records)).network.control.changeLine(CLINIC, "127.0.0.1");
    const other = [{ line: "127.0.0.3", institutionCode: CLINIC }];
    expect((await served(records, other)).network.control.state().lines).toEqual([{ ...other[0], open: true }]);
  });
  test("keeps no more attempts than it tells", async () => {
    const records = memoryRecords();
    const kept = await keptNetwork(records, []);
    for (let at = 1; at <= 1003; at += 1) await kept.note({ at, line: "127.0.0.1", to: "x:1" });
    const { log } = await keptNetwork(records, []);
    expect([log.length, log[0]?.at, log.at(-1)?.at]).toEqual([1000, 4, 1003]);
  });
  test("changes the lines of institutions that there are, to lines that are nobody's", async () => {
    const { network } = await served();
    const changeLine = (code: string, line: string) => network.control.changeLine(code, line);
    await changeLine(PHARMACY, "127.0.0.2");
    expect(() => changeLine(CLINIC, "127.0.0.2")).toThrow(ControlRefusal);
    expect(() => changeLine("9999999999", "127.0.0.3")).toThrow(ControlRefusal);
    expect(network.control.state().lines).toEqual([
      { line: "127.0.0.1", institutionCode: CLINIC, open: true },
      { line: "127.0.0.2", institutionCode: PHARMACY, open: false },
    ]);
  });
});

test("docs/network.md has every word of a refusal", () => {
  const page = readFileSync(join(packageRoot(), "docs/network.md"), "utf8");
  const told = [...page.matchAll(/^\| `(\w+)` +\|/gm)].map(([, word]) => word);
  expect(told.sort()).toEqual(Object.keys(NETWORK_REFUSALS).sort());
});
