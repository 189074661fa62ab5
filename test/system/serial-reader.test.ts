import { createHash } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openPcsc, type Pcsc, type ReaderState } from "../../device/io/pcsc.ts";
import { pcscCode } from "../../device/io/pcsc-codes.ts";
import { hex, unhex } from "../../device/wire/bytes.ts";
import { JPKI_EF } from "../../device/wire/card-files.ts";
import { AP, cardOfPersona, hand, readWhole } from "../simulator/card/hand.ts";
import { available, needs, PCSCD } from "./needs.ts";
import { until } from "./pcscd.ts";
import { type ReaderUnderPcscd, readerUnderPcscd } from "./reader-under-pcscd.ts";

/** libccid gives this card 4,495 ms, as its ATR says: only a reader that asks for time can be slower. */
const SLOWER_THAN_THE_ATR_SAYS = 6000;
const SLOW = readWhole(JPKI_EF.token);
/** S(WTX request) for one more waiting time. */
const ASKS_FOR_TIME = "00c30101c3";
const WITHIN_MS = 15_000;

describe("the reference reader under pcscd", () => {
  let reader: ReaderUnderPcscd | undefined;
  let pcsc: Pcsc | undefined;
  let asked = 0;
  const here = () => {
    if (!reader || !pcsc) throw new Error("no reader was started");
    return { ...reader, pcsc };
  };
  beforeAll(async () => {
    if (!available(...PCSCD)) return;
    const latency = (command: Uint8Array) => (hex(command) === SLOW.toLowerCase() ? SLOWER_THAN_THE_ATR_SAYS : 0);
    const watch = (direction: "fromHost" | "toHost", bytes: Uint8Array) => {
      if (direction === "toHost" && hex(bytes).includes(ASKS_FOR_TIME)) asked++;
    };
    reader = await readerUnderPcscd({ latency, watch });
    pcsc = await openPcsc();
  });
  afterAll(async () => {
    await pcsc?.close();
    await reader?.stop();
  });
  beforeEach((context) => needs(context, ...PCSCD));

  test("is the one reader there, with the card in it", async () => {
    const { pcsc, name } = here();
    expect(await pcsc.readers()).toEqual([name]);
    const [state] = (await pcsc.change([{ reader: name, state: 0 }], 0)) ?? [];
    expect(state).toMatchObject({ present: true, atr: unhex("3bda13ff8131fb468012392f31c173c601c03b") });
  });

  test("a whole file crosses the line in one extended APDU, block by block", async () => {
    const { pcsc, name } = here();
    const card = await pcsc.connect(name);
    expect(hex(await card.transmitBytes(unhex(AP.jpki)))).toBe("9000");
    const whole = await card.transmitBytes(unhex(readWhole(JPKI_EF.authCertificate)));
    const own = hand(cardOfPersona("hanako"));
    own.send(AP.jpki);
    expect(sha256(whole)).toBe(sha256(unhex(own.send(readWhole(JPKI_EF.authCertificate)))));
    expect(whole.length).toBeGreaterThan(1000);
    await card.disconnect();
  });

  test("a card slower than its ATR says is waited for", async () => {
    const { pcsc, name } = here();
    const card = await pcsc.connect(name);
    await card.transmitBytes(unhex(AP.jpki));
    const start = performance.now();
    expect(hex(await card.transmitBytes(unhex(SLOW)))).toMatch(/9000$/);
    expect(performance.now() - start).toBeGreaterThan(SLOWER_THAN_THE_ATR_SAYS - 100);
    // libccid has granted it each time.
    expect(asked).toBeGreaterThan(1);
    await card.disconnect();
  });

  test("an exclusive connection keeps others out, and a waiting program can be called back", async () => {
    const { pcsc, name } = here();
    const other = await openPcsc();
    const card = await pcsc.connect(name, "exclusive");
    const refused = await other.connect(name).catch((error: unknown) => error);
    expect(refused).toMatchObject({ fault: "link.refused" });
    expect(pcscCode(refused)).toBe("SCARD_E_SHARING_VIOLATION");
    await card.disconnect();
    const [now] = (await other.change([{ reader: name, state: 0 }], 0)) ?? [];
    const waiting = other.change([now ?? { reader: name, state: 0 }], 60_000);
    let called = false;
    void waiting.then(() => (called = true));
    await until(
      () => {
        if (!called) other.cancel();
        return called;
      },
      WITHIN_MS,
      "the waiting call to come back",
      50,
    );
    expect(await waiting).toBeUndefined();
    await other.close();
  });

  test("one program's reset is told to the other, and takes the selection away from both", async () => {
    const { pcsc, name } = here();
    const [mine, yours] = [await pcsc.connect(name), await pcsc.connect(name)];
    expect(hex(await mine.transmitBytes(unhex(AP.jpki)))).toBe("9000");
    await mine.begin();
    await mine.reconnect("reset");
    await mine.end();
    expect(hex(await mine.transmitBytes(unhex("00B08A0000")))).not.toMatch(/9000$/);
    const told = await yours.transmitBytes(unhex(AP.jpki)).catch((error: unknown) => error);
    expect(told).toMatchObject({ fault: "link.lost" });
    expect(pcscCode(told)).toBe("SCARD_W_RESET_CARD");
    await Promise.all([mine.disconnect(), yours.disconnect()]);
  });

  test("a card pulled and put back is reported, and the old connection is dead", async () => {
    const { pcsc, name, slot } = here();
    const card = await pcsc.connect(name);
    const seen = async (present: boolean) => {
      let state: ReaderState | undefined;
      const changed = async () => {
        [state] = (await pcsc.change([{ reader: name, state: 0 }], 0)) ?? [];
        return state?.present === present;
      };
      await until(changed, WITHIN_MS, present ? "the card to be reported" : "its absence to be reported");
    };
    slot.remove();
    await seen(false);
    const refused = await card.transmitBytes(unhex(AP.jpki)).catch((error: unknown) => error);
    expect(refused).toMatchObject({ fault: "slot.notReady" });
    expect(pcscCode(await pcsc.connect(name).catch((error: unknown) => error))).toBe("SCARD_E_NO_SMARTCARD");
    slot.insert(cardOfPersona("taro"));
    await seen(true);
    expect(pcscCode(await card.transmitBytes(unhex(AP.jpki)).catch((error: unknown) => error))).toBe(
      "SCARD_W_REMOVED_CARD",
    );
    await card.disconnect();
    const again = await pcsc.connect(name);
    expect(hex(await again.transmitBytes(unhex(AP.jpki)))).toBe("9000");
    await again.disconnect();
  });
});

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
