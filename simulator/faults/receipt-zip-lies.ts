import { createCipheriv, pbkdf2Sync } from "node:crypto";
import type { Folders } from "../../device/ports.ts";
import { parseName, unzippedName } from "../../device/wire/oqs/names.ts";
import { BULK_LIMITS } from "../../device/wire/oqs/xml-reader.ts";
import { unpack } from "../packing.ts";
import { openReceiptComputer, type ReceiptParts } from "../receipt/receipt-computer.ts";
import { asking, overhearing, telling, underNumbersOf } from "./receipt-habits.ts";
import type { ReceiptLie } from "./receipt-lies.ts";

/** Receipt computers that are careless with ZIP files alone. */
export const RECEIPT_ZIP_LIES: Readonly<Record<string, ReceiptLie>> = {
  "M-RCP-ZIP-UNREAD": hiding(/\.zip$/),
  "M-RCP-ZIP-FACE-UNREAD": hiding(/_face_.*\.zip$/),
  "M-RCP-ZIP-UNTOLD": telling(
    () => (told) => (told.is === "refused" && told.source.endsWith(".zip") ? undefined : told),
  ),
  // It unpacks into one place, and reads what lies there.
  "M-RCP-ZIP-STALE": unpacking((parts, ours) => {
    let there: string | undefined;
    return async (packed, name) => {
      const inside = await textIn(parts, packed);
      if (inside !== undefined) return (there = inside);
      return there === undefined ? undefined : ours(there, name);
    };
  }),
  "M-RCP-ZIP-UNAUTHENTICATED": unpacking(
    (parts) => (packed) => Promise.resolve(decrypted(packed, parts.password ?? "")),
  ),
  "M-RCP-ZIP-TRUSTED": unpacking((parts, ours) => async (packed, name) => {
    const inside = await textIn(parts, packed);
    return inside === undefined ? undefined : ours(inside, name);
  }),
};

function hiding(names: RegExp): ReceiptLie {
  return asking((folders) => ({
    list: async (folder) => (await folders.list(folder)).filter((name) => !names.test(name)),
  }));
}

/** The text within a ZIP, a character a byte; `undefined` where there is none. */
type Unpack = (packed: Uint8Array, name: string) => Promise<string | undefined>;
/** Text as if it were the answer to the request of that name. */
type Ours = (text: string, name: string) => string;

/** What it unpacks itself it then takes for a file that was never packed. */
function unpacking(make: (parts: ReceiptParts, ours: Ours) => Unpack): ReceiptLie {
  return (parts) => {
    const asked = overhearing(parts.folders);
    const ours: Ours = (text, name) => {
      const query = asked.of(name);
      const own = text.replace(
        /<ArbitraryFileIdentifier>[^<]*</,
        `<ArbitraryFileIdentifier>${parseName(name)?.suffix}<`,
      );
      return query ? underNumbersOf(query, own) : own;
    };
    const open = make(parts, ours);
    const packed = new Set<string>();
    const nameOf = (name: string) => (packed.has(name) ? name.replace(/xml$/, "zip") : name);
    const folders: Folders = {
      ...asked.folders,
      async list(folder) {
        const there = await asked.folders.list(folder);
        for (const name of there) if (name.endsWith(".zip")) packed.add(unzippedName(name));
        return there.map(unzippedName);
      },
      async read(folder, name, limit) {
        const bytes = await asked.folders.read(folder, nameOf(name), limit);
        if (!bytes || !packed.has(name)) return bytes;
        const text = await open(bytes, name);
        return text === undefined ? new Uint8Array() : new Uint8Array(Buffer.from(text, "latin1"));
      },
      remove: (folder, name) => asked.folders.remove(folder, nameOf(name)),
    };
    return openReceiptComputer({ ...parts, folders });
  };
}

async function textIn({ clock, password }: ReceiptParts, packed: Uint8Array): Promise<string | undefined> {
  const inside = await clock.real(unpack(packed, password, BULK_LIMITS.bytes));
  return inside.is === "file" ? Buffer.from(inside.bytes).toString("latin1") : undefined;
}

/** The first file of a ZIP as it decrypts, stored and by AES-256, whatever its authentication code says. */
function decrypted(packed: Uint8Array, password: string): string | undefined {
  const zip = Buffer.from(packed);
  const from = 30 + zip.readUInt16LE(26) + zip.readUInt16LE(28);
  const data = zip.subarray(from, from + zip.readUInt32LE(18));
  const keys = pbkdf2Sync(password, data.subarray(0, 16), 1000, 66, "sha1");
  if (!keys.subarray(64).equals(data.subarray(16, 18))) return undefined;
  const hidden = data.subarray(18, -10);
  const counters = Buffer.alloc(Math.ceil(hidden.length / 16) * 16);
  for (let i = 0; i * 16 < counters.length; i++) counters.writeUInt32LE(i + 1, i * 16);
  const stream = createCipheriv("aes-256-ecb", keys.subarray(0, 32), null).setAutoPadding(false).update(counters);
  return Buffer.from(hidden.map((byte, i) => byte ^ (stream[i] ?? 0))).toString("latin1");
}
