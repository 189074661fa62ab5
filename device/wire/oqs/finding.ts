import { type Declared, fits, type Group, type Leaf, type Tags } from "./element.ts";
import type { Term } from "./term.ts";

/** What was wrong with a message, told by place and rule and never by the value, since values are patients' data. */
export interface Finding {
  readonly kind:
    | "missing"
    | "doubled"
    | "tooLong"
    | "form"
    | "code"
    | "shape"
    | "choice"
    | "conflict"
    | "unknown"
    | "order"
    | "attribute"
    | "encoding"
    | "variant";
  /** MessageBody/ResultList/… */
  readonly path: string;
  readonly says: Term;
}

/** These leave a message readable in full; any other kind means that no complete value exists. */
const HARMLESS: readonly Finding["kind"][] = ["unknown", "order", "attribute", "encoding", "variant"];

export const isGrave = ({ kind }: Finding): boolean => !HARMLESS.includes(kind);

/** One line for a person or an error file. */
export const sayFinding = ({ path, says }: Finding, lang: keyof Term): string => `${path}: ${says[lang]}`;

/** As many as a person reads. */
const ENOUGH = 20;

/** All of them in one line; a file that is wrong everywhere does not make it endless. */
export function sayFindings(findings: readonly Finding[], lang: keyof Term): string {
  const said = findings.slice(0, ENOUGH).map((finding) => sayFinding(finding, lang));
  const more = findings.length - said.length;
  if (more > 0) said.push(lang === "ja" ? `ほか ${more} 件` : `and ${more} more`);
  return said.join(lang === "ja" ? "、" : "; ");
}

/** The sentences of the rules that need no more than themselves. */
export const RULES = {
  missing: { ja: "ありません", en: "is missing" },
  empty: { ja: "空です", en: "is empty" },
  doubled: { ja: "2 回以上あります", en: "stands more than once" },
  code: { ja: "コード表にない値です", en: "a code that its table does not have" },
  unknown: { ja: "この位置には定義されていません", en: "is not declared here" },
  order: { ja: "順序が違います", en: "stands out of order" },
  attribute: { ja: "属性があります。電文に属性はありません", en: "has attributes, which no message has" },
  inText: { ja: "文字の位置に要素があります", en: "holds elements where text belongs" },
  betweenTags: { ja: "要素の位置に文字があります", en: "holds text where elements belong" },
  conflict: {
    ja: "照会番号が資格確認結果の中と外で違います",
    en: "the reference number differs within and outside of the result",
  },
} as const satisfies Record<string, Term>;

/** Checks what a tolerant reader kept, or what somebody wants to write, against its declaration. */
export function check(declared: Declared, value: unknown, path: string): readonly Finding[] {
  switch (declared.is) {
    case "optional":
      return value === undefined ? NONE : check(declared.element, value, path);
    case "many":
      return Array.isArray(value) && value.length > 0
        ? value.flatMap((item: unknown) => check(declared.element, item, path))
        : [missing(path)];
    case "leaf":
      return typeof value === "string" ? checkLeaf(declared, value, path) : [missing(path)];
    case "list":
      return Array.isArray(value)
        ? value.flatMap((item: unknown) => checkGroup(declared.item, isRecord(item) ? item : {}, path))
        : [missing(path)];
    case "group":
      return isRecord(value) ? checkGroup(declared, value, path) : [missing(path)];
  }
}

/** What is right, as most is, makes no list of its own. */
const NONE: readonly Finding[] = [];

const missing = (path: string): Finding => ({ kind: "missing", path, says: RULES.missing });

/** What is allowed to be absent, and is, costs nothing: a result declares ten times what it says. */
function checkGroup(group: Group, value: Readonly<Record<string, unknown>>, path: string): readonly Finding[] {
  const { tags } = group;
  const findings: Finding[] = [];
  const add = (found: readonly Finding[]) => {
    if (found.length > 0) findings.push(...found);
  };
  for (const [tag, declared] of elementsOf(tags))
    if (value[tag] !== undefined || declared.is !== "optional") add(check(declared, value[tag], join(path, tag)));
  for (const tag of Object.keys(value))
    if (!Object.hasOwn(tags, tag) && value[tag] !== undefined)
      findings.push({ kind: "unknown", path: join(path, tag), says: RULES.unknown });
  add(checkChoice(group, value, path));
  if (group.varies && referencesConflict(value))
    findings.push({ kind: "conflict", path: join(path, "ReferenceNumber"), says: RULES.conflict });
  return findings;
}

const elements = new WeakMap<Tags, readonly (readonly [string, Declared])[]>();

function elementsOf(tags: Tags): readonly (readonly [string, Declared])[] {
  const known = elements.get(tags);
  if (known) return known;
  const found = Object.entries(tags);
  elements.set(tags, found);
  return found;
}

function checkChoice({ choice }: Group, value: Readonly<Record<string, unknown>>, path: string): readonly Finding[] {
  if (!choice) return NONE;
  const stands = (tag: string) => value[tag] !== undefined;
  const begun = choice.filter((tags) => tags.some(stands));
  if (begun.length === 1 && begun[0]?.every(stands)) return NONE;
  const sets = choice.map((tags) => tags.join(" + "));
  const says = {
    ja: `${sets.join(" か ")} のどちらか一方の組が必要です`,
    en: `wants exactly one set of ${sets.join(" or ")}`,
  };
  return [{ kind: "choice", path, says }];
}

/** A number within a result that the unit around it has, too, must be one of the unit's. */
function referencesConflict(unit: Readonly<Record<string, unknown>>): boolean {
  const outside: unknown[] = [unit["ReferenceNumber"] ?? []].flat();
  const results: unknown[] = [unit["ResultOfQualificationConfirmation"] ?? []].flat();
  const inside = results.map((result) => (isRecord(result) ? result["ReferenceNumber"] : undefined));
  return outside.length > 0 && inside.some((number) => number !== undefined && !outside.includes(number));
}

function checkLeaf({ max, form, table }: Leaf, text: string, path: string): readonly Finding[] {
  if (text === "") return [{ kind: "missing", path, says: RULES.empty }];
  const length = codePoints(text);
  if (length > max) {
    const says = { ja: `${length} 文字あります（${max} 文字まで）`, en: `${length} characters, at most ${max}` };
    return [{ kind: "tooLong", path, says }];
  }
  if (table && !Object.hasOwn(table, text)) return [{ kind: "code", path, says: RULES.code }];
  if (form && !fits(form.pattern, text))
    return [{ kind: "form", path, says: { ja: `${form.says.ja} ではありません`, en: `not ${form.says.en}` } }];
  return NONE;
}

function codePoints(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; count++) at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  return count;
}

export const join = (path: string, tag: string): string => (path === "" ? tag : `${path}/${tag}`);

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
