import type { SetupFinding } from "../../conformance/setup/finding.ts";
import { DeviceError, isFault } from "../../device/errors.ts";
import { SETUP_FAULTS, type SetupFault } from "../../device/setup-faults.data.ts";
import type { Text } from "../say.ts";

/** What was thrown, as a finding. Where it is no known fault of a set-up, its own sentence stands in place of the mending step. */
export function findingOf(what: Text, error: unknown): SetupFinding {
  const fault = isFault(error) ? error : new DeviceError("suite.broken", { why: String(error) });
  if (fault.setup !== undefined) return missing(what, fault.setup, saidOf(fault), fault);
  return { is: "missing", what, mend: { ja: fault.say("ja"), en: fault.say("en") }, fault };
}

/** A known fault that keeps everything from being told. */
export function missing(
  what: Text,
  setup: SetupFault,
  found?: string,
  fault: DeviceError = unfit(what, setup, found),
): SetupFinding {
  return { ...known("missing", what, setup, found), fault };
}

/** A known fault that is no obstacle yet. */
export const notYet = (what: Text, setup: SetupFault, found?: string): SetupFinding =>
  known("optional", what, setup, found);

export const ok = (what: Text, found?: string): SetupFinding => ({ is: "ok", what, ...(found ? { found } : {}) });

function known(is: "missing" | "optional", what: Text, setup: SetupFault, found?: string): SetupFinding {
  const row = SETUP_FAULTS[setup];
  const about = { ja: `${what.ja}: ${row.what.ja}`, en: `${what.en}: ${row.what.en}` };
  return { is, what: about, setup, mend: row.mend, ...(found ? { found } : {}) };
}

const unfit = (what: Text, setup: SetupFault, found?: string) =>
  new DeviceError("setup.unfit", { where: what.en, ja: what.ja, setup, ...(found ? { found } : {}) });

function saidOf({ context }: DeviceError): string | undefined {
  const { why } = context as { readonly why?: string };
  return why === "" ? undefined : why;
}
