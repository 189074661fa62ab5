import { createHash } from "node:crypto";
import { errorName } from "../../device/wire/oqs/names.ts";
import { isPlainName } from "../../device/wire/oqs/plain-name.ts";

/** What a name is cut to, before the part that tells it from others. */
const LENGTH = 64;

/**
 * Name of the error file for whatever lies in the request folder: the request's own where that can be written, and otherwise what is
 * left of it in safe characters, with a part that is another for every name.
 */
export function refusalName(requestFile: string): string {
  const own = errorName(requestFile);
  if (isPlainName(requestFile) && isPlainName(own)) return own;
  const rest = own.slice(0, -".err".length).replace(/[^A-Za-z0-9_-]/g, "_");
  const mark = createHash("sha256").update(requestFile).digest("hex").slice(0, 12);
  return `${rest.slice(0, LENGTH)}-${mark}.err`;
}
