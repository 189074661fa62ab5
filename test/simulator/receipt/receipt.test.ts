import { describe, expect, test } from "vitest";
import { DeviceError } from "../../../device/errors.ts";
import { CONSENT_ITEMS } from "../../../device/wire/face-values.ts";
import { fromUtf8, utf8 } from "../../../device/wire/bytes.ts";
import { memoryFolders } from "../../../simulator/terminal/memory-folders.ts";
import { counter, CLINIC, numberQuery, persona } from "../counter.ts";
import { chartEvents, type Counter, visit } from "./visit.ts";

const hanako = persona("hanako");
const taro = persona("taro");
const gaiji = persona("gaiji");

const names = ({ receipt }: Counter) => receipt.chart().map(({ patient }) => patient.name);

describe("a reader's result is taken into the chart with nothing typed (RCP-01)", () => {
  test.each(["UTF-8", "Shift_JIS"] as const)("in %s, and its file is gone", async (encoding) => {
    const at = counter({ encoding });
    await at.run(visit(at, hanako).then(() => at.rest(1_500)));
    expect(at.receipt.chart()).toMatchObject([
      {
        nameIncomplete: false,
        patient: {
          name: hanako.name,
          kana: hanako.kana,
          birthDate: hanako.birthDate,
          sex: "female",
          address: hanako.address,
          certificateClass: "01",
          insurer: hanako.insurer,
          insurerName: hanako.insurerName,
          symbol: hanako.symbol,
          number: hanako.number,
          branch: hanako.branch,
          validFrom: "20240401",
          validTo: "20270331",
          copayment: "030",
          validity: "1",
          medicines: "1",
          medicinesUntil: "20260402090000",
          checkups: "0",
        },
      },
    ]);
    expect(await at.bare.list("face")).toEqual([]);
    expect(chartEvents(at)).toEqual(["imported"]);
  });

  test("within a second of its appearing (LAT-08)", async () => {
    const at = counter();
    await at.run(visit(at, hanako).then(() => at.rest(5_000)));
    const appeared = at.trace.events.find(({ channel, is }) => channel === "folder" && is === "appeared");
    const imported = at.trace.events.find(({ channel }) => channel === "chart");
    expect((imported?.at ?? Infinity) - (appeared?.at ?? 0)).toBeLessThanOrEqual(1_000_000);
  });

  test("but one with characters that could not be carried is marked, and never replaces a whole name", async () => {
    const at = counter();
    await at.run(visit(at, gaiji).then(() => at.rest(1_500)));
    expect(at.receipt.chart()).toMatchObject([{ nameIncomplete: true, patient: { name: "●橋　●乃" } }]);
  });

  test.each([
    ["no-rate", { copayment: "" }, true],
    ["two-rates", { copayment: "030", elderlyCopayment: "020" }, true],
    ["elderly", { copayment: "020", elderlyCopayment: "020" }, false],
    ["hanako", { copayment: "030" }, false],
  ])(
    "what was told of the share that %s pays is kept, and marked where it is none or two",
    async (id, told, marked) => {
      const at = counter();
      await at.run(visit(at, persona(id)).then(() => at.rest(1_500)));
      expect(at.receipt.chart()).toMatchObject([{ patient: told, copaymentInDoubt: marked }]);
      const marks = at.trace.events.flatMap((event) =>
        event.channel === "chart" && event.is === "imported" ? [event.patient["copaymentInDoubt"]] : [],
      );
      expect(marks).toEqual([marked ? "1" : undefined]);
    },
  );

  test("but a second time under the same name it is not, and is cleared away", async () => {
    const at = counter();
    const work = async () => {
      const file = await visit(at, hanako);
      const bytes = (await at.bare.read("face", file)) ?? new Uint8Array();
      await at.rest(1_500);
      await at.folders.write("face", file, bytes);
      await at.rest(1_500);
    };
    await at.run(work());
    expect(chartEvents(at)).toEqual(["imported", "twice"]);
    expect(await at.bare.list("face")).toEqual([]);
  });
});

