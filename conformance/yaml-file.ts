import { CST, type Document, isMap, isNode, isScalar, Lexer, LineCounter, parseDocument } from "yaml";
import { z } from "zod";
import { en, ja } from "zod/locales";
import { DeviceError } from "../device/errors.ts";
import type { Bilingual } from "./bilingual.ts";
import { nearMiss } from "./near-miss.ts";

/** What a file of settings may be; nobody's honest one comes near. */
const LIMITS = { characters: 1_000_000, depth: 24, aliases: 100 } as const;

/**
 * The value of a YAML text (JSON is YAML), held against its schema. Whatever is wrong is `config.invalid`, with the line, in both
 * languages; `where` names the file in it.
 */
export function readYaml<T>(text: string, schema: z.ZodType<T>, where: string): T {
  if (text.length > LIMITS.characters)
    throw invalid(where, [
      {
        ja: `大きすぎます（上限 ${LIMITS.characters} 文字）`,
        en: `it is longer than ${LIMITS.characters} characters`,
      },
    ]);
  const lines = new LineCounter();
  const document = compose(text, lines, where);
  const value = valueOf(document, where);
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const inJapanese = schema.safeParse(value, { error: ja().localeError }).error?.issues ?? [];
  const inEnglish = schema.safeParse(value, { error: en().localeError }).error?.issues ?? [];
  const known = knownKeys(schema);
  const said = inEnglish.slice(0, 8).map((issue, i): Bilingual => {
    const line = lineOf(document, lines, issue);
    const place = issue.path.map(String).join(".");
    const hint = hintFor(issue, value, known);
    return {
      ja: sentence(
        line ? `${line} 行目` : undefined,
        place || "全体",
        inJapanese[i]?.message ?? issue.message,
        hint?.ja,
      ),
      en: sentence(line ? `line ${line}` : undefined, place || "the whole", issue.message, hint?.en),
    };
  });
  throw invalid(where, said);
}

const invalid = (where: string, said: readonly Bilingual[]) =>
  new DeviceError("config.invalid", {
    where,
    why: said.map((one) => one.en).join("; "),
    ja: said.map((one) => one.ja).join("、"),
  });

const sentence = (line: string | undefined, place: string, message: string, hint: string | undefined) =>
  `${line ? `${line}, ` : ""}${place}: ${message}${hint ? ` (${hint})` : ""}`;

function compose(text: string, lineCounter: LineCounter, where: string): Document.Parsed {
  demandShallow(text, where);
  const document = parseDocument(text, { lineCounter, prettyErrors: false, version: "1.2" });
  const [wrong] = [...document.errors, ...document.warnings];
  if (wrong) {
    const { line } = lineCounter.linePos(wrong.pos[0]);
    const inJapanese = YAML_FAULTS[wrong.code] ?? "書き方が正しくありません";
    throw invalid(where, [{ ja: `${line} 行目: ${inJapanese}`, en: `line ${line} is no YAML: ${wrong.message}` }]);
  }
  return document;
}

/** The library speaks English only. */
const YAML_FAULTS: Readonly<Record<string, string>> = {
  BAD_INDENT: "字下げが揃っていません",
  DUPLICATE_KEY: "同じ項目が2回あります",
  MISSING_CHAR: "引用符、括弧、コロンのどれかが足りません",
  MULTIPLE_DOCS: "1つのファイルに文書（---）が2つ以上あります",
  TAB_AS_INDENT: "字下げにタブは使えません",
  TAG_RESOLVE_FAILED: "型の指定（!…）は使えません",
};

const TOO_DEEP: Bilingual = { ja: "入れ子が深すぎます", en: "it is nested too deeply" };

/**
 * Looks at the letters alone, before anything that calls itself for each level sees them: a stack that overflows inside a regular
 * expression ends the whole process and not only the reading.
 */
