import type { ReferencePlace } from "../../device/wire/oqs/bulk.ts";
import type { Dialect } from "../../device/wire/oqs/dialect.ts";
import type { XmlEncoding } from "../../device/wire/oqs/xml-writer.ts";

/**
 * How a terminal does what the sources disagree on, or leave open: each point is a switch, and what stands in `USUAL_MANNER` is what this
 * bench takes for likeliest.
 */
export interface Manner {
  readonly encoding: XmlEncoding;
  /** Whether characters outside JIS X 0208:1990 become ●. */
  readonly outsideJis: "replace" | "keep";
  readonly dialect: Dialect;
  /** Where a bulk answer says the reference number. */
  readonly referencePlace: ReferencePlace;
  /** Whether the outcome of a bulk request comes as it is, or as the one file in a ZIP without password. */
  readonly bulkForm: "xml" | "zip";
  /** What becomes of a request while the line is down: kept and sent once when it is back, or answered with a code. */
  readonly outage: "keep" | "tell";
  /** Minutes after which a result that nobody fetched is deleted (ResponseFileStayTime). */
  readonly stayMinutes: number;
  /** Which messages are exchanged as ZIP files with a password. */
  readonly encryption?: Encryption;
}

export interface Encryption {
  readonly password: string;
  /** Beginnings of message ids, such as OQSsiquc. */
  readonly ids: readonly string[];
  /** Results of readers too. */
  readonly face: boolean;
}

export const USUAL_MANNER: Manner = {
  encoding: "UTF-8",
  outsideJis: "replace",
  dialect: { insurerPadding: "blanks", characterCodes: "fromZero" },
  referencePlace: "unit",
  bulkForm: "xml",
  outage: "keep",
  stayMinutes: 1_440,
};

/** Never encrypted, whatever a set-up says. */
const ALWAYS_PLAIN = [
  ...["EPS", "PMHsimsm", "OQSmutic", "OQSmuhvq", "OQSmuonq", "OQSsihvq", "OQSsionq", "OQSsihvd"],
  ...["OQSsiurl", "OQSsiinq", "OQSsiupd"],
];

/** The password that a message of this id is packed with, if it is. */
export function passwordFor({ encryption }: Pick<Manner, "encryption">, id: string): string | undefined {
  const begins = (beginning: string) => id.startsWith(beginning);
  if (!encryption || ALWAYS_PLAIN.some(begins) || !encryption.ids.some(begins)) return undefined;
  return encryption.password;
}

/** The same for results of readers, which have a list of their own. */
export const passwordForFace = ({ encryption }: Pick<Manner, "encryption">): string | undefined =>
  encryption?.face ? encryption.password : undefined;
