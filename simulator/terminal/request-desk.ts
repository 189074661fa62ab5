import { isFault } from "../../device/errors.ts";
import { type Clock, type Fetch, type Folders, sleep } from "../../device/ports.ts";
import { equal, utf8 } from "../../device/wire/bytes.ts";
import { jisFilter } from "../../device/wire/oqs/jis-filter.ts";
import { answerName, type ExchangeName } from "../../device/wire/oqs/names.ts";
import { isPlainName } from "../../device/wire/oqs/plain-name.ts";
import { encodeShiftJis } from "../../device/wire/oqs/shift-jis.ts";
import { rescan } from "../rescan.ts";
import { RESULT_CODES, type ResultCode } from "../result-codes.data.ts";
import { type Called, callCentral, no } from "./central-call.ts";
import type { Answer, Pen, Taken } from "./exchange.ts";
import { fileWaits } from "./file-waits.ts";
import { type Manner, passwordFor } from "./manner.ts";
import type { Outbox } from "./outbox.ts";
import { pack, unpack } from "../packing.ts";
import { refusalName } from "./refusal-name.ts";
import { inspect, isCandidate, MOST_BYTES } from "./request-file.ts";
import { writeSurely } from "./write-surely.ts";

/** Milliseconds. */
const RESCAN = 500;
/** A file that is no message may still be being written: it is refused when it has not changed for so long. */
const SETTLED = 3_000;
/** And any file that cannot be taken, for whatever reason, when it has been there for so long. */
const PATIENCE = 60_000;

/** What an answer may be called by. */
const ANSWERS = ["xml", "zip", "pdf"] as const;

/** Requests are sent side by side, and others wait until one of them has its answer. */
const SIDE_BY_SIDE = 64;
/** Milliseconds after which a look into the folder begins anew, with what has come meanwhile; and how many times what a listing takes. */
const SPELL = 1_000;
const LISTINGS = 4;

interface Request {
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly name: ExchangeName;
  readonly taken: Taken;
}

/** What is not remembered now is told of as not known later. */
const unlessRefused = (error: unknown): void => {
  if (!isFault(error, "file.refused")) throw error;
};

/** Pauses before a call is made again that nobody answered, the last one from then on. Milliseconds. */
const AGAIN = [5_000, 10_000, 20_000, 40_000, 60_000] as const;

/**
 * Asks the central system what the files in the folder ask, and writes the answers: one request's trouble is its own, and each request
 * gets an answer file or an error file. A request lies in the folder until that is written, so that a terminal that was stopped in
 * between asks again. `onError` hears of bugs of ours. Returns what stops it.
 */
