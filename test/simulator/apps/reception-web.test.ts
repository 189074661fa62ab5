import { describe, expect, test } from "vitest";
import { jstDate } from "../../../device/wire/oqs/jst.ts";
import { EMPTY } from "../../../device/wire/bytes.ts";
import { virtualField, wallet } from "../../../simulator/apps/card-field.ts";
import { receptionApp } from "../../../simulator/apps/reception-web/reception-app.ts";
import { mobileApp } from "../../../simulator/central/remote/mobile-app.ts";
import { countryOf } from "../../../simulator/country.ts";
import type { Facility } from "../../../simulator/facilities.ts";
import { again, away } from "../central/remote/away.ts";
import { CLINIC, persona, PHARMACY } from "../counter.ts";
import { personas } from "../../../simulator/personas.ts";

const country = countryOf({ takePhotograph: () => Promise.resolve(EMPTY) });
const HERE = "http://127.0.0.1:1";

/** A facility's web reception, and a patient's browser that keeps one cookie. */
async function reception(use: "2" | "3" = "3", from: Facility = CLINIC) {
  const bench = away();
  const { run, clock, random } = bench;
  await run(bench.switchOn(use === "2" ? "HomeVisitUse" : "OnlineTreatmentUse", from));
  const token = await run(bench.token(use, from));
  const field = virtualField("phone", country, wallet(country, clock));
  const tray = { people: personas, lay: (id: string) => field.lay(id) };
  const app = receptionApp({ fetch: mobileApp(bench.parts), clock, random, field, tray });
  let cookie = "";
  const ask = async (path: string, fields?: Readonly<Record<string, string | readonly string[]>>, headers = {}) => {
    const body = new URLSearchParams();
    for (const [name, value] of Object.entries(fields ?? {}))
      for (const one of typeof value === "string" ? [value] : value) body.append(name, one);
    const init = fields
      ? { method: "POST", body, headers: { origin: HERE, cookie, ...headers } }
      : { headers: { cookie, ...headers } };
    const response = await run(app(new Request(`${HERE}${path}`, init)));
    cookie = response.headers.get("set-cookie")?.split(";")[0] ?? cookie;
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  const today = jstDate(clock.now()).replace(/(....)(..)(..)/, "$1-$2-$3");
  const filled = { form: use === "2" ? "homeVisit" : "online", careDay: today, card: "hanako", pin: "1234" };
  return {
    ...bench,
    token,
    ask,
    /** The form of the reception, filled in and sent. */
    send: (more: Readonly<Record<string, string | readonly string[]>> = {}) =>
      ask(`/r/${token}?lang=en`, { ...filled, ...more }),
    release: (more: Readonly<Record<string, string>> = {}) =>
      ask(`/r/${token}/release?lang=en`, { card: "hanako", pin: "1234", ...more }),
  };
}

describe("the home-reception web", () => {
  test("asks for what the facility may see, in either language, and lets nothing run", async () => {
    const { ask, token } = await reception();
    const page = await ask(`/r/${token}`);
    expect(page.text).toContain('<html lang="ja">');
    expect(page.text).toContain(CLINIC.name);
    expect(page.text).toContain('value="checkups"');
    expect(page.text).not.toContain("<script");
    expect(page.headers.get("content-security-policy")).toMatch(/^default-src 'none'; style-src 'self'/);
    expect((await ask(`/r/${token}`, undefined, { "accept-language": "en-GB" })).text).toContain('<html lang="en">');
    const pharmacy = await reception("3", PHARMACY);
    expect((await pharmacy.ask(`/r/${pharmacy.token}`)).text).not.toContain('value="checkups"');
  });

  test("registers with PIN and consents by item, and tells until which second they count", async () => {
    const { send, run, message } = await reception();
    const { status, text } = await send({ consents: ["medicines", "diagnoses"] });
    expect(status).toBe(200);
    expect(text).toContain("until 2026-04-02 23:59:59");
    expect(text.match(/23:59:59/g)).toHaveLength(2);
    expect(text).not.toContain("1234");
    const { body } = await run(message("OQSsionq01", again(persona("hanako"), "3")));
    expect(body).toMatchObject({
      ResultList: [{ ResultOfQualificationConfirmation: { PharmacistsInfoConsFlg: "1", OperationInfoConsFlg: "0" } }],
    });
  });

  test("visits go on: no end is told", async () => {
    const { send } = await reception("2");
    const { text } = await send({ consents: ["medicines"] });
    expect(text).toContain("for as long as the visits go on");
  });

  test("tells a wrong PIN and its tries, keeps what was ticked, and never what was typed", async () => {
    const { send } = await reception();
    const { status, text } = await send({ pin: "9871", consents: "medicines" });
    expect(status).toBe(422);
    expect(text).toContain("Tries left: 2.");
    expect(text).toMatch(/value="medicines"\s+checked/);
    expect(text).not.toContain("9871");
  });

  test.each(["", "2026-02-30", "2027-02-29"])(
    "a day that is none (%j) is told as one, and the card is not asked",
    async (careDay) => {
      const { send } = await reception();
      const { status, text } = await send({ careDay, pin: "9871" });
      expect(status).toBe(422);
      expect(text).toContain("The day of care is not possible");
      expect((await send({ pin: "9871" })).text).toContain("Tries left: 2.");
    },
  );

  test("asks before it spends the last try, and tells a card that is locked", async () => {
    const { send } = await reception();
    const asked = await send({ card: "last-try", pin: "9871" });
    expect(asked.text).toContain('name="spendLastTry"');
    expect((await send({ card: "last-try", pin: "9871", spendLastTry: "1" })).text).toContain("The PIN is locked");
    expect((await send({ card: "last-try" })).text).toContain("The PIN is locked");
    expect((await send({ card: "faceonly" })).text).toContain("was never set (a face-only card)");
  });

  test("expects the same patient's card at the next visit, until somebody says that another uses the device", async () => {
    const { send, ask, token, run, message } = await reception();
    await send();
    expect((await ask(`/r/${token}?lang=en`)).text).toContain("takes the card of the patient of last time alone");
    const other = await send({ card: "taro" });
    expect([other.status, other.text.includes("TSTV0004E")]).toEqual([422, true]);
    const { body } = await run(message("OQSsionq01", again(persona("taro"), "3")));
    expect(body).toMatchObject({ ProcessingResultCode: "TSTV0006E" });
    expect((await ask(`/r/${token}/forget`, {})).status).toBe(303);
    expect((await send({ card: "taro" })).status).toBe(200);
  });

  test("takes a consent back, once", async () => {
    const { send, release, run, message } = await reception();
    await send({ consents: "medicines" });
    expect((await release({ pin: "9871" })).text).toContain("Tries left: 2.");
    expect((await release()).text).toContain("The consent has been taken back");
    expect((await run(message("OQSsionq01", again(persona("hanako"), "3")))).body).toMatchObject({
      ProcessingResultCode: "TSTV0007E",
      ConsentExpirationReason: "2",
    });
    expect((await release()).text).toContain("TSTV0005E");
  });

  test.each([
    ["a day that has passed", { careDay: "2026-03-31" }, 422, "TSTV0003E"],
    ["another use's form", { form: "homeVisit" }, 422, "TSTV0002E"],
    ["no form of care", { form: "nothing" }, 400, "fill it in again"],
    ["no day at all", { careDay: "today" }, 400, "fill it in again"],
    ["nobody's card", { card: "<script>" }, 400, "fill it in again"],
    ["a PIN of letters", { pin: "abcd" }, 422, "four digits"],
  ])("%s is refused with a page that says so", async (_, fields, status, says) => {
    const { send } = await reception();
    const answer = await send(fields);
    expect(answer.status).toBe(status);
    expect(answer.text).toContain(says);
    expect(answer.text).not.toContain("<script>");
  });

  test("nobody's address, another site and another host name get nothing", async () => {
    const { ask, token } = await reception();
    expect((await ask("/r/00000000000000000000000000000000")).status).toBe(404);
    expect((await ask("/")).status).toBe(404);
    expect((await ask(`/r/${token}`, undefined, { "sec-fetch-site": "cross-site" })).status).toBe(200);
    expect((await ask(`/r/${token}`, { pin: "1234" }, { origin: "https://elsewhere.test" })).status).toBe(400);
  });
});
