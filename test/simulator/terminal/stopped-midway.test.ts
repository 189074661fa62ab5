import { describe, expect, test } from "vitest";
import { DeviceError } from "../../../device/errors.ts";
import { type Folders, sleep } from "../../../device/ports.ts";
import { fromUtf8, utf8 } from "../../../device/wire/bytes.ts";
import { memoryRecords, type Records } from "../../../simulator/central/records.ts";
import { memoryFolders } from "../../../simulator/terminal/memory-folders.ts";
import { openTerminal } from "../../../simulator/terminal/terminal.ts";
import { centre, CLINIC, counter, persona } from "../counter.ts";
import { request } from "./asking.ts";

const hanako = persona("hanako");
const [REQ, RES, ERR] = ["OQSsiquc01req_1.xml", "OQSsiquc01res_1.xml", "OQSsiquc01req_1.err"] as const;
const held = () => Promise.reject(new DeviceError("file.refused", { path: "x", why: "EBUSY" }));

interface Bench {
  readonly records: Records;
  readonly folders: Folders;
}

const bench = (): Bench => ({ records: memoryRecords(), folders: memoryFolders() });

/** One terminal after another at the same folders and the same data file: each lives for so long. */
async function lives(at: Bench, parts: Partial<Bench> = {}, milliseconds = 5_000): Promise<void> {
  const one = counter({ ...at, ...parts });
  await one.run(one.rest(milliseconds));
  one.close();
}

type Point = "writing" | "written" | "forgetting";

/** Killed when it has come to this point: nothing that it does from then on comes to pass. */
function killed({ folders, records }: Bench, point: Point): Bench {
  let isDead = false;
  const alive = <T>(act: () => Promise<T>, kills = false): Promise<T> => {
    isDead ||= kills;
    return isDead ? held() : act();
  };
  return {
    folders: {
      ...folders,
      write: (folder, name, bytes) =>
        alive(() => folders.write(folder, name, bytes), point === "writing" && folder === "res"),
      remove: (folder, name) => alive(() => folders.remove(folder, name), point === "written"),
    },
    records: {
      ...records,
      write: (changes) =>
        alive(() => records.write(changes), point === "forgetting" && changes.some(({ value }) => value === undefined)),
    },
  };
}

/** The receipt computer takes the answer away. */
const fetched = async ({ folders }: Bench, name: string): Promise<string | undefined> => {
  const bytes = await folders.read("res", name);
  await folders.remove("res", name);
  return bytes && fromUtf8(bytes);
};

describe("a terminal that is stopped around an answer, and started again", () => {
  test("writes no second one when the first was fetched, and says so to whoever has not had it", async () => {
    const at = bench();
    await at.folders.write("req", REQ, request(hanako, "1"));
    await lives(at, killed(at, "written"));
    expect(await fetched(at, RES)).toContain(hanako.name);
    await lives(at);
    expect([await at.folders.list("req"), await at.folders.list("res")]).toEqual([[], [ERR]]);
    expect(await fetched(at, ERR)).toMatch(/^TSTT0005E .*もう一度要求.*Ask again/);
    expect(await at.records.list("outbox", "")).toEqual([]);
  });

  test("says the same where it was not written at all, as nobody can know, and answers who asks again", async () => {
    const at = bench();
    await at.folders.write("req", REQ, request(hanako, "1"));
    await lives(at, killed(at, "writing"));
    expect(await at.folders.list("res")).toEqual([]);
    await lives(at);
    expect(await at.folders.list("res")).toEqual([ERR]);
    await at.folders.write("req", REQ, request(hanako, "1"));
    await lives(at);
    expect(await fetched(at, RES)).toContain(hanako.name);
  });

  test("takes the request away whose answer still lies there, or whose error file does", async () => {
    const at = bench();
    await at.folders.write("req", REQ, request(hanako, "1"));
    await lives(at, killed(at, "written"));
    await at.folders.write("res", RES, utf8("as it was"));
    await lives(at);
    expect([await at.folders.list("req"), await fetched(at, RES)]).toEqual([[], "as it was"]);

    await at.folders.write("req", REQ, request(hanako, "1"));
    await lives(at, killed(at, "written"));
    await at.folders.remove("res", RES);
    await at.folders.write("res", ERR, utf8("as it was"));
    await lives(at);
    expect([await at.folders.list("req"), await at.folders.list("res"), await fetched(at, ERR)]).toEqual([
      [],
      [ERR],
      "as it was",
    ]);
  });

  test("knows what was answered while somebody held the request, and takes that away without a word", async () => {
    const at = bench();
    await at.folders.write("req", REQ, request(hanako, "1"));
    await lives(at, { folders: { ...at.folders, remove: held } });
    expect(await fetched(at, RES)).toContain(hanako.name);
    await lives(at);
    expect([await at.folders.list("req"), await at.folders.list("res")]).toEqual([[], []]);
  });

  test("answers the same question under the same name, when it is asked after the first was taken away", async () => {
    const at = bench();
    await at.folders.write("req", REQ, request(hanako, "1"));
    await lives(at, killed(at, "forgetting"));
    expect(await fetched(at, RES)).toContain(hanako.name);
    expect(await at.folders.list("req")).toEqual([]);
    expect(await at.records.list("outbox", "")).toHaveLength(1);
    await lives(at);
    expect(await at.records.list("outbox", "")).toEqual([]);
    await at.folders.write("req", REQ, request(hanako, "1"));
    await lives(at);
    expect(await fetched(at, RES)).toContain(hanako.name);
  });

  test("answers another question under the same name, wherever it was stopped", async () => {
    for (const point of ["writing", "written"] as const) {
      const at = bench();
      await at.folders.write("req", REQ, request(hanako, "1"));
      await lives(at, killed(at, point));
      await at.folders.remove("res", RES);
      await at.folders.write("req", REQ, request(persona("taro"), "1"));
      await lives(at);
      expect(await fetched(at, RES)).toContain(persona("taro").name);
    }
  });

  test("answers when it was stopped while the folder could not be written: then nothing had been", async () => {
    const at = bench();
    await at.folders.write("req", REQ, request(hanako, "1"));
    await lives(at, { folders: { ...at.folders, write: held } });
    await lives(at);
    expect(await fetched(at, RES)).toContain(hanako.name);
  });

  test("leaves what one before it in the same process is still writing to that one", async () => {
    const at = bench();
    await at.folders.write("req", REQ, request(hanako, "1"));
    const { clock, random, run, at: central } = centre();
    const open = (folders: Folders) =>
      openTerminal({
        ...{ clock, random, folders, records: at.records, central: central(CLINIC), facility: CLINIC },
        onError: (error) => expect.unreachable(String(error)),
      });
    const first = open({
      ...at.folders,
      async write(folder, name, bytes) {
        await sleep(clock, 2_000);
        await at.folders.write(folder, name, bytes);
      },
    });
    const work = async () => {
      await sleep(clock, 1_000);
      first.close();
      const second = open(at.folders);
      await sleep(clock, 10_000);
      second.close();
    };
    await run(work());
    expect([await at.folders.list("req"), await at.folders.list("res")]).toEqual([[], [RES]]);
  });
});
