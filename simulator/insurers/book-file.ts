import { z } from "zod";
import type { Records } from "../central/records.ts";
import { get, put, type Shelf } from "../central/shelf.ts";
import { type Book, EMPTY_BOOK } from "./registration.ts";

const holds: z.ZodType<Book> = z.strictObject({
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

const BOOK: Shelf<Book> = { name: "insurers-book", holds };

export interface KeptBook {
  read(): Promise<Book>;
  write(book: Book): Promise<void>;
}

/** The intermediate server's book as one record: every insurer's registration is matched with all others. */
export function keptBook(records: Records): KeptBook {
  return {
    read: async () => (await get(records, BOOK, "all")) ?? EMPTY_BOOK,
    write: (book) => records.write([put(BOOK, "all", book)]),
  };
}
