import { execFileSync } from "node:child_process";
import { chmodSync, closeSync, constants, openSync, readSync, writeSync } from "node:fs";

/** A named pipe whose level another program watches by poll(): what is in it means nothing, how much of it does. */
export interface Fifo {
  put(bytes: number): void;
  take(bytes: number): void;
  close(): void;
}

/** The sticky bit tells umockdev that this stands for a character device. */
const AS_DEVICE = 0o1666;

export function fifo(path: string): Fifo {
  // Node has no mkfifo(3).
  execFileSync("mkfifo", [path]);
  chmodSync(path, AS_DEVICE);
  const open = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
  // A number that was closed may be another file's by now.
  let over = false;
  return {
    put(bytes) {
      if (!over && bytes > 0) ifThereIsRoom(() => writeSync(open, Buffer.alloc(bytes)));
    },
    take(bytes) {
      if (!over && bytes > 0) ifThereIsRoom(() => readSync(open, Buffer.alloc(bytes)));
    },
    close() {
      if (!over) closeSync(open);
      over = true;
    },
  };
}

function ifThereIsRoom(act: () => number): void {
  try {
    act();
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EAGAIN")) throw error;
  }
}
