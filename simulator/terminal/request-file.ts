import { isFault } from "../../device/errors.ts";
import { sayFindings } from "../../device/wire/oqs/finding.ts";
import { type ExchangeName, parseName } from "../../device/wire/oqs/names.ts";
import { MAX_BYTES } from "../../device/wire/oqs/xml-reader.ts";
import type { ResultCode } from "../result-codes.data.ts";
import { EXCHANGES, type Taken } from "./exchange.ts";

/** What a file in the request folder comes to as it stands now. */
export type Inspected =
  | { readonly is: "request"; readonly name: ExchangeName; readonly taken: Taken }
  /** No later bytes could make a request of it. */
  | { readonly is: "refused"; readonly code: ResultCode; readonly detail?: string }
  /** Not a whole message, or not yet. */
  | { readonly is: "unfinished"; readonly detail: string };

/** Files that programs write under another name first are nobody's request until they are renamed. */
export const isCandidate = (name: string): boolean => /\.xml$/i.test(name);

export function inspect(fileName: string, bytes: Uint8Array): Inspected {
  const name = parseName(fileName);
  if (name?.side !== "req" || name.suffix.startsWith("face_")) return { is: "refused", code: "TSTF0001E" };
  const exchange = isHandled(name.id) ? EXCHANGES[name.id] : undefined;
  if (!exchange) return { is: "refused", code: "TSTF0005E" };
  if (bytes.length > MAX_BYTES) return { is: "refused", code: "TSTF0002E" };
  try {
    const { reading, taken } = exchange(bytes);
    const doubled = reading.findings.filter(({ kind }) => kind === "doubled");
    if (doubled.length === 0) return { is: "request", name, taken };
    return { is: "refused", code: "TSTF0004E", detail: sayFindings(doubled, "ja") };
  } catch (error) {
    if (!isFault(error, "peer.malformed")) throw error;
    return { is: "unfinished", detail: error.context.why };
  }
}

const isHandled = (id: string): id is keyof typeof EXCHANGES => Object.hasOwn(EXCHANGES, id);