function demandShallow(text: string, where: string): void {
  if (/^[ \t]{200}/m.test(text) || /(?:[-?:][ \t]+){24}/.test(text)) throw invalid(where, [TOO_DEEP]);
  let [depth, keys, pairs, scalar] = [0, 0, 0, false];
  for (const token of new Lexer().lex(text)) {
    const mark = scalar ? "" : token;
    scalar = token === CST.SCALAR;
    if (mark === "[" || mark === "{") depth++;
    if (mark === "]" || mark === "}") depth--;
    if (mark === "?") keys++;
    // In a line, or between two commas, no more than one pair begins.
    if (mark === ":") pairs++;
    else if (mark === "," || mark === "[" || mark === "{" || /^[\r\n]/.test(mark)) pairs = 0;
    if (Math.max(depth, keys, pairs) > LIMITS.depth) throw invalid(where, [TOO_DEEP]);
  }
}

function valueOf(document: Document.Parsed, where: string): unknown {
  try {
    return document.toJS({ maxAliasCount: LIMITS.aliases });
  } catch (error) {
    if (error instanceof ReferenceError || error instanceof RangeError)
      throw invalid(where, [
        {
          ja: "別名（*name）が多すぎるか、指す先がありません",
          en: "it has too many aliases (*name), or one that points nowhere",
        },
      ]);
    throw error;
  }
}

type Issue = z.core.$ZodIssue;

/** The line of the thing complained of, or of the nearest one around it that has a line. */
function lineOf(document: Document.Parsed, lines: LineCounter, issue: Issue): number | undefined {
  if (issue.code === "unrecognized_keys" || issue.code === "invalid_key") {
    const around = document.getIn(issue.path, true);
    const key = issue.code === "unrecognized_keys" ? issue.keys[0] : issue.path.at(-1);
    const map = issue.code === "unrecognized_keys" ? around : document.getIn(issue.path.slice(0, -1), true);
    const pair = isMap(map)
      ? map.items.find((item) => isScalar(item.key) && String(item.key.value) === String(key))
      : undefined;
    if (isScalar(pair?.key) && pair.key.range) return lines.linePos(pair.key.range[0]).line;
  }
  for (let length = issue.path.length; length >= 0; length--) {
    const node = length === 0 ? document.contents : document.getIn(issue.path.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return undefined;
}

/** What was probably meant. */
function hintFor(
  issue: Issue,
  whole: unknown,
  known: (path: readonly PropertyKey[]) => string[],
): Bilingual | undefined {
  const near =
    issue.code === "unrecognized_keys"
      ? nearMiss(issue.keys[0] ?? "", known(issue.path))
      : issue.code === "invalid_key"
        ? nearMiss(String(issue.path.at(-1)), known(issue.path.slice(0, -1)))
        : issue.code === "invalid_value"
          ? nearMiss(String(valueAt(whole, issue.path)), issue.values.map(String))
          : undefined;
  if (near !== undefined) return { ja: `${near} ではありませんか`, en: `did you mean ${near}?` };
  if (issue.code === "invalid_type" && issue.expected === "string" && typeof valueAt(whole, issue.path) === "number")
    return { ja: "引用符で囲んでください", en: "write it in quotes" };
  return undefined;
}

const at = (value: unknown, key: PropertyKey): unknown =>
  typeof value === "object" && value !== null ? (value as Readonly<Record<PropertyKey, unknown>>)[key] : undefined;

const valueAt = (whole: unknown, path: readonly PropertyKey[]): unknown => path.reduce(at, whole);

/** The names that a place of the schema has. */
function knownKeys(schema: z.ZodType): (path: readonly PropertyKey[]) => string[] {
  const json: unknown = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  return (path) => {
    let here: unknown = json;
    for (const key of path)
      here =
        typeof key === "number"
          ? at(here, "items")
          : (at(at(here, "properties"), key) ?? at(here, "additionalProperties"));
    const names = at(at(here, "propertyNames"), "enum");
    return [...Object.keys(at(here, "properties") ?? {}), ...(Array.isArray(names) ? names.map(String) : [])];
  };
}
