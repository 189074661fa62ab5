import { describe, expect, test } from "vitest";
import { DeviceError } from "../../../device/errors.ts";
import type { Fetch } from "../../../device/ports.ts";
import { memoryRecords } from "../../../simulator/central/records.ts";
import { memoryFolders } from "../../../simulator/terminal/memory-folders.ts";
import { manyQuestions } from "../central/asking.ts";
import { CLINIC, counter, persona } from "../counter.ts";
import { answerIn, nameIn, request } from "./asking.ts";
import { writeMessage, readMessage } from "../../../device/wire/oqs/message.ts";
import * as bulk from "../../../device/wire/oqs/bulk.ts";

const hanako = persona("hanako");
const down = new DeviceError("link.refused", { address: "central", why: "down" });
const keep = { outage: "keep" } as const;

/** A line in front of the central system of `at`, whose state a test changes as it goes. */
function lineTo(at: () => ReturnType<typeof counter>) {
  const state = { is: "up" as "up" | "down" | "losesAnswers", calls: [] as (string | null)[] };
  const central: Fetch = async (asked) => {
    if (state.is === "down") throw down;
    state.calls.push(asked.headers.get("idempotency-key"));
    const answer = await at().at(CLINIC)(asked);
    if (state.is === "losesAnswers") throw down;
    return answer;
  };
  return { state, central };
}

function bench(options: Parameters<typeof counter>[0] = {}) {
  const honest = counter();
  honest.close();
  const { state, central } = lineTo(() => honest);
  const at = counter({ manner: keep, central, ...options });
  return { at, state, honest, central };
}

describe("while the line is down", () => {
  test("a request is kept, and sent once when it is back", async () => {
    const { at, state } = bench();
    state.is = "down";
    const work = async () => {
      await at.bare.write("req", "OQSsiquc01req_1.xml", request(hanako, "1"));
      await at.rest(600_000);
      const during = [await at.bare.list("req"), await at.bare.list("res")];
      state.is = "up";
      await at.rest(61_000);
      const after = [await at.bare.list("req"), await at.bare.list("res")];
      return { during, after, name: nameIn(await answerIn(at, "1")) };
    };
    expect(await at.run(work())).toEqual({
      during: [["OQSsiquc01req_1.xml"], []],
      after: [[], ["OQSsiquc01res_1.xml"]],
      name: hanako.name,
    });
    expect(state.calls).toHaveLength(1);
  });

  test("one whose file could not be removed is forgotten when somebody else removes it", async () => {
    const [records, folders] = [memoryRecords(), memoryFolders()];
    const held = () => Promise.reject(new DeviceError("file.refused", { path: "x", why: "EBUSY" }));
    const { at } = bench({ records, folders: { ...folders, remove: held } });
    const work = async () => {
      await folders.write("req", "OQSsiquc01req_1.xml", request(hanako, "1"));
      await at.rest(3_000);
      const during = await records.list("outbox", "");
      await folders.remove("req", "OQSsiquc01req_1.xml");
      await at.rest(2_000);
      return [during.length, (await records.list("outbox", "")).length];
    };
    expect(await at.run(work())).toEqual([1, 0]);
  });

  test("a request that its asker takes back is not sent", async () => {
    const { at, state } = bench();
    state.is = "down";
    const work = async () => {
      await at.bare.write("req", "OQSsiquc01req_1.xml", request(hanako, "1"));
      await at.rest(2_000);
      await at.bare.remove("req", "OQSsiquc01req_1.xml");
      state.is = "up";
      await at.rest(120_000);
      return at.bare.list("res");
    };
    expect(await at.run(work())).toEqual([]);
    expect(state.calls).toEqual([]);
  });

  test("an answer that is lost on its way is asked for again under the same key, and is the one that was given", async () => {
    const { at, state, honest } = bench();
    state.is = "losesAnswers";
    const file = () => {
      const { XmlMsg } = manyQuestions(CLINIC, [hanako]);
      return writeMessage(bulk.OQSmuquc01req, XmlMsg, { encoding: "UTF-8" });
    };
    const work = async () => {
      await at.bare.write("req", "OQSmuquc01req_1.xml", file());
      await at.rest(4_000);
      state.is = "up";
      await at.rest(61_000);
      return at.bare.read("res", "OQSmuquc01res_1.xml");
    };
    const bytes = await at.run(work());
    expect(bytes && readMessage(bulk.OQSmuquc01res, bytes).value?.MessageBody.ReceptionNumber).toMatch(/^\d{20}$/);
    expect(new Set(state.calls).size).toBe(1);
    expect(state.calls.length).toBeGreaterThan(1);
    // One request in bulk at the centre, however often it was sent.
    expect(await honest.store.records.list("jobs", "")).toHaveLength(1);
  });

  test("a terminal that is stopped meanwhile sends it once all the same, when another is started", async () => {
    const records = memoryRecords();
    const folders = memoryFolders();
    const { at: first, state, honest, central } = bench({ records, folders });
    state.is = "losesAnswers";
    const { XmlMsg } = manyQuestions(CLINIC, [hanako]);
    const file = writeMessage(bulk.OQSmuquc01req, XmlMsg, { encoding: "UTF-8" });
    const before = async () => {
      await folders.write("req", "OQSmuquc01req_1.xml", file);
      await first.rest(3_000);
      first.close();
    };
    await first.run(before());
    state.is = "up";
    const second = counter({ manner: keep, central, records, folders });
    const after = async () => {
      await second.rest(3_000);
      return folders.read("res", "OQSmuquc01res_1.xml");
    };
    expect(await second.run(after())).toBeDefined();
    expect(new Set(state.calls).size).toBe(1);
    expect(await honest.store.records.list("jobs", "")).toHaveLength(1);
    expect(await records.list("outbox", "")).toEqual([]);
  });

  test("one that is stopped when the answer was fetched, and the request still lies there, leaves it at that", async () => {
    const [records, folders] = [memoryRecords(), memoryFolders()];
    const held = () => Promise.reject(new DeviceError("file.refused", { path: "x", why: "EBUSY" }));
    const { at: first, state, honest, central } = bench({ records, folders: { ...folders, remove: held } });
    const { XmlMsg } = manyQuestions(CLINIC, [hanako]);
    const fetched = async (at: typeof first) => {
      await at.rest(3_000);
      const bytes = await folders.read("res", "OQSmuquc01res_1.xml");
      await folders.remove("res", "OQSmuquc01res_1.xml");
      return bytes && readMessage(bulk.OQSmuquc01res, bytes).value?.MessageBody.ReceptionNumber;
    };
    await folders.write("req", "OQSmuquc01req_1.xml", writeMessage(bulk.OQSmuquc01req, XmlMsg, { encoding: "UTF-8" }));
    expect(await first.run(fetched(first))).toMatch(/^\d{20}$/);
    first.close();
    const second = counter({ manner: keep, central, records, folders });
    expect(await second.run(fetched(second))).toBeUndefined();
    expect(await honest.store.records.list("jobs", "")).toHaveLength(1);
    expect(state.calls).toHaveLength(1);
    expect([await folders.list("req"), await folders.list("res")]).toEqual([[], []]);
    expect(await records.list("outbox", "")).toEqual([]);
  });

  test("other bytes under the same name are another request, with a key of their own", async () => {
    const { at, state } = bench();
    const work = async () => {
      for (const person of [hanako, persona("taro")]) {
        await at.bare.write("req", "OQSsiquc01req_1.xml", request(person, "1"));
        await at.rest(2_000);
        await at.bare.remove("res", "OQSsiquc01res_1.xml");
      }
    };
    await at.run(work());
    expect(new Set(state.calls).size).toBe(2);
  });

  test("a centre that cannot answer now is waited for as well, and a refusal is told at once", async () => {
    let status = 503;
    const central: Fetch = () => Promise.resolve(Response.json({ code: "TSTA0001E" }, { status }));
    const at = counter({ manner: keep, central });
    const work = async () => {
      await at.bare.write("req", "OQSsiquc01req_1.xml", request(hanako, "1"));
      await at.rest(30_000);
      const during = await at.bare.list("res");
      status = 403;
      await at.rest(61_000);
      return [during, (await answerIn(at, "1"))?.value?.MessageHeader.ErrorCode];
    };
    expect(await at.run(work())).toEqual([[], "TSTA0001E"]);
  });
});

