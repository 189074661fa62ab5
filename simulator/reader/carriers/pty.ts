import { readlink, symlink, unlink } from "node:fs/promises";
import { closeSync, constants, existsSync, openSync, writeSync } from "node:fs";
import { ReadStream } from "node:tty";
import { DeviceError } from "../../../device/errors.ts";
import type { ByteStream } from "../../../device/ports.ts";

/** A pseudo terminal whose far end looks like a serial port to any program. */
export interface Pty extends ByteStream {
  /** The far end itself, /dev/pts/N. */
  readonly path: string;
}

/** Opens a raw pty and makes `link` a symbolic link to its far end, gone again after `close`. */
export async function openPty(link?: string): Promise<Pty> {
  const { master, slave, path } = await openPair();
  try {
    if (link !== undefined) await point(link, path);
  } catch (error) {
    closeSync(master);
    closeSync(slave);
    throw error;
  }

  const input = new ReadStream(master);
  let closed: Promise<void> | undefined;
  input.on("error", () => undefined);

  return {
    path,
    write(bytes) {
      let sent = 0;
      while (sent < bytes.length) {
        try {
          sent += writeSync(master, bytes, sent);
        } catch (error) {
          // Nobody reads the far end and its buffer is full: a serial line has no way to wait either, and the bytes are lost.
          if (codeOf(error) === "EAGAIN" || closed) return;
          throw new DeviceError("link.lost", { link: path }, { cause: error });
        }
      }
    },
    onBytes: (take) => void input.on("data", (chunk: Buffer) => take(new Uint8Array(chunk))),
    onClose: (told) => void input.on("close", told),
    close() {
      closed ??= (async () => {
        const ended = new Promise((resolve) => input.once("close", resolve));
        input.destroy();
        await ended;
        closeSync(slave);
        if (link !== undefined) await unpoint(link, path);
      })();
      return closed;
    },
  };
}

const FLAGS = constants.O_RDWR | constants.O_NOCTTY;
/** A program started later must not inherit the near end, and a write must not wait for a reader. Only Linux takes these here. */
const MASTER_FLAGS = FLAGS | (process.platform === "linux" ? 0x80000 | constants.O_NONBLOCK : 0);
const ROOM_FOR_TERMIOS = 256;
const TCSANOW = 0;

/** The far end stays open on this side too: otherwise the line would hang up between one program and the next. */
async function openPair(): Promise<{ master: number; slave: number; path: string }> {
  const c = await libc();
  const master = c.posix_openpt(MASTER_FLAGS);
  if (master < 0) throw new DeviceError("link.refused", { address: "/dev/ptmx", why: "no pseudo terminal is free" });
  const name = Buffer.alloc(128);
  if (c.grantpt(master) !== 0 || c.unlockpt(master) !== 0 || c.ptsname_r(master, name, name.length) !== 0) {
    closeSync(master);
    throw new DeviceError("link.refused", { address: "/dev/ptmx", why: "the pseudo terminal cannot be unlocked" });
  }
  const path = name.toString("utf8", 0, name.indexOf(0));
  const slave = openSync(path, FLAGS);
  const modes = Buffer.alloc(ROOM_FOR_TERMIOS);
  c.tcgetattr(slave, modes);
  c.cfmakeraw(modes);
  c.tcsetattr(slave, TCSANOW, modes);
  return { master, slave, path };
}

interface Libc {
  posix_openpt(flags: number): number;
  grantpt(fd: number): number;
  unlockpt(fd: number): number;
  ptsname_r(fd: number, name: Buffer, length: number): number;
  tcgetattr(fd: number, modes: Buffer): number;
  tcsetattr(fd: number, when: number, modes: Buffer): number;
  cfmakeraw(modes: Buffer): void;
}

/** Loaded at first use, so that everything else runs where there is no pty. */
async function libc(): Promise<Libc> {
  try {
    const { default: koffi } = await import("koffi");
    const self = koffi.load(null);
    return {
      posix_openpt: self.func("int posix_openpt(int flags)"),
      grantpt: self.func("int grantpt(int fd)"),
      unlockpt: self.func("int unlockpt(int fd)"),
      ptsname_r: self.func("int ptsname_r(int fd, void *name, size_t length)"),
      tcgetattr: self.func("int tcgetattr(int fd, void *modes)"),
      tcsetattr: self.func("int tcsetattr(int fd, int when, const void *modes)"),
      cfmakeraw: self.func("void cfmakeraw(void *modes)"),
    };
  } catch (cause) {
    const install = "Pseudo terminals need Linux or macOS and the npm package koffi; use --tcp on other systems.";
    throw new DeviceError("native.missing", { library: "posix_openpt", install }, { cause });
  }
}

/** A link left by a reader that was killed may be replaced; anything else, and the link of a reader that runs, may not. */
async function point(link: string, path: string): Promise<void> {
  try {
    const target = await readlink(link).catch(() => undefined);
    const isLeft = target?.startsWith("/dev/pts/") && (target === path || !existsSync(target));
    if (isLeft) await unlink(link);
    await symlink(path, link);
  } catch (cause) {
    const why = `cannot become a link to ${path}: something is there already, or the folder cannot be written`;
    throw new DeviceError("file.refused", { path: link, why }, { cause });
  }
}

async function unpoint(link: string, path: string): Promise<void> {
  const target = await readlink(link).catch(() => undefined);
  if (target === path) await unlink(link).catch(() => undefined);
}

const codeOf = (error: unknown): unknown => (error instanceof Error && "code" in error ? error.code : undefined);
