import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { CASES } from "../../conformance/cases/all.ts";
import { plan } from "../../conformance/plan.ts";
import { readProfile } from "../../conformance/profile.ts";
import { runPlan } from "../../conformance/runner.ts";
import { readTarget } from "../../conformance/target.ts";
import { openPcsc } from "../../device/io/pcsc.ts";
import { systemClock } from "../../device/io/system-clock.ts";
import { DeviceError, isFault } from "../../device/errors.ts";
import { unhex } from "../../device/wire/bytes.ts";
import type { Hands } from "../../conformance/benches/hands.ts";
import type { CardReader, HeldCard } from "../../conformance/benches/generic-door.ts";
import type { Operator } from "../../device/ports.ts";
import { makeProducts } from "../../scripts/built-in/products.ts";
import { handsOf } from "../../scripts/targets/hands.ts";
import { openTarget } from "../../scripts/targets/open.ts";
import { pcscReader } from "../../scripts/targets/pcsc.ts";
import { readSmallFile } from "../../scripts/small-file.ts";
import type { CardState } from "../../simulator/card/card.ts";
import type { VirtualSlot } from "../../simulator/reader/slot.ts";
import { cardOfPersona } from "../simulator/card/hand.ts";
import { available, needs, PCSCD } from "./needs.ts";
import { until } from "./pcscd.ts";
import { type ReaderUnderPcscd, readerUnderPcscd } from "./reader-under-pcscd.ts";

/** The suite itself as a PC/SC program: pcscd and libccid, unmodified, between it and a reader that is ours. */
describe("a card reader behind pcscd", () => {
  let reader: ReaderUnderPcscd | undefined;
  const here = () => {
    if (!reader) throw new Error("no reader was started");
    return reader;
  };
  beforeAll(async () => {
    if (available(...PCSCD)) reader = await readerUnderPcscd();
    reader?.slot.remove();
  });
  afterAll(() => reader?.stop());
  beforeEach((context) => needs(context, ...PCSCD));

  test("passes every case of the role, with the example profile", async () => {
    const target = readTarget("pcsc:shikaku");
    if (target.is !== "pcsc") throw new Error("no PC/SC target");
    const product = openTarget(target, "pcsc:shikaku", {
      dialog: handsWithNewCards(here().slot),
    });
    const file = "docs/profiles/generic.yaml";
    const profiles = { generic: readProfile(await readSmallFile(file), file) };
    const run = await runPlan(plan(CASES, profiles, { roles: ["generic"] }), {
      ...{ open: product.open, profiles, seed: 1 },
      clock: "system",
    });
    await product.close();
    expect(run.cases.map(({ id, verdict, reason, actual }) => [id, verdict, reason, actual?.en])).toEqual(
      run.cases.map(({ id }) => [id, "pass", undefined, undefined]),
    );
    expect(run.emitted).toBe(run.planned);
    expect(JSON.stringify(run.cases.flatMap(({ observation }) => observation.events))).not.toContain("31323334");
  }, 120_000);

  test("ends a wait for cards that is called off before the service knows of it", async () => {
    const pcsc = await openPcsc();
    const [name = ""] = await pcsc.readers();
    let calledOff = 0;
    for (let known = { reader: name, state: 0 }; calledOff < 20;) {
      const waiting = pcsc.change([known], 3_600_000);
      pcsc.cancel();
      const [now] = (await waiting) ?? [];
      if (now) known = now;
      else calledOff++;
    }
    await pcsc.close();
  });

  test("is told what is wrong with its name", async () => {
    await expect(pcscReader("GemPC", systemClock())).rejects.toMatchObject({
      fault: "config.invalid",
      message: /no reader is called so; there are: “Shikaku 00 00”/,
    });
  });

  test("keeps others out while its turn lasts, and takes the card again after they have reset it", async () => {
    await handsAt(here().slot).perform({ intent: "placeCard", persona: "hanako" });
    const own = await pcscReader("Shikaku", systemClock());
    const other = await openPcsc();
    try {
      const held = await taken(own);
      expect(await held.transmitBytes(SELECT_JPKI)).toBeInstanceOf(Uint8Array);
      let resets = 0;
      const resetting = (async () => {
        const theirs = await other.connect("Shikaku 00 00");
        await theirs.reconnect("reset");
        resets++;
        await theirs.disconnect("leave");
      })();
      for (let i = 0; i < 20; i++) expect(await held.transmitBytes(SELECT_JPKI)).toBeInstanceOf(Uint8Array);
      expect(resets).toBe(0);
      await held.disconnect();
      await resetting;
      const again = await taken(own);
      expect(await again.transmitBytes(SELECT_JPKI)).toBeInstanceOf(Uint8Array);
      await again.disconnect();
    } finally {
      await other.close();
      await own.close();
    }
  });

  test("finds a card again that was pulled under it and put back at once, when its own reset asks for the slot first", async () => {
    const { slot } = here();
    const own = await pcscReader("Shikaku", systemClock());
    try {
      for (let i = 0; i < 4; i++) {
        const held = await taken(own);
        const memory = slot.remove();
        await held.disconnect();
        slot.insert(cardOfPersona("hanako"), memory);
        // pcscd, whose own look then finds a card, once took that one for swallowed.
        const again = await taken(own);
        expect(await again.transmitBytes(SELECT_JPKI)).toBeInstanceOf(Uint8Array);
        await again.disconnect();
      }
    } finally {
      await own.close();
    }
  }, 60_000);

  test("tells of a card that comes and goes, of one that is not there, and of a service that stops", async () => {
    const { slot, pcscd } = here();
    slot.remove();
    await until(() => isEmpty(), 10_000, "an empty reader", 50);
    const own = await pcscReader("Shikaku", systemClock());
    const seen: boolean[] = [];
    const lost: unknown[] = [];
    own.watch(
      (present) => seen.push(present),
      (error) => lost.push(error),
    );
    await expect(own.connect()).rejects.toMatchObject({ fault: "slot.notReady" });
    seen.length = 0;
    await handsAt(slot).perform({ intent: "placeCard", persona: "hanako" });
    await until(() => seen.length === 1, 10_000, "the card to be noticed");
    const held = await taken(own);
    slot.remove();
    await until(() => seen.length === 2, 10_000, "the removal to be noticed");
    expect(seen).toEqual([true, false]);
    await expect(held.transmitBytes(SELECT_JPKI)).rejects.toMatchObject({ fault: "slot.notReady" });
    await held.disconnect();
    await pcscd.stop();
    await until(() => lost.length === 1, 10_000, "the end of the service to be noticed");
    expect(lost[0]).toMatchObject({ fault: "link.refused" });
    await own.close();
    await expect(pcscReader("Shikaku", systemClock())).rejects.toMatchObject({ fault: "link.refused" });
  }, 60_000);
});

