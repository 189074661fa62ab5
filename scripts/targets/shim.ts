import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Shim, shim } from "../../conformance/benches/shim.ts";
import { openFolders } from "../../device/io/folders.ts";
import { startProgram } from "../../device/io/stdio.ts";
import type { Clock, Folders } from "../../device/ports.ts";

/** A vendor's program, and the exchange folders that it is told of. */
export interface RunningShim extends Shim {
  readonly folders: () => Promise<Folders>;
}

export function runShim(command: readonly [string, ...string[]], clock: Clock): RunningShim {
  const directory = mkdtempSync(join(tmpdir(), "shikaku-shim-"));
  const program = shim({ name: command[0], start: () => startProgram(command), clock, folders: directory });
  return {
    ...program,
    folders: () => openFolders(directory),
    async close() {
      await program.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
