import { type Atr, ifscOf } from "../wire/atr.ts";
import { EMPTY } from "../wire/bytes.ts";
import { CCID_ERROR, type CcidCommand, type CcidResponse, type SlotStatus } from "../wire/ccid.ts";

/** What a reader with one slot answers without asking the card. */

export type Icc = SlotStatus["icc"];

type Kind = CcidResponse["is"];

/** Which message answers which command (CCID Rev. 1.1 §6.1). */
const ANSWERED_BY: { readonly [C in CcidCommand["is"]]: Kind } = {
  setParameters: "parameters",
  powerOn: "dataBlock",
  powerOff: "slotStatus",
  getSlotStatus: "slotStatus",
  secure: "dataBlock",
  t0Apdu: "slotStatus",
  escape: "escape",
  getParameters: "parameters",
  resetParameters: "parameters",
  iccClock: "slotStatus",
  xfrBlock: "dataBlock",
  mechanical: "slotStatus",
  abort: "slotStatus",
  setDataRate: "dataRate",
};

/** Whose answer it is. */
export interface Asker {
  readonly slot: number;
  readonly seq: number;
}

/** bClockStatus: running, or stopped low. */
const clockOf = (icc: Icc) => (icc === "active" ? 0 : 1);

function respond(
  kind: Kind,
  { slot, seq }: Asker,
  status: SlotStatus,
  error: number,
  data: Uint8Array = EMPTY,
): CcidResponse {
  const head = { slot, seq, status, error };
  switch (kind) {
    case "dataBlock":
      return { is: kind, ...head, chain: 0, data };
    case "slotStatus":
      return { is: kind, ...head, clock: clockOf(status.icc) };
    case "parameters":
      return { is: kind, ...head, protocol: 1, data };
    case "escape":
      return { is: kind, ...head, data };
    case "dataRate":
      return { is: kind, ...head, clockFrequency: 0, dataRate: 0 };
  }
}

export const done = (command: CcidCommand, icc: Icc, data?: Uint8Array): CcidResponse =>
  respond(ANSWERED_BY[command.is], command, { icc, command: "ok" }, 0, data);

export const failed = (command: CcidCommand, icc: Icc, error: number): CcidResponse =>
  respond(ANSWERED_BY[command.is], command, { icc, command: "failed" }, error);

/** A block from the card, in answer to `xfrBlock`, `secure` or `powerOn`. */
export const block = (asker: Asker, data: Uint8Array): CcidResponse =>
  respond("dataBlock", asker, { icc: "active", command: "ok" }, 0, data);

export const noBlock = (asker: Asker, icc: Icc, error: number): CcidResponse =>
  respond("dataBlock", asker, { icc, command: "failed" }, error);

/** A command that cannot be read: `at` is the offset of its first wrong byte (§6.2.6). An unknown type has 0, not supported. */
export const unreadable = (asker: Asker, icc: Icc, at: number): CcidResponse =>
  respond("slotStatus", asker, { icc, command: "failed" }, at > 1 && at < 0x80 ? at : CCID_ERROR.notSupported);

/** The answer that the state of the slot alone decides; undefined when the card has to be asked. */
export function fromMemory(command: CcidCommand, icc: Icc): CcidResponse | undefined {
  if (command.slot !== 0) return failed(command, icc, CCID_ERROR.badSlot);
  switch (command.is) {
    case "getSlotStatus":
    case "abort":
      return done(command, icc);
    case "powerOff":
      return icc === "absent" ? done(command, icc) : undefined;
    case "powerOn":
      return icc === "absent" ? failed(command, icc, CCID_ERROR.mute) : undefined;
    case "xfrBlock":
    case "secure":
    case "setParameters":
    case "getParameters":
    case "resetParameters":
      return icc === "active" ? undefined : failed(command, icc, CCID_ERROR.mute);
    case "escape":
      return undefined;
    default:
      return failed(command, icc, CCID_ERROR.notSupported);
  }
}

/** abProtocolDataStructure for T=1 (§6.1.7) as the ATR asks for it. */
export function parametersOf(atr: Atr): Uint8Array {
  const [first, , third] = atr.groups;
  const checksum = 0x10 | (atr.convention === "inverse" ? 0x02 : 0);
  return Uint8Array.of(first?.ta ?? 0x11, checksum, first?.tc ?? 0, third?.tb ?? 0x4d, 0, ifscOf(atr), 0);
}
