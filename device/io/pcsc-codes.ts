import { DeviceError } from "../errors.ts";

/** Result codes of PC/SC as faults: the one place where a number of the platform becomes a sentence for somebody. */

const CODES = {
  0x80100002: "SCARD_E_CANCELLED",
  0x80100003: "SCARD_E_INVALID_HANDLE",
  0x80100009: "SCARD_E_UNKNOWN_READER",
  0x8010000a: "SCARD_E_TIMEOUT",
  0x8010000b: "SCARD_E_SHARING_VIOLATION",
  0x8010000c: "SCARD_E_NO_SMARTCARD",
  0x8010000f: "SCARD_E_PROTO_MISMATCH",
  0x80100010: "SCARD_E_NOT_READY",
  0x80100013: "SCARD_F_COMM_ERROR",
  0x80100016: "SCARD_E_NOT_TRANSACTED",
  0x80100017: "SCARD_E_READER_UNAVAILABLE",
  0x8010001d: "SCARD_E_NO_SERVICE",
  0x8010001e: "SCARD_E_SERVICE_STOPPED",
  0x8010001f: "SCARD_E_UNSUPPORTED_FEATURE",
  0x8010002e: "SCARD_E_NO_READERS_AVAILABLE",
  0x8010002f: "SCARD_E_COMM_DATA_LOST",
  0x80100066: "SCARD_W_UNRESPONSIVE_CARD",
  0x80100067: "SCARD_W_UNPOWERED_CARD",
  0x80100068: "SCARD_W_RESET_CARD",
  0x80100069: "SCARD_W_REMOVED_CARD",
  0x8010006a: "SCARD_W_SECURITY_VIOLATION",
} as const;
export type PcscCode = (typeof CODES)[keyof typeof CODES];

/** The code behind a fault of this file, for whoever must tell "removed" from "reset". */
export const pcscCode = (error: unknown): PcscCode | undefined =>
  error instanceof DeviceError && error.cause instanceof PcscRefusal ? error.cause.code : undefined;

class PcscRefusal extends Error {
  readonly code: PcscCode | undefined;
  constructor(call: string, code: number) {
    const name = (CODES as Readonly<Record<number, PcscCode>>)[code];
    super(`${call}: ${name ?? hex(code)}`);
    this.code = name;
  }
}

const hex = (code: number) => code.toString(16).toUpperCase().padStart(8, "0");
export const isPcsc = (code: number, name: PcscCode) => (CODES as Readonly<Record<number, PcscCode>>)[code] === name;

/** The one place where a result code becomes a fault: who must act, and whether to try again. */
export function checkPcsc(code: number, call: string, reader: string): void {
  if (code === 0) return;
  const cause = new PcscRefusal(call, code);
  switch (cause.code) {
    case "SCARD_E_NO_SMARTCARD":
    case "SCARD_W_REMOVED_CARD":
    case "SCARD_W_UNRESPONSIVE_CARD":
    case "SCARD_W_UNPOWERED_CARD":
    case "SCARD_E_NOT_READY":
    // pcscd says so when a card goes while a program connects to it.
    case "SCARD_E_PROTO_MISMATCH":
      throw new DeviceError("slot.notReady", { reader, setup: "card.absent" }, { cause });
    // The card is there and has forgotten everything, or its answer was lost: begin anew.
    case "SCARD_W_RESET_CARD":
    case "SCARD_E_NOT_TRANSACTED":
    case "SCARD_E_COMM_DATA_LOST":
    case "SCARD_E_INVALID_HANDLE":
      throw new DeviceError("link.lost", { link: `the card in ${reader}` }, { cause });
    case "SCARD_E_UNKNOWN_READER":
    case "SCARD_E_READER_UNAVAILABLE":
    case "SCARD_E_NO_READERS_AVAILABLE":
      throw new DeviceError("link.lost", { link: reader, setup: "reader.unplugged" }, { cause });
    // What pcsc-lite's library says of a service that ended while a call was waiting in it, or that lets nobody in while it ends.
    case "SCARD_W_SECURITY_VIOLATION":
    case "SCARD_F_COMM_ERROR":
    case "SCARD_E_NO_SERVICE":
    case "SCARD_E_SERVICE_STOPPED":
      throw new DeviceError("link.refused", { address: "PC/SC", why: cause.message, setup: "pcsc.service" }, { cause });
    case "SCARD_E_SHARING_VIOLATION":
      throw new DeviceError("link.refused", { address: reader, why: cause.message, setup: "card.held" }, { cause });
    case "SCARD_E_UNSUPPORTED_FEATURE":
      throw new DeviceError("call.misuse", { why: `${reader} does not support this (${call})` }, { cause });
    default:
      throw new DeviceError("peer.unexpected", { during: call, got: hex(code) }, { cause });
  }
}
