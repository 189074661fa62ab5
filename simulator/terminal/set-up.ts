import { z } from "zod";
import { DeviceError } from "../../device/errors.ts";
import { type Manner, USUAL_MANNER } from "./manner.ts";

/**
 * A terminal's set-up as it lies in the directory of its software: `UserDefinition.property` with the minutes that results stay,
 * `encrypt.conf` and `encrypt_face.conf` with a line a message id (`OQSsiquc=e` is encrypted, `=n` is not). What the real terminal has no
 * file for, or none that is known, stands in `shikaku.property`: the password, and the switches of `Manner`.
 */
export const SET_UP_FILES = [
  "UserDefinition.property",
  "encrypt.conf",
  "encrypt_face.conf",
  "shikaku.property",
] as const;
export type SetUpFile = (typeof SET_UP_FILES)[number];

const Switches = z.strictObject({
  password: z.string().min(1).max(64).exactOptional(),
  encoding: z.enum(["UTF-8", "Shift_JIS"]).exactOptional(),
  outsideJis: z.enum(["replace", "keep"]).exactOptional(),
  insurerPadding: z.enum(["blanks", "zeros"]).exactOptional(),
  characterCodes: z.enum(["fromZero", "fromOne"]).exactOptional(),
  referencePlace: z.enum(["unit", "result", "both"]).exactOptional(),
  bulkForm: z.enum(["xml", "zip"]).exactOptional(),
  outage: z.enum(["keep", "tell"]).exactOptional(),
});

const UserDefinition = z.object({
  ResponseFileStayTime: z
    .string()
    .regex(/^[1-9]\d{0,5}$/)
    .exactOptional(),
});

const Encrypted = z.record(z.string().regex(/^[A-Za-z0-9]{3,12}$/), z.enum(["e", "n"]));

/** How a terminal with these files does things; a file that is not there says nothing. What is wrong is `config.invalid`, by its file. */
export function mannerOf(files: Readonly<Partial<Record<SetUpFile, string>>>): Manner {
  const read = <S extends z.ZodType>(file: SetUpFile, schema: S): z.infer<S> => {
    const parsed = schema.safeParse(properties(files[file] ?? "", file));
    if (parsed.success) return parsed.data;
    const places = parsed.error.issues.map(({ path, message }) => `${path.join(".") || "?"}: ${message}`).join("; ");
    throw new DeviceError("config.invalid", { where: file, why: places, ja: `次の項目を直してください（${places}）` });
  };
  const { ResponseFileStayTime: stay } = read("UserDefinition.property", UserDefinition);
  const { password, insurerPadding, characterCodes, ...switches } = read("shikaku.property", Switches);
  const ids = encryptedIn(read("encrypt.conf", Encrypted));
  const face = encryptedIn(read("encrypt_face.conf", Encrypted)).length > 0;
  if (password === undefined && (ids.length > 0 || face))
    throw new DeviceError("config.invalid", {
      where: "shikaku.property",
      why: "a kind of message is encrypted, and there is no password: write password=…",
      ja: "暗号化する種別があるのに password がありません。password=… を書いてください",
    });
  return {
    ...USUAL_MANNER,
    ...switches,
    dialect: {
      insurerPadding: insurerPadding ?? USUAL_MANNER.dialect.insurerPadding,
      characterCodes: characterCodes ?? USUAL_MANNER.dialect.characterCodes,
    },
    ...(stay === undefined ? {} : { stayMinutes: Number(stay) }),
    ...(password === undefined ? {} : { encryption: { password, ids, face } }),
  };
}

const encryptedIn = (ids: Readonly<Record<string, "e" | "n">>): string[] =>
  Object.entries(ids).flatMap(([id, how]) => (how === "e" ? [id] : []));

/** Lines `name=value`; blank ones and those that begin with # say nothing. */
function properties(text: string, file: SetUpFile): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [index, line] of text
    .replace(/^\ufeff/, "")
    .split(/\r?\n/)
    .entries()) {
    const says = line.trim();
    if (says === "" || says.startsWith("#")) continue;
    const at = says.indexOf("=");
    const name = says.slice(0, at).trim();
    if (at < 1 || Object.hasOwn(found, name))
      throw new DeviceError("config.invalid", {
        where: `${file}:${index + 1}`,
        why: at < 1 ? "a line is name=value" : `${name} stands twice`,
        ja: at < 1 ? "行は 名前=値 の形で書いてください" : `${name} が2回書かれています`,
      });
    found[name] = says.slice(at + 1).trim();
  }
  return found;
}
