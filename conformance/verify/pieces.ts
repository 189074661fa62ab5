import { z } from "zod";
import { conceal, Hidden, Holed } from "./hidden.ts";
import { refuse } from "./refusal.ts";

/** docs/evidence.md, "Pieces": what stands apart of facts and events, and how it is put back. */

const LONGEST = 128 * 1024 * 1024;

const hex = z.string().regex(/^(?:[0-9a-f]{2})*$/);
const token = z
  .string()
  .regex(/^[0-9a-f]{32}$/)
  .nullable();
/** Shown bytes and, between any two of them, what stands apart: so many bytes, or a text. */
const cut = z
  .tuple([hex])
  .rest(z.union([hex, token, z.int().positive().max(LONGEST)]))
  .refine(
    (parts) =>
      parts.length % 2 === 1 &&
      parts.length > 1 &&
      parts.every((part, i) => (i % 2 === 0 ? hex.safeParse(part).success : typeof part === "number" || isToken(part))),
  );
const isToken = (part: unknown) => token.safeParse(part).success;

export const apart = z.record(z.string(), z.union([token, cut]));
export type Apart = z.infer<typeof apart>;

/** One thing that waits for its pieces. */
export interface Due {
  readonly pieces: number;
  /** Bytes that it takes where its pieces are withheld. */
  readonly room: number;
  put(pieces: readonly Piece[]): void;
}

/** A piece that is withheld is known by nothing but its place. */
export type Piece = { readonly value: unknown } | "withheld";

export const dueOf = (record: Record<string, unknown>, all: Apart, tokens: Tokens): readonly Due[] =>
  Object.entries(all).map(([path, template]) =>
    Array.isArray(template) ? dueBytes(record, path, template) : dueText(record, path, template, tokens),
  );

/** The texts of a case by their tokens, and the other way round: one has one of the other. */
export type Tokens = Map<string, string>;

function demandOneEach(token: string, text: string, tokens: Tokens): void {
  for (const [key, value] of [
    [`token ${token}`, text],
    [`text ${text}`, token],
  ] as const) {
    if ((tokens.get(key) ?? value) !== value) misshapen();
    tokens.set(key, value);
  }
}

export function dueText(record: Record<string, unknown>, path: string, known: string | null, tokens: Tokens): Due {
  return {
    pieces: 1,
    room: 0,
    put([piece]) {
      place(record, path, (owner, name) => {
        if (piece === undefined) return misshapen();
        if (piece !== "withheld") {
          const isText = typeof piece.value === "string" && piece.value !== "";
          if (path === SIZE ? typeof piece.value !== "number" : !isText) return misshapen();
          if (known !== null) demandOneEach(known, String(piece.value), tokens);
          set(owner, name, piece.value);
        }
        // Of what is no text, not even that is known.
        else if (path === SIZE) conceal(owner, name);
        else set(owner, name, new Hidden(known ?? undefined));
      });
    },
  };
}

/** The one thing apart that is no text. */
const SIZE = "size";

function dueBytes(record: Record<string, unknown>, path: string, template: readonly (string | number | null)[]): Due {
  const holes = template.filter((_, i) => i % 2 === 1);
  return {
    pieces: holes.length,
    room: holes.reduce<number>((sum, hole) => sum + (typeof hole === "number" ? hole : 0), 0),
    put(pieces) {
      const parts = template.map((part, i): Buffer | number | Hidden => {
        if (i % 2 === 0) return Buffer.from(String(part), "hex");
        const piece = pieces[(i - 1) / 2] ?? misshapen();
        if (piece === "withheld") return typeof part === "number" ? part : new Hidden(part ?? undefined);
        const bytes = hex.safeParse(piece.value);
        if (!bytes.success || bytes.data === "") return misshapen();
        if (typeof part === "number" && bytes.data.length !== 2 * part) return misshapen();
        return Buffer.from(bytes.data, "hex");
      });
      const isWhole = parts.every((part) => Buffer.isBuffer(part));
      const found = isWhole ? Buffer.concat(parts).toString("hex") : new Holed(parts);
      place(record, path, (owner, name) => set(owner, name, found));
    },
  };
}

/** As JSON.parse does: a product may call a field by whatever name it likes, that of an object's ancestor among them. */
const set = (owner: Record<string, unknown>, name: string, value: unknown): void =>
  void Object.defineProperty(owner, name, { value, enumerable: true, writable: true, configurable: true });

/** The object that a path of one or two names ends in. */
export function place(
  record: Record<string, unknown>,
  path: string,
  put: (owner: Record<string, unknown>, name: string) => void,
): void {
  const dot = path.indexOf(".");
  const first = dot < 0 ? path : path.slice(0, dot);
  if (first === "__proto__") misshapen();
  const owner: unknown = dot < 0 ? record : (record[first] ??= {});
  const name = dot < 0 ? first : path.slice(dot + 1);
  if (typeof owner !== "object" || owner === null || Object.hasOwn(owner, name)) return misshapen();
  put(owner as Record<string, unknown>, name);
}

const misshapen = (): never => refuse("one of its leaves is not what it is to be", "項目の形が違います");
