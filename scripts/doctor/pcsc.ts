import type { SetupFinding } from "../../conformance/setup/finding.ts";
import { inTime } from "../../conformance/wall.ts";
import { openPcsc, type Pcsc } from "../../device/io/pcsc.ts";
import { DeviceError, isFault } from "../../device/errors.ts";
import type { Clock } from "../../device/ports.ts";
import { hex, unhex } from "../../device/wire/bytes.ts";
import { readerNamed } from "../targets/pcsc.ts";
import { findingOf, missing, notYet, ok } from "./finding-of.ts";

/** SELECT of the application for authentication, which every My Number Card has. */
const SELECT_JPKI = unhex("00a4040c0ad392f000260100000001");
/** Milliseconds. */
const PATIENCE = 8_000;

/** The PC/SC service, the reader of that name, and what lies on it. The card is reset afterwards. */
export async function examinePcsc(
  wanted: string,
  clock: Clock,
  open: () => Promise<Pcsc> = openPcsc,
): Promise<SetupFinding[]> {
  const what = { ja: `リーダー ${wanted}`, en: `reader ${wanted}` };
  let pcsc: Pcsc;
  try {
    pcsc = await open();
  } catch (error) {
    return [findingOf({ ja: "PC/SC", en: "PC/SC" }, error)];
  }
  try {
    const readers = await pcsc.readers();
    const name = readerNamed(wanted, readers);
    return [ok(what, name), await card(name, pcsc, clock)];
  } catch (error) {
    return [findingOf(what, error)];
  } finally {
    await pcsc.close();
  }
}

async function card(reader: string, pcsc: Pcsc, clock: Clock): Promise<SetupFinding> {
  const what = { ja: "載っているカード", en: "card on the reader" };
  const [state] = (await pcsc.change([{ reader, state: 0 }], 0)) ?? [];
  if (state?.present !== true) return notYet(what, "card.absent");
  const atr = state.atr ? `ATR ${hex(state.atr)}` : undefined;
  try {
    const words = await inTime(firstWords(pcsc, reader), clock, PATIENCE, () => held(reader));
    return words === "9000" ? ok(what, atr) : missing(what, "card.other", `${atr ?? ""} → ${words}`);
  } catch (error) {
    // It was taken away just now.
    return isFault(error, "slot.notReady") ? notYet(what, "card.absent") : findingOf(what, error);
  }
}

/** The status word of the first thing that is said to a card. */
async function firstWords(pcsc: Pcsc, reader: string): Promise<string> {
  const connection = await pcsc.connect(reader, "shared");
  try {
    return hex((await connection.transmitBytes(SELECT_JPKI)).slice(-2));
  } finally {
    await connection.disconnect("reset");
  }
}

const held = (address: string) =>
  new DeviceError("link.refused", { address, why: `${PATIENCE / 1000} s`, setup: "card.held" });
