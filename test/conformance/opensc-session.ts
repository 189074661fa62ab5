import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Part } from "../../conformance/cast.ts";
import { DeviceError } from "../../device/errors.ts";
import type { Recorder, TraceEvent } from "../../device/trace.ts";
import { ascii, unhex } from "../../device/wire/bytes.ts";
import type { Country } from "../../simulator/country.ts";
import { virtualSlot } from "../../simulator/reader/slot.ts";
import type { World } from "../../simulator/world.ts";
import { PLAYERS } from "../../scripts/built-in/cast.ts";
import { packageRoot } from "../../scripts/package-root.ts";

/** Whose card OpenSC was given. */
export const SESSION_HOLDER: Part = "patient";

/**
 * What unmodified OpenSC 0.23 said to the built-in card through pcscd and libccid, recorded by test/system/opensc.test.ts: listing,
 * a log-in with the PIN, and a signature.
 */
export const openscSession = (): readonly TraceEvent[] =>
  JSON.parse(readFileSync(join(packageRoot(), "docs", "sessions", "opensc.json"), "utf8")) as TraceEvent[];

interface Replay {
  readonly session: readonly TraceEvent[];
  readonly world: World;
  readonly trace: Recorder;
  readonly country: Country;
}

/** Sends the recorded commands to the card as it is today; what it answers now is what the trace holds. */
export async function replaySession({ session, world, trace, country }: Replay): Promise<void> {
  const holder = country.person(PLAYERS[SESSION_HOLDER]);
  const slot = virtualSlot({ clock: world.clock, recorder: trace, activation: "contact", scope: () => "opensc" });
  slot.insert(await world.clock.real(country.card(holder.id)));
  await slot.powerOn();
  // Inserted and reset are what every session begins with; a reset after a command is the session's own.
  let begun = false;
  for (const event of session) {
    if (event.channel !== "card") continue;
    if (event.is === "reset" && begun) await slot.powerOn();
    if (event.is !== "command") continue;
    begun = true;
    await slot.transmit(withPin(event, holder.pins.auth));
  }
}

/** The recorder masked the PIN; the card wants it. */
function withPin(
  event: { readonly bytes: string; readonly masked?: readonly (readonly [number, number])[] },
  pin: string | undefined,
): Uint8Array {
  const bytes = unhex(event.bytes);
  for (const [from, to] of event.masked ?? []) {
    if (pin?.length !== to - from) throw new DeviceError("suite.broken", { why: "a masked command holds no PIN" });
    bytes.set(ascii(pin), from);
  }
  return bytes;
}
