import { isFault } from "../../device/errors.ts";
import { sayFindings } from "../../device/wire/oqs/finding.ts";
import { isBulk } from "../../device/wire/oqs/message.ts";
import { type ExchangeId, OQS_EXCHANGES } from "../../device/wire/oqs/messages.ts";
import { type ExchangeName, fileName, parseName } from "../../device/wire/oqs/names.ts";
import { BULK_LIMITS, SINGLE_LIMITS } from "../../device/wire/oqs/xml-reader.ts";
import type { ResultCode } from "../result-codes.data.ts";
import { EXCHANGES, type Taken } from "./exchange.ts";
import { type Manner, passwordFor } from "./manner.ts";
import { unpack } from "../packing.ts";

/** What a file in the request folder comes to as it stands now. */
export type Inspected =
  | { readonly is: "request"; readonly name: ExchangeName; readonly taken: Taken }
  /** No later bytes could make a request of it. */
  | { readonly is: "refused"; readonly code: ResultCode; readonly detail?: string }
  /** Not a whole message, or not yet. */
  | { readonly is: "unfinished"; readonly detail: string };

/** Files that programs write under another name first are nobody's request until they are renamed. */
export const isCandidate = (name: string): boolean => /\.(xml|zip)$/i.test(name);

/** Nothing that is longer could be a request of any kind. */
export const MOST_BYTES = BULK_LIMITS.bytes;

export async function inspect(file: string, bytes: Uint8Array, manner: Pick<Manner, "encryption">): Promise<Inspected> {
  const name = parseName(file);
  if (name?.side !== "req" || name.suffix.startsWith("face_")) return { is: "refused", code: "TSTF0001E" };
  if (!isHandled(name.id)) return { is: "refused", code: "TSTF0005E" };
  const most = (isBulk(OQS_EXCHANGES[name.id].request) ? BULK_LIMITS : SINGLE_LIMITS).bytes;
  if (bytes.length > most) return { is: "refused", code: "TSTF0002E" };
  if (name.extension === "xml") return read(name, EXCHANGES[name.id], bytes);
  const password = passwordFor(manner, name.id);
  if (password === undefined) return { is: "refused", code: "TSTF0009E" };
  const unpacked = await unpack(bytes, password, most);
  if (unpacked.is === "unfinished") return { is: "unfinished", detail: "no whole ZIP" };
  if (unpacked.is === "wrongPassword") return { is: "refused", code: "TSTF0008E" };
  // Who it is about, the name within may say otherwise than the one without: then nobody knows which is meant.
  if (unpacked.is === "unfit" || unpacked.name !== fileName({ ...name, extension: "xml" }))
    return { is: "refused", code: "TSTF0010E" };
  const inside = read(name, EXCHANGES[name.id], unpacked.bytes);
  return inside.is === "unfinished" ? { is: "refused", code: "TSTF0003E", detail: inside.detail } : inside;
}

function read(name: ExchangeName, exchange: (typeof EXCHANGES)[ExchangeId], bytes: Uint8Array): Inspected {
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

const isHandled = (id: string): id is ExchangeId => Object.hasOwn(EXCHANGES, id);