describe("a request by number", () => {
  test.each(["UTF-8", "Shift_JIS"] as const)("ends in the chart, in %s", async (encoding) => {
    const at = counter({ encoding });
    const asked = await at.run(at.receipt.request(numberQuery(hanako)));
    expect(asked).toMatchObject({ outcome: "imported", entry: { patient: { name: hanako.name, medicines: "0" } } });
    expect(await at.bare.list("req")).toEqual([]);
    await at.run(at.rest(2_000));
    expect(await at.bare.list("res")).toEqual([]);
  });

  test("two at once, answered the other way round, end in the charts of their patients", async () => {
    const delays = [7_000, 3_000];
    const at = counter({ latency: () => delays.shift() ?? 0 });
    const both = await at.run(Promise.all([hanako, taro].map((person) => at.receipt.request(numberQuery(person)))));
    expect(both.map((asked) => asked.outcome === "imported" && asked.entry.patient.name)).toEqual([
      hanako.name,
      taro.name,
    ]);
  });

  test("of a lost entitlement says so, and that there is a newer one", async () => {
    const at = counter();
    const moved = persona("moved");
    const asked = await at.run(at.receipt.request({ ...numberQuery(moved), ...moved.former }));
    expect(asked).toMatchObject({ outcome: "imported", entry: { patient: { validity: "3", validTo: "20260228" } } });
  });

  test("takes no consent back that was given with the card, whichever of the five it was", async () => {
    const at = counter();
    const work = async () => {
      await visit(at, hanako, CONSENT_ITEMS);
      await at.rest(1_500);
      await at.receipt.request(numberQuery(hanako));
    };
    await at.run(work());
    const given = Object.fromEntries(CONSENT_ITEMS.map((item) => [item, "1"]));
    expect(at.receipt.chart()).toMatchObject([{ patient: { ...given, medicinesUntil: "20260402090000" } }]);
  });

  test.each([
    ["nobody has that number", { number: "999999" }, "noSuchEntitlement"],
    ["the birth date is another's", { birthDate: taro.birthDate }, "noSuchEntitlement"],
  ])("%s: staff are told, and no chart is touched", async (_, change, reason) => {
    const at = counter();
    const asked = await at.run(at.receipt.request({ ...numberQuery(hanako), ...change }));
    expect(asked).toEqual({ outcome: "refused", reason });
    expect(at.receipt.chart()).toEqual([]);
  });

  test("that the central system cannot be asked about is refused with the terminal's code", async () => {
    const down = new DeviceError("link.refused", { address: "central", why: "down" });
    const at = counter({ central: () => Promise.reject(down) });
    const asked = await at.run(at.receipt.request(numberQuery(hanako)));
    expect(asked).toEqual({ outcome: "refused", reason: "abnormal", detail: "TSTT0001E" });
  });

  test("that nobody answers is given up after three minutes, never sent again, and taken in when it comes late", async () => {
    const at = counter();
    at.terminal.close();
    const asked = at.receipt.request(numberQuery(hanako));
    expect(await at.run(asked)).toEqual({ outcome: "timedOut" });
    expect(await at.bare.list("req")).toHaveLength(1);
    const late = counter({ folders: at.bare });
    late.receipt.close();
    await late.run(late.rest(2_000));
    await at.run(at.rest(2_000));
    expect(names(at)).toEqual([hanako.name]);
  });

  test("that the terminal could not take is told with the reason", async () => {
    const at = counter();
    at.terminal.close();
    const work = async () => {
      const asked = at.receipt.request(numberQuery(hanako));
      await at.rest(100);
      const [name = ""] = await at.bare.list("req");
      await at.bare.write("res", name.replace(".xml", ".err"), utf8("TSTF0003E 読み取れません\n"));
      return asked;
    };
    expect(await at.run(work())).toEqual({
      outcome: "refused",
      reason: "notRequested",
      detail: "TSTF0003E 読み取れません",
    });
  });
});

