import { z } from "zod";
import { DeviceError } from "../device/errors.ts";
import { CHANNELS } from "../device/trace.ts";
import type { Bilingual } from "./bilingual.ts";
import { ASSUMPTIONS } from "./catalog/assumptions.data.ts";
import { BUDGETS } from "./catalog/budgets.data.ts";
import { type Role, ROLES } from "./role.ts";
import { readYaml } from "./yaml-file.ts";

/** What a product may or may not be able to do. A case that needs a feature the profile lacks is inapplicable. */
export const FEATURES = {
  face: { ja: "顔認証", en: "face match" },
  pin: { ja: "暗証番号の入力", en: "PIN entry" },
  staff: { ja: "職員の目視確認", en: "visual check by staff" },
  consentByItem: { ja: "情報の種類ごとの同意", en: "consent by kind of information" },
  phone: { ja: "スマートフォンのマイナンバーカード", en: "certificates on phones" },
  registration: { ja: "初回登録", en: "first registration" },
  limits: { ja: "端末からの回数と時間の指定", en: "limits set by the host" },
  liveness: { ja: "生体検知の通知", en: "liveness told" },
  attestation: { ja: "真正性の証明", en: "attestation" },
  selfTest: { ja: "自己診断", en: "self-test" },
  log: { ja: "ログの読み出し", en: "log" },
  update: { ja: "署名付きファームウェア更新", en: "signed firmware update" },
  reminder: { ja: "カード置き忘れの知らせ", en: "reminder of a card left behind" },
  faceResults: { ja: "顔認証結果ファイルの取込み", en: "import of face results" },
  numberQuery: { ja: "記号番号による照会", en: "query by symbol and number" },
  bulkQuery: { ja: "一括照会", en: "query in bulk" },
  referenceNumbers: { ja: "照会番号の登録", en: "registration of reference numbers" },
  bulkReferences: { ja: "照会番号の一括登録", en: "registration of reference numbers in bulk" },
  encryptedZip: { ja: "暗号化 ZIP の回答", en: "answers in encrypted ZIP files" },
  shiftJis: { ja: "Shift_JIS の回答", en: "answers in Shift_JIS" },
} as const satisfies Record<string, Bilingual>;

export type Feature = keyof typeof FEATURES;

/** What a product of a role can have at all. */
export const FEATURES_OF: Readonly<Record<Role, readonly Feature[]>> = {
  reader: [
    ...(["face", "pin", "staff", "consentByItem", "reminder", "phone", "registration"] as const),
    ...(["limits", "liveness", "attestation", "selfTest", "log", "update"] as const),
  ],
  generic: [],
  receipt: [
    ...(["faceResults", "numberQuery", "bulkQuery", "referenceNumbers", "bulkReferences"] as const),
    ...(["encryptedZip", "shiftJis"] as const),
  ],
  terminal: ["face", "pin", "staff", "consentByItem", "faceResults", "numberQuery"],
  central: [],
};

const names = <T extends object>(table: T) => Object.keys(table) as (keyof T & string)[];

const schema = z
  .strictObject({
    product: z
      .strictObject({ maker: z.string().min(1), model: z.string().min(1), version: z.string().min(1) })
      .describe("製品の名称と版。報告書に載る。 / Names and version as they stand in the report."),
    role: z.enum(ROLES).describe("何として試験するか。 / What it is judged as."),
    features: z
      .array(z.enum(names(FEATURES)))
      .describe(
        "製品にある機能。書かない機能は「ない」という申告になる。 / What it can do; what is left out is denied.",
      ),
    channels: z
      .array(z.enum(CHANNELS))
      .optional()
      .describe(
        "製品と接続が見せるチャネル。省けば、接続が見せるものすべて。 / What it lets the suite see; without it, whatever the target supplies.",
      ),
    declares: z
      .array(z.enum(ASSUMPTIONS.map(({ id }) => id)))
      .default([])
      .describe(
        "従っている仮定の番号。公的な規定と同じく製品を拘束する。 / Assumptions it follows; they bind it like an official text.",
      ),
    latency: z
      .partialRecord(z.enum(names(BUDGETS)), z.number().positive())
      .default({})
      .describe(
        "製品が自ら定めた応答時間の上限（ミリ秒）。超えれば不適合。 / Its own budgets in milliseconds; missing one is a fail.",
      ),
  })
  .superRefine(({ role, features }, context) => {
    for (const [i, feature] of features.entries())
      if (!FEATURES_OF[role].includes(feature)) {
        const can = FEATURES_OF[role].join(", ") || "–";
        const message = `${role} に ${feature} はありません（あるのは ${can}） / a ${role} has no ${feature} (it can have ${can})`;
        context.addIssue({ code: "custom", path: ["features", i], message });
      }
  });

/** A product as its vendor describes it (PICS). */
export type Profile = z.infer<typeof schema>;

export type Profiles = Readonly<Partial<Record<Role, Profile>>>;

/** What editors and other programs hold a profile file against: docs/profile.schema.json. */
export const PROFILE_SCHEMA = z.toJSONSchema(schema, { io: "input" });

/** Reads a profile file (YAML, of which JSON is a part); `where` names it in the fault. */
export const readProfile = (text: string, where: string): Profile => readYaml(text, schema, where);

/**
 * The profiles of a run for which a person brought one: it stands in for the one of its role, and nothing else changes. Where other
 * roles alone are judged it is a mistake, since it would not be looked at.
 */
export function withProfile(profiles: Profiles, own: Profile, judged: readonly Role[], where: string): Profiles {
  if (judged.includes(own.role)) return { ...profiles, [own.role]: own };
  const asked = judged.join(", ");
  throw new DeviceError("config.invalid", {
    where,
    why: `it describes a ${own.role}, and what is judged is: ${asked}`,
    ja: `${own.role} の申告ですが、試験するのは ${asked} です`,
    setup: "profile.otherRole",
  });
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
