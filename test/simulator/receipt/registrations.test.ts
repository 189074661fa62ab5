import { describe, expect, test } from "vitest";
import { fromUtf8, utf8 } from "../../../device/wire/bytes.ts";
import type { Person } from "../../../simulator/people.ts";
import { memoryFolders } from "../../../simulator/terminal/memory-folders.ts";
import { counter, CLINIC, numberQuery, persona } from "../counter.ts";
import { chartEvents, type Counter } from "./visit.ts";

const hanako = persona("hanako");
const taro = persona("taro");

async function visit({ post, report, terminal, rest }: Counter, person: Person) {
  const { json } = await post(CLINIC, "/v1/reception", await report(person, CLINIC));
  await terminal.handOver(json, "F0000001");
  await rest(2_000);
}

/** A counter whose terminal writes files of a kind otherwise. */
function rewriting(kind: string, change: (text: string) => string): Counter {
  const bare = memoryFolders();
  return counter({
    folders: {
      ...bare,
      write: (folder, name, bytes) =>
        bare.write(folder, name, name.startsWith(kind) ? utf8(change(fromUtf8(bytes))) : bytes),
    },
  });
}

describe("the number of a chart is registered for its patient", () => {
  test.each(["UTF-8", "Shift_JIS"] as const)(
    "alone, in %s, and results of the card carry it back",
    async (encoding) => {
      const at = counter({ encoding });
      await at.run(visit(at, hanako));
      expect(await at.run(at.receipt.register(numberQuery(hanako)))).toMatchObject({
        outcome: "registered",
        entry: { number: "000001", patient: { name: hanako.name } },
      });
      await at.run(at.rest(2_000));
      expect([...(await at.bare.list("req")), ...(await at.bare.list("res"))]).toEqual([]);
      const { json } = await at.run(
        at.report(hanako, CLINIC).then((reported) => at.post(CLINIC, "/v1/reception", reported)),
      );
      expect(JSON.stringify(json)).toContain('"ReferenceNumber":"000001"');
    },
  );

  test("with many others, in one request, whose outcome is fetched", async () => {
    const at = counter();
    for (const person of [hanako, taro]) await at.run(visit(at, person));
    const asked = await at.run(at.receipt.registerMany([taro, persona("moved"), hanako].map(numberQuery)));
    expect(asked).toMatchObject([
      { outcome: "registered", entry: { number: "000002" } },
      { outcome: "refused", reason: "noChart" },
      { outcome: "registered", entry: { number: "000001" } },
    ]);
    expect(chartEvents(at)).toEqual(["imported", "imported", "registered", "registered"]);
  });

  test("and not where there is no chart: nothing is sent", async () => {
    const at = counter();
    expect(await at.run(at.receipt.register(numberQuery(hanako)))).toEqual({ outcome: "refused", reason: "noChart" });
    expect(await at.bare.list("req")).toEqual([]);
  });
});

describe("an outcome that is not as it was asked for", () => {
  const oneOf = async (change: (text: string) => string) => {
    const at = rewriting("OQSsiimm01res", change);
    await at.run(visit(at, hanako));
    at.receipt.register(numberQuery(hanako)).catch((error: unknown) => at.unforeseen.push(error));
    await at.run(at.rest(5_000));
    return chartEvents(at).slice(1);
  };

  test.each([
    ["as it was", (text: string) => text, ["registered"]],
    [
      "another patient's",
      (text: string) => text.replace(/<InsuredIdentificationNumber>[^<]*/, "<InsuredIdentificationNumber>999999"),
      ["otherPatient"],
    ],
    [
      "another number's",
      (text: string) => text.replace("<ReferenceNumber>000001", "<ReferenceNumber>000002"),
      ["otherPatient"],
    ],
    [
      "in error",
      (text: string) => text.replace("<ProcessingResultStatus>1", "<ProcessingResultStatus>2"),
      ["abnormal"],
    ],
    [
      "another request's",
      (text: string) => text.replace(/<ArbitraryFileIdentifier>\d/, "<ArbitraryFileIdentifier>9"),
      ["otherIdentifier"],
    ],
    ["still running", (text: string) => text.replace("<SegmentOfResult>1", "<SegmentOfResult>2"), []],
  ])("%s", async (_, change, said) => {
    expect(await oneOf(change)).toEqual(said);
  });

  const manyOf = async (change: (text: string) => string) => {
    const at = rewriting("OQSmuimm02res", change);
    for (const person of [hanako, taro]) await at.run(visit(at, person));
    at.receipt.registerMany([hanako, taro].map(numberQuery)).catch((error: unknown) => at.unforeseen.push(error));
    await at.run(at.rest(30_000));
    return chartEvents(at).slice(2);
  };

  test.each([
    ["the numbers of two rows exchanged", ["000001", "000002"], ["otherPatient", "otherPatient"]],
    ["a number that is in no row", ["000001", "000009"], ["rowMissing", "registered"]],
  ])("%s", async (_, [one = "", other = ""], said) => {
    const exchange = (text: string) =>
      text
        .replaceAll(`<ReferenceNumber>${one}`, "<ReferenceNumber>x")
        .replaceAll(`<ReferenceNumber>${other}`, `<ReferenceNumber>${one}`)
        .replaceAll("<ReferenceNumber>x", `<ReferenceNumber>${other}`);
    expect(await manyOf(exchange)).toEqual(said);
  });

  test("another reception number's", async () => {
    expect(await manyOf((text) => text.replace(/<ReceptionNumber>\d/, "<ReceptionNumber>9"))).toEqual(["otherNumber"]);
  });
});

describe("a number that a card's result carries back", () => {
  const at = (change: (text: string) => string) => rewriting("OQSsiquc01res_face", change);
  const carrying = (text: string) =>
    text
      .replace(/\s*<ReferenceNumber>[^<]*<\/ReferenceNumber>/, "")
      .replace(
        "</ResultOfQualificationConfirmation>",
        "<ReferenceNumber>000001</ReferenceNumber></ResultOfQualificationConfirmation>",
      );

  test("finds the chart of a patient whose insured number is new", async () => {
    let visits = 0;
    const here = at((text) =>
      ++visits === 1
        ? text
        : carrying(text.replace(/<InsuredIdentificationNumber>[^<]*/, "<InsuredIdentificationNumber>777777")),
    );
    for (const person of [hanako, hanako]) await here.run(visit(here, person));
    expect(here.receipt.chart()).toMatchObject([{ number: "000001", patient: { number: "777777" } }]);
  });

  test("but never another person's, and staff are told", async () => {
    let visits = 0;
    const here = at((text) => (++visits === 1 ? text : carrying(text)));
    for (const person of [hanako, taro]) await here.run(visit(here, person));
    expect(here.receipt.chart()).toMatchObject([{ number: "000001", patient: { name: hanako.name } }]);
    expect(chartEvents(here)).toEqual(["imported", "otherPatient"]);
  });

  test("and counts for less than the insured number itself", async () => {
    let visits = 0;
    const here = at((text) => (++visits < 3 ? text : carrying(text)));
    for (const person of [hanako, taro, taro]) await here.run(visit(here, person));
    expect(here.receipt.chart().map(({ number, patient }) => [number, patient.name])).toEqual([
      ["000001", hanako.name],
      ["000002", taro.name],
    ]);
  });
});
