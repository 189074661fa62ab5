import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { concat, fromUtf8, unhex, utf8 } from "../../../device/wire/bytes.ts";
import { decodeShiftJis, encodeShiftJis } from "../../../device/wire/oqs/shift-jis.ts";
import { MAX_BYTES } from "../../../device/wire/oqs/xml-reader.ts";
import vectors from "../../vectors/oqs-messages.json" with { type: "json" };
import { counter } from "../counter.ts";

/** A well-formed request by hand; it asks for nobody, which is an answer too. */
const good = unhex(vectors.find(({ name }) => name === "request by number, UTF-8")?.bytes ?? "");
const text = fromUtf8(good);
const GOOD = "OQSsiquc01req_1.xml";

type Counter = ReturnType<typeof counter>;

/** Runs a script with a bystander beside it, whose request must be answered whatever happens. */
async function scene(script: (at: Counter) => Promise<void>, encoding: "UTF-8" | "Shift_JIS" = "UTF-8") {
  const at = counter({ encoding });
  const work = async () => {
    await script(at);
    await at.folders.write("req", "OQSsiquc01req_bystander.xml", good);
    await at.rest(2_000);
  };
  await at.run(work());
  at.close();
  const left = await at.bare.list("res");
  expect(left).toContain("OQSsiquc01res_bystander.xml");
  const decode = encoding === "UTF-8" ? fromUtf8 : (bytes: Uint8Array) => decodeShiftJis(bytes);
  const errors = await Promise.all(
    left
      .filter((name) => name.endsWith(".err"))
      .map(async (name) => [name, decode((await at.bare.read("res", name)) ?? new Uint8Array())] as const),
  );
  return { left, req: await at.bare.list("req"), errors };
}

/** Puts one file there and leaves it alone. */
const put = (name: string, bytes: Uint8Array, encoding?: "UTF-8" | "Shift_JIS") =>
  scene(async ({ bare, rest }) => {
    await bare.write("req", name, bytes);
    await rest(10_000);
  }, encoding);

describe("a file that is no request is answered by an error file of one line, and is gone", () => {
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
  ])("%s", async (_, name, bytes, code) => {
    const { req, errors } = await put(name, bytes);
    expect(req).toEqual([]);
    expect(errors.map(([name]) => name)).toEqual([name.replace(/\.xml$/i, ".err")]);
    const [line = ""] = errors.map(([, line]) => line);
    expect(line).toMatch(new RegExp(`^${code} [^\n]+\n$`));
  });

  test("which is written in the terminal's encoding", async () => {
    const { errors } = await put(GOOD, new Uint8Array(), "Shift_JIS");
    expect(errors.map(([, line]) => line)[0]).toContain("読み取れません");
  });

  test("and quotes nothing of the file", async () => {
    const { errors } = await put(GOOD, utf8(text.replace("</Birthdate>", "</見本花子>")));
    expect(errors.map(([, line]) => line)[0]).not.toContain("花子");
  });
});

describe("a file that is still being written is not refused", () => {
  test("it is answered when it is whole", async () => {
    const { left, req, errors } = await scene(async ({ bare, rest }) => {
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
    const { req, errors } = await scene(async ({ bare, rest }) => {
      for (let at = 1; at < 65; at++) {
        await bare.write("req", GOOD, concat(good.slice(0, 300), new Uint8Array(at).fill(0x20)));
        await rest(1_000);
        if ((await bare.list("res")).length > 0) return;
      }
    });
    expect(req).toEqual([]);
    expect(errors).toHaveLength(1);
  });

  test("a file under a temporary name is left to its program", async () => {
    const { req, errors } = await put("OQSsiquc01req_1.xml.tmp", good.slice(0, 10));
    expect(req).toEqual(["OQSsiquc01req_1.xml.tmp"]);
    expect(errors).toEqual([]);
  });

  test("a file that goes away unread leaves nothing", async () => {
    const { left } = await scene(async ({ bare, rest }) => {
      await bare.write("req", GOOD, good.slice(0, 100));
      await rest(1_000);
      await bare.remove("req", GOOD);
      await rest(10_000);
    });
    expect(left).toEqual(["OQSsiquc01res_bystander.xml"]);
  });
});

test("whatever bytes are put there, they end in an answer or in an error file, and the next request is answered", async () => {
  const mutilated = fc
    .tuple(fc.nat(good.length), fc.nat(40), fc.uint8Array({ maxLength: 12 }))
    .map(([at, cut, put]) => concat(good.slice(0, at), put, good.slice(at + cut)));
  await fc.assert(
    fc.asyncProperty(fc.oneof(mutilated, fc.uint8Array({ maxLength: 400 })), async (bytes) => {
      const { req, left } = await put(GOOD, bytes);
      expect(req).toEqual([]);
      expect(left).toHaveLength(2);
    }),
    { numRuns: 150 },
  );
});
