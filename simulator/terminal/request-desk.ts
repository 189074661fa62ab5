import { isFault } from "../../device/errors.ts";
import type { Clock, Fetch, Folders } from "../../device/ports.ts";
import { equal, utf8 } from "../../device/wire/bytes.ts";
import { jisFilter } from "../../device/wire/oqs/jis-filter.ts";
import { answerName, errorName, fileName, type ExchangeName } from "../../device/wire/oqs/names.ts";
import { encodeShiftJis } from "../../device/wire/oqs/shift-jis.ts";
import { MAX_BYTES } from "../../device/wire/oqs/xml-reader.ts";
import { rescan } from "../rescan.ts";
import { RESULT_CODES, type ResultCode } from "../result-codes.data.ts";
import { callCentral, no } from "./central-call.ts";
import type { Pen, Taken } from "./exchange.ts";
import { inspect, isCandidate } from "./request-file.ts";
import { writeSurely } from "./write-surely.ts";

/** Milliseconds. */
const RESCAN = 500;
/** A file that is no message may still be being written: it is refused when it has not changed for so long. */
const SETTLED = 3_000;
/** And any file that cannot be taken, for whatever reason, when it has been there for so long. */
const PATIENCE = 60_000;

interface Waiting {
  readonly bytes: Uint8Array;
  /** When these bytes, and when the file, was first seen. Microseconds. */
  readonly since: number;
  readonly first: number;
}

/**
 * Takes requests from the folder, asks the central system, and writes the answers: one request's trouble is its own, and each taken
 * request gets an answer file. Returns what stops it.
 */
export function requestDesk(desk: { folders: Folders; central: Fetch; clock: Clock; pen: Pen }): () => void {
  const { folders, clock, pen } = desk;
  const waiting = new Map<string, Waiting>();
  /** Answers that are on their way, by file name. */
  const promised = new Set<string>();
  let open = true;

  const look = async () => {
    const names = (await folders.list("req")).filter(isCandidate);
    for (const name of waiting.keys()) if (!names.includes(name)) waiting.delete(name);
    for (const name of names) {
      try {
        await lookAt(name);
      } catch (error) {
        // The file, or the folder it goes to, is held by someone: it is looked at again.
        if (!isFault(error, "file.refused")) throw error;
      }
    }
  };

  const lookAt = async (name: string) => {
    const bytes = await folders.read("req", name, MAX_BYTES + 1);
    if (!bytes) return;
    const { settled, total } = waitOf(name, bytes);
    const seen = inspect(name, bytes);
    if (seen.is === "refused") return refuse(name, seen.code, seen.detail);
    if (seen.is === "unfinished") {
      if (settled >= SETTLED || total >= PATIENCE) await refuse(name, "TSTF0003E", seen.detail);
      return;
    }
    const answer = answerName(seen.name);
    if (promised.has(answer) || (await folders.list("res")).includes(answer)) {
      if (total >= PATIENCE) await refuse(name, "TSTF0006E");
      return;
    }
    await take(name, answer);
    void serve(seen.name, seen.taken, answer);
  };

  const take = async (name: string, answer: string) => {
    promised.add(answer);
    try {
      await folders.remove("req", name);
    } catch (error) {
      promised.delete(answer);
      throw error;
    }
    waiting.delete(name);
  };

  const serve = async (name: ExchangeName, taken: Taken, answer: string) => {
    const called = await callCentral(desk, `/v1/messages/${name.id}req`, taken.request);
    const said = called.said === "answer" ? fit(taken, called.json) : called;
    const sure = { folders, clock, wanted: () => open };
    // Of another patient not even a file of the answer's name may appear.
    if (said === "another") await writeSurely(sure, "res", errorName(fileName(name)), lineOf("TSTT0002E"));
    else if (said instanceof Uint8Array) await writeSurely(sure, "res", answer, said);
    else {
      const reason = said === "unreadable" ? no("TSTT0002E") : said;
      await writeSurely(sure, "res", answer, taken.failure(reason, pen, clock.now()));
    }
    promised.delete(answer);
  };

  /** What the central system said may be no message at all, or one that this terminal may not write. */
  const fit = (taken: Taken, json: unknown): ReturnType<Taken["answer"]> => {
    try {
      return taken.answer(json, pen);
    } catch (error) {
      if (isFault(error, "peer.malformed") || isFault(error, "call.misuse")) return "unreadable";
      throw error;
    }
  };

  /** For how many milliseconds these bytes, and the file, have been there. */
  const waitOf = (name: string, bytes: Uint8Array) => {
    const now = clock.now();
    const before = waiting.get(name);
    const first = before?.first ?? now;
    const since = before && equal(before.bytes, bytes) ? before.since : now;
    waiting.set(name, { bytes, since, first });
    return { settled: (now - since) / 1000, total: (now - first) / 1000 };
  };

  const refuse = async (name: string, code: ResultCode, detail?: string) => {
    await folders.write("res", errorName(name), lineOf(code, detail));
    await folders.remove("req", name);
    waiting.delete(name);
  };

  const lineOf = (code: ResultCode, detail?: string): Uint8Array => {
    const { ja, en } = RESULT_CODES[code];
    const line = `${code} ${ja} ${en}${detail === undefined ? "" : ` (${detail})`}\n`;
    return pen.encoding === "UTF-8" ? utf8(line) : encodeShiftJis(jisFilter(line));
  };

  const stop = rescan(desk, ["req"], RESCAN, look);
  return () => {
    open = false;
    stop();
  };
}
