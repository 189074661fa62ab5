import { type ChildProcess, spawn } from "node:child_process";
import { StringDecoder } from "node:string_decoder";
import { DeviceError } from "../errors.ts";
import { linkRefused, setupOf } from "./system-codes.ts";

/** A program that is spoken to in lines: its standard input and output. */
export interface Program {
  /** `link.lost` after the program has ended. */
  send(line: string): void;
  onLine(take: (line: string) => void): void;
  /** Once, when nothing more comes: the program ended by itself, was ended, or wrote a line without end. */
  onEnd(ended: (fault: DeviceError) => void): void;
  /** The last of what it wrote to standard error. */
  log(): string;
  /** Asks it to end, then makes it and its children; safe to call twice. */
  close(): Promise<void>;
}

/** In characters. Longer than any line here: one frame is 4,096 bytes, and files go through folders. */
export const LONGEST_LINE = 262_144;
const LONGEST_LOG = 4_096;
/** Milliseconds from a closed input to SIGTERM, and from there to SIGKILL. */
const GRACE = 500;

/** Starts a program without a shell, in a process group of its own. Rejects with `link.refused` when it does not start. */
export async function startProgram([program, ...args]: readonly [string, ...string[]]): Promise<Program> {
  const child = spawn(program, args, { stdio: ["pipe", "pipe", "pipe"], detached: process.platform !== "win32" });
  const { stdin, stdout, stderr } = child;
  await new Promise<void>((resolve, reject) => {
    child.once("spawn", resolve);
    child.once("error", (error) => reject(linkRefused(program, error.message, setupOf(error, "program"), error)));
  });
  // Whoever ends this process without ceremony shall not leave the program behind.
  const last = () => kill(child, "SIGKILL");
  process.once("exit", last);

  let fault: DeviceError | undefined;
  let closing = false;
  let log = "";
  const ended = new Set<(fault: DeviceError) => void>();
  const lines = new Set<(line: string) => void>();
  const end = (error: DeviceError) => {
    if (fault) return;
    fault = error;
    for (const tell of ended) tell(error);
  };
  const gone = new Promise<void>((resolve) => {
    child.once("close", (code, signal) => {
      process.removeListener("exit", last);
      const how = signal ?? `status ${code}`;
      const said = closing || log.trim() === "" ? "" : `: ${log.trim()}`;
      end(new DeviceError("link.lost", { link: `${program} (ended with ${how}${said})` }));
      resolve();
    });
  });
  const errors = new StringDecoder("utf8");
  stderr.on("data", (chunk: Buffer) => (log = (log + errors.write(chunk)).slice(-LONGEST_LOG)));
  // What becomes of the program is told by its end.
  for (const stream of [stdin, stdout, stderr]) stream.on("error", () => undefined);

  const close = async () => {
    closing = true;
    stdin.end();
    const term = setTimeout(() => kill(child, "SIGTERM"), GRACE);
    const force = setTimeout(() => kill(child, "SIGKILL"), 2 * GRACE);
    await gone;
    clearTimeout(term);
    clearTimeout(force);
    // Children of its own that it left behind.
    kill(child, "SIGKILL");
  };
  splitLines(
    stdout,
    (line) => {
      if (!fault) for (const take of lines) take(line);
    },
    () => {
      stdout.destroy();
      const why = `a line is longer than ${LONGEST_LINE} characters`;
      end(new DeviceError("peer.malformed", { what: `line of ${program}`, why }));
      void close();
    },
  );

  return {
    send(line) {
      if (fault) throw fault;
      stdin.write(`${line}\n`);
    },
    onLine: (take) => void lines.add(take),
    onEnd(tell) {
      if (fault) tell(fault);
      else ended.add(tell);
    },
    log: () => log,
    close,
  };
}

function splitLines(from: NodeJS.ReadableStream, take: (line: string) => void, tooLong: () => void): void {
  const decoder = new StringDecoder("utf8");
  let held: string[] = [];
  let length = 0;
  from.on("data", (chunk: Buffer) => {
    const [first = "", ...rest] = decoder.write(chunk).split("\n");
    held.push(first);
    length += first.length;
    for (const next of rest) {
      if (length > LONGEST_LINE) break;
      const line = held.join("").replace(/\r$/, "");
      held = [next];
      length = next.length;
      take(line);
    }
    if (length <= LONGEST_LINE) return;
    held = [];
    length = 0;
    tooLong();
  });
}

/** The whole group, where there are groups. */
function kill(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (process.platform === "win32" || child.pid === undefined) child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // It is gone.
  }
}
