import { describe, expect, test } from "vitest";
import { type Account, atPortal, chooseBy, openAccount, type PortalAct } from "../../../simulator/portal/account.ts";

const clinic = openAccount("medicalClinic", "20210201");

function after(account: Account, ...acts: readonly (readonly [day: string, act: PortalAct])[]): Account {
  return acts.reduce((so, [day, act]) => {
    const outcome = atPortal(so, act, day);
    if ("refused" in outcome) throw new Error(outcome.refused);
    return outcome.account;
  }, account);
}
const refusal = (account: Account, act: PortalAct, day: string) => {
  const outcome = atPortal(account, act, day);
  return "refused" in outcome ? outcome.refused : undefined;
};

const UNDECIDED: PortalAct = { act: "orderReaders", count: 1 };
const CHOOSE: PortalAct = { act: "chooseModel", model: "見本リーダー" };

describe("readers", () => {
  test("the model may be left open in February and March 2021, and chosen until 1 August", () => {
    const open = after(clinic, ["20210331", UNDECIDED]);
    expect(chooseBy(open)).toBe("20210801");
    expect(after(open, ["20210801", CHOOSE]).readers).toMatchObject({ is: "ordered", model: "見本リーダー" });
    expect(refusal(open, CHOOSE, "20210802")).toBe("chosenTooLate");
    expect(after(open, ["20210802", { act: "orderReaders", count: 1, model: "別のリーダー" }]).readers?.is).toBe(
      "ordered",
    );
  });
  test.each([
    ["before", "20210131"],
    ["after", "20210401"],
  ])("%s that it may not", (_, day) => expect(refusal(clinic, UNDECIDED, day)).toBe("modelMissing"));
  test("a hospital is given three, others one; nobody twice", () => {
    const hospital = openAccount("hospital", "20210201");
    const three: PortalAct = { act: "orderReaders", count: 3, model: "見本リーダー" };
    const ordered = after(hospital, ["20210501", three]);
    expect(ordered.readers).toMatchObject({ count: 3 });
    expect(refusal(ordered, three, "20210502")).toBe("alreadyOrdered");
    expect(refusal(hospital, { ...three, count: 4 }, "20210501")).toBe("tooManyReaders");
    expect(refusal(clinic, { ...three, count: 2 }, "20210501")).toBe("tooManyReaders");
    expect(after(ordered, ["20210503", { act: "cancelReaders" }], ["20210504", three]).readers?.is).toBe("ordered");
  });
  test("there is nothing to choose or to cancel without an order", () => {
    expect(refusal(clinic, CHOOSE, "20210301")).toBe("nothingToChoose");
    expect(refusal(clinic, { act: "cancelReaders" }, "20210301")).toBe("nothingToCancel");
  });
});

test("use is applied for once", () => {
  const used = after(clinic, ["20240401", { act: "applyForUse" }]);
  expect(used.appliedForUse).toBe("20240401");
  expect(refusal(used, { act: "applyForUse" }, "20240403")).toBe("alreadyApplied");
});
