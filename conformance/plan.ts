import { DeviceError } from "../device/errors.ts";
import type { Bilingual } from "./bilingual.ts";
import type { AnyCase } from "./case.ts";
import { nearMiss } from "./near-miss.ts";
import { SMOKE } from "./cases/smoke.ts";
import { FEATURES } from "./profile.ts";
import type { Role } from "./role.ts";
import type { Profiles } from "./run.ts";

/** What a run is going to do, before it does it: the gate that a run's emitted checks are held against. */
export interface Plan {
  readonly entries: readonly Entry[];
  /** Checks of the cases that apply. */
  readonly planned: number;
}

export interface Entry {
  readonly case: AnyCase;
  /** Why it does not apply to the product, by its profile. */
  readonly inapplicable?: Bilingual;
}

export interface Selection {
  readonly roles: readonly Role[];
  /** Case ids. */
  readonly only?: readonly string[];
  readonly shard?: Shard;
  /** Only the cases of the smoke set. */
  readonly smoke?: boolean;
}

/** The `index`-th of `of` parts, counted from 1. */
export interface Shard {
  readonly index: number;
  readonly of: number;
}

/** Nothing selected is an error: a run of no cases would look green. */
export function plan(cases: readonly AnyCase[], profiles: Profiles, { roles, only, shard, smoke }: Selection): Plan {
  const ofRoles = cases.filter(({ role }) => roles.includes(role));
  if (only) demandKnown(only, ofRoles, roles);
  const chosen = ofRoles.filter(({ id }) => (only?.includes(id) ?? true) && (!smoke || SMOKE.includes(id)));
  const mine = shard ? chosen.filter((_, i) => i % shard.of === shard.index - 1) : chosen;
  if (mine.length === 0) {
    const named = roles.join(", ");
    throw new DeviceError("call.misuse", {
      why: `no case is selected (${named}); a run of nothing proves nothing: take --only, --smoke or --shard away`,
      ja: `試験が1件も選ばれていません（${named}）。空の実行では何も確かめられません。--only、--smoke、--shard のどれかを外してください`,
    });
  }
  const entries = mine.map((testCase) => entryFor(testCase, profiles));
  demandApplicable(entries);
  const planned = entries.reduce((sum, entry) => sum + (entry.inapplicable ? 0 : entry.case.expect.length), 0);
  return { entries, planned };
}

/** `I/N` as in `--shard 2/4`. */
export function readShard(text: string): Shard {
  const [, index, of] = /^(\d{1,4})\/(\d{1,4})$/.exec(text)?.map(Number) ?? [];
  if (index === undefined || of === undefined || index < 1 || index > of)
    throw new DeviceError("call.misuse", {
      why: `${text} is no shard: write I/N with I from 1 to N, as in 2/4`,
      ja: `${text} は分割の指定ではありません。2/4 のように I/N（I は 1 から N）で書いてください`,
    });
  return { index, of };
}

/** A run in which nothing applies is as empty as one of no cases. */
function demandApplicable(entries: readonly Entry[]): void {
  const reasons = entries.flatMap(({ inapplicable }) => inapplicable ?? []);
  if (reasons.length < entries.length) return;
  const list = (lang: "ja" | "en") => [...new Set(reasons.map((reason) => reason[lang]))].slice(0, 3).join("; ");
  throw new DeviceError("call.misuse", {
    why: `none of the ${entries.length} selected cases applies (${list("en")}); a run of nothing proves nothing: declare it in the profile, or select other cases`,
    ja: `選ばれた ${entries.length} 件はどれも対象外です（${list("ja")}）。空の実行では何も確かめられません。プロファイルに書くか、ほかの試験を選んでください`,
  });
}

function demandKnown(only: readonly string[], cases: readonly AnyCase[], roles: readonly Role[]): void {
  const unknown = only.filter((id) => !cases.some((testCase) => testCase.id === id));
  if (unknown.length === 0) return;
  const alike = (other: string) => (id: string) => other.length >= 7 && id.startsWith(other.slice(0, 7));
  const known = cases.map(({ id }) => id);
  const near = known.filter((id) => unknown.some((other) => alike(other)(id) || nearMiss(other, known) === id));
  const [ids, named] = [unknown.join(", "), roles.join(", ")];
  const hint = near.slice(0, 5).join(", ");
  throw new DeviceError("call.misuse", {
    why: `no case ${ids} for ${named}${hint && `; near it: ${hint}`}; --dry-run lists them all`,
    ja: `${named} に試験 ${ids} はありません${hint && `。近いもの: ${hint}`}。一覧は --dry-run で見られます`,
  });
}

function entryFor(testCase: AnyCase, profiles: Profiles): Entry {
  const { role } = testCase;
  const profile = profiles[role];
  if (!profile) {
    const there = Object.keys(profiles).join(", ");
    throw new DeviceError("call.misuse", {
      why: `no profile describes a ${role} there; what is there can be judged as: ${there}`,
      ja: `そこにある ${role} の申告（プロファイル）がありません。試験できるのは ${there} です`,
    });
  }
  const missing = testCase.needs.filter((feature) => !profile.features.includes(feature));
  if (missing.length === 0) return { case: testCase };
  const list = (lang: "ja" | "en") =>
    missing.map((feature) => FEATURES[feature][lang]).join(lang === "ja" ? "、" : ", ");
  return {
    case: testCase,
    inapplicable: { ja: `製品の申告にない: ${list("ja")}`, en: `not in the product's profile: ${list("en")}` },
  };
}
