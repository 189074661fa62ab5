import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { isFault } from "../../../device/errors.ts";
import { openFolders } from "../../../device/io/folders.ts";
import { systemClock } from "../../../device/io/system-clock.ts";
import type { Folders } from "../../../device/ports.ts";
import { utf8 } from "../../../device/wire/bytes.ts";
import { plainName } from "../../../device/wire/oqs/plain-name.ts";
import { memoryFolders } from "../../../simulator/terminal/memory-folders.ts";
import { windowsFolders } from "../../../simulator/terminal/windows-folders.ts";

const roots: string[] = [];
afterEach(() => roots.splice(0).forEach((root) => rmSync(root, { recursive: true, force: true })));

function newRoot(): string {
  const root = mkdtempSync(join(tmpdir(), "shikaku-folders-"));
  roots.push(root);
  return root;
}

/** What every implementation of the port owes. */
describe.each<[string, () => Promise<Folders>]>([
  ["folders in memory", () => Promise.resolve(memoryFolders())],
  ["folders on a disk", () => openFolders(newRoot())],
  ["folders of the Windows model", () => Promise.resolve(windowsFolders({ clock: systemClock() }))],
])("%s", (_, open) => {
  test("give back what was written, list it in order, and forget what was removed", async () => {
    const folders = await open();
    await folders.write("req", "b.xml", utf8("b"));
    await folders.write("req", "a.xml", utf8("資格"));
    expect(await folders.list("req")).toEqual(["a.xml", "b.xml"]);
    expect(await folders.list("res")).toEqual([]);
    expect(await folders.read("req", "a.xml")).toEqual(utf8("資格"));
    await folders.remove("req", "a.xml");
    await folders.remove("req", "a.xml");
    expect(await folders.list("req")).toEqual(["b.xml"]);
    expect(await folders.read("req", "a.xml")).toBeUndefined();
  });

  test("replace a file as a whole", async () => {
    const folders = await open();
    await folders.write("face", "a.xml", utf8("long ago"));
    await folders.write("face", "a.xml", utf8("now"));
    expect(await folders.read("face", "a.xml")).toEqual(utf8("now"));
  });

  test("read no more than they are asked to", async () => {
    const folders = await open();
    await folders.write("req", "a.xml", new Uint8Array(1000));
    expect(await folders.read("req", "a.xml", 10)).toHaveLength(10);
    expect(await folders.read("req", "a.xml", 5000)).toHaveLength(1000);
  });

  test("keep what was written when the writer changes his bytes", async () => {
    const folders = await open();
    const bytes = utf8("abc");
    await folders.write("req", "a.xml", bytes);
    bytes.fill(0);
    expect(await folders.read("req", "a.xml")).toEqual(utf8("abc"));
  });

  test.each([
    "../up.xml",
    "..",
    "a/b.xml",
    "a\\b.xml",
    "C:a.xml",
    "a.xml:stream",
    "nul.xml",
    "COM1",
    ".hidden",
    "a.xml.",
    "a.xml ",
    "a\u0000.xml",
    "",
    "a\ufffd.xml",
    "x".repeat(201),
  ])("refuse the name %j in every act", async (name) => {
    const folders = await open();
    expect(() => plainName(name)).toThrow();
    const acts: (() => Promise<unknown>)[] = [
      () => folders.read("req", name),
      () => folders.write("req", name, utf8("a")),
      () => folders.remove("req", name),
    ];
    for (const act of acts) expect(isFault(await failureOf(act), "file.refused")).toBe(true);
  });

  test("hint at changes, until told to stop", async () => {
    const folders = await open();
    const hinted = new Promise<void>((resolve) => {
      const stop = folders.watch("res", () => {
        stop();
        resolve();
      });
    });
    await folders.write("res", "a.xml", utf8("a"));
    await hinted;
  });
});

