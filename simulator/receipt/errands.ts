import { isFault } from "../../device/errors.ts";
import type { Clock, Folders } from "../../device/ports.ts";
import { parseName, requestName } from "../../device/wire/oqs/names.ts";
import type { Refusal } from "./answer-file.ts";
import type { Asked } from "./asked.ts";
import type { SettledFile } from "./settled-files.ts";

/** From an answer that it was accepted, or still runs, to the next time that its outcome is asked for. Milliseconds. */
const ASK_AGAIN = 10_000;

export interface Header {
  readonly MedicalInstitutionCode: string;
  readonly ArbitraryFileIdentifier: string;
}

/** What an answer has to be of. */
export interface ExpectedAnswer {
  readonly institutionCode: string;
  readonly request: { readonly identifier: string };
}

/** What came of each row, in the order in which they were asked. */
export type Outcome<Row> =
  { readonly is: "outcome"; readonly rows: readonly Row[] } | { readonly is: "running" } | Refusal;

/** The number by which an outcome is asked for. */
export type Accepted = { readonly is: "accepted"; readonly number: string } | Refusal;

/**
 * Work that the terminal is given in one file, and whose outcome comes at once, or is fetched by the number under which it was
 * accepted.
 */
export interface Errand<Row> {
  /** Message of the first request, as OQSmuquc01. */
  readonly id: string;
  readonly rows: number;
  /** After which nobody waits for the outcome any more. Milliseconds. */
  readonly patience: number;
  question(header: Header): Uint8Array;
  judge(bytes: Uint8Array, expected: ExpectedAnswer): Accepted | Outcome<Row>;
  /** How the outcome of what was accepted is asked for. */
  readonly fetch?: {
    readonly id: string;
    question(header: Header, number: string): Uint8Array;
    judge(bytes: Uint8Array, expected: ExpectedAnswer & { readonly number: string }): Outcome<Row>;
  };
}

interface Running<Row> {
  readonly errand: Errand<Row>;
  /** Once it was accepted. */
  number?: string;
  /** Row by row as they were asked. */
  settle(rows: readonly Asked[]): void;
}

export interface ErrandParts<Row> {
  readonly folders: Folders;
  readonly clock: Clock;
  readonly institutionCode: string;
  readonly newIdentifier: () => Promise<string>;
  /** Into the chart, or before the staff. */
  readonly bring: (row: Row | Refusal, source: string) => Asked;
}

/**
 * Errands: each is sent once, and its outcome asked for by the number it was given, as often as it takes, under an identifier of its own
 * each time.
 */
export function openErrands<Row>({ folders, clock, institutionCode, newIdentifier, bring }: ErrandParts<Row>) {
  /** By the message and identifier of the answer that is awaited. */
  const awaited = new Map<string, Running<Row>>();
  const answered = new Set<string>();
  const running = new Set<Running<Row>>();

  const begin = (errand: Errand<Row>) => {
    let resolve: Running<Row>["settle"] = () => undefined;
    const outcome = new Promise<readonly Asked[]>((answered) => (resolve = answered));
    const cancel = clock.after(errand.patience, () => begun.settle(forEach(errand, TIMED_OUT)));
    const begun: Running<Row> = {
      errand,
      settle(rows) {
        cancel();
        running.delete(begun);
        resolve(rows);
      },
    };
    running.add(begun);
    return { begun, outcome };
  };

  const send = async (id: string, begun: Running<Row>, bytesFor: (header: Header) => Uint8Array) => {
    const identifier = await newIdentifier();
    // The answer may be there before the write has returned.
    awaited.set(keyOf(id, identifier), begun);
    try {
      const header = { MedicalInstitutionCode: institutionCode, ArbitraryFileIdentifier: identifier };
      await folders.write("req", requestName(id, identifier), bytesFor(header));
    } catch (error) {
      awaited.delete(keyOf(id, identifier));
      throw error;
    }
  };

  const askLater = (begun: Running<Row>, number: string) =>
    void clock.after(ASK_AGAIN, () => {
      const { fetch } = begun.errand;
      if (!fetch || !running.has(begun)) return;
      const asked = send(fetch.id, begun, (header) => fetch.question(header, number));
      asked.catch((error: unknown) => {
        // To ask is to look: where the folder is away it is asked again.
        if (!isFault(error, "file.refused")) throw error;
        askLater(begun, number);
      });
    });

  const judge = ({ errand, number }: Running<Row>, { name, bytes }: SettledFile) => {
    const expected = { institutionCode, request: { identifier: parseName(name)?.suffix ?? "" } };
    return number === undefined || !errand.fetch
      ? errand.judge(bytes, expected)
      : errand.fetch.judge(bytes, { ...expected, number });
  };

  return {
    /** Whether a file is called what an answer to one of these is called, and whether it has come before. */
    knows(name: string): "awaited" | "twice" | undefined {
      if (awaited.has(keyIn(name))) return "awaited";
      return answered.has(keyIn(name)) ? "twice" : undefined;
    },
    /** An answer that is awaited; `error` where it is no message. One that is not to be trusted is left, and still waited for. */
    take(file: SettledFile, error?: Refusal): "done" | "left" {
      const { name } = file;
      const begun = awaited.get(keyIn(name));
      if (!begun) return "left";
      const judged = error ?? judge(begun, file);
      if (judged.is === "refused" && !judged.final) {
        bring(judged, name);
        return "left";
      }
      // What has no number to be asked by comes under the same name when it is done.
      if (judged.is === "running" && begun.number === undefined) return "left";
      awaited.delete(keyIn(name));
      answered.add(keyIn(name));
      if (judged.is === "accepted") begun.number = judged.number;
      if (judged.is === "outcome") begun.settle(judged.rows.map((row) => bring(row, name)));
      else if (judged.is === "refused") begun.settle(forEach(begun.errand, bring(judged, name)));
      else askLater(begun, begun.number ?? "");
      return "done";
    },
    async ask(errand: Errand<Row>): Promise<readonly Asked[]> {
      const { begun, outcome } = begin(errand);
      try {
        await send(errand.id, begun, (header) => errand.question(header));
      } catch (error) {
        begun.settle([]);
        throw error;
      }
      return outcome;
    },
    close: () => running.forEach((begun) => begun.settle(forEach(begun.errand, TIMED_OUT))),
  };
}

const TIMED_OUT: Asked = { outcome: "timedOut" };
const forEach = ({ rows }: { readonly rows: number }, asked: Asked): readonly Asked[] =>
  Array.from({ length: rows }, () => asked);

const keyOf = (id: string, identifier: string) => `${id} ${identifier}`;

/** By the name of an answer, which may lie in a ZIP, or of an error. */
function keyIn(name: string): string {
  const parsed = parseName(name);
  const isAnswer = parsed && (parsed.side === "res" ? ["xml", "zip"] : ["err"]).includes(parsed.extension);
  return isAnswer ? keyOf(parsed.id, parsed.suffix) : "";
}
