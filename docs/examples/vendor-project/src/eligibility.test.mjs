import { setupServer } from "msw/node";
import { centralSystem, eligibilityQuestion, patients } from "shikaku/msw";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { askEligibility } from "./eligibility.mjs";

const central = centralSystem();
const server = setupServer(...central.handlers);
beforeAll(() => server.listen({ onUnhandledRequest: "error" }));
afterEach(() => central.reset());
afterAll(() => server.close());

const ask = (persona, options) => askEligibility(central.url, eligibilityQuestion(persona), options);

describe("資格確認 / eligibility", () => {
  test("有効な資格は、氏名と負担割合を返す / a valid one gives name and share", async () => {
    expect(await ask("hanako")).toEqual({ outcome: "valid", name: "資格　花子", burden: "030" });
  });

  test.each([
    ["lost", "lost"],
    ["doubled", "ambiguous"],
    ["newborn", "unknown"],
  ])("%s は %s / is", async (persona, outcome) => {
    const question = eligibilityQuestion(persona);
    // 枝番のない確認書では一人に決まらないことがある。 / Without a branch number one certificate may fit several people.
    if (persona === "doubled") delete question.XmlMsg.MessageBody.QualificationConfirmSearchInfo.InsuredBranchNumber;
    expect(await askEligibility(central.url, question)).toMatchObject({ outcome });
  });

  test.each([
    ["1", "valid"],
    ["2", "lost"],
    ["3", "changed"],
    ["4", "unknown"],
    ["5", "ambiguous"],
    ["6", "unregistered"],
  ])("指定した有効性 %s は %s になる / as it was dialled", async (validity, outcome) => {
    central.dial({ persona: "hanako", validity });
    expect(await ask("hanako")).toMatchObject({ outcome });
    // 次の回答は、またふだんどおり。 / And the next answer is the usual one again.
    expect(await ask("hanako")).toMatchObject({ outcome: "valid" });
  });

  test.each(["header", "body"])("結果コード（%s）は拒否として扱う / a result code is a refusal", async (layer) => {
    central.dial({ persona: "hanako", code: "EPSB1032W", layer });
    expect(await ask("hanako")).toEqual({ outcome: "refused", code: "EPSB1032W" });
  });

  test("すべての患者に、落ちずに答えを出す / no patient makes it fall over", async () => {
    for (const { id } of patients) expect(await ask(id)).toHaveProperty("outcome");
  });
});

describe("うまくいかないとき / when things go wrong", () => {
  test.each(["central.busy", "central.broken", "central.garbled", "central.cut"])("%s", async (name) => {
    central.fault(name, true);
    expect(await ask("hanako")).toMatchObject({ outcome: "unreachable" });
  });

  test("遅い回答は待ちきれずに諦める / a slow answer is given up", async () => {
    central.fault("central.slow", true, 60_000);
    expect(await ask("hanako", { patience: 20 })).toEqual({ outcome: "unreachable", why: "TimeoutError" });
  });

  test("別の患者の回答は取り込まない / another patient's answer is not taken", async () => {
    await ask("taro");
    central.fault("central.stranger", true);
    expect(await ask("hanako")).toEqual({ outcome: "refused", code: "not the patient who was asked for" });
  });
});
