import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
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

/** A USB reader that libccid's own list does not have. */
export interface ListedReader {
  readonly vendor: number;
  readonly product: number;
  readonly name: string;
  /** The administrator allows Escape commands. */
  readonly escape?: boolean;
}

export interface PcscdOptions {
  readonly debug?: boolean;
  /** Taken up into the driver's list, for this pcscd alone. */
  readonly listed?: ListedReader;
  /** Further environment of pcscd itself. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts pcscd on serial readers that must already answer: it opens them before it listens. Needs root. */
export async function startPcscd(
  readers: readonly (SerialReader | VirtualReader)[],
  { debug = false, listed, env = {} }: PcscdOptions = {},
): Promise<Pcscd> {
  const folder = await mkdtemp(join(tmpdir(), "shikaku-pcscd-"));
  const [config, run, drivers] = [join(folder, "readers"), join(folder, "run"), join(folder, "drivers")];
  await Promise.all([mkdir(config), mkdir(run), mkdir(RUN, { recursive: true })]);
  await Promise.all(readers.map((reader, index) => writeFile(join(config, `reader${index}`), configurationOf(reader))));
  if (listed) await writeDrivers(drivers, listed);

  // A virtual reader's driver gets a network of its own, with nothing in it but the loopback.
  const alone = readers.some((reader) => "vpcdPort" in reader);
  const network = alone ? "ip link set lo up && " : "";
  const own = listed ? `mount --bind ${drivers} ${DRIVERS} && ` : "";
  const words = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  const script = `${network}mount --bind "$1" ${RUN} && ${own}exec env ${words.join(" ")} pcscd --foreground ${debug ? "--debug" : "--error"} --config "$2"`;
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

const DRIVERS = "/usr/lib/pcsc/drivers";
const BUNDLE = join("ifd-ccid.bundle", "Contents");

/**
 * pcscd takes USB readers by libccid's list of vendors and products alone. This is Debian's list with one reader more, beside Debian's
 * driver: pcscd's own copy of the folder, and nothing of the machine is changed.
 */
export async function writeDrivers(folder: string, reader: ListedReader): Promise<void> {
  const bundle = join(folder, BUNDLE);
  await mkdir(join(bundle, "Linux"), { recursive: true });
  const libraries = await mkdtemp(join(folder, "lib-"));
  await writeFile(join(libraries, "libccid.so"), await readFile(join(DRIVERS, BUNDLE, "Linux", "libccid.so")));
  await symlink(join(libraries, "libccid.so"), join(bundle, "Linux", "libccid.so"));
  await writeFile(join(bundle, "Info.plist"), listWith(await readFile(LIST, "utf8"), reader));
}

const LIST = "/etc/libccid_Info.plist";
const hex4 = (number: number) => `0x${number.toString(16).toUpperCase().padStart(4, "0")}`;

/** Three lists beside each other: the first entry of each is ours. */
export function listWith(list: string, { vendor, product, name, escape = false }: ListedReader): string {
  const first = { ifdVendorID: hex4(vendor), ifdProductID: hex4(product), ifdFriendlyName: name };
  let text = list;
  for (const [key, value] of Object.entries(first))
    text = text.replace(new RegExp(`(<key>${key}</key>\\s*<array>)`), `$1<string>${value}</string>`);
  const options = /(<key>ifdDriverOptions<\/key>\s*<string>)0x0000/;
  return escape ? text.replace(options, "$10x0001") : text;
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