const SELECT_JPKI = unhex("00a4040c0ad392f000260100000001");

/** Whether PC/SC, too, knows by now that no card is there. */
async function isEmpty(): Promise<boolean> {
  const pcsc = await openPcsc();
  try {
    const [state] = (await pcsc.change([{ reader: "Shikaku 00 00", state: 0 }], 0)) ?? [];
    return state?.present === false;
  } finally {
    await pcsc.close();
  }
}

/** pcscd looks into its readers a few times a second. */
async function taken(reader: CardReader): Promise<HeldCard> {
  let held: HeldCard | undefined;
  const tryOnce = async () => {
    held = await reader.connect().catch((error: unknown) => {
      if (!isFault(error, "slot.notReady")) throw error;
      return undefined;
    });
    return held !== undefined;
  };
  await until(tryOnce, 10_000, "the card to be ready", 50);
  if (!held) throw new Error("no card");
  return held;
}

/** Each case has its cards as they were issued. */
function handsWithNewCards(slot: VirtualSlot): Hands {
  let hands = handsAt(slot);
  return {
    ...handsOf({ perform: (intent) => hands.perform(intent) }, "virtual"),
    begin() {
      hands = handsAt(slot);
      return Promise.resolve(true);
    },
  };
}

/** Cards of the built-in country, put into the slot behind pcscd. */
function handsAt(slot: VirtualSlot): Operator {
  const { country } = makeProducts();
  let memory: CardState | undefined;
  return {
    async perform(intent) {
      if (intent.intent === "placeCard") slot.insert(await country.card(intent.persona), memory);
      else if (intent.intent === "removeCard") memory = slot.remove();
      else throw new DeviceError("operator.notOffered", { intent: intent.intent, by: "a slot" });
    },
  };
}
