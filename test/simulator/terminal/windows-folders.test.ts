import { describe, expect, test } from "vitest";
import { fromUtf8, utf8 } from "../../../device/wire/bytes.ts";
import { type WindowsOptions, windowsFolders } from "../../../simulator/terminal/windows-folders.ts";
import { virtualWorld } from "../../../simulator/world.ts";
import { isRefused } from "../counter.ts";

/** A file "a.xml" with "old" in it, on a Windows machine. */
async function machine(options: Omit<WindowsOptions, "clock"> = {}) {
  const world = virtualWorld(1);
  const folders = windowsFolders({ clock: world.clock, ...options });
  await folders.write("res", "a.xml", utf8("old"));
  const textIn = async (name: string) => {
    const bytes = await folders.read("res", name);
    return bytes && fromUtf8(bytes);
  };
  const refusal = (work: Promise<unknown>) =>
    world.run(
      work.then(
        () => "done",
        (error: unknown) => (isRefused(error) ? String(error) : "another error"),
      ),
    );
  return { ...world, run: <T>(work: Promise<T>) => world.run(work), folders, textIn, refusal };
}

describe("on Windows", () => {
  test.each(["all", "noDelete", "none"] as const)("a file that is open (share %s) is not replaced", async (share) => {
    const { folders, refusal, textIn } = await machine();
    const close = folders.hold("res", "a.xml", share);
    expect(await refusal(folders.write("res", "a.xml", utf8("new")))).toContain("EPERM");
    close();
    expect(await textIn("a.xml")).toBe("old");
    expect(await refusal(folders.write("res", "a.xml", utf8("new")))).toBe("done");
    expect(await textIn("a.xml")).toBe("new");
  });

  test("whoever waits a moment gets through when it is closed", async () => {
    const { folders, clock, run, textIn } = await machine();
    clock.after(100, folders.hold("res", "a.xml", "none"));
    await run(folders.write("res", "a.xml", utf8("new")));
    expect(await textIn("a.xml")).toBe("new");
  });

  test("a file that is open without leave to delete is not removed, and can be read unless nothing is shared", async () => {
    const { folders, refusal, textIn } = await machine();
    const close = folders.hold("res", "a.xml", "noDelete");
    expect(await refusal(folders.remove("res", "a.xml"))).toContain("EBUSY");
    expect(await textIn("a.xml")).toBe("old");
    close();
    folders.hold("res", "a.xml", "none");
    expect(await textIn("a.xml")).toBeUndefined();
    expect(folders.overwrite("res", "a.xml", utf8("new"))).toBe(false);
  });

  test("a file that is removed while it is open stays listed, cannot be opened or replaced, and goes when it is closed", async () => {
    const { folders, refusal, textIn } = await machine();
    const close = folders.hold("res", "a.xml", "all");
    expect(await refusal(folders.remove("res", "a.xml"))).toBe("done");
    expect(await folders.list("res")).toEqual(["a.xml"]);
    expect(await textIn("a.xml")).toBeUndefined();
    expect(await refusal(folders.write("res", "a.xml", utf8("new")))).toContain("EPERM");
    expect(await refusal(folders.remove("res", "a.xml"))).toContain("EPERM");
    close();
    expect(await folders.list("res")).toEqual([]);
  });

  test("reading keeps a file open for as long as it takes", async () => {
    const { folders, run, textIn } = await machine({ readTakes: 30 });
    await run(Promise.all([folders.read("res", "a.xml"), folders.remove("res", "a.xml")]));
    expect(await folders.list("res")).toEqual([]);
    await run(folders.write("res", "a.xml", utf8("new")));
    expect(await run(textIn("a.xml"))).toBe("new");
  });

  test("names are found whatever their case, and two that differ by it are one", async () => {
    const { folders, run, textIn } = await machine();
    expect(await textIn("A.XML")).toBe("old");
    await run(folders.write("res", "A.xml", utf8("new")));
    expect(await folders.list("res")).toEqual(["A.xml"]);
    await run(folders.remove("res", "a.XML"));
    expect(await folders.list("res")).toEqual([]);
  });

  test("hints come late, or never", async () => {
    const hints: number[] = [];
    const { folders, clock, run } = await machine({ notice: (_, name) => (name === "b.xml" ? 700 : undefined) });
    const from = clock.now();
    folders.watch("res", () => hints.push((clock.now() - from) / 1000));
    folders.overwrite("res", "b.xml", utf8("b"));
    folders.overwrite("res", "c.xml", utf8("c"));
    await run(new Promise<void>((resolve) => void clock.after(5_000, resolve)));
    expect(hints).toEqual([700]);
  });
});
