import { describe, expect, test } from "vitest";
import { readJson } from "../../../device/wire/oqs/message.ts";
import { OQSsiinq01res, OQSsiupd01res } from "../../../device/wire/oqs/remote.ts";
import { centre, CLINIC, HOSPITAL } from "../counter.ts";
import { settings } from "./asking.ts";

const CHANGE = "/v1/messages/OQSsiupd01req";
const HOME = { HomeVisitUseChange: "1", HomeVisitUse: "1" } as const;
const ONLINE = { OnlineTreatmentUseChange: "1", OnlineTreatmentUse: "1" } as const;

describe("environment settings", () => {
  const asked = (from: typeof CLINIC) => ({
    XmlMsg: {
      MessageHeader: { MedicalInstitutionCode: from.institutionCode, ArbitraryFileIdentifier: "1" },
      MessageBody: {},
    },
  });
  const bench = () => {
    const { post, run } = centre();
    return {
      change: (changes: Parameters<typeof settings>[1], from = CLINIC) => post(from, CHANGE, settings(from, changes)),
      kept: async (from = CLINIC) => {
        const { json } = await post(from, "/v1/messages/OQSsiinq01req", asked(from));
        return readJson(OQSsiinq01res, json).value?.MessageBody.EnvironmentSettingInfo;
      },
      run,
    };
  };
  test("begin with nothing in use, and are one institution's own", async () => {
    const { change, kept, run } = bench();
    const all = async () => {
      await change(HOME);
      return [await kept(), await kept(HOSPITAL)];
    };
    expect(await run(all())).toMatchObject([{ HomeVisitUse: "1" }, { HomeVisitUse: "0", OnlineTreatmentUse: "0" }]);
  });
  test("two that are changed at once are both changed", async () => {
    const { change, kept, run } = bench();
    const both = async () => {
      await Promise.all([change(HOME), change(ONLINE)]);
      return kept();
    };
    expect(await run(both())).toMatchObject({ HomeVisitUse: "1", OnlineTreatmentUse: "1" });
  });
  test("keep what a value without the word that it is to change says", async () => {
    const { change, run } = bench();
    const { json } = await run(change({ HomeVisitUse: "1" }));
    expect(readJson(OQSsiupd01res, json).value?.MessageBody.EnvironmentSettingInfo).toMatchObject({
      HomeVisitUse: "0",
    });
  });
});
