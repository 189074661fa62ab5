import type { TypeObject } from "koffi";
import { DeviceError } from "../errors.ts";

/** The PC/SC calls of this platform, bare: result codes as unsigned numbers, every call off the event loop's thread. */
export interface WinScard {
  establish(): Promise<[code: number, context: Handle]>;
  release(context: Handle): Promise<number>;
  cancel(context: Handle): number;
  listReaders(context: Handle): Promise<[code: number, names: string[]]>;
  statusChange(context: Handle, timeout: number, states: RawState[]): Promise<number>;
  connect(
    context: Handle,
    reader: string,
    share: number,
    protocols: number,
  ): Promise<[number, Handle, protocol: number]>;
  reconnect(
    card: Handle,
    share: number,
    protocols: number,
    initialization: number,
  ): Promise<[number, protocol: number]>;
  disconnect(card: Handle, disposition: number): Promise<number>;
  begin(card: Handle): Promise<number>;
  end(card: Handle, disposition: number): Promise<number>;
  transmit(card: Handle, protocol: number, apdu: Uint8Array): Promise<[code: number, response: Uint8Array]>;
  control(card: Handle, code: number, data: Uint8Array): Promise<[code: number, answer: Uint8Array]>;
  /** At once, whatever its threads are at. Windows lets no connection wait, and needs no such end. */
  endProcess(status: number): void;
}

export type Handle = number | bigint;

/** SCARD_READERSTATE; `eventState` and `atr` are filled in. */
export interface RawState {
  readonly reader: string;
  readonly currentState: number;
  eventState: number;
  atr: Uint8Array;
}

/** SCARD_CTL_CODE: pcsc-lite and Windows number their control codes apart. */
export const controlCode = (number: number): number =>
  process.platform === "win32" ? 0x310000 + 4 * number : 0x42000000 + number;

/** Longest answer of an extended APDU, 65,536 bytes and the status word (pcsc-lite: MAX_BUFFER_SIZE_EXTENDED). */
const LONGEST_ANSWER = 65_538;
const SCOPE_SYSTEM = 2;

/**
 * How the platforms differ: the library, the letter for narrow strings, the size of DWORD and of a handle, and the structure's
 * tail. pcsc-lite on Linux makes DWORD an unsigned long; macOS packs the structure.
 */
interface Platform {
  readonly library: string;
  readonly letter: string;
  readonly dword: string;
  readonly handle: string;
  readonly atr: number;
  readonly packed: boolean;
}

const PLATFORMS: Readonly<Partial<Record<NodeJS.Platform, Platform>>> = {
  linux: { library: "libpcsclite.so.1", letter: "", dword: "unsigned long", handle: "long", atr: 33, packed: false },
  darwin: {
    library: "/System/Library/Frameworks/PCSC.framework/PCSC",
    letter: "",
    dword: "uint32_t",
    handle: "int32_t",
    atr: 33,
    packed: true,
  },
  win32: { library: "winscard.dll", letter: "A", dword: "uint32_t", handle: "uintptr_t", atr: 36, packed: false },
};

/** Loads the library at first use. */
export async function loadWinScard(): Promise<WinScard> {
  const platform = PLATFORMS[process.platform];
  if (!platform) throw missing("PC/SC", undefined);
  try {
    const { default: koffi } = await import("koffi");
    return bind(koffi, platform);
  } catch (cause) {
    throw missing(platform.library, cause);
  }
}

const missing = (library: string, cause: unknown) =>
  new DeviceError(
    "native.missing",
    {
      library,
      setup: "pcsc.library",
      install: "Install PC/SC: `apt-get install pcscd libccid` on Debian; Windows and macOS have it.",
    },
    { cause },
  );

type Koffi = (typeof import("koffi"))["default"];

