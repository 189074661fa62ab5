import { describe, expect, test } from "vitest";
import { centralAnswer, centralMessage } from "../../../conformance/expect/central.ts";
import { beyondEligibility, ELIGIBILITY, eligibilityTold } from "../../../conformance/expect/limited.ts";
import { each, is } from "../../../conformance/expect/predicate.ts";
import { where } from "../../../conformance/expect/selector.ts";
import { alike, eventually, every } from "../../../conformance/expect/vocabulary.ts";
import { hex } from "../../../device/wire/bytes.ts";
import { OQSmuquc01res } from "../../../device/wire/oqs/bulk.ts";
import { OQSsiquc01res } from "../../../device/wire/oqs/siquc.ts";
import { events, type Loose } from "../fake-bench.ts";
import { both, found, onDay } from "./both-judges.ts";

/** Answers of the central system, by both judges. */

const answer = (path: string, body: unknown, status = 200): Loose => ({
  channel: "central",
  is: "response",
  path,
  status,
  bytes: hex(new TextEncoder().encode(typeof body === "string" ? body : JSON.stringify(body))),
});
const message = (id: string, body: unknown, status?: number) => answer(`/v1/messages/${id}req`, body, status);
const seen = (...trace: readonly Loose[]) => ({ events: events(...trace), cast: {}, latency: {} });

describe("one number in all answers", () => {
  const accepts = (body: unknown, status?: number) => message("OQSmuquc01", { XmlMsg: body }, status);
  const numbered = (ReceptionNumber: unknown) => accepts({ MessageBody: { ReceptionNumber } });
  const sameNumber = alike(centralMessage(OQSmuquc01res), "loose.MessageBody.ReceptionNumber", {
    ja: "同じ",
    en: "same",
  });
  test.each<[string, string, readonly Loose[]]>([
    ["one number", "held", [numbered("1"), numbered("1")]],
    ["two numbers", "broken", [numbered("1"), numbered("2")]],
    ["one without", "broken", [numbered("1"), accepts({ MessageBody: {} })]],
    ["an empty one", "broken", [numbered("")]],
    ["one that is no text", "broken", [numbered(1)]],
    ["a body that is no object", "broken", [accepts({ MessageBody: ["1"] })]],
    ["a refusal counts for nothing", "held", [numbered("1"), accepts({ MessageBody: { ReceptionNumber: "2" } }, 409)]],
    ["what is no message counts for nothing", "held", [numbered("1"), accepts("x"), message("OQSmuquc01", "{")]],
    ["another message", "unseen", [message("OQSsiquc01", { XmlMsg: {} })]],
    ["a request of another name", "unseen", [answer("/v1/messages/OQSmuquc01res", { XmlMsg: {} })]],
  ])("%s: %s", (_, comesTo, trace) => {
    expect(both(sameNumber, ...trace)).toBe(comesTo);
  });
  test("is told where there are two", () => {
    expect(found(sameNumber, onDay([numbered("1"), numbered("2")]))).toMatchObject({
      actual: { ja: "1、2", en: "1, 2" },
      saw: [1],
    });
    expect(found(sameNumber, onDay([numbered("1"), accepts({ MessageBody: {} })]))).toMatchObject({
      actual: { en: "1, –" },
    });
    expect(found(sameNumber, onDay([accepts({ MessageBody: {} })]))).toMatchObject({ actual: { en: "–, –" } });
    expect(found(sameNumber, onDay([numbered("1"), numbered("1")]))).toMatchObject({ saw: [0, 1] });
  });
});

describe("consents", () => {
  const results = (ResultList: unknown) => message("OQSsiquc01", { XmlMsg: { MessageBody: { ResultList } } });
  const result = (flag: string) => ({
    ResultOfQualificationConfirmation: { PharmacistsInfoConsFlg: flag, Name: "見本" },
  });
  const noConsent = every(
    centralMessage(OQSsiquc01res),
    { ja: "無し", en: "none" },
    each("consents", is("given", false)),
  );
  test.each<[string, string, readonly Loose[]]>([
    ["one without consent", "held", [results([result("0")])]],
    ["one with", "broken", [results([result("1")])]],
    ["of two results neither is looked at", "held", [results([result("1"), result("1")])]],
    ["what is no list has no result", "held", [results(result("1"))]],
    ["none", "held", [results([])]],
  ])("%s: %s", (_, comesTo, trace) => {
    expect(both(noConsent, ...trace)).toBe(comesTo);
  });
  test("stand beside the one result", () => {
    const [one] = centralMessage(OQSsiquc01res).find(seen(results([result("1")])));
    expect(one?.value.result?.Name).toBe("見本");
    expect(one?.value.consents).toHaveLength(4);
    const [none] = centralMessage(OQSsiquc01res).find(seen(results([])));
    expect(none?.value).toMatchObject({ result: undefined, consents: [] });
  });
});

