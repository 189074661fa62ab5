import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fc } from "../../draws.ts";
import { afterEach, describe, expect, test } from "vitest";
import { openFolders } from "../../../device/io/folders.ts";
import type { Folders } from "../../../device/ports.ts";
import { concat, fromUtf8, unhex, utf8 } from "../../../device/wire/bytes.ts";
import { decodeShiftJis, encodeShiftJis } from "../../../device/wire/oqs/shift-jis.ts";
import { MAX_BYTES } from "../../../device/wire/oqs/xml-reader.ts";
import { memoryFolders } from "../../../simulator/terminal/memory-folders.ts";
import vectors from "../../vectors/oqs-messages.json" with { type: "json" };
import { counter } from "../counter.ts";

/** A well-formed request by hand; it asks for nobody, which is an answer too. */
const good = unhex(vectors.find(({ name }) => name === "request by number, UTF-8")?.bytes ?? "");
const text = fromUtf8(good);
const GOOD = "OQSsiquc01req_1.xml";

type Counter = ReturnType<typeof counter>;
type Kind = () => Promise<Folders>;

const roots: string[] = [];
afterEach(() => roots.splice(0).forEach((root) => rmSync(root, { recursive: true, force: true })));
function newRoot(): string {
  const root = mkdtempSync(join(tmpdir(), "shikaku-bad-files-"));
  roots.push(root);
  return root;
}

const KINDS: [string, Kind][] = [
  ["in memory", () => Promise.resolve(memoryFolders())],
  ["on a disk", () => openFolders(newRoot())],
];

/** Runs a script with a bystander beside it, whose request must be answered whatever happens. */
async function scene(kind: Kind, script: (at: Counter) => Promise<void>, encoding: "UTF-8" | "Shift_JIS" = "UTF-8") {
  const folders = await kind();
  const at = counter({ encoding, folders });
  // The disk takes real time, for which virtual time must wait.
  const bare: Folders = {
    list: (folder) => at.clock.real(folders.list(folder)),
    read: (folder, name, limit) => at.clock.real(folders.read(folder, name, limit)),
    write: (folder, name, bytes) => at.clock.real(folders.write(folder, name, bytes)),
    remove: (folder, name) => at.clock.real(folders.remove(folder, name)),
    watch: (folder, changed) => folders.watch(folder, changed),
  };
  const work = async () => {
    await script({ ...at, bare });
    await at.folders.write("req", "OQSsiquc01req_bystander.xml", good);
    await at.rest(2_000);
  };
  await at.run(work());
  at.close();
  const left = await folders.list("res");
  expect(left).toContain("OQSsiquc01res_bystander.xml");
  expect(at.unforeseen).toEqual([]);
  const decode = encoding === "UTF-8" ? fromUtf8 : (bytes: Uint8Array) => decodeShiftJis(bytes);
  const errors = await Promise.all(
    left
      .filter((name) => name.endsWith(".err"))
      .map(async (name) => [name, decode((await folders.read("res", name)) ?? new Uint8Array())] as const),
  );
  return { left, req: await folders.list("req"), errors };
}

/** Puts one file there and leaves it alone. */
const put = (kind: Kind, name: string, bytes: Uint8Array, encoding?: "UTF-8" | "Shift_JIS") =>
  scene(
    kind,
    async ({ bare, rest }) => {
      await bare.write("req", name, bytes);
      await rest(10_000);
    },
    encoding,
  );

