import { createInterface } from "node:readline";
import { placesOf } from "../device/control/bounded-request.ts";
import { INTENT_LINE } from "../device/control/messages.ts";
import { DeviceError, isFault, type Lang } from "../device/errors.ts";
import type { Intent, Operator } from "../device/ports.ts";
import { readSmallFile } from "./small-file.ts";

/** A script of intents, one JSON object a line; all of it is read before any of it is done. Empty lines are skipped. */
export async function readScript(file: string): Promise<readonly Intent[]> {
  // Windows' editors begin a text with a mark.
  const lines = (await readSmallFile(file)).replace(/^\uFEFF/, "").split("\n");
  return lines.flatMap((line, index) => (line.trim() === "" ? [] : [readIntent(line, `${file}:${index + 1}`)]));
}

/** Performs intents in order; what cannot be done is said on stderr, and the next one follows. */
export async function perform(intents: Iterable<Intent>, operator: Operator, lang: Lang): Promise<void> {
  for (const intent of intents) await tell(lang, () => operator.perform(intent));
}

/** Performs the lines of standard input as they come, without one waiting for another. */
export function obey(operator: Operator, lang: Lang): void {
  createInterface({ input: process.stdin }).on("line", (line) => {
    if (line.trim() !== "") void tell(lang, async () => operator.perform(readIntent(line, "stdin")));
  });
}

async function tell(lang: Lang, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!isFault(error)) throw error;
    console.error(`shikaku: ${error.say(lang)}`);
  }
}

function readIntent(line: string, where: string): Intent {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    throw new DeviceError("config.invalid", { where, why: "the line is not JSON", ja: "JSON でない行です" });
  }
  const read = INTENT_LINE.safeParse(json);
  if (read.success) return read.data;
  // Values are not repeated: one of them may be a PIN.
  const places = placesOf(read.error);
  throw new DeviceError("config.invalid", {
    where,
    why: `${places}: not as docs/control.yaml has it`,
    ja: `${places} が docs/control.yaml の定めと異なります`,
  });
}
