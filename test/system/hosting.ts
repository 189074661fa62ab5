import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { packageRoot } from "../../scripts/package-root.ts";

export interface Hosting {
  /** What the ready line said. */
  readonly ready: Readonly<Record<string, string>> & { readonly pid: number };
  readonly child: ChildProcess;
  /** Everything on stderr up to now. */
  complaints(): string;
  /** Sends the signal; resolves with the exit status. */
  end(signal?: "SIGINT" | "SIGTERM"): Promise<number | null>;
}

/** Runs a verb that stays, until it says that it is ready. */
export async function host(...words: readonly string[]): Promise<Hosting> {
  const command = ["--import", "tsx", join(packageRoot(), "scripts", "shikaku.ts"), ...words];
  const child = spawn(process.execPath, command, {
    cwd: packageRoot(),
    env: { ...process.env, LC_ALL: "C" },
    stdio: ["pipe", "pipe", "pipe"],
  });
  let complaints = "";
  child.stderr.on("data", (chunk: Buffer) => (complaints += chunk.toString()));
  const ended = once(child, "exit") as Promise<[number | null]>;
  const line = await Promise.race([
    once(createInterface({ input: child.stdout }), "line").then(([line]) => line as string),
    ended.then(([status]) => Promise.reject(new Error(`it ended with ${status} before it was ready: ${complaints}`))),
  ]);
  return {
    ready: JSON.parse(line.replace(/^ready /, "")) as Hosting["ready"],
    child,
    complaints: () => complaints,
    async end(signal = "SIGTERM") {
      child.kill(signal);
      const [status] = await ended;
      return status;
    },
  };
}
