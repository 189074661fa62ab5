import { DeviceError } from "../errors.ts";
import type { Transmit } from "../ports.ts";
import { decodeResponse, encodeCommand } from "../wire/apdu.ts";
import { EMPTY } from "../wire/bytes.ts";
import { decode, encode } from "../wire/codec.ts";
import { FEATURES, features, type PinModify, pinModify, type PinVerify, pinVerify } from "../wire/pin-verify.ts";
import { checkPcsc as check, isPcsc as is } from "./pcsc-codes.ts";
import { controlCode, type Handle, loadWinScard, type RawState, type WinScard } from "./winscard.ts";

/** Cards through the machine's PC/SC service: pcscd on Linux, the smart card services of Windows and macOS. */
export interface Pcsc {
  /** Empty when there is none. */
  readers(): Promise<string[]>;
  /**
   * Waits until a reader's state differs from what `known` says of it, at most `milliseconds`; then all states, or undefined.
   * It occupies this context: other calls need one of their own.
   */
  change(known: readonly ReaderState[], milliseconds: number): Promise<ReaderState[] | undefined>;
  /** Ends the `change` that is under way. */
  cancel(): void;
  connect(reader: string, share?: Share): Promise<PcscCard>;
  close(): Promise<void>;
}

export interface ReaderState {
  readonly reader: string;
  /** SCARD_STATE_ bits as they came, 0 for "not known": what the next `change` compares with. */
  readonly state: number;
  readonly present?: boolean;
  readonly atr?: Uint8Array;
}

export type Share = keyof typeof SHARE;
export type Disposition = keyof typeof DISPOSITION;

export interface PcscCard {
  readonly transmit: Transmit;
  readonly transmitBytes: (apdu: Uint8Array) => Promise<Uint8Array>;
  control(code: number, data?: Uint8Array): Promise<Uint8Array>;
  /** Control codes of the reader's features by their number (`FEATURES`). */
  features(): Promise<ReadonlyMap<number, number>>;
  /** PIN entry on the reader: the status word, 6400 when it timed out, 6401 when it was cancelled. */
  verifyPin(asked: PinVerify): Promise<number>;
  /** A PIN changed on the reader: the same, and 6402 where the new one was typed otherwise the second time. */
  modifyPin(asked: PinModify): Promise<number>;
  begin(): Promise<void>;
  end(disposition?: Disposition): Promise<void>;
  /** After this the card has forgotten what it knew, unless `leave`. */
  reconnect(initialization: Disposition, share?: Share): Promise<void>;
  disconnect(disposition?: Disposition): Promise<void>;
}

const SHARE = { exclusive: 1, shared: 2, direct: 3 } as const;
const DISPOSITION = { leave: 0, reset: 1, unpower: 2 } as const;
const T0_OR_T1 = 3;
const STATE_PRESENT = 0x20;
const GET_FEATURES = 3400;

/** Milliseconds. SCardCancel ends a wait that the service knows of; one that its thread has yet to begin is not told of it. */
const CANCEL_AGAIN = 20;

/**
 * Calls that whoever made them has given up. pcsc-lite lets a connection or a transaction wait without end while another program has
 * a transaction, and can call none back.
 */
const abandoned = new Set<Promise<unknown>>();

