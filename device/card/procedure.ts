import { DeviceError, malformed } from "../errors.ts";
import { decodeResponse, encodeCommand } from "../wire/apdu.ts";
import { concat } from "../wire/bytes.ts";
import { AID, type Application, CURRENT_EF } from "../wire/card-files.ts";
import * as card from "../wire/card.ts";
import type { Command } from "../wire/command.ts";
import { decodeTlv } from "../wire/tlv.ts";

/**
 * What is asked of a card, as generators: each yields the bytes of a command and is resumed with the bytes of the answer, so whoever
 * runs one decides how they travel and may stop between any two. An answer that the command does not have is the fault
 * `peer.unexpected`.
 */
export type Procedure<T> = Generator<Uint8Array, T, Uint8Array>;

/** Carries a procedure's commands to a card, one after the other. Rejects as `transmit` or the procedure does. */
export async function perform<T>(
  procedure: Procedure<T>,
  transmit: (command: Uint8Array) => Promise<Uint8Array>,
): Promise<T> {
  let step = procedure.next();
  while (!step.done) step = procedure.next(await transmit(step.value));
  return step.value;
}

export function* ask<Q, A>(command: Command<Q, A>, request: Q): Procedure<A> {
  const response = decodeResponse(yield encodeCommand(command.request.encode(request)));
  return command.answer.decode(response) ?? unexpected(command.name, response.sw.toString(16));
}

/** Whether the card has it. What was verified in another application is forgotten. */
export function* hasApplication(application: Application): Procedure<boolean> {
  const { outcome } = yield* ask(card.SELECT_AP, { aid: AID[application], want: "nothing" });
  return outcome === "selected";
}

export function* selectApplication(application: Application): Procedure<void> {
  if (!(yield* hasApplication(application))) unexpected("SELECT AP", "notFound");
}

export function* select(id: number): Procedure<void> {
  const { outcome } = yield* ask(card.SELECT_EF, { id, want: "nothing" });
  if (outcome !== "selected") unexpected("SELECT EF", outcome);
}

/** Tries left of a reference of the selected application, which becomes the current EF; undefined where the card has none. */
export function* triesLeft(id: number): Procedure<number | undefined> {
  const { outcome } = yield* ask(card.SELECT_EF, { id, want: "nothing" });
  if (outcome === "notFound") return undefined;
  const answer = yield* ask(card.QUERY_TRIES, { reference: CURRENT_EF });
  if (answer.outcome === "referenceNotFound") return undefined;
  return answer.outcome === "counted" ? answer.triesLeft : unexpected("retry query", answer.outcome);
}

const CHUNK = 256;

/** As far as an offset of READ BINARY reaches. */
const LONGEST_FILE = 0x8000;

/** The data object that the current EF begins with; its own length says how much to read, for files end in filler. */
export function* readObject(): Procedure<{ readonly tag: number; readonly value: Uint8Array }> {
  let bytes = yield* readChunk(0);
  const wanted = objectLength(bytes);
  if (wanted > LONGEST_FILE) throw malformed("card file", `a data object of ${wanted} bytes`, 0);
  while (bytes.length < wanted) {
    const more = yield* readChunk(bytes.length);
    // Less than was asked for is the end of the file.
    if (more.length < Math.min(CHUNK, wanted - bytes.length)) unexpected("READ BINARY", "the end of the file");
    bytes = concat(bytes, more);
  }
  return decodeTlv(bytes, 0, "card file");
}

function* readChunk(offset: number): Procedure<Uint8Array> {
  const answer = yield* ask(card.READ_BINARY, { offset, le: CHUNK });
  return answer.outcome === "read" ? answer.bytes : unexpected("READ BINARY", answer.outcome);
}

/** Tag, length and value together, from the first bytes of a data object. */
function objectLength(bytes: Uint8Array): number {
  const lengthAt = ((bytes[0] ?? 0) & 0x1f) === 0x1f ? 2 : 1;
  const first = bytes[lengthAt] ?? 0;
  if (first < 0x80) return lengthAt + 1 + first;
  const size = first - 0x80;
  return (
    bytes.subarray(lengthAt + 1, lengthAt + 1 + size).reduce((sum, byte) => sum * 256 + byte, 0) + lengthAt + 1 + size
  );
}

export function unexpected(during: string, got: string): never {
  throw new DeviceError("peer.unexpected", { during, got });
}
