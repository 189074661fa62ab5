import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { type Pcscd, startPcscd, VPCD_DRIVER } from "./pcscd.ts";

const PORT = 35963;
const SHIKAKU = fileURLToPath(new URL("../../scripts/shikaku.ts", import.meta.url));

/** What it takes here. */
export const VPCD = ["pcscd", "unshare", "nsenter", "mount", "ip", VPCD_DRIVER] as const;

/** pcscd with vsmartcard's virtual reader in a network of its own, and cards that the command line lays on it. */
export interface VirtualPcd {
  readonly pcscd: Pcscd;
  /** The reader's name among PC/SC programs. */
  readonly name: string;
  /** Resolves with the ready line. */
  lay(persona: string): Promise<string>;
  /** Resolves with the exit status of the card's program. */
  take(): Promise<number | null>;
  stop(): Promise<void>;
}

export async function virtualPcd(): Promise<VirtualPcd> {
  const pcscd = await startPcscd([{ name: "Virtual PCD", vpcdPort: PORT }]);
  let card: ChildProcess | undefined;
  const take = async () => {
    const child = card;
    card = undefined;
    if (!child || child.exitCode !== null) return child?.exitCode ?? null;
    const ended = once(child, "exit");
    child.kill("SIGTERM");
    const [status] = (await ended) as [number | null];
    return status;
  };
  return {
    pcscd,
    name: "Virtual PCD 00 00",
    async lay(persona) {
      const inside = ["-t", String(pcscd.pid), "--net", process.execPath, "--import", "tsx", SHIKAKU];
      const child = spawn("nsenter", [...inside, "card", "--vpcd", `127.0.0.1:${PORT}`, "--card", persona], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      card = child;
      const [line] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
      return line;
    },
    take,
    async stop() {
      await take();
      await pcscd.stop();
    },
  };
}
