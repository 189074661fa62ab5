import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { PinEntry, PinPad } from "../../device/firmware/pin-pad.ts";
import { openPcsc, type Pcsc, type PcscCard } from "../../device/io/pcsc.ts";
import { secretFinder } from "../../device/secrets.ts";
import { hex, unhex } from "../../device/wire/bytes.ts";
import { FEATURES, type PinModify, type PinVerify } from "../../device/wire/pin-verify.ts";
import { JPKI_EF } from "../../device/wire/card-files.ts";
import { AP, ef, persona } from "../simulator/card/hand.ts";
import { available, needs, PCSCD } from "./needs.ts";
import { type ReaderUnderPcscd, readerUnderPcscd, secretsOf } from "./reader-under-pcscd.ts";

const PERSON = "hanako";
const PIN = persona(PERSON).pins.auth ?? "";
const WRONG = "9713";
const NEW = "8642";

/** As a program asks: 30 s, ASCII from the first data byte, four digits, VERIFY of the current EF. */
const ASKED: PinVerify = {
  ...{ timeOut: 30, timeOut2: 0, formatString: 0x82, pinBlockString: 0, pinLengthFormat: 0 },
  ...{ longest: 4, shortest: 4, entryValidation: 2, numberMessage: 1, languageId: 0x0411, messageIndex: 0 },
  teoPrologue: unhex("000000"),
  apdu: unhex("0020008000"),
};

/** CHANGE REFERENCE DATA of the EF that is verified: the new PIN, twice. */
const CHANGED: PinModify = {
  ...{
    timeOut: 30,
    timeOut2: 0,
    formatString: 0x82,
    pinBlockString: 0,
    pinLengthFormat: 0,
    offsetOld: 0,
    offsetNew: 0,
  },
  ...{ longest: 4, shortest: 4, confirm: 1, entryValidation: 2, numberMessage: 1, languageId: 0x0411 },
  ...{ messages: unhex("000102"), teoPrologue: unhex("000000"), apdu: unhex("0024018000") },
};

describe("PIN entry on the reader, asked for through pcscd", () => {
  /** What the person at the pad does next; the last of it again and again. */
  let entries: readonly PinEntry[] = [{ is: "cancelled" }];
  const asked: string[] = [];
  const pinPad: PinPad = {
    ask({ field }) {
      asked.push(field);
      const [entry = { is: "cancelled" }, ...later] = entries;
      if (later.length > 0) entries = later;
      return Promise.resolve(entry);
    },
  };
  const seen: Uint8Array[] = [];
  let reader: ReaderUnderPcscd | undefined;
  let pcsc: Pcsc | undefined;
  let connected: PcscCard | undefined;
  const card = (): PcscCard => {
    if (!connected) throw new Error("no card is connected");
    return connected;
  };

  beforeAll(async () => {
    if (!available(...PCSCD)) return;
    const watch = (_: string, bytes: Uint8Array) => void seen.push(bytes);
    reader = await readerUnderPcscd({ kind: "gempc-pinpad", person: PERSON, pinPad, watch });
    pcsc = await openPcsc();
    connected = await pcsc.connect(reader.name);
  });
  afterAll(async () => {
    await connected?.disconnect();
    await pcsc?.close();
    await reader?.stop();
  });
  beforeEach((context) => needs(context, ...PCSCD));

  const verify = async (next: PinEntry) => {
    entries = [next];
    for (const command of [AP.jpki, ef(JPKI_EF.authPin)])
      expect(hex(await card().transmitBytes(unhex(command)))).toBe("9000");
    return (await card().verifyPin(ASKED)).toString(16);
  };
  const signs = async () => {
    await card().transmitBytes(unhex(ef(JPKI_EF.authKey)));
    const digestInfo = `3031300d060960864801650304020105000420${"5a".repeat(32)}`;
    return hex((await card().transmitBytes(unhex(`802a008033${digestInfo}00`))).slice(-2));
  };

  test("the driver says that this reader has a PIN pad", async () => {
    expect((await card().features()).has(FEATURES.verifyPinDirect)).toBe(true);
  });

  test("the right PIN opens the key, a wrong one does not and costs a try", async () => {
    expect(await verify({ is: "entered", digits: PIN })).toBe("9000");
    expect(await signs()).toBe("9000");
    expect(await verify({ is: "entered", digits: WRONG })).toBe("63c2");
    expect(await signs()).toBe("6982");
    expect(await verify({ is: "entered", digits: PIN })).toBe("9000");
  });

  test("cancelled is 6401 and timed out is 6400; neither costs a try, and the card goes on", async () => {
    expect(await verify({ is: "cancelled" })).toBe("6401");
    expect(await verify({ is: "timedOut" })).toBe("6400");
    expect(hex(await card().transmitBytes(unhex("00200080")))).toBe("63c3");
    expect(await verify({ is: "entered", digits: PIN })).toBe("9000");
  });

  /** As verified now, the PIN becomes what is typed. */
  const modify = async (...typed: readonly string[]) => {
    entries = typed.map((digits) => ({ is: "entered", digits }));
    asked.length = 0;
    return (await card().modifyPin(CHANGED)).toString(16);
  };

  test("a PIN is changed at the pad: what counts from then on is the new one, typed twice", async () => {
    expect((await card().features()).has(FEATURES.modifyPinDirect)).toBe(true);
    expect(await verify({ is: "entered", digits: PIN })).toBe("9000");
    expect(await modify(NEW, NEW)).toBe("9000");
    expect(asked).toEqual(["new", "again"]);
    expect(await verify({ is: "entered", digits: PIN })).toBe("63c2");
    expect(await verify({ is: "entered", digits: NEW })).toBe("9000");
    expect(await modify(PIN, PIN)).toBe("9000");
    expect(await verify({ is: "entered", digits: PIN })).toBe("9000");
  });

  test("a new PIN typed otherwise the second time is 6402, a cancelled change 6401: neither reaches the card", async () => {
    expect(await modify(NEW, WRONG)).toBe("6402");
    entries = [{ is: "cancelled" }];
    expect((await card().modifyPin(CHANGED)).toString(16)).toBe("6401");
    expect(await verify({ is: "entered", digits: PIN })).toBe("9000");
    expect(await signs()).toBe("9000");
  });

  test("the PIN is in no byte that the PC has seen", () => {
    const finder = secretFinder([
      ...secretsOf(PERSON),
      ...[WRONG, NEW].map((value) => ({ kind: "pin" as const, person: PERSON, value })),
    ]);
    expect(seen.length).toBeGreaterThan(50);
    expect(seen.flatMap((bytes, seq) => finder.search("line", seq, bytes))).toEqual([]);
    // The search itself would have found it: the card did get both.
    const sightings = reader?.trace.events.filter(({ is }) => is === "secret");
    expect(sightings?.length).toBeGreaterThan(2);
    expect(hex(Uint8Array.from(seen.flatMap((bytes) => [...bytes])))).not.toContain(
      hex(Uint8Array.from(PIN, (c) => c.charCodeAt(0))),
    );
  });
});
