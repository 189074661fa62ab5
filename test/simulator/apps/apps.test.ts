import { describe, expect, test } from "vitest";
import { countryOf } from "../../../simulator/country.ts";
import { facilityDesk } from "../../../simulator/apps/facility-desk.ts";
import { RESULT_CODES } from "../../../simulator/result-codes.data.ts";
import { eligibilityApp, visitApp } from "../../../simulator/apps/facility-device.ts";
import { patientsPhone } from "../../../simulator/apps/patients-phone.ts";
import type { CardLink } from "../../../simulator/apps/presented-card.ts";
import { mobileApp } from "../../../simulator/central/remote/mobile-app.ts";
import { EMPTY } from "../../../device/wire/bytes.ts";
import { jstDate } from "../../../device/wire/oqs/jst.ts";
import { away } from "../central/remote/away.ts";
import { CLINIC, numberQuery, persona } from "../counter.ts";

const country = countryOf({ takePhotograph: () => Promise.resolve(EMPTY) });
const hanako = persona("hanako");

/** A persona's card in a phone's field, byte by byte. */
async function cardOf(id: string): Promise<CardLink> {
  const card = await country.card(id);
  let state = card.initial;
  return (command) => {
    const [next, response] = card.transact(state, command);
    state = next;
    return Promise.resolve(response);
  };
}

async function facility(setting: "HomeVisitUse" | "OnlineTreatmentUse" = "HomeVisitUse") {
  const bench = away();
  await bench.run(bench.switchOn(setting));
  const code = async (kind: "visits" | "eligibilityOnly") =>
    String((await bench.run(bench.post(CLINIC, "/v1/devices/codes", { kind }))).json["code"]);
  return { ...bench, code, ports: { fetch: mobileApp(bench.parts), clock: bench.clock } };
}

describe("the visiting nurse's app", () => {
  test.each([{ by: "pin", pin: "1234" }, { by: "staff" }] as const)(
    "reads a card, confirmed %j",
    async (confirmation) => {
      const { run, code, ports } = await facility();
      const app = visitApp(ports);
      expect(app.identity).toBeUndefined();
      await run(app.activate(await code("visits")));
      const visit = { form: "homeVisit", confirmation, consents: ["medicines"] } as const;
      const outcome = await run(app.receive(await cardOf("hanako"), visit));
      expect(outcome.is).toBe("given");
      expect(JSON.stringify(outcome)).toContain(hanako.insurerName);
    },
  );
  test("goes on with the registration that it kept, and has none without a code that counts", async () => {
    const { run, code, ports } = await facility();
    const app = visitApp(ports);
    expect(await run(app.activate("GUESS"))).toMatchObject({ code: "TSTV0008E" });
    const visit = { form: "homeVisit", confirmation: { by: "pin", pin: "1234" }, consents: [] } as const;
    expect(await run(app.receive(await cardOf("hanako"), visit))).toMatchObject({ code: "TSTV0009E" });
    await run(app.activate(await code("visits")));
    const { identity } = app;
    const later = visitApp({ ...ports, ...(identity ? { identity } : {}) });
    expect((await run(later.receive(await cardOf("hanako"), visit))).is).toBe("given");
  });
  test("tells of a wrong PIN and its tries, never spends the last one unsaid, and refuses another person's card", async () => {
    const { run, code, ports } = await facility();
    const app = visitApp(ports);
    await run(app.activate(await code("visits")));
    const with_ = (pin: string) => ({ form: "homeVisit", confirmation: { by: "pin", pin }, consents: [] }) as const;
    expect(await run(app.receive(await cardOf("hanako"), with_("9876")))).toEqual({
      is: "card",
      because: { is: "wrong", triesLeft: 2 },
    });
    expect(await run(app.receive(await cardOf("last-try"), with_("9876")))).toEqual({
      is: "card",
      because: { is: "lastTry" },
    });
    const { insurer, symbol, number, branch } = numberQuery(hanako);
    const expects = { insurer, symbol, number, branch };
    expect(await run(app.receive(await cardOf("taro"), { ...with_("1234"), expects }))).toMatchObject({
      code: "TSTV0004E",
    });
  });
});

test.each(["visits", "eligibilityOnly"] as const)(
  "a device for %s that is struck off says so, and what to do",
  async (kind) => {
    const { run, code, ports, at, clock } = await facility();
    const [nurse, limited] = [visitApp(ports), eligibilityApp(ports)];
    const app = kind === "visits" ? nurse : limited;
    const use = async () => {
      const card = await cardOf("hanako");
      const confirmation = { by: "pin", pin: "1234" } as const;
      return run(
        kind === "visits"
          ? nurse.receive(card, { form: "homeVisit", confirmation, consents: [] })
          : limited.check(card, confirmation),
      );
    };
    await run(app.activate(await code(kind)));
    expect((await use()).is).toBe("given");
    const desk = facilityDesk(CLINIC, at(CLINIC), clock);
    const device = app.identity?.device ?? "";
    expect(await run(desk.devices())).toEqual([{ device, kind }]);
    await run(desk.strikeOff(device));
    expect(await run(desk.devices())).toEqual([]);
    const { ja, en } = RESULT_CODES.TSTV0009E;
    expect(await use()).toEqual({ is: "refused", code: "TSTV0009E", message: { ja, en } });
    await expect(run(desk.strikeOff(device))).rejects.toMatchObject({ context: { why: "404 TSTV0011E" } });
    await run(app.activate(await code(kind)));
    expect((await use()).is).toBe("given");
  },
);

test("the eligibility-only app gets eligibility and nothing else", async () => {
  const { run, code, ports } = await facility();
  const app = eligibilityApp(ports);
  await run(app.activate(await code("eligibilityOnly")));
  const outcome = await run(app.check(await cardOf("hanako"), { by: "pin", pin: "1234" }));
  expect(JSON.stringify(outcome)).toContain(hanako.insurerName);
  expect(JSON.stringify(outcome)).not.toContain('ConsFlg":"1"');
});

test("the patient's phone registers for a consultation, and takes the consent back", async () => {
  const { run, token, ports, clock, message } = await facility("OnlineTreatmentUse");
  const phone = patientsPhone({ ...ports, token: await run(token("3")) });
  expect(await run(phone.whoseReception())).toMatchObject({ json: { institution: CLINIC.name } });
  const card = await cardOf("hanako");
  const visit = { form: "online", careDay: jstDate(clock.now()), consents: ["medicines"], pin: "1234" } as const;
  expect((await run(phone.register(card, visit))).is).toBe("given");
  const release = { use: "3", institutionCode: CLINIC.institutionCode, pin: "1234" } as const;
  expect((await run(phone.release(card, release))).is).toBe("given");
  const { again } = await import("../central/remote/away.ts");
  expect((await run(message("OQSsionq01", again(hanako, "3")))).body).toMatchObject({ ConsentExpirationReason: "2" });
});
