/** A file of the exchange in a ZIP: the one file in it, encrypted by AES-256 where there is a password. */

/** ZIP has no time zone and counts two seconds at a time: the same file gives the same bytes, but for the salt of a password. */
const NO_DATE = new Date(1980, 0, 1);

export async function pack(name: string, bytes: Uint8Array, password?: string): Promise<Uint8Array> {
  const zip = await library();
  const writer = new zip.ZipWriter(new zip.Uint8ArrayWriter(), {
    ...{ lastModDate: NO_DATE, extendedTimestamp: false, useWebWorkers: false },
    ...(password === undefined ? {} : { password, encryptionStrength: AES_256 }),
  });
  await writer.add(name, new zip.Uint8ArrayReader(bytes));
  return writer.close();
}
const AES_256 = 3;

export type Unpacked =
  | { readonly is: "file"; readonly name: string; readonly bytes: Uint8Array }
  | { readonly is: "wrongPassword" }
  /** More files than one, none, or one that is larger than it may be when it is unpacked. */
  | { readonly is: "unfit" }
  /** Not a whole ZIP, or not yet. */
  | { readonly is: "unfinished" };

/** `most` bytes may come of it; what claims or turns out to be more is not unpacked. */
export async function unpack(packed: Uint8Array, password: string | undefined, most: number): Promise<Unpacked> {
  const zip = await library();
  const reader = new zip.ZipReader(new zip.Uint8ArrayReader(packed), {
    ...{ useWebWorkers: false, checkSignature: true },
    ...(password === undefined ? {} : { password }),
  });
  try {
    const [entry, ...others] = await reader.getEntries();
    if (!entry || others.length > 0 || entry.directory || entry.uncompressedSize > most) return { is: "unfit" };
    const chunks: Uint8Array[] = [];
    let size = 0;
    const sink = new WritableStream<Uint8Array>({
      write(chunk) {
        size += chunk.length;
        if (size > most) throw new RangeError(TOO_LARGE);
        chunks.push(chunk);
      },
    });
    await entry.getData(sink);
    return { is: "file", name: entry.filename, bytes: new Uint8Array(Buffer.concat(chunks)) };
  } catch (error) {
    const says = error instanceof Error ? error.message : "";
    if (says === TOO_LARGE) return { is: "unfit" };
    const { ERR_ENCRYPTED, ERR_INVALID_PASSWORD, ERR_INVALID_AUTHENTICATION_CODE } = zip;
    return {
      is: [ERR_ENCRYPTED, ERR_INVALID_PASSWORD, ERR_INVALID_AUTHENTICATION_CODE].includes(says)
        ? "wrongPassword"
        : "unfinished",
    };
  } finally {
    await reader.close();
  }
}
const TOO_LARGE = "larger than it may be";

/** Read in when the first file is packed: most terminals never do. */
const library = () => import("@zip.js/zip.js");
