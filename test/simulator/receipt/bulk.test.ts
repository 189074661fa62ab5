import { describe, expect, test } from "vitest";
import { DeviceError } from "../../../device/errors.ts";
import { fromUtf8, utf8 } from "../../../device/wire/bytes.ts";
import { MOST_ROWS } from "../../../simulator/central/bulk/accept.ts";
import { memoryFolders } from "../../../simulator/terminal/memory-folders.ts";
import { counter, CLINIC, heldFolders, numberQuery, persona } from "../counter.ts";

const hanako = persona("hanako");
const taro = persona("taro");
const moved = persona("moved");

type Counter = ReturnType<typeof counter>;
const chartEvents = ({ trace }: Counter) =>
  trace.events.flatMap((event) =>
    event.channel === "chart" && event.is !== "secret" ? [event.is === "refused" ? event.reason : event.is] : [],
  );
const written = ({ trace }: Counter) =>
  trace.events.flatMap((event) =>
    event.channel === "folder" && event.is === "appeared" && event.folder === "req" ? [event.name.slice(0, 13)] : [],
  );

describe("many asked about at once", () => {
  test.each(["UTF-8", "Shift_JIS"] as const)(
    "end in their charts, in %s, and nothing is left lying",
    async (encoding) => {
      const at = counter({ encoding });
      const asked = await at.run(
        at.receipt.requestMany([
          numberQuery(hanako),
          { ...numberQuery(taro), birthDate: "19000101" },
          { ...numberQuery(moved), ...moved.former },
        ]),
      );
      expect(asked).toMatchObject([
        { outcome: "imported", entry: { patient: { name: hanako.name, medicines: "" } } },
        { outcome: "refused", reason: "noSuchEntitlement" },
        { outcome: "imported", entry: { patient: { name: moved.name, validity: "3" } } },
      ]);
      await at.run(at.rest(2_000));
      expect([...(await at.bare.list("req")), ...(await at.bare.list("res"))]).toEqual([]);
      expect(written(at)).toEqual(["OQSmuquc01req", "OQSmuquc02req"]);
    },
  );

  test("come in a ZIP where the terminal does so", async () => {
    const at = counter({ manner: { bulkForm: "zip" } });
    expect(await at.run(at.receipt.requestMany([hanako, taro].map(numberQuery)))).toMatchObject([
      { outcome: "imported", entry: { patient: { name: hanako.name } } },
      { outcome: "imported", entry: { patient: { name: taro.name } } },
    ]);
    await at.run(at.rest(2_000));
    expect(await at.bare.list("res")).toEqual([]);
  });

  test("a check that takes long is asked for again, and never sent again", async () => {
    const at = counter();
    // As many rows as the centre takes, each of which takes it a hundredth of a second: not through at the first asking.
    const many = Array.from({ length: MOST_ROWS }, () => numberQuery(hanako));
    const asked = await at.run(at.receipt.requestMany(many));
    expect(new Set(asked.map(({ outcome }) => outcome))).toEqual(new Set(["imported"]));
    expect(asked).toHaveLength(MOST_ROWS);
    expect(written(at)).toEqual(["OQSmuquc01req", ...Array.from({ length: 6 }, () => "OQSmuquc02req")]);
  });

  test("two checks at once each have the outcome of their own", async () => {
    const at = counter();
    const both = await at.run(
      Promise.all([[hanako], [taro]].map((people) => at.receipt.requestMany(people.map(numberQuery)))),
    );
    expect(both.flat().map((asked) => asked.outcome === "imported" && asked.entry.patient.name)).toEqual([
      hanako.name,
      taro.name,
    ]);
  });

  test("that nobody answers is given up after half an hour, and was sent once", async () => {
    const at = counter();
    at.terminal.close();
    expect(await at.run(at.receipt.requestMany([numberQuery(hanako)]))).toEqual([{ outcome: "timedOut" }]);
    expect(written(at)).toEqual(["OQSmuquc01req"]);
  });

  test("a folder that is away when the outcome is to be asked for is tried again", async () => {
    let away = false;
    const inUse = () => new DeviceError("file.refused", { path: "x", why: "EBUSY" });
    const at = counter({
      folders: heldFolders(memoryFolders(), (name) => away && name.startsWith("OQSmuquc02req"), inUse),
    });
    const work = async () => {
      const asked = at.receipt.requestMany([numberQuery(hanako)]);
      away = true;
      await at.rest(60_000);
      away = false;
      return asked;
    };
    expect(await at.run(work())).toMatchObject([{ outcome: "imported" }]);
  });

  test("an .err for the check is told for every row", async () => {
    const at = counter();
    at.terminal.close();
    const work = async () => {
      const asked = at.receipt.requestMany([numberQuery(hanako), numberQuery(taro)]);
      await at.rest(100);
      const [name = ""] = await at.bare.list("req");
      await at.bare.write("res", name.replace(".xml", ".err"), utf8("TSTF0003E\n"));
      return asked;
    };
    const refused = { outcome: "refused", reason: "notRequested", detail: "TSTF0003E" };
    expect(await at.run(work())).toEqual([refused, refused]);
  });
});

