import type { Clock } from "../../device/ports.ts";
import { isFault } from "../../device/errors.ts";
import { type Access, accessLog, NOBODY, refusedAccess, strangerLine } from "./access-log.ts";
import type { Records } from "./records.ts";
import { Refusal } from "./refusal.ts";

export interface Door {
  readonly clock: Pick<Clock, "now">;
  readonly records: Pick<Records, "write">;
  /** Told of errors that are no refusals: faults of the system itself, answered without detail. */
  readonly report?: ((error: Error) => void) | undefined;
}

/** Which institution was refused, empty where none is known for certain, and at which exchange. */
type Where = Pick<Access, "institution" | "exchange">;

/**
 * What is told to whoever is refused at one door, once its line is in the log: whom it was about is mostly not known, and never asked for
 * the log's sake. Of those whom no institution answers for there is one line a second.
 */
export function refusing({ clock, records, report }: Door, door: string) {
  const log = accessLog(door);
  const logged = async (refusal: Refusal, where: Where): Promise<Refusal> => {
    const line = refusedAccess(refusal, { at: clock.now(), ...where });
    if (line) await records.write([where.institution === NOBODY ? strangerLine(line) : log(line)]);
    return refusal;
  };
  return async (error: unknown, where: Where): Promise<Refusal> => {
    const refusal = await logged(refusalOf(error), where).catch(() => new Refusal("TSTA0009E"));
    if (refusal.code === "TSTA0006E" || refusal.code === "TSTA0009E") report?.(error as Error);
    return refusal;
  };
}

/** What is refused before anybody has said who he is: at the handshake, or where there is no room. */
export type RefuseStranger = (refusal: Refusal) => Promise<Refusal>;

export function refusingStrangers(door: Door, exchange: string): RefuseStranger {
  const refused = refusing(door, exchange);
  return (refusal) => refused(refusal, { institution: NOBODY, exchange });
}

/** What is not a refusal is a fault of ours, or a message that is none; neither may leak what it was about. */
function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (isFault(error, "file.refused")) return new Refusal("TSTA0009E");
  return isFault(error, "peer.malformed") ? new Refusal("TSTA0004E", error.context.why) : new Refusal("TSTA0006E");
}