describe("results that nobody fetches", () => {
  const aMinuteAfter = (minutes: number) => minutes * 60_000 + 61_000;

  test("are deleted after the time that is set, and what is not the terminal's stays", async () => {
    const at = counter({ manner: { stayMinutes: 30 } });
    const work = async () => {
      for (const name of ["OQSsiquc01res_1.xml", "OQSsiquc01req_2.err", "note.txt"])
        await at.bare.write("res", name, new Uint8Array(1));
      await at.bare.write("face", "OQSsiquc01res_face_9910000012F0000001_20260401090000.xml", new Uint8Array(1));
      await at.rest(29 * 60_000);
      await at.bare.write("res", "OQSsiquc01res_3.xml", new Uint8Array(1));
      const before = (await at.bare.list("res")).length;
      await at.rest(aMinuteAfter(1));
      return [
        before,
        await at.bare.list("res"),
        (await at.bare.list("face")).filter((name) => name.includes("0000.xml")),
      ];
    };
    expect(await at.run(work())).toEqual([4, ["OQSsiquc01res_3.xml", "note.txt"], []]);
  });

  test("are old in the eyes of the next terminal as well, and a new one of the same name is not", async () => {
    const records = memoryRecords();
    const folders = memoryFolders();
    const manner = { stayMinutes: 30 };
    const first = counter({ manner, records, folders });
    const before = async () => {
      await folders.write("res", "OQSsiquc01res_1.xml", new Uint8Array(1));
      await folders.write("res", "OQSsiquc01res_2.xml", new Uint8Array(1));
      await first.rest(aMinuteAfter(20));
      await folders.remove("res", "OQSsiquc01res_2.xml");
      await first.rest(aMinuteAfter(1));
      first.close();
    };
    await first.run(before());
    const second = counter({ manner, records, folders });
    const after = async () => {
      await folders.write("res", "OQSsiquc01res_2.xml", new Uint8Array(1));
      await second.rest(aMinuteAfter(30));
      return folders.list("res");
    };
    await second.run(second.rest(1_000));
    expect(await second.run(after())).toEqual([]);
  });

  test("and found under a clock that was set back since, stay no longer than any others", async () => {
    const [records, folders] = [memoryRecords(), memoryFolders()];
    await folders.write("res", "OQSsiquc01res_1.xml", new Uint8Array(1));
    const inTenYears = (10 * 365 * 86_400 + 1_775_001_600) * 1_000_000;
    await records.write([{ shelf: "stays", key: "res OQSsiquc01res_1.xml", value: String(inTenYears) }]);
    const at = counter({ manner: { stayMinutes: 30 }, records, folders });
    await at.run(at.rest(aMinuteAfter(30)));
    expect(await folders.list("res")).toEqual([]);
  });
});
