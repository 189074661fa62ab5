import { access } from "node:fs/promises";
import { DeviceError } from "../errors.ts";
import type { ByteStream } from "../ports.ts";

/** A serial port by its path: /dev/ttyUSB0, COM3, or a pty that stands for one. Rejects with `link.refused` or `native.missing`. */
export async function openSerial(path: string, baudRate = 115_200): Promise<ByteStream> {
  const { SerialPort } = await library();
  const port = new SerialPort({ path, baudRate, autoOpen: false });
  await new Promise<void>((resolve, reject) => {
    port.open((error) => {
      if (error) reject(new DeviceError("link.refused", { address: path, why: error.message }, { cause: error }));
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
    throw new DeviceError("native.missing", { library: "serialport", install }, { cause });
  }
}
