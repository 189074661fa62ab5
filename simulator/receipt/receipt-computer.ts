import { isFault } from "../../device/errors.ts";
import type { Clock, ExchangeFolder, Folders } from "../../device/ports.ts";
import type { Recorder } from "../../device/trace.ts";
import { equal } from "../../device/wire/bytes.ts";
import { parseFaceName, parseName, unzippedName } from "../../device/wire/oqs/names.ts";
import { BULK_LIMITS } from "../../device/wire/oqs/xml-reader.ts";
import type { XmlEncoding } from "../../device/wire/oqs/xml-writer.ts";
import { unpack } from "../packing.ts";
import { rescan } from "../rescan.ts";
import type { Asked } from "./asked.ts";
import { decline, distrust, type Found, judgeAnswer, type NumberQuery, type Refusal } from "./answer-file.ts";
import { bulkCheck } from "./bulk-check.ts";
import { openChart, type ChartEntry } from "./chart.ts";
import { openErrands } from "./errands.ts";
import { openRequests } from "./open-requests.ts";
import { registration, registrations } from "./registrations.ts";
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
  /** Of ZIP files, where the terminal encrypts what it writes. */
  readonly password?: string;
  /** Milliseconds from one look into the folders to the next. */
  readonly rescanEvery?: number;
}

export interface ReceiptComputer {
  /** Asks for eligibility by number and waits for what comes of it, at most three minutes. */
  request(query: NumberQuery): Promise<Asked>;
  /** Asks about many in one request, and resolves row by row with what came of it, after half an hour at most. */
  requestMany(queries: readonly NumberQuery[]): Promise<readonly Asked[]>;
  /** Registers the number of this patient's chart (照会番号), and waits as long for what comes of it. */
  register(insured: NumberQuery): Promise<Asked>;
  /** The same of many in one request, row by row. */
  registerMany(insured: readonly NumberQuery[]): Promise<readonly Asked[]>;
  chart(): readonly ChartEntry[];
  close(): void;
}