describe("an answer by its path", () => {
  const accepted = where(centralAnswer("/v1/a"), "of 7", is("json.a", 7));
  test("has its body, where that is JSON", () => {
    expect(both(eventually(accepted), answer("/v1/a", { a: 7 }))).toBe("held");
    expect(both(eventually(accepted), answer("/v1/b", { a: 7 }))).toBe("broken");
    expect(both(eventually(accepted), answer("/v1/a", "{"))).toBe("broken");
    expect(
      both(eventually(accepted), {
        channel: "central",
        is: "request",
        method: "GET",
        path: "/v1/a",
        client: "",
        bytes: "",
      }),
    ).toBe("broken");
    expect(centralAnswer("/v1/a").find(seen(answer("/v1/a", "{", 404)))).toMatchObject([
      { seq: 0, value: { status: 404, json: undefined } },
    ]);
  });
});

describe("eligibility and no more", () => {
  const told = eligibilityTold("/v1/e");
  const body = {
    XmlMsg: {
      MessageBody: {
        QualificationValidity: "1",
        ResultList: [
          { ResultOfQualificationConfirmation: { InsuredIdentificationNumber: "12", Drugs: [{ Name: "x" }] } },
        ],
      },
    },
  };
  test("is told with every name in it, at whatever depth", () => {
    const [one] = told.find(seen(answer("/v1/e", body)));
    expect(one?.value).toEqual({
      status: 200,
      tags: [
        ...["XmlMsg", "MessageBody", "QualificationValidity", "ResultList", "ResultOfQualificationConfirmation"],
        ...["InsuredIdentificationNumber", "Drugs", "Name"],
      ],
      validity: "1",
      number: "12",
    });
    expect(beyondEligibility(one?.value ?? { status: 0, tags: ["?"], validity: "", number: "" })).toEqual(["Drugs"]);
  });
  test("says nothing where it is of another shape", () => {
    const silent = { status: 200, validity: undefined, number: undefined };
    expect(told.find(seen(answer("/v1/e", "{")))[0]?.value).toEqual({ ...silent, tags: [] });
    expect(told.find(seen(answer("/v1/e", "null")))[0]?.value).toEqual({ ...silent, tags: [] });
    expect(told.find(seen(answer("/v1/e", '"text"')))[0]?.value).toEqual({ ...silent, tags: [] });
    const numbered = { XmlMsg: { MessageBody: { QualificationValidity: 1 } } };
    expect(told.find(seen(answer("/v1/e", numbered)))[0]?.value).toMatchObject({ validity: undefined });
  });
  test("is told of its own path alone, and alike to both judges", () => {
    const valid = eventually(where(told, "valid", is("validity", "1")));
    expect(both(valid, answer("/v1/e", body))).toBe("held");
    expect(both(valid, answer("/v1/other", body))).toBe("broken");
    const twelve = eventually(where(told, "12", is("number", "12")));
    expect(both(twelve, answer("/v1/e", body))).toBe("held");
    expect(both(twelve, answer("/v1/e", {}))).toBe("broken");
  });
  test("has a closed list of names, each once, and nothing of care in it", () => {
    expect(new Set(ELIGIBILITY).size).toBe(ELIGIBILITY.length);
    expect(ELIGIBILITY.filter((tag) => /Pharmac|Drug|Checkup|Diagnos|Operation|Cons(Flg|Time)/.test(tag))).toEqual([]);
    for (const tag of ["Name", "Birthdate", "InsurerNumber", "InsuredCardSymbol", "ResultList"])
      expect(ELIGIBILITY).toContain(tag);
  });
});
