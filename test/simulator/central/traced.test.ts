import { expect, test } from "vitest";
import { recorder } from "../../../device/trace.ts";
import { fromUtf8, unhex } from "../../../device/wire/bytes.ts";
import { type CentralHandler, fetchOf, jsonAnswer } from "../../../simulator/central/call.ts";
import { tracedCentral } from "../../../simulator/central/traced.ts";
import { virtualWorld } from "../../../simulator/world.ts";

/** What stands in the trace of a call, and what the system itself heard. */
async function traced(path: string, body: string) {
  const { clock } = virtualWorld(1);
  const trace = recorder(clock);
  let heard: string | undefined;
  const handler: CentralHandler = async (call) => {
    heard = await call.text();
    return jsonAnswer({});
  };
  const reach = fetchOf(tracedCentral(handler, trace, clock), { institutionCode: "06990014" });
  await reach(new Request(`https://central.shikaku.test${path}`, { method: "POST", body }));
  const [request] = trace.events.flatMap((event) =>
    event.channel === "central" && event.is === "request" ? [event] : [],
  );
  return { kept: fromUtf8(unhex(request?.bytes ?? "")), path: request?.path, heard };
}

const NUMBER = "123456789012";

test.each([
  ["as it is meant", `{"individualNumber":"${NUMBER}","birthDate":"20210301"}`],
  ["as a number", `{"individualNumber":${NUMBER}}`],
  ["under another name", `{"number":"${NUMBER}"}`],
  ["in groups", '{"individualNumber":"1234 5678-9012"}'],
  ["in escapes", String.raw`{"individualNumber":"\u0031\u0032\u0033456789012"}`],
  ["in full-width digits", '{"individualNumber":"１２３４５６７８９０１２"}'],
  ["in no JSON at all", `individualNumber=${NUMBER}`],
  ["in escapes and no JSON", String.raw`{"individualNumber":"\u0031\u0032\u0033456789012"`],
  ["below a hundred thousand levels", `${"[".repeat(100_000)}"${NUMBER}"${"]".repeat(100_000)}`],
])("an individual number that an insurer sends is in no trace: %s", async (_, body) => {
  const { kept, heard } = await traced("/v1/insurers/registrations", body);
  expect(heard).toBe(body);
  expect(
    kept
      .replace(/\\u003(\d)/g, "$1")
      .normalize("NFKC")
      .replace(/[\s-]/g, ""),
  ).not.toContain(NUMBER);
  expect(kept).toContain("●");
});

test("nor where it is sent as a place", async () => {
  expect((await traced(`/v1/insurers/registrations/${NUMBER}/confirmation`, "{}")).path).toBe(
    "/v1/insurers/registrations/●●●●●●●●●●●●/confirmation",
  );
});

test("the examples' four digits and all else stay, and so do other doors' numbers", async () => {
  const body = '{"individualNumber":"3333","birthDate":"20210301","kana":"シカク ミライ"}';
  expect((await traced("/v1/insurers/registrations", body)).kept).toBe(body);
  expect((await traced("/v1/evidence", `{"day":"${NUMBER}"}`)).kept).toContain(NUMBER);
});