describe("never the wrong patient", () => {
  /** Has an answer for hanako rewritten before the receipt computer sees it. */
  const rewritten = async (change: (text: string) => string) => {
    const at = counter();
    at.receipt.close();
    const copy = counter({ folders: memoryFolders() });
    copy.terminal.close();
    const work = async () => {
      const asked = copy.receipt.request(numberQuery(hanako));
      await copy.rest(100);
      const [name = ""] = await copy.bare.list("req");
      await at.bare.write("req", name, (await copy.bare.read("req", name)) ?? new Uint8Array());
      await at.run(at.rest(2_000));
      const answer = name.replace("req_", "res_");
      const bytes = await at.bare.read("res", answer);
      await copy.bare.write("res", answer, utf8(change(fromUtf8(bytes ?? new Uint8Array()))));
      return asked;
    };
    const asked = await copy.run(work());
    return { asked, chart: copy.receipt.chart(), left: await copy.bare.list("res") };
  };

  test("the answer as it was is taken in", async () => {
    expect((await rewritten((text) => text)).asked.outcome).toBe("imported");
  });

  test.each([
    ["another identifier", /<ArbitraryFileIdentifier>\d+/, "<ArbitraryFileIdentifier>202604010099", "otherIdentifier"],
    ["no identifier", /<ArbitraryFileIdentifier>.*<\/ArbitraryFileIdentifier>/, "", "otherIdentifier"],
    ["another institution", CLINIC.institutionCode, "9910000020", "otherInstitution"],
    [
      "another birth date",
      /<Birthdate>19890913(?=[\s\S]*<Address>)(?![\s\S]*<ResultList>)/,
      "<Birthdate>20040804",
      "otherPatient",
    ],
    ["no birth date", /<Birthdate>19890913<\/Birthdate>(?![\s\S]*<Birthdate>)/, "", "incomplete"],
    ["no name", /<Name>.*<\/Name>/, "", "incomplete"],
    ["two birth dates", /(<Birthdate>19890913<\/Birthdate>)(?![\s\S]*<Birthdate>)/, "$1$1", "ambiguous"],
    [
      "a birth date that does not exist",
      /<Birthdate>19890913(?![\s\S]*<Birthdate>)/,
      "<Birthdate>19890230",
      "incomplete",
    ],
    [
      "two patients",
      /(<ResultOfQualificationConfirmation>[\s\S]*<\/ResultOfQualificationConfirmation>)/,
      "$1$1",
      "severalPatients",
    ],
    ["half a file", /<\/MessageBody>[\s\S]*/, "", "notReadable"],
  ])("%s in the answer: refused, and the file is left for staff", async (_, search, put, reason) => {
    const { asked, chart, left } = await rewritten((text) => {
      const changed = text.replace(search, put);
      expect(changed).not.toBe(text);
      return changed;
    });
    expect(asked).toMatchObject({ outcome: "refused", reason });
    expect(chart).toEqual([]);
    expect(left).toHaveLength(1);
  });

  test("answers with their names exchanged are both refused", async () => {
    const at = counter();
    at.terminal.close();
    const other = counter({ folders: memoryFolders() });
    other.receipt.close();
    const work = async () => {
      const asked = Promise.all([hanako, taro].map((person) => at.receipt.request(numberQuery(person))));
      await at.rest(100);
      const requests = await at.bare.list("req");
      for (const name of requests)
        await other.bare.write("req", name, (await at.bare.read("req", name)) ?? new Uint8Array());
      await other.run(other.rest(3_000));
      const [one = "", two = ""] = await other.bare.list("res");
      await at.bare.write("res", one, (await other.bare.read("res", two)) ?? new Uint8Array());
      await at.bare.write("res", two, (await other.bare.read("res", one)) ?? new Uint8Array());
      return asked;
    };
    expect(await at.run(work())).toMatchObject([
      { outcome: "refused", reason: "otherIdentifier" },
      { outcome: "refused", reason: "otherIdentifier" },
    ]);
    expect(at.receipt.chart()).toEqual([]);
  });

  test("an answer to somebody else's request in the same folder is left to him", async () => {
    const at = counter();
    const work = async () => {
      await at.bare.write("res", "OQSsiquc01res_202604019999.xml", utf8("<XmlMsg/>"));
      await at.receipt.request(numberQuery(hanako));
      await at.rest(2_000);
    };
    await at.run(work());
    expect(await at.bare.list("res")).toEqual(["OQSsiquc01res_202604019999.xml"]);
    expect(chartEvents(at)).toEqual(["imported"]);
  });

  test("twins under one number, with no branch to tell them apart, do not share a chart", async () => {
    const at = counter({
      people: [
        { ...persona("mirei"), branch: "" },
        { ...persona("mirai"), branch: "", number: persona("mirei").number },
      ],
    });
    const work = async () => {
      await visit(at, persona("mirei"));
      await at.rest(1_500);
      await visit(at, persona("mirai"));
      await at.rest(1_500);
    };
    await at.run(work());
    expect(names(at)).toEqual([persona("mirei").name]);
    expect(chartEvents(at)).toEqual(["imported", "otherPatient"]);
  });

  test("two who share birth date, address and every ● keep charts of their own", async () => {
    const other = {
      ...gaiji,
      id: "other",
      number: "000777",
      certificateSerial: gaiji.certificateSerial.replace("9A", "8A"),
      name: "﨑橋　𠀋乃",
    };
    const at = counter({ people: [gaiji, other] });
    const both = await at.run(Promise.all([gaiji, other].map((person) => at.receipt.request(numberQuery(person)))));
    expect(both.map(({ outcome }) => outcome)).toEqual(["imported", "imported"]);
    expect(at.receipt.chart()).toHaveLength(2);
    expect(names(at)).toEqual(["●橋　●乃", "●橋　●乃"]);
  });

  test.each(["symbol", "number"] as const)("two whose %s becomes the same ● do not share a chart", async (what) => {
    const { name, kana, sex, birthDate, insurer, symbol, number, branch } = gaiji;
    const alike = { name, kana, sex, birthDate, insurer, symbol, number, branch };
    const [one, other] = [
      { ...gaiji, [what]: "髙７" },
      { ...taro, ...alike, [what]: "﨑７" },
    ];
    const at = counter({ people: [one, other] });
    const work = async () => {
      for (const person of [one, other]) {
        await visit(at, person);
        await at.rest(1_500);
      }
      return at.bare.list("face");
    };
    const left = await at.run(work());
    expect(chartEvents(at)).toEqual(["incomplete", "incomplete"]);
    expect([names(at), left.length]).toEqual([[], 2]);
  });
});
