import { z } from "zod";
import type { Records } from "../central/records.ts";
import { get, put, read, type Shelf } from "../central/shelf.ts";
import { type Book, EMPTY_BOOK, MATCHES, type Notice, NOTICES, type Notification } from "./registration.ts";

const holds: z.ZodType<Book> = z.strictObject({
  entries: z.array(
    z.strictObject({
      individualNumber: z.string(),
      birthDate: z.string(),
      kana: z.string(),
      insurer: z.string(),
      standing: z.enum(["registered", "suspended"]),
      collected: z.boolean(),
      registrySaid: z.enum(MATCHES).exactOptional(),
    }),
  ),
});

const TOLD: Shelf<Notification> = {
  name: "insurers-notices",
  holds: z.strictObject({
    to: z.string(),
    notice: z.enum(Object.keys(NOTICES) as [Notice, ...Notice[]]),
    registration: z.int(),
  }),
};

const BOOK: Shelf<Book> = { name: "insurers-book", holds };

export interface KeptBook {
  read(): Promise<Book>;
  /** The book as it stands from now on, and what insurers are told because of it. */
  write(book: Book, notifications?: readonly Notification[]): Promise<void>;
  /** All that one insurer has been told, oldest first. */
  noticesTo(insurer: string): Promise<readonly Notification[]>;
}

/** The intermediate server's book as one record: every insurer's registration is matched with all others. */
export function keptBook(records: Records): KeptBook {
  return {
    read: async () => (await get(records, BOOK, "all")) ?? EMPTY_BOOK,
    async write(book, notifications = []) {
      let count = (await records.list(TOLD.name, "")).length;
      const told = notifications.map((one) => put(TOLD, `${one.to} ${String(count++).padStart(9, "0")}`, one));
      await records.write([put(BOOK, "all", book), ...told]);
    },
    noticesTo: async (insurer) =>
      (await records.list(TOLD.name, `${insurer} `)).flatMap(({ value }) => read(TOLD, value) ?? []),
  };
}
