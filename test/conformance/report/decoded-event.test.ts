import { expect, test } from "vitest";
import { decode, titleOf } from "../../../conformance/report/view/decode.ts";
import { lang } from "../../../conformance/report/view/language.ts";
import { ASKING_CHANGED, FAULTS_CHANGED, PHONES_CHANGED, troubleMark } from "../../../device/control/marks.ts";
import type { TraceEvent } from "../../../device/trace.ts";
import { hex, utf8 } from "../../../device/wire/bytes.ts";

const answer = (json: unknown): TraceEvent => ({
  ...{ seq: 0, at: 1, channel: "central", is: "response", path: "/v1/reception", status: 200 },
  bytes: hex(utf8(JSON.stringify(json))),
});
const marked = (mark: string): TraceEvent => ({ seq: 0, at: 1, channel: "clock", is: "mark", mark });

test("a list in an answer of the centre is read item by item, each with its parts", () => {
  const { fields } = decode(answer({ ResultList: [{ Name: "花子" }, { Name: "太郎" }], codes: ["1", "2"], none: [] }));
  expect(fields.map(({ name, value, depth }) => [depth, name, value])).toEqual([
    [0, "ResultList", ""],
    [1, "[1]", ""],
    [2, "Name", "花子"],
    [1, "[2]", ""],
    [2, "Name", "太郎"],
    [0, "codes", "1, 2"],
    [0, "none", "–"],
  ]);
});

test("what a served counter notes of itself is told in the reader's language, and any other mark as it stands", () => {
  const trouble = troubleMark({
    is: "faulted",
    during: "challenge",
    en: "The line is down.",
    ja: "回線が切れています。",
  });
  try {
    for (const language of ["ja", "en"] as const) {
      lang.value = language;
      for (const mark of [ASKING_CHANGED, FAULTS_CHANGED, PHONES_CHANGED]) expect(titleOf(marked(mark))).not.toBe(mark);
      expect(titleOf(marked(trouble))).toContain(language === "ja" ? "回線が切れています。" : "The line is down.");
      expect(titleOf(marked(trouble))).not.toContain("|");
    }
  } finally {
    lang.value = "ja";
  }
  expect(titleOf(marked("constructor"))).toBe("constructor");
  expect(titleOf(marked("a vendor's own mark"))).toBe("a vendor's own mark");
});
