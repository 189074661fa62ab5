import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { openPcsc, type Pcsc, type PcscCard } from "../../device/io/pcsc.ts";
import { systemClock } from "../../device/io/system-clock.ts";
import { unhex } from "../../device/wire/bytes.ts";
import { conduct } from "../../scripts/conduct.ts";
import { doctor } from "../../scripts/verbs/doctor.ts";
import { controlApp } from "../../simulator/control/control-app.ts";
import { type ControlServer, serveControl } from "../../simulator/control/listen.ts";
import type { Card } from "../../simulator/card/card.ts";
import { expectFinding, expectSetup, type Finding, runIn } from "../scripts/doctor/told.ts";
import { cardOfPersona } from "../simulator/card/hand.ts";
import { available, needs, PCSCD } from "./needs.ts";
import { until } from "./pcscd.ts";
import { type ReaderUnderPcscd, readerUnderPcscd } from "./reader-under-pcscd.ts";

/** Cards and readers that are not what they should be, at a pcscd of one's own: told by doctor and by a run. */

const NAME = "Shikaku 00 00";
let reader: ReaderUnderPcscd | undefined;
let control: ControlServer | undefined;
let laid: () => void = () => undefined;
const here = () => {
  if (!reader) throw new Error("no reader was started");
  return reader;
};
const folder = mkdtempSync(join(tmpdir(), "shikaku-pcsc-faults-"));

/** A card of some other kind: it answers, and has none of the applications. */
const OTHER: Card = { ...cardOfPersona("hanako"), transact: (state) => [state, unhex("6a82")] };

beforeAll(async () => {
  vi.spyOn(console, "log").mockImplementation(() => undefined);
  if (!available(...PCSCD)) return;
  reader = await readerUnderPcscd();
  control = await serveControl(
    controlApp({
      product: { maker: "paper", model: "hands", version: "1" },
      role: "generic",
      channels: [],
      intents: ["placeCard", "removeCard"],
      clock: systemClock(),
      operator: {
        perform({ intent }) {
          if (intent === "placeCard") laid();
          else here().slot.remove();
          return Promise.resolve();
        },
      },
      report: () => undefined,
    }),
    0,
  );
});
afterAll(async () => {
  vi.restoreAllMocks();
  await control?.close();
  await reader?.stop();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach((context) => needs(context, ...PCSCD));
afterEach(() => {
  reader?.slot.remove();
  laid = () => undefined;
});

async function look(target: string) {
  const json = join(folder, "doctor.json");
  const status = await doctor.run({ args: [], options: { target, json }, lang: "ja" });
  return { status, findings: JSON.parse(readFileSync(json, "utf8")) as readonly Finding[] };
}

async function run(target: string) {
  const selection = { roles: ["generic"], only: ["GEN-CRD-0001"] } as const;
  const status = await conduct({ lang: "ja", selection, seed: 1, target, json: join(folder, "run.json") });
  return { status, told: runIn(folder) };
}

const target = () => `pcsc:Shikaku,control=${control?.url ?? ""}`;

/** pcscd looks into its readers a few times a second. */
async function seen(present: boolean) {
  const pcsc = await openPcsc();
  const isThere = async () => (await pcsc.change([{ reader: NAME, state: 0 }], 0))?.[0]?.present === present;
  await until(isThere, 10_000, "the card to be noticed", 50);
  await pcsc.close();
}

/** A card that was put in just now may not have answered yet. */
async function taken(pcsc: Pcsc): Promise<PcscCard> {
  let card: PcscCard | undefined;
  const take = async () => {
    card = await pcsc.connect(NAME, "exclusive").catch(() => undefined);
    return card !== undefined;
  };
  await until(take, 10_000, "the card to be taken", 50);
  if (!card) throw new Error("no card");
  return card;
}

describe("a reader behind pcscd", () => {
  test("another name than any reader has", async () => {
    const { status, findings } = await look("pcsc:GemPC");
    expect(status).toBe(3);
    expectFinding(findings, "pcsc.otherReader");
    const { status: ended, told } = await run("pcsc:GemPC");
    expect(ended).toBe(3);
    expectSetup(told, "pcsc.otherReader");
  });

  test("no card: doctor says so and waits for it, a case that gets none says what to do", async () => {
    here().slot.remove();
    await seen(false);
    const { status, findings } = await look(target());
    expect(status).toBe(0);
    expectFinding(findings, "card.absent");
    const { status: ended, told } = await run(target());
    expect(ended).toBe(3);
    expectSetup(told, "card.absent");
  });

  test("another card that lies there from the start", async () => {
    here().slot.insert(OTHER);
    await seen(true);
    const { status, findings } = await look(target());
    expect(status).toBe(3);
    expectFinding(findings, "card.other");
    const { status: ended, told } = await run(target());
    expect(ended).toBe(3);
    expectSetup(told, "card.other");
  });

  test("another card that is put down in the middle", async () => {
    here().slot.remove();
    await seen(false);
    laid = () => here().slot.insert(OTHER);
    const { status, told } = await run(target());
    expect(told.setup.some(({ is }) => is === "missing")).toBe(false);
    expect(status).toBe(3);
    expectSetup(told, "card.other");
  });

  test("a program that has the card to itself", async () => {
    here().slot.insert(cardOfPersona("hanako"));
    await seen(true);
    const other = await openPcsc();
    const card = await taken(other);
    try {
      const { status, findings } = await look(target());
      expect(status).toBe(3);
      expectFinding(findings, "card.held");
      const { status: ended, told } = await run(target());
      expect(ended).toBe(3);
      expectSetup(told, "card.held");
    } finally {
      await card.disconnect("leave");
      await other.close();
    }
  });

  test("a service that ends in the middle of a case", async () => {
    here().slot.remove();
    await seen(false);
    laid = () => void here().pcscd.stop();
    const { status, told } = await run(target());
    expect(status).toBe(3);
    expectSetup(told, "pcsc.service");
    const after = await look(target());
    expectFinding(after.findings, "pcsc.service");
  });
});
