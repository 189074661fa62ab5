import { CASES } from "../conformance/cases/all.ts";
import { type KnownFailing, readKnownFailing } from "../conformance/known-failing.ts";
import { systemClock } from "../device/io/system-clock.ts";
import { jstTime } from "../device/wire/oqs/jst.ts";
import { readSmallFile } from "./small-file.ts";

/** The list of `--known-failing`, held against the cases there are and against today's date in Japan. */
export async function knownFailingFile(file: string): Promise<readonly KnownFailing[]> {
  const today = jstTime(systemClock().now()).replace(/^(....)(..)(..).*/, "$1-$2-$3");
  return readKnownFailing(await readSmallFile(file), `--known-failing ${file}`, {
    ids: CASES.map(({ id }) => id),
    today,
  });
}