type Entered = { readonly is: "registered"; readonly entry: ChartEntry };
type Taken = { readonly is: "imported"; readonly entry: ChartEntry } | Entered | Refusal;

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
  const errands = openErrands<Found | Entered>({
    ...parts,
    newIdentifier: () => requests.newIdentifier(),
    bring: (row, source) => tell(row.is === "patient" ? enter(row, source, "number") : row, source),
  });
  /** Files that were refused and left lying, or tell that the work still runs, with their bytes: looked at again when those change. */
  const refused = new Map<string, Uint8Array>();
  /** Results of readers that were taken in. */
  const consumed = new Set<string>();
  /** Files that are done with and could not be removed yet. */
  const leftovers = new Map<string, ExchangeFolder>();

  const look = async () => {
    for (const [name, folder] of leftovers) await remove(folder, name);
    const faces = (await folders.list("face")).filter((name) => parseFaceName(unzippedName(name)));
    const answers = (await folders.list("res")).filter((name) => identifierIn(name) ?? errands.knows(name));
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
    const endings = parsed?.side === "res" ? ["xml", "zip"] : ["err"];
    const isAnswer = parsed?.id === "OQSsiquc01" && endings.includes(parsed.extension);
    const isOurs = isAnswer && (requests.find(parsed.suffix) ?? requests.isAnswered(parsed.suffix));
    return isOurs ? parsed.suffix : undefined;
  };

  const take = async (file: SettledFile) => {
    const inside = await unzipped(file);
    const [message, unfit] = "is" in inside ? [file, inside] : [inside, errorIn(file, encoding)];
    if ((errands.knows(file.name) ? takeErrand(message, unfit) : takeOne(message, unfit)) === "left") {
      refused.set(file.name, file.bytes);
      return;
    }
    refused.delete(file.name);
    await remove(file.folder, file.name);
  };

  /** A file that lies in a ZIP; any other one is as it is. */
  const unzipped = async (file: SettledFile): Promise<SettledFile | Refusal> => {
    if (!file.name.endsWith(".zip")) return file;
    const inside = await parts.clock.real(unpack(file.bytes, parts.password, BULK_LIMITS.bytes));
    if (inside.is === "file") return { ...file, bytes: inside.bytes };
    return distrust(inside.is === "unfinished" ? "notReadable" : "notOpened");
  };

  const takeOne = (file: SettledFile, unfit: Refusal | undefined): "done" | "left" => {
    const { folder, name: source } = file;
    const identifier = folder === "res" ? identifierIn(source) : undefined;
    const request = identifier === undefined ? undefined : requests.find(identifier);
    const isKnown = consumed.has(unzippedName(source)) || (identifier !== undefined && !request);
    const expected = { institutionCode, ...(request ? { request } : {}) };
    const judged = isKnown ? TWICE : (unfit ?? judgeAnswer(file.bytes, expected));
    if (judged.is === "running") return "left";
    const taken = enter(judged, source, request ? "number" : "card");
    const asked = tell(taken, source);
    request?.settle(asked);
    if (taken.is === "refused" && !taken.final) return "left";
    request?.close();
    consumed.add(unzippedName(source));
    return "done";
  };

  const takeErrand = (file: SettledFile, unfit: Refusal | undefined): "done" | "left" => {
    if (errands.knows(file.name) === "awaited") return errands.take(file, unfit);
    tell(TWICE, file.name);
    return "done";
  };

  const enter = (found: Found, source: string, by: "card" | "number"): Taken => {
    if (found.is !== "patient") return found;
    const entry = chart.enter(found.patient, source, by, found.reference);
    return entry ? { is: "imported", entry } : distrust("otherPatient");
  };

  const tell = (taken: Taken, source: string): Asked => {
    if (taken.is !== "refused") {
      const { is, entry } = taken;
      recorder.record({ channel: "chart", is, source, patient: factsOf(entry) });
      return { outcome: is, entry };
    }
    const { reason, detail } = taken;
    recorder.record({ channel: "chart", is: "refused", source, reason });
    return { outcome: "refused", reason, ...(detail === undefined ? {} : { detail }) };
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
    requestMany: (queries) => errands.ask(bulkCheck(queries, encoding)),
    async register(insured) {
      const entry = chart.find(insured);
      const [asked = NO_CHART] = entry ? await errands.ask(registration(entry, encoding)) : [];
      return asked;
    },
    async registerMany(insured) {
      const found = insured.map((each) => chart.find(each));
      const entries = found.flatMap((entry) => entry ?? []);
      const asked = entries.length > 0 ? await errands.ask(registrations(entries, encoding)) : [];
      return found.map((entry) => (entry && asked[entries.indexOf(entry)]) ?? NO_CHART);
    },
    chart: () => chart.entries(),
    close() {
      stop();
      requests.close();
      errands.close();
    },
  };
}

/** As the trace has it: with marks where staff must complete the name, or find out the share. */
const factsOf = ({ patient, number, nameIncomplete, copaymentInDoubt }: ChartEntry) => ({
  ...patient,
  referenceNumber: number,
  ...(nameIncomplete ? { nameIncomplete: "1" } : {}),
  ...(copaymentInDoubt ? { copaymentInDoubt: "1" } : {}),
});

const TWICE = decline("twice");
/** Nobody has this insured number on a chart, so that there is none to register. */
const NO_CHART: Asked = { outcome: "refused", reason: "noChart" };

/** An error file is text for people; what it says is passed on as far as it is printable. */
function errorIn({ name, bytes }: SettledFile, encoding: XmlEncoding): Refusal | undefined {
  if (!name.endsWith(".err")) return undefined;
  const printable = new TextDecoder(encoding).decode(bytes.subarray(0, 400)).replace(/[\p{Cc}\ufffd]/gu, "");
  return decline("notRequested", printable === "" ? undefined : printable);
}