describe("folders on a disk", () => {
  test("take a link, a pipe or a directory for no file", async () => {
    const root = newRoot();
    const folders = await openFolders(root);
    writeFileSync(join(root, "outside"), "secret");
    symlinkSync(join(root, "outside"), join(root, "req", "link.xml"));
    execFileSync("mkfifo", [join(root, "req", "pipe.xml")]);
    execFileSync("mkdir", [join(root, "req", "dir.xml")]);
    expect(await folders.list("req")).toEqual(["dir.xml", "link.xml", "pipe.xml"]);
    for (const name of ["link.xml", "pipe.xml", "dir.xml"]) expect(await folders.read("req", name)).toBeUndefined();
  });

  test("let anything that lies in them be taken away, whatever its name, and nothing outside", async () => {
    const root = newRoot();
    const folders = await openFolders(root);
    const names = ["a:b.xml", "a\nb.xml", "CON.xml", `${"x".repeat(214)}.xml`];
    for (const name of names) writeFileSync(join(root, "req", name), "x");
    writeFileSync(join(root, "outside"), "x");
    symlinkSync(join(root, "outside"), join(root, "req", "link.xml"));
    expect(new Set(await folders.list("req"))).toEqual(new Set([...names, "link.xml"]));
    for (const name of [...names, "link.xml"]) await folders.remove("req", name);
    expect(readdirSync(join(root, "req"))).toEqual([]);
    expect(isFault(await failureOf(() => folders.remove("req", "../outside")), "file.refused")).toBe(true);
    expect(readdirSync(root)).toContain("outside");
  });

  test("show nobody a file under its name before it is whole, and leave no other behind", async () => {
    const root = newRoot();
    const folders = await openFolders(root);
    const whole = new Uint8Array(3_000_000).fill(0x41);
    const sizes: number[] = [];
    const look = async () => {
      for (let i = 0; i < 200; i++) {
        const seen = await folders.read("res", "a.xml");
        if (seen) sizes.push(seen.length);
      }
    };
    const write = async () => {
      for (let i = 0; i < 5; i++) await folders.write("res", "a.xml", whole);
    };
    await Promise.all([write(), look()]);
    await look();
    expect(new Set(sizes)).toEqual(new Set([whole.length]));
    expect(readdirSync(join(root, "res"))).toEqual(["a.xml"]);
  });

  test("tell of a folder that has vanished", async () => {
    const root = newRoot();
    const folders = await openFolders(root);
    rmSync(join(root, "res"), { recursive: true });
    for (const act of [() => folders.list("res"), () => folders.write("res", "a.xml", utf8("a"))])
      expect(isFault(await failureOf(act), "file.refused")).toBe(true);
  });
});

async function failureOf(act: () => Promise<unknown>): Promise<unknown> {
  try {
    return await act();
  } catch (error) {
    return error;
  }
}

test("what a program that was killed had half written is taken away, and nothing that may still be written, or is another's", async () => {
  const root = newRoot();
  await openFolders(root);
  const lies = (name: string, secondsAgo: number) => {
    const path = join(root, "res", name);
    writeFileSync(path, "a patient's data");
    utimesSync(path, Date.now() / 1000 - secondsAgo, Date.now() / 1000 - secondsAgo);
    return name;
  };
  lies(".shikaku-1af1605d-40ba-4440-8b5b-cbfa08a053f2.tmp", 60);
  const young = lies(".shikaku-91acbefd-d213-4a8b-a15d-de99801f3581.tmp", 1);
  const others = [lies(".another-program.tmp", 60), lies("OQSsiquc01res_1.xml", 60), lies(".shikaku-mine.tmp", 60)];
  await openFolders(root);
  expect(readdirSync(join(root, "res")).sort()).toEqual([young, ...others].sort());
});

test("and what was too young for that when the folders were opened goes later, while they are in use", async () => {
  const root = newRoot();
  const folders = await openFolders(root);
  const path = join(root, "res", ".shikaku-91acbefd-d213-4a8b-a15d-de99801f3581.tmp");
  writeFileSync(path, "a patient's data");
  expect(await folders.list("res")).toEqual([]);
  expect(readdirSync(join(root, "res"))).toHaveLength(1);
  utimesSync(path, Date.now() / 1000 - 60, Date.now() / 1000 - 60);
  expect(await folders.list("res")).toEqual([]);
  expect(readdirSync(join(root, "res"))).toEqual([]);
});
