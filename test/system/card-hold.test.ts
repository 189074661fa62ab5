import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { hex, unhex } from "../../device/wire/bytes.ts";
import { JPKI_EF } from "../../device/wire/card-files.ts";
import { AP, persona, readWhole, triesOf, verify } from "../simulator/card/hand.ts";
import { available, needs, PCSCD } from "./needs.ts";
import { until } from "./pcscd.ts";
import { type Habit, type PcscClient, startPcscClient } from "./pcsc-client.ts";
import { type ReaderUnderPcscd, readerUnderPcscd } from "./reader-under-pcscd.ts";

const PERSON = "hanako";
const PIN = persona(PERSON).pins.auth ?? "";
const CYCLES = 8;
const WITHIN_MS = 15_000;

/** Signs with the authentication key by its short id: 9000 only while its PIN is verified. */
const SIGN = `802a0097333031300d060960864801650304020105000420${"5a".repeat(32)}00`;

/** Selects the application unless it is selected: selecting it again would take the other clients' verified PIN away. */
const select: Habit["prepare"] = async (send) => {
  if ((await send(triesOf(JPKI_EF.authPin))).startsWith("63")) return;
  expect(await send(AP.jpki)).toBe("9000");
};
const selectAndVerify: Habit["prepare"] = async (send) => {
  await select(send);
  expect(await send(verify(JPKI_EF.authPin, PIN))).toBe("9000");
};
const READ_CERTIFICATE = `${readWhole(JPKI_EF.authCertificate).slice(0, 8)}00`;
const pause = () => new Promise<void>((resolve) => setTimeout(resolve, 20));

describe("the firmware takes the card from a real pcscd and gives it back", () => {
  let reader: ReaderUnderPcscd | undefined;
  const here = () => {
    if (!reader) throw new Error("no reader was started");
    return reader;
  };
  beforeAll(async () => {
    if (available(...PCSCD)) reader = await readerUnderPcscd({ person: PERSON });
  });
  afterAll(() => reader?.stop());
  beforeEach((context) => needs(context, ...PCSCD));

  const resets = () => here().trace.events.filter(({ channel, is }) => channel === "card" && is === "reset").length;
  const commands = () => here().trace.events.filter(({ is }) => is === "command").length;

  /** A reception as the card sees it: application, PIN, signature. It leaves the PIN verified, which nobody may inherit. */
  const reception = async () => {
    const { shared, slot } = here();
    await shared.take();
    const before = commands();
    await slot.powerOn();
    const work = [AP.jpki, verify(JPKI_EF.authPin, PIN), SIGN];
    for (const command of work) expect(hex(await slot.transmit(unhex(command)))).toMatch(/9000$/);
    return () => expect(commands() - before, "commands while the firmware has the card").toBe(work.length);
  };

  const cycle = async (clients: readonly PcscClient[], waits: boolean) => {
    const losses = clients.map((client) => client.losses.length);
    const alone = await reception();
    const noticed = () => clients.some((client, i) => client.losses.length > (losses[i] ?? 0));
    if (waits) await until(noticed, WITHIN_MS, "a client to notice");
    alone();
    await here().shared.release();
  };

  const allWork = async (clients: readonly PcscClient[], when: string) => {
    const before = clients.map(({ answered }) => answered());
    const all = () => clients.every(({ answered }, i) => answered() > (before[i] ?? 0) + 2);
    await until(all, WITHIN_MS, `every client to work ${when}`);
  };

  const lend = async (...habits: readonly Habit[]) => {
    const clients = await Promise.all(habits.map((habit) => startPcscClient(here().name, habit, resets)));
    try {
      for (let i = 0; i < CYCLES; i++) {
        await allWork(clients, `before cycle ${i}`);
        // Every other time the card is given back at once, before a client or a poll can have looked.
        await cycle(clients, i % 2 === 0);
      }
      await allWork(clients, "in the end");
    } finally {
      await Promise.all(clients.map((client) => client.stop()));
    }
    for (const client of clients) {
      expect(client.unaware).toEqual([]);
      expect(client.losses.length).toBeGreaterThanOrEqual(CYCLES);
    }
  };

  test("programs that sleep, hurry or hold transactions: none goes on unaware with a card that has been reset", () =>
    lend(
      { prepare: select, witness: READ_CERTIFICATE, transaction: 0, recover: "wait" },
      { prepare: selectAndVerify, witness: SIGN, transaction: 0, recover: "wait", pause },
      { prepare: selectAndVerify, witness: SIGN, transaction: 3, recover: "wait", pause },
    ));

  test("nor does one that transmits without pause and connects again before it is told anything", () =>
    lend({ prepare: selectAndVerify, witness: SIGN, transaction: 0, recover: "insist" }));

  test("a reset without hiding the card is what these programs would not notice", async () => {
    const habit: Habit = { prepare: selectAndVerify, witness: SIGN, transaction: 0, recover: "wait", pause };
    const client = await startPcscClient(here().name, habit, resets);
    await allWork([client], "at first");
    await here().slot.powerOn();
    await until(() => client.unaware.length > 1, WITHIN_MS, "the client to be refused");
    expect(client.losses).toEqual([]);
    expect(new Set(client.unaware)).not.toContain("9000");
    await client.stop();
  });
});
