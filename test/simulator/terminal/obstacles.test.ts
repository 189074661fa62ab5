import { describe, expect, test } from "vitest";
import { DeviceError } from "../../../device/errors.ts";
import { fromUtf8 } from "../../../device/wire/bytes.ts";
import { memoryFolders } from "../../../simulator/terminal/memory-folders.ts";
import { counter, heldFolders, persona } from "../counter.ts";
import { answerIn, type Counter, nameIn, request } from "./asking.ts";

const hanako = persona("hanako");
const taro = persona("taro");

const asksIn = (at: Counter) =>
  at.trace.events.filter(({ channel, is }) => channel === "central" && is === "request").length;

describe("when a folder is in the way", () => {
  const inUse = () => new DeviceError("file.refused", { path: "x", why: "EBUSY" });

  test("an answer that cannot be written waits until it can", async () => {
    let held = true;
    const folders = memoryFolders();
    const at = counter({ folders: heldFolders(folders, (name) => held && name.includes("res_"), inUse) });
    const work = async () => {
      await folders.write("req", "OQSsiquc01req_1.xml", request(hanako, "1"));
      await at.rest(10_000);
      const before = await answerIn(at, "1");
      held = false;
      await at.rest(2_000);
      return [nameIn(before), nameIn(await answerIn(at, "1"))];
    };
    expect(await at.run(work())).toEqual([undefined, hanako.name]);
  });

  test("a request that cannot be removed is asked and answered once, and goes when it can", async () => {
    let held = true;
    const folders = memoryFolders();
    const at = counter({ folders: heldFolders(folders, (name) => held && name.includes("req_"), inUse) });
    const work = async () => {
      await folders.write("req", "OQSsiquc01req_1.xml", request(hanako, "1"));
      await at.rest(5_000);
      const answered = nameIn(await answerIn(at, "1"));
      await folders.remove("res", "OQSsiquc01res_1.xml");
      await at.rest(90_000);
      const before = await folders.list("req");
      held = false;
      await at.rest(2_000);
      return [answered, before, await folders.list("req"), await folders.list("res"), asksIn(at)];
    };
    expect(await at.run(work())).toEqual([hanako.name, ["OQSsiquc01req_1.xml"], [], [], 1]);
  });

  test("but a new request in its place is another one", async () => {
    let held = true;
    const folders = memoryFolders();
    const isHeld = (folder: string) => held && folder === "req";
    const remove: typeof folders.remove = (folder, name) =>
      isHeld(folder) ? Promise.reject(inUse()) : folders.remove(folder, name);
    const at = counter({ folders: { ...folders, remove } });
    const work = async () => {
      await folders.write("req", "OQSsiquc01req_1.xml", request(hanako, "1"));
      await at.rest(5_000);
      await folders.remove("res", "OQSsiquc01res_1.xml");
      await folders.write("req", "OQSsiquc01req_1.xml", request(taro, "1"));
      held = false;
      await at.rest(2_000);
      return [nameIn(await answerIn(at, "1")), await folders.list("req"), asksIn(at)];
    };
    expect(await at.run(work())).toEqual([taro.name, [], 2]);
  });

  test("a name whose answer still lies there waits for it to be fetched, and is refused after a minute", async () => {
    const at = counter();
    const work = async () => {
      await at.folders.write("req", "OQSsiquc01req_1.xml", request(hanako, "1"));
      await at.rest(2_000);
      await at.folders.write("req", "OQSsiquc01req_1.xml", request(taro, "1"));
      await at.rest(30_000);
      const first = nameIn(await answerIn(at, "1"));
      await at.folders.remove("res", "OQSsiquc01res_1.xml");
      await at.rest(2_000);
      const second = nameIn(await answerIn(at, "1"));
      await at.folders.write("req", "OQSsiquc01req_1.xml", request(hanako, "1"));
      await at.rest(62_000);
      const error = await at.bare.read("res", "OQSsiquc01req_1.err");
      return [first, second, nameIn(await answerIn(at, "1")), fromUtf8(error ?? new Uint8Array()).slice(0, 9)];
    };
    expect(await at.run(work())).toEqual([hanako.name, taro.name, taro.name, "TSTF0006E"]);
  });
});

describe("a terminal that is stopped loses no request and answers none twice", () => {
  /** A first terminal that is stopped after `after` ms, and another one on the same folders. */
  const restarted = async (first: (folders: ReturnType<typeof memoryFolders>) => Parameters<typeof counter>[0]) => {
    const folders = memoryFolders();
    const before = counter(first(folders));
    const beginning = async () => {
      await folders.write("req", "OQSsiquc01req_1.xml", request(hanako, "1"));
      await before.rest(3_000);
      before.close();
      const left = [await folders.list("req"), await folders.list("res")];
      await before.rest(60_000);
      return left;
    };
    const left = await before.run(beginning());
    const after = counter({ folders });
    const answers: string[] = [];
    const rest = async () => {
      for (let second = 0; second < 90; second++) {
        await after.rest(1_000);
        const bytes = await answerIn(after, "1");
        if (!bytes) continue;
        answers.push(nameIn(bytes) ?? "");
        await folders.remove("res", "OQSsiquc01res_1.xml");
      }
    };
    await after.run(rest());
    after.close();
    return { left, answers, asked: asksIn(after), remains: [await folders.list("req"), await folders.list("res")] };
  };

  test("while the central system is thinking", async () => {
    expect(await restarted((folders) => ({ folders, latency: () => 7_000 }))).toEqual({
      left: [["OQSsiquc01req_1.xml"], []],
      answers: [hanako.name],
      asked: 1,
      remains: [[], []],
    });
  });

  test("between the answer and the end of the request", async () => {
    const remove = () => Promise.reject(new DeviceError("file.refused", { path: "x", why: "EBUSY" }));
    expect(await restarted((folders) => ({ folders: { ...folders, remove } }))).toEqual({
      left: [["OQSsiquc01req_1.xml"], ["OQSsiquc01res_1.xml"]],
      answers: [hanako.name],
      asked: 0,
      remains: [[], []],
    });
  });
});

test("a bug of ours while a request is served ends in an error file, is told, and stops no other request", async () => {
  const honest = memoryFolders();
  const bug = new TypeError("a bug");
  const write: typeof honest.write = (folder, name, bytes) =>
    name === "OQSsiquc01res_1.xml" ? Promise.reject(bug) : honest.write(folder, name, bytes);
  const at = counter({ folders: { ...honest, write } });
  const work = async () => {
    await honest.write("req", "OQSsiquc01req_1.xml", request(hanako, "1"));
    await honest.write("req", "OQSsiquc01req_2.xml", request(taro, "2"));
    await at.rest(5_000);
    const error = await honest.read("res", "OQSsiquc01req_1.err");
    return [fromUtf8(error ?? new Uint8Array()).slice(0, 9), nameIn(await answerIn(at, "2")), await honest.list("req")];
  };
  expect(await at.run(work())).toEqual(["TSTT0003E", taro.name, []]);
  expect(at.unforeseen).toEqual([bug]);
});
