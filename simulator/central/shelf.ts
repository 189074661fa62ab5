import type { z } from "zod";
import { DeviceError } from "../../device/errors.ts";
import type { Change, Records } from "./records.ts";

/** One kind of thing that is kept, and how its text reads. */
export interface Shelf<T> {
  readonly name: string;
  readonly holds: z.ZodType<T>;
}

/** What lies under this key from now on. `ends`, in microseconds, is when it may be swept away. */
export const put = <T>({ name }: Shelf<T>, key: string, value: T, ends?: number): Change => ({
  shelf: name,
  key,
  value: JSON.stringify(value),
  ...(ends === undefined ? {} : { ends }),
});

/** Nothing lies under this key from now on. */
export const drop = <T>({ name }: Shelf<T>, key: string): Change => ({ shelf: name, key });

export const get = async <T>(records: Records, shelf: Shelf<T>, key: string): Promise<T | undefined> =>
  read(shelf, await records.get(shelf.name, key));

/** The thing in a text, or nothing where the text is damaged: for lists, of which one bad record does not spoil the rest. */
export function readable<T>(shelf: Shelf<T>, text: string): T | undefined {
  const value = shelf.holds.safeParse(parsed(text));
  return value.success ? value.data : undefined;
}

/** The thing in a text; one that is none is a damaged file. */
export function read<T>({ name, holds }: Shelf<T>, text: string | undefined): T | undefined {
  if (text === undefined) return undefined;
  const value = holds.safeParse(parsed(text));
  if (value.success) return value.data;
  throw new DeviceError("file.refused", { path: name, why: "a record is none", setup: "data.damaged" });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
