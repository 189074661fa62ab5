import { isFault } from "../../device/errors.ts";
import type { Clock, Folders } from "../../device/ports.ts";
import { OQSmuquc01req, OQSmuquc02req } from "../../device/wire/oqs/bulk.ts";
import { writeMessage } from "../../device/wire/oqs/message.ts";
import { parseName, requestName } from "../../device/wire/oqs/names.ts";
import type { XmlEncoding } from "../../device/wire/oqs/xml-writer.ts";
import type { Found, NumberQuery, Refusal } from "./answer-file.ts";
import type { Asked } from "./asked.ts";
import { judgeAcceptance, judgeOutcome, rowKey } from "./bulk-answer.ts";
import { searchFor } from "./search-for.ts";
import type { SettledFile } from "./settled-files.ts";

/** From an answer that it was accepted, or still runs, to the next time that its outcome is asked for. Milliseconds. */
const ASK_AGAIN = 10_000;
/** After which nobody waits for the outcome any more. Milliseconds. */
const PATIENCE = 30 * 60_000;

interface Header {
  readonly MedicalInstitutionCode: string;
  readonly ArbitraryFileIdentifier: string;
}

interface Check {
  readonly queries: readonly NumberQuery[];
  /** Once it was accepted. */
  number?: string;
  /** Row by row as they were asked. */
  settle(rows: readonly Asked[]): void;
}

export interface BulkParts {
  readonly folders: Folders;
  readonly clock: Clock;
  readonly institutionCode: string;
  readonly encoding: XmlEncoding;
  readonly newIdentifier: () => Promise<string>;
  /** Into the chart, or before the staff. */
  readonly bring: (found: Found, source: string) => Asked;
}

/**
 * Checks of many at once: each is sent once, and its outcome asked for by the number it was given, as often as it takes, under an
 * identifier of its own each time.
 */
export function openBulkRequests({ folders, clock, institutionCode, encoding, newIdentifier, bring }: BulkParts) {
  /** Checks by the message and identifier of the answer that is awaited. */
  const awaited = new Map<string, Check>();
  const answered = new Set<string>();
  const checks = new Set<Check>();
  const written = { encoding, outsideJis: "keep" } as const;

  const begin = (queries: readonly NumberQuery[]) => {
    let resolve: Check["settle"] = () => undefined;
    const outcome = new Promise<readonly Asked[]>((answered) => (resolve = answered));
    const cancel = clock.after(PATIENCE, () => check.settle(queries.map(always(TIMED_OUT))));
    const check: Check = {
      queries,
      settle(rows) {
        cancel();
        checks.delete(check);
        resolve(rows);
      },
    };
    checks.add(check);
    return { check, outcome };
  };

  const send = async (id: string, check: Check, bytesFor: (header: Header) => Uint8Array) => {
    const identifier = await newIdentifier();
    // The answer may be there before the write has returned.
    awaited.set(keyOf(id, identifier), check);
    try {
      const header = { MedicalInstitutionCode: institutionCode, ArbitraryFileIdentifier: identifier };
      await folders.write("req", requestName(id, identifier), bytesFor(header));
    } catch (error) {
      awaited.delete(keyOf(id, identifier));
      throw error;
    }
  };

  const askLater = (check: Check, ReceptionNumber: string) =>
    void clock.after(ASK_AGAIN, () => {
      if (!checks.has(check)) return;
      const asked = send("OQSmuquc02", check, (MessageHeader) =>
        writeMessage(OQSmuquc02req, { MessageHeader, MessageBody: { ReceptionNumber } }, written),
      );
      asked.catch((error: unknown) => {
        // To ask is to look: where the folder is away it is asked again.
        if (!isFault(error, "file.refused")) throw error;
        askLater(check, ReceptionNumber);
      });
    });

  return {
    /** Whether a file is called what an answer to one of these is called, and whether it has come before. */
    knows(name: string): "awaited" | "twice" | undefined {
      if (awaited.has(keyIn(name))) return "awaited";
      return answered.has(keyIn(name)) ? "twice" : undefined;
    },
    /** An answer that is awaited; `error` where it is an error file. One that is not to be trusted is left, and still waited for. */
    take({ name, bytes }: SettledFile, error?: Refusal): "done" | "left" {
      const check = awaited.get(keyIn(name));
      if (!check) return "left";
      const request = { identifier: parseName(name)?.suffix ?? "" };
      const { number, queries: rows } = check;
      const expected = { institutionCode, request };
      const judged =
        error ??
        (number === undefined ? judgeAcceptance(bytes, expected) : judgeOutcome(bytes, { ...expected, number, rows }));
      if (judged.is === "refused" && !judged.final) {
        bring(judged, name);
        return "left";
      }
      awaited.delete(keyIn(name));
      answered.add(keyIn(name));
      if (judged.is === "accepted") check.number = judged.number;
      if (judged.is === "outcome") check.settle(judged.rows.map((row) => bring(row, name)));
      else if (judged.is === "refused") check.settle(rows.map(always(bring(judged, name))));
      else askLater(check, check.number ?? "");
      return "done";
    },
    async ask(queries: readonly NumberQuery[]): Promise<readonly Asked[]> {
      const { check, outcome } = begin(queries);
      const rows = queries.map((query, i) => ({ ...searchFor(query), ArbitraryIdentifier: rowKey(i) }));
      const MessageBody = { QualificationConfirmSearchInfo: rows };
      try {
        await send("OQSmuquc01", check, (MessageHeader) =>
          writeMessage(OQSmuquc01req, { MessageHeader, MessageBody }, written),
        );
      } catch (error) {
        check.settle([]);
        throw error;
      }
      return outcome;
    },
    close: () => checks.forEach((check) => check.settle(check.queries.map(always(TIMED_OUT)))),
  };
}

const TIMED_OUT: Asked = { outcome: "timedOut" };
const always =
  <T>(value: T) =>
  (): T =>
    value;

const keyOf = (id: string, identifier: string) => `${id} ${identifier}`;

/** By the name of an answer, which may lie in a ZIP, or of an error. */
function keyIn(name: string): string {
  const parsed = parseName(name);
  const isAnswer = parsed && (parsed.side === "res" ? ["xml", "zip"] : ["err"]).includes(parsed.extension);
  return isAnswer ? keyOf(parsed.id, parsed.suffix) : "";
}