export function requestDesk(desk: {
  folders: Folders;
  central: Fetch;
  clock: Clock;
  pen: Pen;
  manner: Manner;
  outbox: Outbox;
  onError: (error: unknown) => void;
}): () => void {
  const { folders, clock, pen, manner, outbox } = desk;
  const waits = fileWaits(clock);
  /** Files that are being served. */
  const underWay = new Set<string>();
  /** Files that have their answer and are still there, with what was in them; nothing when they could not be read. */
  const done = new Map<string, Uint8Array | undefined>();
  /** Files that lay there when the terminal was started: who wrote their answer, if there is one, is not remembered. */
  let leftOver: Set<string> | undefined;
  let open = true;

  /** What lay in the folder at the last look, and what lies in `res` as of this one. */
  let before = new Set<string>();
  let answers = new Set<string>();
  let freed: () => void = () => undefined;

  /** Newcomers first, so that nobody waits behind all that lay there. Resolves with whether there is more to look at. */
  const look = async (): Promise<boolean> => {
    const begun = clock.now();
    const names = (await folders.list("req")).filter(isCandidate);
    answers = new Set(names.length > 0 ? await folders.list("res") : []);
    const there = new Set(names);
    if (!leftOver) await clock.real(outbox.keep(there));
    leftOver ??= there;
    waits.keep(there);
    for (const name of done.keys()) if (!there.has(name) && done.delete(name)) await clock.real(outbox.forget(name));
    const until = begun + Math.max(SPELL * 1000, LISTINGS * (clock.now() - begun));
    const newcomers = names.filter((name) => !before.has(name));
    const others = newcomers.length < names.length ? names.filter((name) => before.has(name)) : [];
    before = there;
    for (const name of [...newcomers, ...others]) {
      if (underWay.size >= SIDE_BY_SIDE) await new Promise<void>((resolve) => (freed = resolve));
      if (!open) return false;
      if (clock.now() > until) return true;
      try {
        await lookAt(name);
      } catch (error) {
        // The file, or the folder it goes to, is held by someone: it is looked at again.
        if (isFault(error, "file.refused")) continue;
        underWay.add(name);
        void giveUp(name, error).finally(() => leave(name));
      }
    }
    return false;
  };

  const leave = (file: string) => {
    underWay.delete(file);
    freed();
  };

  const lookAt = async (file: string) => {
    if (underWay.has(file) || (await isDone(file))) return;
    const bytes = await readNow(file);
    const { settled, total } = waits.see(file, bytes);
    if (!bytes) {
      if (total >= PATIENCE) await refuse(file, bytes, isPlainName(file) ? "TSTF0007E" : "TSTF0001E");
      return;
    }
    const seen = await clock.real(inspect(file, bytes, manner));
    if (seen.is === "refused") return refuse(file, bytes, seen.code, seen.detail);
    if (seen.is === "unfinished") {
      if (settled >= SETTLED || total >= PATIENCE) await refuse(file, bytes, "TSTF0003E", seen.detail);
      return;
    }
    const request = { ...seen, file, bytes };
    const there = ANSWERS.map((extension) => answerName(seen.name, extension)).find((name) => answers.has(name));
    const had = leftOver?.has(file) ? await answeredBefore(request, there) : "no";
    if (had === "yes") return finish(file, bytes);
    if (there !== undefined) {
      leftOver?.delete(file);
      if (total >= PATIENCE) await refuse(file, bytes, "TSTF0006E");
      return;
    }
    if (had === "perhaps") {
      // A terminal that was closed in this process may still be writing it.
      if (total >= SETTLED) await refuse(file, bytes, "TSTT0005E");
      return;
    }
    if (!open) return;
    leftOver?.delete(file);
    underWay.add(file);
    void serve(request);
  };

  /** Never rejects. */
  const serve = async (request: Request) => {
    try {
      const file = await answerTo(request);
      if (file && (await writeSurely(marked(request.file), "res", file.name, file.bytes))) {
        answers.add(file.name);
        await finish(request.file, request.bytes);
      }
    } catch (error) {
      await giveUp(request.file, error, request.bytes);
    } finally {
      leave(request.file);
    }
  };

  /** Nothing when the terminal was closed first, or the asker took the request back. */
  const answerTo = async (request: Request): Promise<{ name: string; bytes: Uint8Array } | undefined> => {
    const { file, name, taken } = request;
    const called = await call(request);
    if (!called) return undefined;
    const said = called.said === "answer" ? fit(taken, called.json) : called;
    // Of another patient not even a file of the answer's name may appear.
    if (said === "another") return { name: refusalName(file), bytes: lineOf("TSTT0002E") };
    if (typeof said === "object" && "bytes" in said) return packed(name, said);
    const reason = said === "unreadable" ? no("TSTT0002E") : said;
    return packed(name, { extension: "xml", bytes: taken.failure(reason, pen, clock.now()) });
  };

  /** Asks until somebody answers, under one key, so that a call whose answer was lost is not carried out twice. */
  const call = async ({ file, bytes, name, taken }: Request): Promise<Called | undefined> => {
    const key = await clock.real(outbox.keyOf(file, bytes));
    for (let tries = 0; ; tries++) {
      const called = await callCentral(desk, `/v1/messages/${name.id}req`, taken.request, key);
      if (called.said === "answer" || !called.later || manner.outage === "tell") return called;
      await sleep(clock, AGAIN[Math.min(tries, AGAIN.length - 1)] ?? 0);
      if (!open) return undefined;
      const still = await readNow(file);
      if (still && !equal(still, bytes)) return undefined;
      if (!still && !(await folders.list("req")).includes(file)) return undefined;
    }
  };

  /** As the set-up has it: with a password, as the one file of a ZIP, or as it is. */
  const packed = async (name: ExchangeName, { extension, bytes }: Answer) => {
    const plain = answerName(name, extension);
    const password = passwordFor(manner, name.id);
    const isOutcome = extension === "xml" && name.id.slice(3, 5) === "mu" && name.id.endsWith("02");
    if (password === undefined && !(isOutcome && manner.bulkForm === "zip")) return { name: plain, bytes };
    return { name: answerName(name, "zip"), bytes: await clock.real(pack(plain, bytes, password)) };
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

  /**
   * A terminal may have been stopped between an answer and the end of its request, which must then not be answered twice. Where it was
   * stopped while it wrote, the answer may have been fetched since, and nobody knows.
   */
  const answeredBefore = async (
    { file, bytes, name, taken }: Request,
    answer: string | undefined,
  ): Promise<"yes" | "no" | "perhaps"> => {
    const step = await clock.real(outbox.stepOf(file, bytes));
    if (step === "answered") return "yes";
    if (answer === undefined) return step !== "answering" ? "no" : answers.has(refusalName(file)) ? "yes" : "perhaps";
    if (step !== undefined) return "yes";
    const found = await folders.read("res", answer, MOST_BYTES + 1);
    if (!found) return "no";
    const inside = answer.endsWith(".zip")
      ? await clock.real(unpack(found, passwordFor(manner, name.id), MOST_BYTES))
      : ({ is: "file", bytes: found } as const);
    return inside.is === "file" && taken.isAnsweredBy(inside.bytes, pen) ? "yes" : "no";
  };

  const giveUp = async (file: string, error: unknown, bytes?: Uint8Array) => {
    desk.onError(error);
    try {
      if (await writeSurely(sure, "res", refusalName(file), lineOf("TSTT0003E"))) await finish(file, bytes);
    } catch (again) {
      done.set(file, bytes);
      desk.onError(again);
    }
  };

  const refuse = async (file: string, bytes: Uint8Array | undefined, code: ResultCode, detail?: string) => {
    await folders.write("res", refusalName(file), lineOf(code, detail));
    await finish(file, bytes);
  };

  /** Takes a file out of the way that has its answer. One that stays all the same is remembered. */
  const finish = async (file: string, bytes: Uint8Array | undefined) => {
    waits.forget(file);
    done.set(file, bytes);
    try {
      if (bytes) await isDone(file);
      else await takeAway(file);
      // A name that was lost on its way from the disk may be removed in vain.
      if (!bytes && isPlainName(file)) done.delete(file);
    } catch (error) {
      unlessRefused(error);
      await clock.real(outbox.note(file, "answered")).catch(unlessRefused);
    }
  };

  /**
   * Whether what lies under this name has its answer. It is removed when it is still the same; a new request under an old name is not.
   * What could never be read is left alone, since nobody can tell whether it is the same.
   */
  const isDone = async (file: string): Promise<boolean> => {
    if (!done.has(file)) return false;
    const before = done.get(file);
    const now = before && (await readNow(file));
    if (!now) return true;
    if (equal(before, now)) await takeAway(file);
    done.delete(file);
    return equal(before, now);
  };

  const readNow = async (file: string): Promise<Uint8Array | undefined> =>
    isPlainName(file) ? folders.read("req", file, MOST_BYTES + 1) : undefined;

  /** Its key is kept for as long as it lies there: a terminal that is stopped in between sends it again, though its answer was fetched. */
  const takeAway = async (file: string) => {
    await folders.remove("req", file);
    await clock.real(outbox.forget(file));
  };

  const lineOf = (code: ResultCode, detail?: string): Uint8Array => {
    const { ja, en } = RESULT_CODES[code];
    const line = `${code} ${ja} ${en}${detail === undefined ? "" : ` (${detail})`}\n`;
    return pen.encoding === "UTF-8" ? utf8(line) : encodeShiftJis(jisFilter(line));
  };

  const sure = { folders, clock, wanted: () => open };
  /** While an answer is being written that is noted, so that nobody who is started in the meantime writes it a second time. */
  const marked = (file: string) => ({
    ...sure,
    folders: {
      ...folders,
      async write(...[folder, name, bytes]: Parameters<Folders["write"]>) {
        await clock.real(outbox.note(file, "answering"));
        try {
          await folders.write(folder, name, bytes);
        } catch (error) {
          await clock.real(outbox.note(file, "sent"));
          throw error;
        }
      },
    },
  });
  const stop = rescan(desk, ["req"], RESCAN, look);
  return () => {
    open = false;
    freed();
    stop();
  };
}
