import { expect, test } from "vitest";
import {
  answerName,
  errorName,
  faceName,
  parseFaceName,
  parseName,
  requestName,
} from "../../../../device/wire/oqs/names.ts";

test("the answer has the request's name with req turned to res", () => {
  const request = parseName("OQSsiquc01req_202604010001.xml");
  expect(request).toEqual({ id: "OQSsiquc01", side: "req", suffix: "202604010001", extension: "xml" });
  expect(request && answerName(request)).toBe("OQSsiquc01res_202604010001.xml");
  expect(requestName("YZKsiquc01", "a-b_1")).toBe("YZKsiquc01req_a-b_1.xml");
});

test("answers may be PDF or ZIP files under the same name", () => {
  const request = parseName("YZKsiquc01req_1.xml");
  expect(request && answerName(request, "pdf")).toBe("YZKsiquc01res_1.pdf");
  expect(parseName("OQSmuquc02res_1.zip")).toEqual({ id: "OQSmuquc02", side: "res", suffix: "1", extension: "zip" });
});

test("an error file has the request's own name, whatever that was", () => {
  expect(errorName("OQSmuquc01req_1.xml")).toBe("OQSmuquc01req_1.err");
  expect(errorName("notes.v2.xml")).toBe("notes.v2.err");
  expect(parseName("OQSsiquc01req_1.err")?.extension).toBe("err");
});

test.each([
  "OQSsiquc01req_.xml",
  "OQSsiquc01req.xml",
  "OQSsiquc01req_1.XML",
  "OQSsiquc01req_1.exe",
  "OQSsiquc01req_../../x.xml",
  "OQSsiquc01req_a b.xml",
  "OQSsiquc01req_1.xml\n",
  "XXXsiquc01req_1.xml",
  "OQSsiquc1req_1.xml",
  `OQSsiquc01req_${"1".repeat(65)}.xml`,
])("%j is no exchange name", (name) => expect(parseName(name)).toBeUndefined());

test("a reader's result is named by institution, account and time", () => {
  const name = faceName({ from: "9910000012F0000001", time: "20260401090003" });
  expect(name).toBe("OQSsiquc01res_face_9910000012F0000001_20260401090003.xml");
  expect(parseFaceName(name)).toEqual({ from: "9910000012F0000001", time: "20260401090003" });
  expect(parseFaceName("OQSsiquc01res_face_x_2026.xml")).toBeUndefined();
});
