import { z } from "zod";
import { DeviceError } from "../device/errors.ts";
import type { Bilingual } from "./bilingual.ts";
import { ASSUMPTIONS } from "./catalog/assumptions.data.ts";
import { BUDGETS } from "./catalog/budgets.data.ts";
import { type Role, ROLES } from "./role.ts";

/** What a product may or may not be able to do. A case that needs a feature the profile lacks is inapplicable. */
export const FEATURES = {
  face: { ja: "顔認証", en: "face match" },
  pin: { ja: "暗証番号の入力", en: "PIN entry" },
  staff: { ja: "職員の目視確認", en: "visual check by staff" },
  consentByItem: { ja: "情報の種類ごとの同意", en: "consent by kind of information" },
  reminder: { ja: "カード置き忘れの知らせ", en: "reminder of a card left behind" },
  faceResults: { ja: "顔認証結果ファイルの取込み", en: "import of face results" },
  numberQuery: { ja: "記号番号による照会", en: "query by symbol and number" },
  shiftJis: { ja: "Shift_JIS の回答", en: "answers in Shift_JIS" },
} as const satisfies Record<string, Bilingual>;

export type Feature = keyof typeof FEATURES;

const names = <T extends object>(table: T) => Object.keys(table) as (keyof T & string)[];

const schema = z.strictObject({
  product: z.strictObject({ maker: z.string().min(1), model: z.string().min(1), version: z.string().min(1) }),
  role: z.enum(ROLES),
  features: z.array(z.enum(names(FEATURES))),
  /** Assumptions of the ledger that the product follows: it is bound by them as by an official text. */
  declares: z.array(z.enum(ASSUMPTIONS.map(({ id }) => id))).default([]),
  /** Budgets of the vendor's own, in milliseconds: missing one is a fail. */
  latency: z.partialRecord(z.enum(names(BUDGETS)), z.number().positive()).default({}),
});

/** A product as its vendor describes it (PICS). */
export type Profile = z.infer<typeof schema>;

export type Profiles = Readonly<Partial<Record<Role, Profile>>>;

/** Reads the JSON text of a profile file; `where` names it in the fault. */
export function readProfile(text: string, where: string): Profile {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new DeviceError("config.invalid", { where, why: "not JSON" });
  }
  return readBy(schema, json, where);
}

/** Profiles by role, as a vendor's module exports them: plain values, which no compiler has held against the schema. */
export function readProfiles(value: unknown, where: string): Profiles {
  const profiles = readBy(profilesSchema, value, where);
  for (const role of ROLES) {
    const told = profiles[role]?.role ?? role;
    if (told !== role) throw new DeviceError("config.invalid", { where, why: `${role}: its profile is of a ${told}` });
  }
  return profiles;
}

const profilesSchema = z.partialRecord(z.enum(ROLES), schema);

function readBy<T>(shape: z.ZodType<T>, value: unknown, where: string): T {
  const read = shape.safeParse(value);
  if (read.success) return read.data;
  const why = read.error.issues.map(({ path, message }) => `${path.join(".") || "the whole"}: ${message}`).join("; ");
  throw new DeviceError("config.invalid", { where, why });
}
