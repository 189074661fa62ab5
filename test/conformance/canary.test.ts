import { expect, test } from "vitest";
import type { OpenBench } from "../../conformance/bench.ts";
import { check, readerCase } from "../../conformance/case.ts";
import { keptSecret } from "../../conformance/expect/secret.ts";
import { plan } from "../../conformance/plan.ts";
import { htmlReport } from "../../conformance/report/html.ts";
import { runPlan } from "../../conformance/runner.ts";
import type { Secret } from "../../device/secrets.ts";
import { CHANNELS, recorder } from "../../device/trace.ts";
import { utf8 } from "../../device/wire/bytes.ts";
import { virtualWorld } from "../../simulator/world.ts";
import { paperBench, PROFILE } from "./fake-bench.ts";

const SAYS = { ja: "そうである", en: "it is so" };
const PASSWORD = "tsubame-8";
const SECRETS: readonly Secret[] = [
  { kind: "password", person: "staff", value: PASSWORD },
  { kind: "pin", person: "someone", value: "4321" },
];

/** The same steps, with and without a leak of the PIN, before a recorder that looks for these secrets. */
async function run(secrets: readonly Secret[], { leak = "", staffPassword = PASSWORD } = {}) {
  const quiet = readerCase({
    id: "RDR-TST-0001",
    title: SAYS,
    steps({ bench: { trace } }) {
      trace.recordBytes({ channel: "host", is: "received" }, utf8(`pin ${leak}.`));
      return Promise.resolve();
    },
    expect: [
      check("RCP-05", "privacy.pin", SAYS, keptSecret(["pin"], ["host"])),
      check("RCP-05", "privacy.pin", SAYS, keptSecret(["password"], [...CHANNELS])),
    ],
  });
  const open = (() => {
    const trace = recorder(virtualWorld(1).clock, secrets);
    return Promise.resolve({ ...paperBench(() => undefined), trace, staffPassword });
  }) as unknown as OpenBench;
  const profiles = { reader: PROFILE };
  const about = { open, profiles, seed: 1, clock: "virtual" } as const;
  const result = await runPlan(plan([quiet], profiles, { roles: ["reader"] }), about);
  expect(JSON.stringify(result)).not.toContain(PASSWORD);
  expect(htmlReport(result, { lang: "en" })).not.toContain(PASSWORD);
  return result.cases[0]?.checks ?? [];
}

test("silence of a recorder that looks for secrets is a pass, and the canary is no leak", async () => {
  expect((await run(SECRETS)).map(({ verdict }) => verdict)).toEqual(["pass", "pass"]);
});

test("a leak is a leak", async () => {
  expect((await run(SECRETS, { leak: "4321" }))[0]?.verdict).toBe("fail");
});

test("silence of a recorder that does not look shows nothing, and the canary stands nowhere in clear", async () => {
  const [pin] = await run([], { leak: "4321" });
  expect(pin).toMatchObject({
    verdict: "not-reached",
    actual: { en: expect.stringContaining("did not look") as string },
  });
});

test("where the bench has no password to try the recorder with, its silence shows nothing", async () => {
  expect((await run(SECRETS, { staffPassword: "" }))[0]?.verdict).toBe("not-reached");
});
