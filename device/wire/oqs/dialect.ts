import type { Declared, Group, Leaf, Tags } from "./element.ts";
import { type Finding, isRecord, join } from "./finding.ts";
import type { Term } from "./term.ts";
import type { XmlEncoding } from "./xml-writer.ts";

/**
 * Points on which the sources contradict each other. One side is written, which one is a switch; either is read, and a finding of
 * kind "variant" tells that it was the other. Within the program a value has one spelling, that of `OUR_DIALECT`.
 */
export interface Dialect {
  /** What fills an insurer number of fewer than eight digits, on the left. */
  readonly insurerPadding: "blanks" | "zeros";
  /** Whether CharacterCodeIdentifier calls UTF-8 and Shift_JIS 0 and 1, or 1 and 2. */
  readonly characterCodes: "fromZero" | "fromOne";
}

export const OUR_DIALECT: Dialect = { insurerPadding: "blanks", characterCodes: "fromZero" };

/** A value with every such leaf spelt as a dialect has it. */
export const spell = (declared: Declared, value: unknown, dialect: Dialect): unknown =>
  walk(declared, value, "", { leaf: (leaf, text) => spellLeaf(leaf, text, dialect) });

export const spellLeaf = ({ varies }: Leaf, text: string, dialect: Dialect): string => {
  if (varies === "insurerPadding" && dialect.insurerPadding === "zeros") return text.replaceAll(" ", "0");
  if (varies === "characterCodes" && dialect.characterCodes === "fromOne") return text === "0" ? "1" : "2";
  return text;
};

/** What stands in the way of reading: in which encoding the file came, where it was a file, and who hears of other spellings. */
export interface Hearing {
  readonly encoding?: XmlEncoding;
  readonly report?: (finding: Finding) => void;
}

/** The other way: any spelling becomes ours. */
export const unspell = (declared: Declared, value: unknown, { encoding, report }: Hearing): unknown =>
  walk(declared, value, "", {
    leaf: ({ varies }, text, path) => {
      if (varies === undefined) return text;
      const [ours, kind, says] = varies === "insurerPadding" ? readInsurer(text) : readCode(text, encoding);
      if (says) report?.({ kind, path, says });
      return ours;
    },
    group: (unit, path) => {
      if (isWithinResults(unit)) report?.({ kind: "variant", path: join(path, "ReferenceNumber"), says: SAYS.within });
    },
  });

type Read = readonly [ours: string, kind: "variant" | "encoding", says?: Term];

const SAYS = {
  zeros: { ja: "0 で埋めてあります（空白で埋める資料もあります）", en: "is padded with zeros, elsewhere with blanks" },
  bare: { ja: "8 桁に埋めてありません", en: "is not padded to eight places" },
  fromOne: {
    ja: "文字コード識別が 1 から数えてあります（0 から数える資料もあります）",
    en: "counts encodings from 1, elsewhere from 0",
  },
  contradiction: { ja: "ファイルの文字コードと違います", en: "names another encoding than the file has" },
  within: {
    ja: "照会番号が資格確認結果の中にだけあります（外に置く資料もあります）",
    en: "the reference number stands within the result only, elsewhere outside of it",
  },
} as const satisfies Record<string, Term>;

/** Numbers have eight digits or six, and no eight begin with 00: those are six that were padded. */
function readInsurer(text: string): Read {
  const bare = text.replace(/^ +/, "");
  if (/^00\d{6}$/.test(bare)) return [`  ${bare.slice(2)}`, "variant", SAYS.zeros];
  const ours = /^\d{1,8}$/.test(bare) ? bare.padStart(8, " ") : text;
  return ours === text ? [ours, "variant"] : [ours, "variant", SAYS.bare];
}

function readCode(text: string, encoding: XmlEncoding | undefined): Read {
  if (encoding === "UTF-8" && text === "1") return ["0", "variant", SAYS.fromOne];
  if (text === "2") {
    if (encoding === "UTF-8") return ["1", "encoding", SAYS.contradiction];
    return ["1", "variant", SAYS.fromOne];
  }
  return encoding === "Shift_JIS" && text === "0" ? [text, "encoding", SAYS.contradiction] : [text, "encoding"];
}

function isWithinResults(unit: Readonly<Record<string, unknown>>): boolean {
  const results: unknown[] = [unit["ResultOfQualificationConfirmation"] ?? []].flat();
  const within = results.some((result) => isRecord(result) && result["ReferenceNumber"] !== undefined);
  return within && unit["ReferenceNumber"] === undefined;
}

interface Turn {
  leaf(leaf: Leaf, text: string, path: string): string;
  /** For units of bulk answers. */
  group?(value: Readonly<Record<string, unknown>>, path: string): void;
}

/** What has nothing of it comes back as it is, untouched and not copied: most of a message has one spelling. */
function walk(declared: Declared, value: unknown, path: string, turn: Turn): unknown {
  if (!hasVariants(declared)) return value;
  switch (declared.is) {
    case "optional":
      return walk(declared.element, value, path, turn);
    case "many":
      return Array.isArray(value) ? value.map((item: unknown) => walk(declared.element, item, path, turn)) : value;
    case "leaf":
      return typeof value === "string" ? turn.leaf(declared, value, path) : value;
    case "list":
      return Array.isArray(value) ? value.map((item: unknown) => walk(declared.item, item, path, turn)) : value;
    case "group":
      return isRecord(value) ? walkGroup(declared, value, path, turn) : value;
  }
}

function walkGroup({ tags, varies }: Group, value: Readonly<Record<string, unknown>>, path: string, turn: Turn) {
  if (varies) turn.group?.(value, path);
  let changed: Record<string, unknown> | undefined;
  for (const [tag, declared] of variantsAmong(tags)) {
    if (value[tag] === undefined) continue;
    const inner = walk(declared, value[tag], join(path, tag), turn);
    if (inner !== value[tag]) (changed ??= { ...value })[tag] = inner;
  }
  return changed ?? value;
}

const among = new WeakMap<Tags, readonly (readonly [string, Declared])[]>();

function variantsAmong(tags: Tags): readonly (readonly [string, Declared])[] {
  const known = among.get(tags);
  if (known) return known;
  const found = Object.entries(tags).filter(([, declared]) => hasVariants(declared));
  among.set(tags, found);
  return found;
}

const variants = new WeakMap<Declared, boolean>();

/** Whether there is anything in it that the sources spell in two ways. */
function hasVariants(declared: Declared): boolean {
  const known = variants.get(declared);
  if (known !== undefined) return known;
  const inner = "element" in declared ? [declared.element] : "tags" in declared ? Object.values(declared.tags) : [];
  const has = "varies" in declared || inner.some(hasVariants);
  variants.set(declared, has);
  return has;
}
