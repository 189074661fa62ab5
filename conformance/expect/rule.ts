/**
 * What a check asks, as plain data. The suite looks at a trace by this data, and docs/checks.json is printed from it, so that another
 * program can judge the same trace without reading this one. docs/evidence.md says what each word means.
 */
export type Rule = Json;

export type Json = string | number | boolean | null | readonly Json[] | { readonly [word: string]: Json };

/** A rule made of others; where one of them has none, neither has the whole. */
export function ruleOf(parts: Readonly<Record<string, Rule | undefined>>): Rule | undefined {
  const there = Object.entries(parts).filter((part): part is [string, Rule] => part[1] !== undefined);
  return there.length === Object.keys(parts).length ? Object.fromEntries(there) : undefined;
}

/** All of them, or nothing. */
export function rulesOf(parts: readonly { readonly rule?: Rule | undefined }[]): readonly Rule[] | undefined {
  const rules = parts.flatMap(({ rule }) => (rule === undefined ? [] : [rule]));
  return rules.length === parts.length ? rules : undefined;
}
