/** Names of exchange files: `OQSsiquc01req_202604010001.xml`, its answer, its error, and a reader's result. */

/**
 * A message, an error, medical information for people to look at, and a message in a ZIP file: in the encrypted form, or because it
 * is about many persons.
 */
const EXTENSIONS = ["xml", "err", "pdf", "zip"] as const;
export type ExchangeExtension = (typeof EXTENSIONS)[number];

/** Kinds of exchange the names can tell: system, single or bulk, function, step. */
export interface ExchangeName {
  /** OQSsiquc01 */
  readonly id: string;
  readonly side: "req" | "res";
  /** Whatever the asker chose; the answer carries it back. */
  readonly suffix: string;
  readonly extension: ExchangeExtension;
}

export interface FaceName {
  /** Institution code and reader account. */
  readonly from: string;
  /** yyyyMMddHHmmss, Japan Standard Time. */
  readonly time: string;
}

/** The vendor is free in the suffix; that it stays within what every file system takes as it stands is our bound. */
const NAME = /^((?:OQS|YZK|TKK|CIP|EPS|PMH)(?:si|mu)[a-z]{2,3}\d{2})(req|res)_([A-Za-z0-9_-]{1,64})\.([a-z]{3})$/;
const FACE = /^OQSsiquc01res_face_([A-Za-z0-9]{1,32})_(\d{14})\.xml$/;

export function parseName(name: string): ExchangeName | undefined {
  const [, id, side, suffix, extension] = NAME.exec(name) ?? [];
  const known = EXTENSIONS.find((each) => each === extension);
  if (id === undefined || suffix === undefined || known === undefined) return undefined;
  return { id, side: side === "req" ? "req" : "res", suffix, extension: known };
}

export const fileName = ({ id, side, suffix, extension }: ExchangeName): string =>
  `${id}${side}_${suffix}.${extension}`;

export const requestName = (id: string, suffix: string): string =>
  fileName({ id, side: "req", suffix, extension: "xml" });

/** The answer has the request's name with req turned to res. */
export const answerName = (request: ExchangeName, extension: ExchangeExtension = "xml"): string =>
  fileName({ ...request, side: "res", extension });

/** A request that cannot be read at all is answered by a file of its own name, ending in .err, whatever that name is. */
export const errorName = (requestFile: string): string => `${requestFile.replace(/\.[^.]*$/, "")}.err`;

export const faceName = ({ from, time }: FaceName): string => `OQSsiquc01res_face_${from}_${time}.xml`;

/** What a ZIP is about: it is called like the one file in it, but for the ending. */
export const unzippedName = (name: string): string => name.replace(/\.zip$/, ".xml");

export function parseFaceName(name: string): FaceName | undefined {
  const [, from, time] = FACE.exec(name) ?? [];
  return from === undefined || time === undefined ? undefined : { from, time };
}
