import { describe, expect, test } from "vitest";
import { asItsSource, imported, refused } from "../../../conformance/expect/chart.ts";
import { eventually } from "../../../conformance/expect/vocabulary.ts";
import { hex } from "../../../device/wire/bytes.ts";
import type { Loose } from "../fake-bench.ts";
import { both, found, onDay } from "./both-judges.ts";

/** What a receipt computer took in, beside the files it took it from. */

const FACE = "OQSsiquc01res_face_1310000000_20260401090000.xml";
const ANSWER = "OQSsiquc01res_1.xml";

const xml = (facts: Readonly<Record<string, string>>) =>
  `<?xml version="1.0" encoding="UTF-8"?><XmlMsg><MessageHeader/><MessageBody><ResultList><ResultOfQualificationConfirmation>${Object.entries(
    facts,
  )
    .map(([tag, text]) => `<${tag}>${text}</${tag}>`)
    .join("")}</ResultOfQualificationConfirmation></ResultList></MessageBody></XmlMsg>`;

const file = (folder: "res" | "face" | "req", name: string, text: string): Loose => {
  const bytes = new TextEncoder().encode(text);
  return { channel: "folder", is: "appeared", folder, name, size: bytes.length, bytes: hex(bytes) };
};
const took = (source: string, patient: Readonly<Record<string, string>>): Loose => ({
  channel: "chart",
  is: "imported",
  source,
  patient,
});

const FACTS = {
  Name: "見本　花子",
  NameKana: "ﾐﾎﾝ ﾊﾅｺ",
  Birthdate: "19800101",
  Address: "東京都",
  InsuredCardSymbol: "１０１",
  InsuredIdentificationNumber: "7",
};
const PATIENT = {
  ...{ name: "見本　花子", kana: "ﾐﾎﾝ ﾊﾅｺ", birthDate: "19800101", address: "東京都", symbol: "１０１", number: "7" },
};
const SOURCE = file("face", FACE, xml(FACTS));

test("what is taken in and what is refused are seen for themselves", () => {
  const refusal: Loose = { channel: "chart", is: "refused", source: FACE, reason: "unreadable" };
  const taken = took(FACE, PATIENT);
  expect([both(eventually(imported), taken), both(eventually(imported), refusal)]).toEqual(["held", "broken"]);
  expect([both(eventually(refused), refusal), both(eventually(refused), taken)]).toEqual(["held", "broken"]);
  const elsewhere: Loose = { channel: "host", is: "opened" };
  expect([both(eventually(refused), elsewhere), both(eventually(imported), elsewhere)]).toEqual(["broken", "broken"]);
});

describe("an import is as its source", () => {
  test.each<[string, string, readonly Loose[], RegExp?]>([
    ["fact by fact", "held", [SOURCE, took(FACE, PATIENT)]],
    ["of an answer, too", "held", [file("res", ANSWER, xml(FACTS)), took(ANSWER, PATIENT)]],
    ["by whatever letters its name is told", "held", [SOURCE, took(FACE.toLowerCase(), PATIENT)]],
    ["more may be known", "held", [SOURCE, took(FACE, { ...PATIENT, phone: "0" })]],
    [
      "what the file does not say may be known",
      "held",
      [file("face", FACE, xml({ Name: "見" })), took(FACE, { name: "見", kana: "x" })],
    ],
    [
      "what could not be carried may be there in full",
      "held",
      [file("face", FACE, xml({ Name: "●田" })), took(FACE, { name: "𠮷田" })],
    ],
    ["a fact that is left out", "broken", [SOURCE, took(FACE, { ...PATIENT, name: "" })], /differs from .* in name$/],
    [
      "a fact that is not there",
      "broken",
      [SOURCE, took(FACE, {})],
      /in name, kana, birthDate, address, symbol, number$/,
    ],
    ...(Object.keys(PATIENT) as (keyof typeof PATIENT)[]).map((fact): [string, string, readonly Loose[], RegExp] => [
      `another ${fact}`,
      "broken",
      [SOURCE, took(FACE, { ...PATIENT, [fact]: "x" })],
      new RegExp(`in ${fact}$`),
    ]),
    ["a file that came later", "broken", [took(FACE, PATIENT), SOURCE], /has no patient in it/],
    ["a file that is not there", "broken", [SOURCE, took("other.xml", PATIENT)], /other\.xml has no patient/],
    ["a file of another folder", "broken", [file("req", ANSWER, xml(FACTS)), took(ANSWER, PATIENT)]],
    ["a file that is no message", "broken", [file("face", FACE, "x"), took(FACE, PATIENT)]],
    [
      "a file of nobody",
      "broken",
      [file("face", FACE, "<XmlMsg><MessageHeader/><MessageBody/></XmlMsg>"), took(FACE, {})],
    ],
    ["the last file of that name", "held", [file("face", FACE, xml({ Name: "前" })), SOURCE, took(FACE, PATIENT)]],
    ["one good and one bad", "broken", [SOURCE, took(FACE, PATIENT), took(FACE, { ...PATIENT, number: "8" })]],
    ["nothing", "unseen", [SOURCE], /nothing was imported/],
  ])("%s: %s", (_, comesTo, trace, says) => {
    const finding = found(asItsSource, onDay(trace));
    expect(finding.is).toBe(comesTo);
    const told = finding.is === "broken" ? finding.actual : finding.is === "unseen" ? finding.because : undefined;
    if (says) expect(told?.en).toMatch(says);
  });
  test("and told by the event that is not", () => {
    const bad = took(FACE, { ...PATIENT, name: "x", number: "8" });
    expect(found(asItsSource, onDay([SOURCE, took(FACE, PATIENT), bad]))).toMatchObject({
      saw: [2],
      actual: { ja: `${FACE} と異なります: name・number`, en: `differs from ${FACE} in name, number` },
    });
    expect(found(asItsSource, onDay([SOURCE, took(FACE, PATIENT), took(FACE, PATIENT)]))).toMatchObject({
      saw: [1, 2],
    });
    expect(found(asItsSource, onDay([took("x", PATIENT)]))).toMatchObject({ saw: [0] });
  });
});
