import { z } from "zod";
import { DeviceError } from "../../device/errors.ts";
import type { Records } from "../central/records.ts";
import { type Book, EMPTY_BOOK } from "./registration.ts";

const SHELF = "insurers-book";

const Kept: z.ZodType<Book> = z.strictObject({
  entries: z.array(
    z.strictObject({
      individualNumber: z.string(),
      birthDate: z.string(),
      kana: z.string(),
      insurer: z.string(),
      standing: z.enum(["registered", "suspended"]),
      collected: z.boolean(),
    }),
  ),
});

export interface KeptBook {
  read(): Promise<Book>;
  write(book: Book): Promise<void>;
}

/** The intermediate server's book as one record: every insurer's registration is matched with all others. */
export function keptBook(records: Records): KeptBook {
  return {
    async read() {
      const text = await records.get(SHELF, "all");
      if (text === undefined) return EMPTY_BOOK;
      const book = Kept.safeParse(JSON.parse(text));
      if (book.success) return book.data;
      throw new DeviceError("file.refused", { path: SHELF, why: "a record is none", setup: "data.damaged" });
    },
    write: (book) => records.write([{ shelf: SHELF, key: "all", value: JSON.stringify(book) }]),
  };
}
