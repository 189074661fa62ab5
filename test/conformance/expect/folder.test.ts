import { describe, expect, test } from "vitest";
import {
  appeared,
  bulkAcceptance,
  bulkOutcome,
  drugAnswer,
  errorFile,
  faceResult,
  medicalRequest,
  numberAnswer,
  numberRequest,
  removed,
} from "../../../conformance/expect/folder.ts";
import { is, itself, there } from "../../../conformance/expect/predicate.ts";
import { type Selector, where } from "../../../conformance/expect/selector.ts";
import { eventually } from "../../../conformance/expect/vocabulary.ts";
import { hex } from "../../../device/wire/bytes.ts";
import { events, type Loose } from "../fake-bench.ts";
import { both } from "./both-judges.ts";

/** Files as they appear in the exchange folders, by both judges. */

const text = (content: string) => hex(new TextEncoder().encode(content));
const file = (folder: string, name: string, content = "x"): Loose => ({
  channel: "folder",
  is: "appeared",
  folder,
  name,
  size: content.length,
  bytes: text(content),
});
const gone = (folder: string, name: string): Loose => ({ channel: "folder", is: "removed", folder, name });
const message = (body: string) => `<XmlMsg><MessageHeader/><MessageBody>${body}</MessageBody></XmlMsg>`;
const result = (facts: string) =>
  `<ResultList><ResultOfQualificationConfirmation>${facts}</ResultOfQualificationConfirmation></ResultList>`;
const FACE = "OQSsiquc01res_face_1310000000_20260401090000.xml";

const find = <T>(selector: Selector<T>, ...trace: readonly Loose[]) =>
  selector.find({ events: events(...trace), cast: {}, latency: {} });

describe("a file", () => {
  test("is seen in its own folder, whole", () => {
    expect(find(appeared("res"), file("req", "a"), file("res", "b", "é"))).toEqual([
      { seq: 1, at: 1_000_000, value: { name: "b", bytes: new TextEncoder().encode("é") } },
    ]);
    expect(find(appeared("res"), gone("res", "b"), { channel: "host", is: "opened" })).toEqual([]);
    expect(both(eventually(where(appeared("res"), "b", is("name", "b"))), file("res", "b"))).toBe("held");
    expect(both(eventually(appeared("res")), file("req", "b"))).toBe("broken");
  });
  test("that goes is seen by its name", () => {
    expect(find(removed("req"), file("req", "a"), gone("res", "b"), gone("req", "a"))).toMatchObject([
      { seq: 2, value: "a" },
    ]);
    const went = eventually(where(removed("req"), "a", is<string>(itself, "a")));
    expect(both(went, gone("req", "a"))).toBe("held");
    expect(both(went, gone("req", "b"))).toBe("broken");
    expect(both(went, gone("res", "a"))).toBe("broken");
    expect(both(eventually(removed("req")), { channel: "card", is: "removed" })).toBe("broken");
  });
});

type Row = readonly [name: string, of: Selector<unknown>, seen: readonly Loose[], unseen: readonly Loose[]];
const ROWS: readonly Row[] = [
  ["face result", faceResult, [file("face", FACE), file("face", "whatever")], [file("res", FACE)]],
  [
    "answer",
    numberAnswer,
    [file("res", "OQSsiquc01res_1.xml"), file("res", "oqsSIQUC01res_.XML")],
    [
      file("req", "OQSsiquc01res_1.xml"),
      file("res", "OQSsiquc01res1.xml"),
      file("res", "xOQSsiquc01res_1.xml"),
      file("res", "OQSsiquc01res_1.xmlx"),
      file("res", "OQSsiquc01res_1_xml"),
    ],
  ],
  [
    "request",
    numberRequest,
    [file("req", "OQSsiquc01req_1.xml")],
    [file("res", "OQSsiquc01req_1.xml"), file("req", "OQSsiquc01res_1.xml")],
  ],
  [
    "request for medical information",
    medicalRequest,
    [file("req", "YZKsiquc01req_1.xml"), file("req", "TKKsidi12req_1.xml")],
    [
      file("res", "YZKsiquc01req_1.xml"),
      file("req", "OQSsiquc01req_1.xml"),
      file("req", "YZKmuquc01req_1.xml"),
      file("req", "YZKsiquc1req_1.xml"),
      file("req", "aYZKsiquc01req_1.xml"),
      file("req", "YZKsiquc01req_1.xmla"),
    ],
  ],
  [
    "drug information",
    drugAnswer,
    [file("res", "YZKsiquc01res_1.xml")],
    [file("req", "YZKsiquc01res_1.xml"), file("res", "YZKsiquc02res_1.xml")],
  ],
  [
    "bulk acceptance",
    bulkAcceptance,
    [file("res", "OQSmuquc01res_1.xml")],
    [file("res", "OQSmuquc02res_1.xml"), file("req", "OQSmuquc01res_1.xml")],
  ],
  [
    "bulk outcome",
    bulkOutcome,
    [file("res", "OQSmuquc02res_1.xml")],
    [file("res", "OQSmuquc01res_1.xml"), file("req", "OQSmuquc02res_1.xml")],
  ],
  [
    ".err file",
    errorFile,
    [file("res", "a.err"), file("res", "A.ERR")],
    [file("req", "a.err"), file("res", "a.err.xml"), file("res", "aerr")],
  ],
];