describe.each(KINDS)(
  "%s, a file that is no request is answered by an error file of one line, and is gone",
  (_, kind) => {
    test.each([
      ["half a file that nobody finishes", GOOD, good.slice(0, 300), "TSTF0003E"],
      ["an empty file", GOOD, new Uint8Array(), "TSTF0003E"],
      ["Shift_JIS labelled as UTF-8", GOOD, encodeShiftJis(text), "TSTF0003E"],
      ["UTF-8 labelled as Shift_JIS", GOOD, utf8(text.replace("UTF-8", "Shift_JIS")), "TSTF0003E"],
      ["UTF-16", GOOD, new Uint8Array(Buffer.from(text, "utf16le")), "TSTF0003E"],
      ["another root", GOOD, utf8("<Message/>"), "TSTF0003E"],
      [
        "an external entity",
        GOOD,
        utf8(`<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>`),
        "TSTF0003E",
      ],
      ["entities that grow", GOOD, utf8(`<!DOCTYPE a [<!ENTITY b "x"><!ENTITY c "&b;&b;">]><a>&c;</a>`), "TSTF0003E"],
      ["a hundred thousand levels", GOOD, utf8("<a>".repeat(100_000)), "TSTF0003E"],
      ["more than four megabytes", GOOD, new Uint8Array(MAX_BYTES + 1).fill(0x20), "TSTF0002E"],
      [
        "an element that stands twice",
        GOOD,
        utf8(text.replace("<Birthdate>", "<Birthdate>19900101</Birthdate><Birthdate>")),
        "TSTF0004E",
      ],
      ["a name that is none", "request.xml", good, "TSTF0001E"],
      ["an answer's name", "OQSsiquc01res_1.xml", good, "TSTF0001E"],
      ["a reader's name", "OQSsiquc01req_face_1.xml", good, "TSTF0001E"],
      ["capital letters at the end", "OQSsiquc01req_1.XML", good, "TSTF0001E"],
      ["a kind that is not handled", "EPSsiquc01req_1.xml", good, "TSTF0005E"],
    ])("%s", async (_what, name, bytes, code) => {
      const { req, errors } = await put(kind, name, bytes);
      expect(req).toEqual([]);
      expect(errors.map(([name]) => name)).toEqual([name.replace(/\.xml$/i, ".err")]);
      const [line = ""] = errors.map(([, line]) => line);
      expect(line).toMatch(new RegExp(`^${code} [^\n]+\n$`));
    });

    test("which is written in the terminal's encoding", async () => {
      const { errors } = await put(kind, GOOD, new Uint8Array(), "Shift_JIS");
      expect(errors.map(([, line]) => line)[0]).toContain("読み取れません");
    });

    test("and quotes nothing of the file", async () => {
      const { errors } = await put(kind, GOOD, utf8(text.replace("</Birthdate>", "</見本花子>")));
      expect(errors.map(([, line]) => line)[0]).not.toContain("花子");
    });
  },
);

describe.each(KINDS)("%s, a file that is still being written is not refused", (_, kind) => {
  test("it is answered when it is whole", async () => {
    const { left, req, errors } = await scene(kind, async ({ bare, rest }) => {
      for (let at = 1; at < 8; at++) {
        await bare.write("req", GOOD, good.slice(0, Math.floor((good.length * at) / 8)));
        await rest(2_500);
      }
      await bare.write("req", GOOD, good);
      await rest(2_000);
    });
    expect(req).toEqual([]);
    expect(errors).toEqual([]);
    expect(left).toContain("OQSsiquc01res_1.xml");
  });

  test("but one that is never whole is, after a minute", async () => {
    const { req, errors } = await scene(kind, async ({ bare, rest }) => {
      for (let at = 1; at < 65; at++) {
        await bare.write("req", GOOD, concat(good.slice(0, 300), new Uint8Array(at).fill(0x20)));
        await rest(1_000);
        if ((await bare.list("res")).length > 0) break;
      }
      // What was written at the very moment of the refusal is looked at once more.
      await rest(10_000);
    });
    expect(req).toEqual([]);
    expect(errors).toHaveLength(1);
  });

  test("a file under a temporary name is left to its program", async () => {
    const { req, errors } = await put(kind, "OQSsiquc01req_1.xml.tmp", good.slice(0, 10));
    expect(req).toEqual(["OQSsiquc01req_1.xml.tmp"]);
    expect(errors).toEqual([]);
  });

  test("a file that goes away unread leaves nothing", async () => {
    const { left } = await scene(kind, async ({ bare, rest }) => {
      await bare.write("req", GOOD, good.slice(0, 100));
      await rest(1_000);
      await bare.remove("req", GOOD);
      await rest(10_000);
    });
    expect(left).toEqual(["OQSsiquc01res_bystander.xml"]);
  });
});

