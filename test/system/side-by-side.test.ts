import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startCcidReader } from "../../device/firmware/ccid-reader.ts";
import { openPcsc } from "../../device/io/pcsc.ts";
import { systemClock } from "../../device/io/system-clock.ts";
import { forgetfulRecorder } from "../../device/trace.ts";
import { hex, unhex } from "../../device/wire/bytes.ts";
import { JPKI_EF } from "../../device/wire/card-files.ts";
import { openPty } from "../../simulator/reader/carriers/pty.ts";
import { noLatency, virtualSlot } from "../../simulator/reader/slot.ts";
import { AP, cardOfPersona, hand, readWhole } from "../simulator/card/hand.ts";
import { needs, PCSCD } from "./needs.ts";
import { startPcscd } from "./pcscd.ts";

const PEOPLE = ["hanako", "taro", "expiring"] as const;

test("three readers side by side under one pcscd: each answers with its own card, also all at once", async (context) => {
  needs(context, ...PCSCD);
  const folder = mkdtempSync(join(tmpdir(), "shikaku-three-"));
  const clock = systemClock();
  const readers = await Promise.all(
    PEOPLE.map(async (person) => {
      const slot = virtualSlot({ clock, recorder: forgetfulRecorder, activation: "contact", latency: noLatency });
      slot.insert(cardOfPersona(person));
      const stream = await openPty(join(folder, person));
      return startCcidReader({ slot, clock, kind: "gempc-twin", stream });
    }),
  );
  const pcscd = await startPcscd(
    PEOPLE.map((person) => ({ name: `Shikaku ${person}`, device: join(folder, person), type: "GemPCTwin" as const })),
  );
  Object.assign(process.env, pcscd.env);
  const pcsc = await openPcsc();
  try {
    const names = await pcsc.readers();
    expect(names.map((name) => name.split(" ")[1]).sort()).toEqual([...PEOPLE].sort());
    const read = async (name: string) => {
      const card = await pcsc.connect(name);
      await card.transmitBytes(unhex(AP.jpki));
      const whole = hex(await card.transmitBytes(unhex(readWhole(JPKI_EF.authCertificate))));
      await card.disconnect();
      return whole;
    };
    const own = (name: string) => {
      const card = hand(cardOfPersona(name.split(" ")[1] ?? ""));
      card.send(AP.jpki);
      return card.send(readWhole(JPKI_EF.authCertificate));
    };
    expect(await Promise.all(names.map(read))).toEqual(names.map(own));
    expect(new Set(names.map(own)).size).toBe(PEOPLE.length);
  } finally {
    await pcsc.close();
    await pcscd.stop();
    for (const reader of readers) await reader.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});
