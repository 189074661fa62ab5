import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A pcscd of one's own, in a mount namespace of its own, so that several run side by side and none is the machine's. */
export interface Pcscd {
  /** Whose namespaces `nsenter` may enter. */
  readonly pid: number;
  /** What its clients need in their environment. */
  readonly env: Readonly<Record<string, string>>;
  /** A folder of its own, gone after `stop`. */
  readonly folder: string;
  /** Everything it has printed. */
  log(): string;
  stop(): Promise<void>;
}

export interface SerialReader {
  /** What PC/SC programs will call it; pcscd appends two numbers. */
  readonly name: string;
  /** Path of the serial line. */
  readonly device: string;
  readonly type: "GemPCTwin" | "GemPCPinPad";
}

/** vsmartcard's virtual reader: its driver listens, on every address of the network it finds itself in. */
export interface VirtualReader {
  readonly name: string;
  readonly vpcdPort: number;
}

export const SERIAL_DRIVER = "/usr/lib/pcsc/drivers/serial/libccidtwin.so";
export const VPCD_DRIVER = "/usr/lib/pcsc/drivers/serial/libifdvpcd.so";

const READY_WITHIN_MS = 20_000;
const RUN = "/run/pcscd";

/** Starts pcscd on serial readers that must already answer: it opens them before it listens. Needs root. */
export async function startPcscd(
  readers: readonly (SerialReader | VirtualReader)[],
  { debug = false } = {},
): Promise<Pcscd> {
  const folder = await mkdtemp(join(tmpdir(), "shikaku-pcscd-"));
  const [config, run] = [join(folder, "readers"), join(folder, "run")];
  await Promise.all([mkdir(config), mkdir(run), mkdir(RUN, { recursive: true })]);
  await Promise.all(readers.map((reader, index) => writeFile(join(config, `reader${index}`), configurationOf(reader))));

  // A virtual reader's driver gets a network of its own, with nothing in it but the loopback.
  const alone = readers.some((reader) => "vpcdPort" in reader);
  const network = alone ? "ip link set lo up && " : "";
  const script = `${network}mount --bind "$1" ${RUN} && exec pcscd --foreground ${debug ? "--debug" : "--error"} --config "$2"`;
  const child = spawn("unshare", ["--mount", ...(alone ? ["--net"] : []), "sh", "-c", script, "sh", run, config], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...(debug ? { LIBCCID_ifdLogLevel: "0x000F" } : {}) },
  });
  const log = logOf(child);
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      await ended;
    }
    await rm(folder, { recursive: true, force: true });
  };

  const socket = join(run, "pcscd.comm");
  try {
    await until(() => existsSync(socket) || child.exitCode !== null, READY_WITHIN_MS, "pcscd to listen");
    if (child.exitCode !== null) throw new Error(`pcscd ended with ${child.exitCode}: ${log()}`);
  } catch (error) {
    await stop();
    throw error;
  }
  return { pid: child.pid ?? 0, env: { PCSCLITE_CSOCK_NAME: socket }, folder, log, stop };
}

const configurationOf = (reader: SerialReader | VirtualReader) =>
  [
    `FRIENDLYNAME "${reader.name}"`,
    ...("vpcdPort" in reader
      ? [
          `DEVICENAME /dev/null:0x${reader.vpcdPort.toString(16)}`,
          `LIBPATH ${VPCD_DRIVER}`,
          `CHANNELID 0x${reader.vpcdPort.toString(16)}`,
        ]
      : [`DEVICENAME ${reader.device}:${reader.type}`, `LIBPATH ${SERIAL_DRIVER}`]),
    "",
  ].join("\n");

function logOf(child: ChildProcess): () => string {
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString("utf8");
}

/** Waits for a condition of the real world, looking at it every few milliseconds. */
export async function until(
  holds: () => boolean | Promise<boolean>,
  milliseconds: number,
  what: string,
  every = 5,
): Promise<void> {
  const end = performance.now() + milliseconds;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`waited ${milliseconds} ms in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, every));
  }
}