function bind(koffi: Koffi, platform: Platform): WinScard {
  const { dword, handle, letter } = platform;
  const library = koffi.load(platform.library);
  const members = {
    reader: "const char *",
    userData: "void *",
    currentState: dword,
    eventState: dword,
    atrLength: dword,
    atr: koffi.array("uint8_t", platform.atr),
  };
  const state: TypeObject = platform.packed ? koffi.pack(members) : koffi.struct(members);
  const size = koffi.sizeof(dword);
  const out = (type: string | TypeObject) => koffi.out(koffi.pointer(type));
  const inout = (type: string | TypeObject) => koffi.inout(koffi.pointer(type));

  /** A call off the event loop's thread; result codes are signed longs on some platforms. */
  const call = (name: string, ...types: (string | ReturnType<Koffi["out"]>)[]) => {
    const bound = library.func(name, "int32_t", types);
    return (...values: unknown[]) =>
      new Promise<number>((resolve, reject) => {
        bound.async(...values, (error: Error | null, code: number) => {
          if (error) reject(error);
          else resolve(code >>> 0);
        });
      });
  };

  const establish = call("SCardEstablishContext", dword, "void *", "void *", out(handle));
  const release = call("SCardReleaseContext", handle);
  const list = call(`SCardListReaders${letter}`, handle, "void *", "void *", inout(dword));
  const status = call(`SCardGetStatusChange${letter}`, handle, dword, inout(state), dword);
  const connect = call(`SCardConnect${letter}`, handle, "const char *", dword, dword, out(handle), out(dword));
  const reconnect = call("SCardReconnect", handle, dword, dword, dword, out(dword));
  const disconnect = call("SCardDisconnect", handle, dword);
  const begin = call("SCardBeginTransaction", handle);
  const end = call("SCardEndTransaction", handle, dword);
  const transmit = call("SCardTransmit", handle, "void *", "void *", dword, "void *", "void *", inout(dword));
  const control = call("SCardControl", handle, dword, "void *", dword, "void *", dword, out(dword));
  const cancel = library.func("SCardCancel", "int32_t", [handle]) as unknown as (context: Handle) => number;

  // The library brings the platform's own along.
  const endProcess =
    letter === "" ? (library.func("_exit", "void", ["int"]) as unknown as (status: number) => void) : () => undefined;

  /** SCARD_IO_REQUEST: the protocol and the size of this very structure. */
  const requestOf = (protocol: number) => {
    const request = Buffer.alloc(2 * size);
    request.writeUInt32LE(protocol, 0);
    request.writeUInt32LE(request.length, size);
    return request;
  };
  /** Answers come into buffers that are used again: a fresh one for each costs more than a short exchange does. */
  const spare: Buffer[] = [];

  return {
    async establish() {
      const context: Handle[] = [0];
      return [await establish(SCOPE_SYSTEM, null, null, context), context[0] ?? 0];
    },
    release,
    endProcess,
    cancel: (context) => cancel(context) >>> 0,
    async listReaders(context) {
      const length = [LONGEST_ANSWER];
      const names = Buffer.alloc(LONGEST_ANSWER);
      const code = await list(context, null, names, length);
      return [code, code === 0 ? names.toString("utf8", 0, length[0]).split("\0").filter(Boolean) : []];
    },
    async statusChange(context, timeout, states) {
      const raw = states.map(({ reader, currentState }) => ({
        reader,
        userData: null,
        currentState,
        eventState: 0,
        atrLength: 0,
        atr: new Uint8Array(platform.atr),
      }));
      const code = await status(context, timeout, raw, raw.length);
      raw.forEach(({ eventState, atr, atrLength }, i) => {
        const target = states[i];
        if (target) Object.assign(target, { eventState, atr: Uint8Array.from(atr.slice(0, atrLength)) });
      });
      return code;
    },
    async connect(context, reader, share, protocols) {
      const [card, protocol]: [Handle[], number[]] = [[0], [0]];
      const code = await connect(context, reader, share, protocols, card, protocol);
      return [code, card[0] ?? 0, protocol[0] ?? 0];
    },
    async reconnect(card, share, protocols, initialization) {
      const protocol = [0];
      return [await reconnect(card, share, protocols, initialization, protocol), protocol[0] ?? 0];
    },
    disconnect,
    begin,
    end,
    async transmit(card, protocol, apdu) {
      const buffer = spare.pop() ?? Buffer.alloc(LONGEST_ANSWER);
      const length = [buffer.length];
      const code = await transmit(card, requestOf(protocol), apdu, apdu.length, null, buffer, length);
      const response = Uint8Array.from(buffer.subarray(0, code === 0 ? length[0] : 0));
      spare.push(buffer.fill(0, 0, response.length));
      return [code, response];
    },
    async control(card, code, data) {
      const buffer = Buffer.alloc(LONGEST_ANSWER);
      const length = [0];
      const result = await control(card, code, data, data.length, buffer, buffer.length, length);
      return [result, Uint8Array.from(buffer.subarray(0, result === 0 ? length[0] : 0))];
    },
  };
}