test.each(KINDS)(
  "%s, whatever bytes are put there end in an answer or an error file, and the next is answered",
  async (where, kind) => {
    const mutilated = fc
      .tuple(fc.nat(good.length), fc.nat(40), fc.uint8Array({ maxLength: 12 }))
      .map(([at, cut, put]) => concat(good.slice(0, at), put, good.slice(at + cut)));
    await fc.assert(
      fc.asyncProperty(fc.oneof(mutilated, fc.uint8Array({ maxLength: 400 })), async (bytes) => {
        const { req, left } = await put(kind, GOOD, bytes);
        expect(req).toEqual([]);
        expect(left).toHaveLength(2);
      }),
      { numRuns: where === "in memory" ? 150 : 20 },
    );
  },
);

describe("what cannot be read as a request at all is refused after a minute, while others are served", () => {
  const long = `OQSsiquc01req_${"x".repeat(200)}.xml`;
  const file = (path: string) => writeFileSync(path, good);
  test.each<[string, string, (path: string) => void, string, boolean]>([
    ["a colon in the name", "OQSsiquc01req_a:b.xml", file, "TSTF0001E", true],
    ["a name of 218 characters", long, file, "TSTF0001E", true],
    ["the name of a device", "CON.xml", file, "TSTF0001E", true],
    ["a newline in the name", "OQSsiquc01req_a\nb.xml", file, "TSTF0001E", true],
    ["a link", GOOD, (path) => symlinkSync("/etc/hostname", path), "TSTF0007E", true],
    ["a directory", GOOD, (path) => mkdirSync(path), "TSTF0007E", false],
  ])("%s", async (_, name, make, code, goes) => {
    const root = newRoot();
    const early: string[] = [];
    const kind = () => openFolders(root);
    const { req, errors } = await scene(kind, async ({ bare, rest }) => {
      make(join(root, "req", name));
      await bare.write("req", "OQSsiquc01req_meanwhile.xml", good);
      await rest(5_000);
      early.push(...(await bare.list("res")));
      await rest(60_000);
      const [error = ""] = (await bare.list("res")).filter((name) => name.endsWith(".err"));
      await bare.remove("res", error);
      await rest(70_000);
      expect((await bare.list("res")).filter((name) => name.endsWith(".err"))).toEqual([]);
      await bare.write("res", error, utf8(code));
      expect(error).toMatch(/^[A-Za-z0-9_-]{1,100}\.err$/);
    });
    expect(early).toEqual(["OQSsiquc01res_meanwhile.xml"]);
    expect(req).toEqual(goes ? [] : [name]);
    expect(errors).toHaveLength(1);
  });

  test("names that come to the same in safe characters get an error file each, which says why", async () => {
    const root = newRoot();
    const { req, errors } = await scene(
      () => openFolders(root),
      async ({ rest }) => {
        for (const odd of [":", "?", "*"]) file(join(root, "req", `OQSsiquc01req_a${odd}b.xml`));
        await rest(65_000);
      },
    );
    expect(req).toEqual([]);
    expect(new Set(errors.map(([name]) => name)).size).toBe(3);
    for (const [name, line] of errors) {
      expect(name).toMatch(/^OQSsiquc01req_a_b-[0-9a-f]{12}\.err$/);
      expect(line).toMatch(/^TSTF0001E [^\n]+\n$/);
    }
  });

  test.each(KINDS)("%s, a file that nobody may open", async (_, kind) => {
    const shut = async (): Promise<Folders> => {
      const folders = await kind();
      const read: Folders["read"] = (folder, name, limit) =>
        name === GOOD ? Promise.resolve(undefined) : folders.read(folder, name, limit);
      return { ...folders, read };
    };
    const { req, errors } = await scene(shut, async ({ bare, rest }) => {
      await bare.write("req", GOOD, good);
      await rest(50_000);
      expect(await bare.list("res")).toEqual([]);
      await rest(15_000);
    });
    expect(req).toEqual([]);
    expect(errors.map(([name, line]) => [name, line.slice(0, 9)])).toEqual([["OQSsiquc01req_1.err", "TSTF0007E"]]);
  });

  test.each(KINDS)("%s, a device's name as part of a longer one is a name like others", async (_, kind) => {
    const { left } = await put(kind, "OQSsiquc01req_CON.xml", good);
    expect(left).toContain("OQSsiquc01res_CON.xml");
  });
});