describe("files are told apart by folder and name, by both judges", () => {
  test.each(ROWS)("%s", (name, selector, seen, unseen) => {
    expect(selector.name).toBe(name);
    expect(selector.channels).toEqual(["folder"]);
    for (const each of seen) expect(both(eventually(selector), each), JSON.stringify(each)).toBe("held");
    for (const each of unseen) expect(both(eventually(selector), each), JSON.stringify(each)).toBe("broken");
  });
});

describe("a document", () => {
  test("says what its name and its content say", () => {
    const [one] = find(
      numberAnswer,
      file(
        "res",
        "OQSsiquc01res_7.xml",
        message(result("<Name>見本</Name><PharmacistsInfoConsFlg>1</PharmacistsInfoConsFlg>")),
      ),
    );
    expect(one?.value).toMatchObject({
      name: "OQSsiquc01res_7.xml",
      named: { id: "OQSsiquc01", side: "res", suffix: "7", extension: "xml" },
      result: { Name: "見本" },
      consents: [{ item: "medicines", given: true }, { given: false }, { given: false }, { given: false }],
    });
    expect(one?.value.read?.loose.MessageBody?.ResultList).toHaveLength(1);
  });
  test("of two results or none says nothing of one", () => {
    const two = message(
      `<ResultList>${"<ResultOfQualificationConfirmation><Name>x</Name></ResultOfQualificationConfirmation>".repeat(2)}</ResultList>`,
    );
    for (const content of [two, message("")])
      expect(find(faceResult, file("face", FACE, content))[0]?.value).toMatchObject({
        result: undefined,
        consents: [],
      });
  });
  test("that says nothing declared has neither", () => {
    const [one] = find(faceResult, file("face", "x.xml", "no message"));
    expect(one?.value).toMatchObject({
      name: "x.xml",
      named: undefined,
      read: undefined,
      result: undefined,
      consents: [],
    });
    expect(find(faceResult, file("face", FACE, message("")))[0]?.value.named).toEqual({
      from: "1310000000",
      time: "20260401090000",
    });
    expect(find(faceResult, file("face", FACE, "<Other/>"))[0]?.value.read).toBeUndefined();
  });
  test("is read alike by both judges", () => {
    const content = message(result("<Name>見本</Name>"));
    const named = eventually(where(faceResult, "named", is("result.Name", "見本")));
    expect(both(named, file("face", FACE, content))).toBe("held");
    expect(both(named, file("face", FACE, message(result("<Name>他</Name>"))))).toBe("broken");
    expect(both(named, file("face", FACE, "x"))).toBe("broken");
    const readable = eventually(where(numberAnswer, "read", there("read")));
    expect(both(readable, file("res", "OQSsiquc01res_1.xml", content))).toBe("held");
    expect(both(readable, file("res", "OQSsiquc01res_1.xml", "<XmlMsg"))).toBe("broken");
    const suffixed = eventually(where(numberAnswer, "7", is("named.suffix", "7")));
    expect(both(suffixed, file("res", "OQSsiquc01res_7.xml"))).toBe("held");
    expect(both(suffixed, file("res", "OQSsiquc01res_8.xml"))).toBe("broken");
  });
  test("is read once, however often a trace is looked at, and for each message apart", () => {
    const trace = events(file("res", "OQSmuquc01res_1.xml", message("<ReceptionNumber>5</ReceptionNumber>")));
    const seen = { events: trace, cast: {}, latency: {} };
    const [first, again] = [bulkAcceptance.find(seen)[0], bulkAcceptance.find(seen)[0]];
    expect(first?.value.read).toBeDefined();
    expect(again?.value.read).toBe(first?.value.read);
    expect(again?.value.bytes).toBe(first?.value.bytes);
    expect(first?.value.read?.loose.MessageBody?.ReceptionNumber).toBe("5");
    const both = events(file("res", "OQSsiquc01res_1.xml", message(result("<Name>a</Name>"))));
    const asAnswer = numberAnswer.find({ events: both, cast: {}, latency: {} })[0];
    expect(asAnswer?.value.result?.Name).toBe("a");
  });
});
