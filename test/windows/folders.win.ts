import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, sep } from "node:path";
import { after, describe, test } from "node:test";
import { openFolders } from "../../device/io/folders.ts";
import { systemClock } from "../../device/io/system-clock.ts";
import { type Folders, sleep } from "../../device/ports.ts";
import { fromUtf8, utf8 } from "../../device/wire/bytes.ts";
import { windowsFolders } from "../../simulator/terminal/windows-folders.ts";
import { faultOf, hold, ONLY_WINDOWS, triedOnce } from "./holder.ts";

const root = mkdtempSync(join(tmpdir(), "shikaku-win-"));
after(() => rmSync(root, { recursive: true, force: true }));
let serial = 0;
async function fresh(): Promise<{ at: string; folders: Folders }> {
  const at = join(root, String(++serial));
  return { at, folders: await openFolders(at) };
}
const text = async (folders: Folders, name: string) => {
  const bytes = await folders.read("res", name);
  return bytes && fromUtf8(bytes);
};

describe("rename and retry", () => {
  test("what anybody has open is not replaced at the first try, and is once he lets go", ONLY_WINDOWS, async () => {
    const { at, folders } = await fresh();
    await folders.write("res", "a.xml", utf8("old"));
    const release = hold(join(at, "res", "a.xml"), "all");
    assert.equal(triedOnce(join(at, "res", "a.xml")), "EPERM");
    const written = folders.write("res", "a.xml", utf8("new"));
    setTimeout(release, 60);
    await written;
    assert.equal(await text(folders, "a.xml"), "new");
  });

  test("who never lets go is told of, and nothing is left lying", ONLY_WINDOWS, async () => {
    const { at, folders } = await fresh();
    await folders.write("res", "a.xml", utf8("old"));
    const release = hold(join(at, "res", "a.xml"), "all");
    assert.match(await faultOf(folders.write("res", "a.xml", utf8("new"))), /^file\.refused/);
    release();
    assert.equal(await text(folders, "a.xml"), "old");
    assert.deepEqual(readdirSync(join(at, "res")), ["a.xml"]);
  });

  test("three hundred replacements beside a reader that keeps looking are all made, and none is seen half", async () => {
    const { folders } = await fresh();
    const whole = "x".repeat(20_000);
    const seen = new Set<number>();
    let writing = true;
    const reading = async () => {
      while (writing) {
        const now = await text(folders, "a.xml");
        if (now !== undefined) seen.add(now.length);
        await sleep(systemClock(), 30);
      }
    };
    const writes = async () => {
      for (let round = 0; round < 300; round++) await folders.write("res", "a.xml", utf8(whole));
    };
    await Promise.all([reading(), writes().finally(() => void (writing = false))]);
    assert.deepEqual([...seen], [whole.length]);
  });
});

describe("share modes", () => {
  test(
    "a file that another program keeps to itself reads as none, and cannot be removed until it lets go",
    ONLY_WINDOWS,
    async () => {
      const { at, folders } = await fresh();
      await folders.write("res", "a.xml", utf8("a"));
      const release = hold(join(at, "res", "a.xml"), "none");
      assert.equal(await text(folders, "a.xml"), undefined);
      assert.equal(await faultOf(folders.remove("res", "a.xml")), "file.refused file.held");
      const removed = folders.remove("res", "a.xml");
      setTimeout(release, 60);
      await removed;
      assert.deepEqual(await folders.list("res"), []);
    },
  );

  test("the model of these folders refuses the same acts as node.exe", ONLY_WINDOWS, async () => {
    const model = windowsFolders({ clock: systemClock() });
    const { at, folders: disk } = await fresh();
    const told = async (folders: Folders, holds: (share: "all" | "none") => () => void) => {
      const said: unknown[] = [];
      for (const share of ["all", "none"] as const) {
        await folders.write("res", "a.xml", utf8("old"));
        const release = holds(share);
        said.push(share, await text(folders, "a.xml"), await faultOf(folders.write("res", "a.xml", utf8("new"))));
        if (share === "none") said.push(await faultOf(folders.remove("res", "a.xml")));
        release();
        await folders.write("res", "a.xml", utf8("new"));
        said.push(await text(folders, "a.xml"), await folders.list("res"));
      }
      return said;
    };
    assert.deepEqual(
      await told(model, (share) => model.hold("res", "a.xml", share)),
      await told(disk, (share) => hold(join(at, "res", "a.xml"), share)),
    );
  });
});

describe("case", () => {
  test("a file is found whatever the case of its name, and two cases are one file", ONLY_WINDOWS, async () => {
    const { folders } = await fresh();
    await folders.write("res", "OQSsiquc01res_a.xml", utf8("old"));
    assert.equal(await text(folders, "oqssiquc01RES_A.XML"), "old");
    await folders.write("res", "OQSSIQUC01RES_A.XML", utf8("new"));
    assert.equal((await folders.list("res")).length, 1);
    assert.equal(await text(folders, "OQSsiquc01res_a.xml"), "new");
    await folders.remove("res", "oqssiquc01res_a.xml");
    assert.deepEqual(await folders.list("res"), []);
  });
});

describe("paths", () => {
  test("either slash leads to the same folders", async () => {
    const { at, folders } = await fresh();
    await folders.write("res", "a.xml", utf8("a"));
    const other = await openFolders(at.split(sep).join("/"));
    assert.deepEqual(await other.list("res"), ["a.xml"]);
  });

  test("a path of more than 260 characters works", async () => {
    const deep = join(root, ...Array.from({ length: 12 }, (_, n) => `${"long".repeat(6)}${n}`));
    const folders = await openFolders(deep);
    await folders.write("res", `${"x".repeat(150)}.xml`, utf8("a"));
    assert.ok(join(deep, "res").length > 260);
    assert.equal((await folders.list("res")).length, 1);
  });

  test("names that Windows takes for something else are refused before they reach the disk", async () => {
    const { folders, at } = await fresh();
    for (const name of ["nul.xml", "COM1", "a.xml:stream", "C:a.xml", "a\\b.xml", "a.xml.", "a.xml ", "a?.xml", "a|b"])
      assert.match(await faultOf(folders.write("res", name, utf8("x"))), /^file\.refused/, name);
    assert.deepEqual(readdirSync(join(at, "res")), []);
  });

  test("a hint comes when another program writes, and a directory is no file", async () => {
    const { folders, at } = await fresh();
    const hinted = new Promise<void>((resolve) => {
      const stop = folders.watch("res", () => {
        stop();
        resolve();
      });
    });
    mkdirSync(join(at, "res", "folder.xml"));
    writeFileSync(join(at, "res", "a.xml"), "a");
    await hinted;
    assert.equal(await text(folders, "folder.xml"), undefined);
  });
});
