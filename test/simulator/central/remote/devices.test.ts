import { describe, expect, test } from "vitest";
import { CLINIC, persona } from "../../counter.ts";
import { away } from "./away.ts";

const hanako = persona("hanako");

describe("devices", () => {
  test("one that was never registered is refused, with every kind of bearer", async () => {
    const { run, call, device } = away();
    const known = await run(device("eligibilityOnly"));
    const [id = ""] = known.split(":");
    for (const bearer of ["", "nobody:nothing", `${id}:`, `${id}:${"0".repeat(64)}`, ":", "a".repeat(200)])
      expect((await run(call("POST", "/eligibilityOnly/challenge", {}, bearer))).json).toMatchObject({
        code: "TSTV0009E",
      });
  });
  test("a code is good for one device, and for a day", async () => {
    const { run, post, call, rest } = away();
    const fresh = async () => String((await run(post(CLINIC, "/v1/devices/codes", { kind: "visits" }))).json["code"]);
    const once = await fresh();
    expect((await run(call("POST", "/devices", { code: once.toLowerCase() }))).status).toBe(200);
    expect((await run(call("POST", "/devices", { code: once }))).json).toMatchObject({ code: "TSTV0008E" });
    const late = await fresh();
    await run(rest(24 * 3600_000));
    expect((await run(call("POST", "/devices", { code: late }))).json).toMatchObject({ code: "TSTV0008E" });
    expect((await run(call("POST", "/devices", { code: "GUESS" }))).json).toMatchObject({ code: "TSTV0008E" });
  });
  test("one kind does not do what the other may", async () => {
    const { run, visit, device, switchOn } = away();
    await run(switchOn("HomeVisitUse"));
    const limited = await run(device("eligibilityOnly"));
    expect((await run(visit(limited, hanako, "homeVisit"))).json).toMatchObject({ code: "TSTV0009E" });
  });
});

describe("eligibility only", () => {
  test("nothing but eligibility comes back and nothing is kept, whatever the consent (LTD-01)", async () => {
    const { run, device, signed, call, store } = away();
    const bearer = await run(device("eligibilityOnly"));
    const card = await run(signed(hanako, "/eligibilityOnly", bearer));
    const asked = { ...card, method: "pin", consents: ["medicines", "checkups"] };
    const { status, json } = await run(call("POST", "/eligibilityOnly/reception", asked, bearer));
    expect(status).toBe(200);
    expect(JSON.stringify(json)).toContain(hanako.insurerName);
    expect(JSON.stringify(json)).not.toMatch(/ConsFlg":"1"/);
    expect(await store.consentsOf(hanako.id, CLINIC.institutionCode)).toEqual([]);
  });
});

describe("the patient's own device", () => {
  test("offers no visual check, and a facility's device no online reception (ONL-01)", async () => {
    const { run, switchOn, token, atHome, visit, device } = away();
    await run(switchOn("OnlineTreatmentUse"));
    const door = await run(token("3"));
    expect((await run(atHome(door, hanako, "online", { method: "staff" }))).json).toMatchObject({ code: "TSTV0002E" });
    expect((await run(visit(await run(device("visits")), hanako, "online"))).json).toMatchObject({ code: "TSTV0002E" });
  });
  test("finds nothing at an address that nobody gave out", async () => {
    const { run, call } = away();
    expect((await run(call("GET", "/web", undefined, "0123456789abcdef"))).json).toMatchObject({ code: "TSTV0010E" });
  });
  test("the address stays the same, and its code comes as PNG or PDF", async () => {
    const { run, switchOn, message } = away();
    await run(switchOn("OnlineTreatmentUse"));
    const told = async (format: string) =>
      (await run(message("OQSsiurl01", { UrlAcquisitionClassification: "3", UrlFileFormat: format }))).body;
    const [pdf, png] = [await told("1"), await told("2")];
    expect(pdf["Url"]).toBe(png["Url"]);
    expect(Buffer.from(String(pdf["UrlFileData"]), "base64").subarray(0, 5).toString()).toBe("%PDF-");
    expect(Buffer.from(String(png["UrlFileData"]), "base64").subarray(1, 4).toString()).toBe("PNG");
  });
});
