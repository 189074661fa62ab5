import { accessSync, constants } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";

/** What a test is given: enough to end it early. */
interface Skippable {
  skip(note?: string): void;
}

/**
 * Ends a test whose programs (or files, by absolute path) are not on this machine: as a skip with a note for a developer, as a
 * failure in CI, where the system tier has to be installed.
 */
export function needs(context: Skippable, ...programs: readonly string[]): void {
  const note = lacking(programs);
  if (note === undefined) return;
  if (process.env["CI"]) throw new Error(note);
  context.skip(note);
}

/** Whether such a test can run here, for what is set up before it. */
export const available = (...programs: readonly string[]): boolean => lacking(programs) === undefined;

function lacking(programs: readonly string[]): string | undefined {
  const missing = programs.filter((program) => !installed(program));
  if (missing.length > 0) return `${missing.join(", ")} not found: run scripts/system-deps.sh`;
  // A pcscd of one's own lives in a mount namespace of its own, which only root may make.
  return programs.includes("unshare") && process.getuid?.() !== 0 ? "this test wants root" : undefined;
}

export function installed(program: string): boolean {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const places = isAbsolute(program) ? [program] : folders.map((folder) => join(folder, program));
  return places.some((place) => {
    try {
      accessSync(place, constants.R_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Everything that a serial reader under a pcscd of its own takes. */
export const PCSCD = ["pcscd", "unshare", "mount", "/usr/lib/pcsc/drivers/serial/libccidtwin.so"] as const;
