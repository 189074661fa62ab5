import { ascii, EMPTY, equal } from "../wire/bytes.ts";
import { CCID_ERROR, ccidResponses, type CcidCommand, type CcidResponse } from "../wire/ccid.ts";
import { withoutSpareMessages } from "../wire/ccid-pin.ts";
import type { Icc } from "./ccid-answers.ts";

/** The two serial readers that Debian's driver knows and this firmware stands in for. */
export type GemPcKind = "gempc-twin" | "gempc-pinpad";

type Escape = Extract<CcidCommand, { is: "escape" }>;

const FIRMWARE = ascii("shikaku reference reader 0.1");

/** What libccid 1.5.2 asks when it opens a serial reader (src/ccid_serial.c, src/ccid.c). */
const GET_FIRMWARE = Uint8Array.of(0x02);
/** Card movements are told after a command and before its answer, never in between; this firmware does so from the start. */
const NOTIFY_SYNCHRONOUSLY = Uint8Array.of(0x01, 0x01, 0x01);
/** The texts of the PIN pad's display: this reader has screens of its own. */
const SET_TEXTS = 0xb2;

export function gempcEscape(kind: GemPcKind, { slot, seq, data }: Escape, icc: Icc): CcidResponse {
  const known = escapeAnswer(kind, data);
  const status = { icc, command: known ? "ok" : "failed" } as const;
  return { is: "escape", slot, seq, status, error: CCID_ERROR.notSupported, data: known ?? EMPTY };
}

function escapeAnswer(kind: GemPcKind, data: Uint8Array): Uint8Array | undefined {
  if (equal(data, GET_FIRMWARE)) return FIRMWARE;
  if (equal(data, NOTIFY_SYNCHRONOUSLY)) return EMPTY;
  return data[0] === SET_TEXTS && kind === "gempc-pinpad" ? EMPTY : undefined;
}

/**
 * These readers send back each command before its answer. libccid never looks at that echo but reads it into the buffer for the
 * answer, which the 175 bytes of SET_TEXTS overrun: for that one the echo is an empty message of the same kind.
 */
export function gempcEcho(message: Uint8Array): Uint8Array {
  if (message[0] !== ESCAPE || message[HEADER] !== SET_TEXTS) return message;
  const [slot = 0, seq = 0] = message.subarray(5);
  const status = { icc: "active", command: "ok" } as const;
  return ccidResponses.encode({ is: "escape", slot, seq, status, error: 0, data: EMPTY });
}

/** libccid sends this kind of reader all three indexes of messages with a change of PIN, because a real one wants them so. */
export const gempcMeant = (command: CcidCommand): CcidCommand =>
  command.is === "secure" ? { ...command, data: withoutSpareMessages(command.data) } : command;

const ESCAPE = 0x6b;
const HEADER = 10;