export async function openPcsc(): Promise<Pcsc> {
  const api = await loadWinScard();
  const [code, context] = await api.establish();
  check(code, "SCardEstablishContext", "the PC/SC service");
  const waiting = new Set<Promise<unknown>>();
  let changing: Promise<number> | undefined;
  const cancel = (wait = changing) => {
    if (!wait || wait !== changing) return;
    api.cancel(context);
    setTimeout(() => cancel(wait), CANCEL_AGAIN);
  };
  const noted: Noted = (call) => {
    waiting.add(call);
    return call.finally(() => [waiting, abandoned].map((calls) => calls.delete(call)));
  };
  return {
    async readers() {
      const [result, names] = await api.listReaders(context);
      if (is(result, "SCARD_E_NO_READERS_AVAILABLE")) return [];
      check(result, "SCardListReaders", "the PC/SC service");
      return names;
    },
    async change(known, milliseconds) {
      const raw = known.map(({ reader, state }) => ({ reader, currentState: state, eventState: 0, atr: EMPTY }));
      changing = api.statusChange(context, milliseconds, raw);
      const result = await changing.finally(() => (changing = undefined));
      if (is(result, "SCARD_E_TIMEOUT") || is(result, "SCARD_E_CANCELLED")) return undefined;
      check(result, "SCardGetStatusChange", known.map(({ reader }) => reader).join(", "));
      return raw.map(stateOf);
    },
    cancel: () => cancel(),
    async connect(reader, share = "shared") {
      const protocols = share === "direct" ? 0 : T0_OR_T1;
      const [result, card, protocol] = await noted(api.connect(context, reader, SHARE[share], protocols));
      check(result, "SCardConnect", reader);
      return openCard(api, reader, card, protocol, noted);
    },
    async close() {
      const released = api.release(context);
      // It waits for them, too.
      if (waiting.size > 0) for (const call of waiting) abandoned.add(call);
      else await released;
    },
  };
}

type Noted = <T>(call: Promise<T>) => Promise<T>;

/** Ends this process where an abandoned call would keep it: Node joins its threads before it ends, `process.exit` or not. */
export async function endDespitePcsc(status: number): Promise<void> {
  if (abandoned.size > 0) (await loadWinScard()).endProcess(status);
}

/** SCARD_STATE_CHANGED says only that the call has something to tell. */
const STATE_CHANGED = 0x02;

const stateOf = ({ reader, eventState, atr }: RawState): ReaderState => ({
  reader,
  state: eventState & ~STATE_CHANGED,
  present: (eventState & STATE_PRESENT) !== 0,
  ...(atr.length > 0 ? { atr } : {}),
});

function openCard(api: WinScard, reader: string, card: Handle, first: number, noted: Noted): PcscCard {
  let protocol = first;
  const transmitBytes = async (apdu: Uint8Array) => {
    const [code, response] = await api.transmit(card, protocol, apdu);
    check(code, "SCardTransmit", reader);
    return response;
  };
  const control = async (code: number, data: Uint8Array = EMPTY) => {
    const [result, answer] = await api.control(card, code, data);
    check(result, "SCardControl", reader);
    return answer;
  };
  const listFeatures = async () => decode(features, await control(controlCode(GET_FEATURES)), "list of features");
  const atPad = async (feature: number, asked: Uint8Array) => {
    const code = (await listFeatures()).get(feature);
    if (code === undefined) throw new DeviceError("call.misuse", { why: `${reader} has no PIN pad for this` });
    return decodeResponse(await control(code, asked)).sw;
  };
  return {
    transmit: async (command) => decodeResponse(await transmitBytes(encodeCommand(command))),
    transmitBytes,
    control,
    features: listFeatures,
    verifyPin: (asked) => atPad(FEATURES.verifyPinDirect, encode(pinVerify, asked)),
    modifyPin: (asked) => atPad(FEATURES.modifyPinDirect, encode(pinModify, asked)),
    begin: async () => check(await noted(api.begin(card)), "SCardBeginTransaction", reader),
    end: async (disposition = "leave") =>
      check(await api.end(card, DISPOSITION[disposition]), "SCardEndTransaction", reader),
    async reconnect(initialization, share = "shared") {
      const [code, agreed] = await api.reconnect(card, SHARE[share], T0_OR_T1, DISPOSITION[initialization]);
      check(code, "SCardReconnect", reader);
      protocol = agreed;
    },
    disconnect: async (disposition = "leave") =>
      check(await api.disconnect(card, DISPOSITION[disposition]), "SCardDisconnect", reader),
  };
}
