import { isFault } from "../../device/errors.ts";
import type { Clock, ExchangeFolder, Folders } from "../../device/ports.ts";
import type { Recorder } from "../../device/trace.ts";
import { equal } from "../../device/wire/bytes.ts";
import { parseFaceName, parseName } from "../../device/wire/oqs/names.ts";
import type { XmlEncoding } from "../../device/wire/oqs/xml-writer.ts";
import { rescan } from "../rescan.ts";
import type { Asked } from "./asked.ts";
import { judgeAnswer, type NumberQuery } from "./answer-file.ts";
import { openChart, type ChartEntry } from "./chart.ts";
import { openRequests, type PendingRequest } from "./open-requests.ts";
import type { ReceiptReason } from "./reasons.data.ts";
import { settledFiles, type SettledFile } from "./settled-files.ts";

const RESCAN = 500;

export interface ReceiptParts {
  readonly folders: Folders;
  readonly clock: Clock;
  readonly recorder: Recorder;
  /** Ten digits. */
  readonly institutionCode: string;
  readonly encoding?: XmlEncoding;
  /** The suffix of the day's request of that number, from 1. */
  readonly identify?: (day: string, serial: number) => string;
  /** Milliseconds from one look into the folders to the next. */
  readonly rescanEvery?: number;
}

export interface ReceiptComputer {
  /** Asks for eligibility by number and waits for what comes of it, at most three minutes. */
  request(query: NumberQuery): Promise<Asked>;
  chart(): readonly ChartEntry[];
  close(): void;
}

type Taken =
  | { readonly is: "running" }
  | { readonly is: "imported"; readonly entry: ChartEntry }
  | { readonly is: "refused"; readonly reason: ReceiptReason; readonly final: boolean; readonly detail?: string };

/**
 * A reference receipt computer: it looks for files by itself, takes nothing that is not whole, matches answers by the identifier of its
 * own request and by the patient in them, and never takes "the next file" for the answer.
 */
export function openReceiptComputer({
  encoding = "UTF-8",
  rescanEvery = RESCAN,
  ...parts
}: ReceiptParts): ReceiptComputer {
  const { folders, recorder, institutionCode } = parts;
  const chart = openChart();
  const requests = openRequests({ ...parts, encoding });
  /** Files that were refused and left lying, or tell that the work still runs, with their bytes: looked at again when those change. */
  const refused = new Map<string, Uint8Array>();
  /** Results of readers that were taken in. */
  const consumed = new Set<string>();
  /** Files that are done with and could not be removed yet. */
  const leftovers = new Map<string, ExchangeFolder>();

  const look = async () => {
    for (const [name, folder] of leftovers) await remove(folder, name);
    const faces = (await folders.list("face")).filter((name) => parseFaceName(name));
    const answers = (await folders.list("res")).filter((name) => identifierIn(name) !== undefined);
    const there = [
      ...faces.map((name) => ({ folder: "face", name }) as const),
      ...answers.map((name) => ({ folder: "res", name }) as const),
    ].filter(({ name }) => !leftovers.has(name));
    for (const file of await settledFiles(parts, there)) {
      const before = refused.get(file.name);
      if (!before || !equal(before, file.bytes)) await take(file);
    }
  };

  /** The identifier of one of our own requests, when a file is named as its answer or error; others' files are left to them. */
  const identifierIn = (name: string): string | undefined => {
    const parsed = parseName(name);
    const isAnswer = parsed?.id === "OQSsiquc01" && parsed.extension === (parsed.side === "res" ? "xml" : "err");
    const isOurs = isAnswer && (requests.find(parsed.suffix) ?? requests.isAnswered(parsed.suffix));
    return isOurs ? parsed.suffix : undefined;
  };

  const take = async (file: SettledFile) => {
    const { folder, name: source } = file;
    const identifier = folder === "res" ? identifierIn(source) : undefined;
    const request = identifier === undefined ? undefined : requests.find(identifier);
    const isKnown = consumed.has(source) || (identifier !== undefined && !request);
    const taken: Taken = isKnown ? TWICE : source.endsWith(".err") ? errorIn(file, encoding) : enter(file, request);
    if (taken.is === "running") {
      refused.set(source, file.bytes);
      return;
    }
    if (taken.is === "imported") {
      recorder.record({ channel: "chart", is: "imported", source, patient: factsOf(taken.entry) });
      request?.settle({ outcome: "imported", entry: taken.entry });
    } else {
      const { reason, detail } = taken;
      recorder.record({ channel: "chart", is: "refused", source, reason });
      request?.settle({ outcome: "refused", reason, ...(detail === undefined ? {} : { detail }) });
    }
    if (taken.is === "refused" && !taken.final) {
      refused.set(source, file.bytes);
      return;
    }
    request?.close();
    consumed.add(source);
    refused.delete(source);
    await remove(folder, source);
  };

  const enter = (file: SettledFile, request: PendingRequest | undefined): Taken => {
    const judged = judgeAnswer(file.bytes, { institutionCode, ...(request ? { request } : {}) });
    if (judged.is !== "patient") return judged;
    const entry = chart.enter(judged.patient, file.name, request ? "number" : "card");
    return entry ? { is: "imported", entry } : { is: "refused", reason: "otherPatient", final: false };
  };

  /** A file that somebody holds open is removed when he lets go. */
  const remove = async (folder: ExchangeFolder, name: string) => {
    leftovers.set(name, folder);
    try {
      await folders.remove(folder, name);
      leftovers.delete(name);
    } catch (error) {
      if (!isFault(error, "file.refused")) throw error;
    }
  };

  const stop = rescan(parts, ["face", "res"], rescanEvery, look);
  return {
    request: (query) => requests.send(query),
    chart: () => chart.entries(),
    close() {
      stop();
      requests.close();
    },
  };
}

/** As the trace has it: with a mark where staff must complete the name. */
const factsOf = ({ patient, nameIncomplete }: ChartEntry) => ({
  ...patient,
  ...(nameIncomplete ? { nameIncomplete: "1" } : {}),
});

const TWICE = { is: "refused", reason: "twice", final: true } as const;

/** An error file is text for people; what it says is passed on as far as it is printable. */
function errorIn({ bytes }: SettledFile, encoding: XmlEncoding): Taken {
  const printable = new TextDecoder(encoding).decode(bytes.subarray(0, 400)).replace(/[\p{Cc}\ufffd]/gu, "");
  return { is: "refused", reason: "notRequested", final: true, ...(printable === "" ? {} : { detail: printable }) };
}
