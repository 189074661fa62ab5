import { concat } from "./bytes.ts";
import { type Codec, decode, encode, type Of, Reader } from "./codec.ts";
import { decodeTlv, decodeTlvs, encodeTlv } from "./tlv.ts";

/** A field of a TLV record: its tag and its codec. Optional fields may be absent; order on the wire is that of the declaration. */
export interface Field<T, O extends boolean = boolean> {
  readonly tag: number;
  readonly codec: Codec<T>;
  readonly optional: O;
  /** The version of the protocol that it came with, where that is not the first. */
  readonly since?: number;
}

export const field = <T>(tag: number, codec: Codec<T>): Field<T, false> => ({ tag, codec, optional: false });
export const optional = <T>(tag: number, codec: Codec<T>): Field<T, true> => ({ tag, codec, optional: true });

/** Optional, and only for who speaks that version. */
export const since = <T>(version: number, tag: number, codec: Codec<T>): Field<T, true> => ({
  ...optional(tag, codec),
  since: version,
});

type Fields = Record<string, Field<unknown>>;
type Needed<F extends Fields> = { [K in keyof F as F[K]["optional"] extends false ? K : never]: Of<F[K]["codec"]> };
type Absent<F extends Fields> = { [K in keyof F as F[K]["optional"] extends true ? K : never]?: Of<F[K]["codec"]> };
export type RecordOf<F extends Fields> = Needed<F> & Absent<F>;

/**
 * BER-TLV fields in the order of their declaration, each at most once. An unknown tag, a doubled or misplaced field and a
 * missing needed one are malformed: a signed message has one spelling.
 */
export function record<const F extends Fields>(fields: F): Codec<RecordOf<F>> {
  const entries = Object.entries<Field<unknown>>(fields);
  return {
    write: (value) =>
      concat(
        ...entries.flatMap(([name, { tag, codec }]) => {
          const item = (value as Record<string, unknown>)[name];
          return item === undefined ? [] : [encodeTlv(tag, codec.write(item))];
        }),
      ),
    read(from) {
      const value: Record<string, unknown> = {};
      let next = nextTlv(from);
      for (const [name, { tag, codec, optional }] of entries) {
        if (next?.tag === tag) {
          value[name] = decode(codec, next.value, `${from.what}.${name}`);
          from.take(next.end - from.at);
          next = nextTlv(from);
          continue;
        }
        if (!optional) from.fail(`field ${name} (tag ${tag.toString(16)}) is missing or out of order`);
      }
      if (next) from.fail(`tag ${next.tag.toString(16)} is unknown, doubled or out of order`);
      return value as RecordOf<F>;
    },
  };
}

const nextTlv = (from: Reader) => (from.left > 0 ? decodeTlv(from.bytes, from.at, from.what) : undefined);

/** One message: an outer tag, and a record inside. */
export interface Message<T> {
  readonly tag: number;
  readonly codec: Codec<T>;
  /** By name, in the order of the wire. */
  readonly fields: Fields;
}

export const message = <const F extends Fields>(tag: number, fields: F): Message<RecordOf<F>> => ({
  tag,
  codec: record(fields),
  fields,
});

/** The union of a set of messages, `is` telling which. */
export type MessageOf<S> = {
  [K in keyof S & string]: S[K] extends Message<infer T> ? { readonly is: K } & T : never;
}[keyof S & string];

export function messages<const S extends Record<string, Message<unknown>>>(what: string, set: S) {
  const byTag = new Map(Object.entries(set).map(([name, declared]) => [declared.tag, [name, declared] as const]));
  return {
    encode: (value: MessageOf<S>): Uint8Array => {
      const { is, ...fields } = value as { is: string };
      const declared = set[is] as S[string];
      return encodeTlv(declared.tag, encode(declared.codec, fields));
    },
    decode: (bytes: Uint8Array): MessageOf<S> => {
      const outer = new Reader(bytes, what);
      const [tlv, ...more] = decodeTlvs(bytes, what);
      if (!tlv) return outer.fail("empty");
      if (more.length > 0) outer.fail("more than one message in a frame");
      const [name, declared] = byTag.get(tlv.tag) ?? outer.fail(`unknown message tag ${tlv.tag.toString(16)}`);
      const body = new Reader(tlv.value, `${what} ${name}`);
      return { is: name, ...(declared as unknown as Message<object>).codec.read(body) } as MessageOf<S>;
    },
  };
}
