import { access } from "node:fs/promises";
import { DeviceError } from "../errors.ts";
import type { ByteStream } from "../ports.ts";
import type { SetupFault } from "../setup-faults.data.ts";
import { linkRefused } from "./system-codes.ts";

/** A serial port by its path: /dev/ttyUSB0, COM3, or a pty that stands for one. Rejects with `link.refused` or `native.missing`. */
export async function openSerial(path: string, baudRate = 115_200): Promise<ByteStream> {
  const { SerialPort } = await library();
  const port = new SerialPort({ path, baudRate, autoOpen: false });
  await new Promise<void>((resolve, reject) => {
    port.open((error) => {
      if (error) reject(linkRefused(path, error.message, whyNot(error.message), error));
      else resolve();
    });
  });
  // What becomes of the port is told by its closing; an error without a listener would end the program.
  port.on("error", () => undefined);
  watchPath(path, port);
  return {
    write: (bytes) => void port.write(Buffer.from(bytes)),
    onBytes: (take) => void port.on("data", (chunk: Buffer) => take(new Uint8Array(chunk))),
    onClose: (closed) => void port.on("close", closed),
    close: () =>
      new Promise((resolve) => {
        if (!port.isOpen) resolve();
        else port.close(() => resolve());
      }),
  };
}

/** Every serial port that this machine knows of, by its path. Rejects with `native.missing`. */
export async function serialPorts(): Promise<string[]> {
  const { SerialPort } = await library();
  return (await SerialPort.list()).map(({ path }) => path);
}

/** The library's binding tells in words alone what the system said. */
function whyNot(message: string): SetupFault | undefined {
  const [, setup] = SERIAL_WORDS.find(([words]) => words.test(message)) ?? [];
  return setup;
}

const SERIAL_WORDS: readonly (readonly [RegExp, SetupFault])[] = [
  [/cannot lock|busy|temporarily unavailable|access denied/i, "serial.held"],
  [/permission denied/i, "serial.rights"],
  [/no such file|file not found/i, "serial.absent"],
  [/inappropriate ioctl|is not a tty/i, "serial.notOne"],
  [/too many open files/i, "handles.exhausted"],
];

/** Milliseconds. */
const LOOK_EVERY = 500;

/**
 * A pty whose other end has closed reads as nothing for ever, and serialport 13 asks it again and again without a word (seen on
 * Linux 6.18). Its path is gone then, as that of an adapter pulled out of its socket is.
 */
function watchPath(path: string, port: { close(): void; on(event: "close", closed: () => void): void }): void {
  if (process.platform === "win32") return;
  const look = setInterval(() => void access(path).catch(() => port.close()), LOOK_EVERY).unref();
  port.on("close", () => clearInterval(look));
}

async function library() {
  try {
    return await import("serialport");
  } catch (cause) {
    const install = "Run npm ci again on a platform that serialport has a build for.";
    throw new DeviceError("native.missing", { library: "serialport", setup: "serial.library", install }, { cause });
  }
}