describe("an outcome that is not as it was asked for", () => {
  /** Has the outcome of hanako and taro rewritten before the receipt computer sees it. */
  const rewritten = async (change: (text: string) => string) => {
    const bare = memoryFolders();
    const at = counter({
      folders: {
        ...bare,
        write: (folder, name, bytes) =>
          bare.write(folder, name, name.startsWith("OQSmuquc02res") ? utf8(change(fromUtf8(bytes))) : bytes),
      },
    });
    at.receipt.requestMany([hanako, taro].map(numberQuery)).catch((error: unknown) => at.unforeseen.push(error));
    await at.run(at.rest(30_000));
    return chartEvents(at);
  };
  const UNIT = /<BulkConfirmUnit>[\s\S]*?<\/BulkConfirmUnit>/g;

  test.each([
    ["as it was", (text: string) => text, ["imported", "imported"]],
    [
      "rows in another order",
      (text: string) =>
        text.replace(
          /([\s\S]*?)(<BulkConfirmUnit>[\s\S]*?<\/BulkConfirmUnit>)\s*(<BulkConfirmUnit>[\s\S]*?<\/BulkConfirmUnit>)/,
          "$1$3$2",
        ),
      ["imported", "imported"],
    ],
    [
      "their keys exchanged",
      (text: string) =>
        text
          .replaceAll("<ArbitraryIdentifier>1<", "<ArbitraryIdentifier>x<")
          .replaceAll("<ArbitraryIdentifier>2<", "<ArbitraryIdentifier>1<")
          .replaceAll("<ArbitraryIdentifier>x<", "<ArbitraryIdentifier>2<"),
      ["otherPatient", "otherPatient"],
    ],
    [
      "a row missing",
      (text: string) => text.replace(UNIT, (unit) => (unit.includes(">2</ArbitraryIdentifier>") ? "" : unit)),
      ["imported", "rowMissing"],
    ],
    [
      "a row doubled",
      (text: string) => text.replace(UNIT, (unit) => (unit.includes(">2</ArbitraryIdentifier>") ? unit + unit : unit)),
      ["imported", "ambiguous"],
    ],
    ["another number", (text: string) => text.replace(/<ReceptionNumber>\d/, "<ReceptionNumber>9"), ["otherNumber"]],
    [
      "another institution",
      (text: string) => text.replaceAll(CLINIC.institutionCode, "9910000020"),
      ["otherInstitution"],
    ],
    [
      "another identifier",
      (text: string) => text.replace(/<ArbitraryFileIdentifier>\d/, "<ArbitraryFileIdentifier>9"),
      ["otherIdentifier"],
    ],
    ["half of it", (text: string) => text.slice(0, text.length / 2), ["notReadable"]],
  ])("%s", async (_, change, told) => {
    expect(await rewritten(change)).toEqual(told);
  });
});
