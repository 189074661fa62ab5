import { describe, expect, test } from "vitest";
import { storedRun } from "../../../conformance/report/stored-run.ts";
import { titleOf } from "../../../conformance/report/view/decode.ts";
import { distributionsIn } from "../../../conformance/report/view/distribution.ts";
import { openFile } from "../../../conformance/report/view/opened.ts";
import { tracePage } from "../../../conformance/report/view/trace-page.ts";
import { Unreadable } from "../../../conformance/report/view/trace-file.ts";
import type { TraceEvent } from "../../../device/trace.ts";
import { sampleRun } from "./sample-run.ts";

/** What the page says of a file that it does not show, or that it shows it. */
async function said(content: string | object): Promise<string> {
  const text = typeof content === "string" ? content : JSON.stringify(content);
  try {
    return (await openFile(new Blob([text]))).is;
  } catch (error) {
    if (error instanceof Unreadable) return error.says.en;
    throw error;
  }
}

const inserted = { seq: 0, at: 1_775_001_600_000_000, channel: "card", is: "inserted" };
const trace = (...events: object[]) => ({ shikaku: "trace", version: 1, events });
const run = async () => JSON.parse(JSON.stringify(storedRun(await sampleRun(), true))) as Record<string, unknown>;
const encoded = (payload: object) => Buffer.from(JSON.stringify(payload)).toString("base64");

test("a trace and a run of this version are shown", async () => {
  expect(await said(trace(inserted))).toBe("trace");
  expect(await said({ shikaku: "run", version: 1, run: await run() })).toBe("run");
});

describe("what another version wrote is not guessed at", () => {
  test.each([99, 0, "1", null, undefined])("version %s", async (version) => {
    expect(await said({ ...trace(inserted), version })).toContain("Another version");
    expect(await said({ shikaku: "run", version, run: await run() })).toContain("Another version");
  });

  test("evidence in another format", async () => {
    const evidence = { leaves: [["run", {}]], payload: encoded({ format: "shikaku-evidence/3" }) };
    expect(await said(evidence)).toContain("another format");
  });
});

describe("a time that is none is no event", () => {
  test.each(["1e308", "1e999", "-1", "-1e15", "9007199254740992", '"1"', "null"])("%s", async (at) => {
    const event = JSON.stringify(inserted).replace(String(inserted.at), at);
    expect(await said(`{"shikaku":"trace","version":1,"events":[${event}]}`)).toContain("Event 1 cannot be read");
  });
});

test.each([
  ["scope", { toString: 1, valueOf: 1 }],
  ["masked", { length: 2 }],
  ["triesLeft", {}],
  ["methods", [{ toString: null }]],
])("an event whose %s cannot stand on a line is none", async (name, value) => {
  expect(await said(trace({ ...inserted, [name]: value }))).toContain("Event 1 cannot be read");
});

test.each([{}, { "LAT-04": 0 }, { "LAT-04": "fast" }, { "LAT-77": 1 }, null, 7])(
  "budgets that are %j: shown, or refused",
  async (latency) => {
    const file = await run();
    const cases = file["cases"] as { observation: object }[];
    for (const each of cases) each.observation = { ...each.observation, latency };
    const blob = new Blob([JSON.stringify(file)]);
    const shown = await openFile(blob).catch((error: unknown) => {
      if (error instanceof Unreadable) return undefined;
      throw error;
    });
    if (shown?.is === "run") expect(() => distributionsIn(shown.run)).not.toThrow();
  },
);

describe("what would end the tab before a parser is through with it", () => {
  test.each([
    ["lists in lists", "[".repeat(1_000_000)],
    ["objects in objects", '{"a":'.repeat(100_000)],
    ["a trace of them", `{"shikaku":"trace","version":1,"events":[${"[".repeat(100_000)}`],
  ])("%s", async (_, text) => {
    expect(await said(text)).toContain("not JSON");
  });

  test("empty things without end", async () => {
    expect(await said(`{"events":[${"{},".repeat(7_000_000)}{}]}`)).toContain("too many values");
  });

  test("brackets in a text are no brackets, and a quote in it does not end it", async () => {
    const mark = `${"[{,".repeat(100_000)}"\\${"[".repeat(100)}`;
    expect(await said(trace({ ...inserted, channel: "clock", is: "mark", mark }))).toBe("trace");
  });

  test("evidence whose payload is brackets", async () => {
    expect(await said({ leaves: [["run", {}]], payload: Buffer.from("[".repeat(100_000)).toString("base64") })).toMatch(
      /cannot be read|no run/,
    );
  });
});

test("a page that was shared is opened as the trace in it, and nothing that stands in it can begin a script", async () => {
  const mark = `</script><script>hacked()</script><!--<script type="application/json" id="run">{}</script>`;
  const events: TraceEvent[] = [{ seq: 0, at: 1, channel: "clock", is: "mark", mark }];
  const source = { script: `const end = "</script>";`, style: "p::after { content: '</style>' }" };
  const page = tracePage(events, source, { lang: "ja", nonce: "0a" }).join("");
  expect(await openFile(new Blob([page]))).toEqual({ is: "trace", events });
  expect(page.match(/<script[^>]*>/g)).toEqual([`<script type="application/json" id="trace">`, `<script nonce="0a">`]);
  expect([page.match(/<\/script>/g)?.length, page.match(/<\/style>/g)?.length]).toEqual([2, 1]);
});

test("bytes that are nothing have a line all the same", () => {
  const event = { seq: 0, at: 1, channel: "host", is: "received", bytes: "ff" } as const satisfies TraceEvent;
  expect(titleOf(event)).not.toBe("");
  expect(titleOf({ ...event, bytes: "zz" })).not.toBe("");
  expect(titleOf({ ...event, bytes: "00".repeat(5_000_000) })).toBe("host received");
});
