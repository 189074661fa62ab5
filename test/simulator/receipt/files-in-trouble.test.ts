import { describe, expect, test } from "vitest";
import { DeviceError } from "../../../device/errors.ts";
import { memoryFolders } from "../../../simulator/terminal/memory-folders.ts";
import { counter, heldFolders, numberQuery, persona } from "../counter.ts";
import { chartEvents, visit } from "./visit.ts";

const hanako = persona("hanako");
const taro = persona("taro");

describe("files in trouble", () => {
  test("a result that is still being written is not taken until it reads the same twice", async () => {
    const at = counter();
    const spare = counter({ folders: memoryFolders() });
    spare.receipt.close();
    const file = await spare.run(visit(spare, hanako));
    const bytes = (await spare.bare.read("face", file)) ?? new Uint8Array();
    const work = async () => {
      for (let part = 1; part <= 10; part++) {
        await at.bare.write("face", file, bytes.slice(0, Math.ceil((bytes.length * part) / 10)));
        await at.rest(200);
      }
      await at.rest(2_000);
    };
    await at.run(work());
    expect(chartEvents(at)).toEqual(["imported"]);
  });

  test("one refused is looked at again when its bytes change", async () => {
    const at = counter();
    const spare = counter({ folders: memoryFolders() });
    spare.receipt.close();
    const file = await spare.run(visit(spare, hanako));
    const bytes = (await spare.bare.read("face", file)) ?? new Uint8Array();
    const work = async () => {
      await at.bare.write("face", file, bytes.slice(0, 500));
      await at.rest(10_000);
      await at.bare.write("face", file, bytes);
      await at.rest(2_000);
    };
    await at.run(work());
    expect(chartEvents(at)).toEqual(["notReadable", "imported"]);
  });

  test("one that cannot be removed is taken in once, and others meanwhile", async () => {
    let held = true;
    const inUse = () => new DeviceError("file.refused", { path: "x", why: "EBUSY" });
    const folders = memoryFolders();
    const at = counter({ folders: heldFolders(folders, (name) => held && name.endsWith("090000.xml"), inUse) });
    const spare = counter({ folders: memoryFolders() });
    spare.receipt.close();
    const file = await spare.run(visit(spare, hanako));
    const bytes = (await spare.bare.read("face", file)) ?? new Uint8Array();
    const work = async () => {
      await folders.write("face", file, bytes);
      await at.rest(3_000);
      await at.receipt.request(numberQuery(taro));
      const before = await folders.list("face");
      held = false;
      await at.rest(3_000);
      return [before.length, (await folders.list("face")).length];
    };
    expect(await at.run(work())).toEqual([1, 0]);
    expect(chartEvents(at)).toEqual(["imported", "imported"]);
  });
});
