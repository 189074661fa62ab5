import { describe, expect, test } from "vitest";
import { type Account, atPortal, chooseBy, openAccount, type PortalAct } from "../../../simulator/portal/account.ts";

const clinic = openAccount("medicalClinic", "20210101");

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
  test("nothing is done before a model was chosen, or an order taken back", () => {
    const model: PortalAct = { act: "orderReaders", count: 1, model: "別のリーダー" };
    const cancelled = after(clinic, ["20210301", UNDECIDED], ["20210501", { act: "cancelReaders" }]);
    expect(refusal(cancelled, model, "20210430")).toBe("outOfOrder");
    expect(after(cancelled, ["20210501", model]).readers).toMatchObject({ is: "ordered", on: "20210501" });
    const chosen = after(clinic, ["20210301", UNDECIDED], ["20210701", CHOOSE]);
    expect(refusal(chosen, { act: "cancelReaders" }, "20210630")).toBe("outOfOrder");
    expect(refusal(chosen, { act: "applyForUse" }, "20210630")).toBe("outOfOrder");
    expect(after(chosen, ["20210701", { act: "cancelReaders" }]).readers?.is).toBe("cancelled");
  });
  test("there is nothing to choose or to cancel without an order", () => {
    expect(refusal(clinic, CHOOSE, "20210301")).toBe("nothingToChoose");
    expect(refusal(clinic, { act: "cancelReaders" }, "20210301")).toBe("nothingToCancel");
  });
});

describe("a change of the system that several schemes need", () => {
  const apply = (scheme: "online" | "otherRoute" | "brokenReader", costs: object): PortalAct => ({
    ...{ act: "applyForSubsidy", scheme, costs, completed: "20251001" },
  });
  const device = { device: 41_000 };
  const change = { systemChange: 130_000 };
  test("is paid under another scheme where the first one had none of it, and then no more", () => {
    const first = after(clinic, ["20251101", apply("otherRoute", device)]);
    expect(first.subsidies).toMatchObject([{ scheme: "otherRoute", amount: 30_750, withoutChange: true }]);
    const both = after(first, ["20251102", apply("online", change)]);
    expect(both.subsidies?.map(({ amount }) => amount)).toEqual([30_750, 97_000]);
    expect(refusal(both, apply("brokenReader", { ...device, ...change }), "20251103")).toBe("paidAlready");
  });
  test("is not paid twice, and both together are no more than the dearest scheme pays", () => {
    const once = after(clinic, ["20251101", apply("otherRoute", { ...device, ...change })]);
    expect(refusal(once, apply("online", change), "20251102")).toBe("paidAlready");
    const chain = openAccount("chainPharmacy", "20210101");
    const both = after(chain, ["20251101", apply("otherRoute", device)], ["20251102", apply("online", change)]);
    expect(both.subsidies?.reduce((sum, { amount }) => sum + amount, 0)).toBe(85_000);
  });
});

test("use is applied for once", () => {
  const used = after(clinic, ["20240401", { act: "applyForUse" }]);
  expect(used.appliedForUse).toBe("20240401");
  expect(refusal(used, { act: "applyForUse" }, "20240403")).toBe("alreadyApplied");
});

test("each kind is given its readers, and not one more", () => {
  const most = { hospital: 3, medicalClinic: 1, dentalClinic: 1, pharmacy: 1, chainPharmacy: 1 } as const;
  for (const [kind, count] of Object.entries(most) as [keyof typeof most, number][]) {
    const account = openAccount(kind, "20210101");
    const many = (how: number): PortalAct => ({ act: "orderReaders", count: how, model: "見本リーダー" });
    expect(after(account, ["20210501", many(count)]).readers, kind).toMatchObject({ count });
    expect(refusal(account, many(count + 1), "20210501"), kind).toBe("tooManyReaders");
    expect(refusal(account, many(0), "20210501"), kind).toBe("tooManyReaders");
  }
});

describe("steps go forward in time", () => {
  const ordered = after(clinic, ["20210301", UNDECIDED]);
  test.each<[string, Account, PortalAct, string]>([
    ["before the account", clinic, { act: "applyForUse" }, "20201231"],
    ["a model chosen before the order", ordered, CHOOSE, "20210228"],
    ["use applied for before the order", ordered, { act: "applyForUse" }, "20210228"],
  ])("%s", (_, account, act, day) => expect(refusal(account, act, day)).toBe("outOfOrder"));
});

describe("a subsidy that is applied for", () => {
  const apply = (scheme: "online" | "otherRoute" | "introduction", completed: string): PortalAct => ({
    ...{ act: "applyForSubsidy", scheme, completed },
    costs: { introduction: 9_000_000, device: 41_000, systemChange: 130_000 },
  });
  test("is kept with its amount, and shortens the next one", () => {
    const both = after(
      clinic,
      ["20250701", apply("online", "20250601")],
      ["20250801", apply("otherRoute", "20250801")],
    );
    expect(both.subsidies).toEqual([
      { scheme: "online", amount: 97_000, on: "20250701" },
      { scheme: "otherRoute", amount: 30_750, on: "20250801" },
    ]);
    expect(refusal(both, apply("online", "20250601"), "20250901")).toBe("paidAlready");
  });
  test("is not kept where it is refused", () => {
    expect(refusal(clinic, apply("online", "20250601"), "20260116")).toBe("tooLate");
    expect(refusal(clinic, apply("online", "20250301"), "20250331")).toBe("tooEarly");
  });
  test("goes by the readers that were ordered", () => {
    const three: PortalAct = { act: "orderReaders", count: 3, model: "見本リーダー" };
    const hospital = after(openAccount("hospital", "20210401"), ["20210501", three]);
    expect(after(hospital, ["20220601", apply("introduction", "20220601")]).subsidies?.[0]?.amount).toBe(951_000);
  });
});
