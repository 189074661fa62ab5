import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Hands } from "../../conformance/benches/hands.ts";
import type { People } from "../../conformance/benches/people.ts";
import type { Part } from "../../conformance/cast.ts";
import { CASES } from "../../conformance/cases/all.ts";
import { bytesRead } from "../../conformance/expect/card.ts";
import { plan } from "../../conformance/plan.ts";
import type { Run } from "../../conformance/run.ts";
import { runPlan } from "../../conformance/runner.ts";
import { readTarget } from "../../conformance/target.ts";
import { startCcidReader } from "../../device/firmware/ccid-reader.ts";
import { systemClock } from "../../device/io/system-clock.ts";
import { forgetfulRecorder } from "../../device/trace.ts";
import { hex } from "../../device/wire/bytes.ts";
import { JPKI_EF } from "../../device/wire/card-files.ts";
import { BUILT_IN_PROFILES } from "../../scripts/built-in/profiles.ts";
import { makeProducts } from "../../scripts/built-in/products.ts";
import { handsOf } from "../../scripts/targets/hands.ts";
import { openTarget } from "../../scripts/targets/open.ts";
import { builtInPeople } from "../../scripts/targets/people.ts";
import { openPty } from "../../simulator/reader/carriers/pty.ts";
import { noLatency, virtualSlot, type VirtualSlot } from "../../simulator/reader/slot.ts";
import { needs, PCSCD } from "./needs.ts";
import { startPcscd } from "./pcscd.ts";

const clock = systemClock();
const { country } = makeProducts();
const SIDES = ["left", "right"] as const;
type Side = (typeof SIDES)[number];

/** At the right hand reader the patient is the person who is the stranger at the other. */
const PEOPLE: Readonly<Record<Side, People>> = { left: builtInPeople(country), right: swapped(builtInPeople(country)) };

test("the whole role on two readers of one pcscd at once: every case passes at each, and each reads its own card alone", async (context) => {
  needs(context, ...PCSCD);
  const folder = mkdtempSync(join(tmpdir(), "shikaku-sides-"));
  const readers = await Promise.all(
    SIDES.map(async (side) => {
      const slot = virtualSlot({ clock, recorder: forgetfulRecorder, activation: "contact", latency: noLatency });
      const stream = await openPty(join(folder, side));
      return { slot, reader: startCcidReader({ slot, clock, kind: "gempc-twin", stream }) };
    }),
  );
  const pcscd = await startPcscd(
    SIDES.map((side) => ({ name: `Shikaku ${side}`, device: join(folder, side), type: "GemPCTwin" as const })),
  );
  Object.assign(process.env, pcscd.env);
  try {
    const runs = await Promise.all(SIDES.map((side, i) => suiteOn(side, readers[i]?.slot)));
    for (const { cases } of runs)
      expect(cases.map(({ id, verdict, reason }) => [id, verdict, reason])).toEqual(
        cases.map(({ id }) => [id, "pass", undefined]),
      );
    const certificates = runs.map(certificatesIn);
    expect(certificates.map((each) => each.size)).toEqual([1, 1]);
    expect(new Set(certificates.flatMap((each) => [...each])).size).toBe(2);
  } finally {
    await pcscd.stop();
    for (const { reader } of readers) await reader.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}, 180_000);

async function suiteOn(side: Side, slot: VirtualSlot | undefined): Promise<Run> {
  if (!slot) throw new Error(`no reader on the ${side}`);
  const text = `pcsc:${side}`;
  const target = readTarget(text);
  if (target.is !== "pcsc") throw new Error("no PC/SC target");
  const product = openTarget(target, text, { dialog: handsAt(slot), people: PEOPLE[side] });
  const profiles = { generic: BUILT_IN_PROFILES.generic };
  try {
    return await runPlan(plan(CASES, profiles, { roles: ["generic"] }), {
      ...{ open: product.open, profiles, seed: 1 },
      clock: "system",
    });
  } finally {
    await product.close();
  }
}

/** Cards as they were issued, each time. */
function handsAt(slot: VirtualSlot): Hands {
  const operator: Hands["operator"] = {
    async perform(intent) {
      if (intent.intent === "placeCard") slot.insert(await country.card(intent.persona));
      else slot.remove();
    },
  };
  return { ...handsOf(operator, "virtual"), begin: () => Promise.resolve(true) };
}

/** Every authentication certificate that was read whole; of the card that is locked, none is. */
const certificatesIn = ({ cases }: Run): Set<string> =>
  new Set(
    cases
      .map(({ observation }) => hex(bytesRead(observation, "jpki", JPKI_EF.authCertificate)))
      .filter((certificate) => certificate !== ""),
  );

function swapped(people: People): People {
  const other = (part: Part): Part => (part === "patient" ? "stranger" : part === "stranger" ? "patient" : part);
  return {
    ...people,
    castOf: (parts) =>
      Object.fromEntries(parts.map((part) => [part, people.castOf([other(part)])[other(part)]] as const)),
    pinOf: (part) => people.pinOf(other(part)),
    secretsOf: (parts) => people.secretsOf(parts.map(other)),
  };
}
