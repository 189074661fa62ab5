import { z } from "zod";
import { readYaml } from "../conformance/yaml-file.ts";
import { DeviceError } from "../device/errors.ts";
import { OQSCD011, OQSCD012, OQSCD013 } from "../device/wire/oqs/code-tables.data.ts";
import type { Person } from "../simulator/people.ts";
import { ownPeople, personById } from "../simulator/personas.ts";
import type { Row } from "../simulator/personas.data.ts";

const digits = (least: number, most = least) =>
  z.string().regex(new RegExp(`^\\d{${least},${most}}$`), `${least === most ? least : `${least}–${most}`} 桁 / digits`);

/** A day that there is. */
const day = z.string().refine(isDay, "ある日を8桁で / a day that there is, as YYYYMMDD");

function isDay(text: string): boolean {
  const [year, month, date] = [text.slice(0, 4), text.slice(4, 6), text.slice(6)];
  const at = new Date(`${year}-${month}-${date}T00:00:00Z`);
  return /^\d{8}$/.test(text) && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(`${year}-${month}-${date}`);
}

/** What a line of a file, a screen or a card front can show: no message carries a character that steers. */
const text = (most: number, least = 1) =>
  z
    .string()
    .min(least)
    .max(most)
    .regex(/^[^\u0000-\u001f\u007f-\u009f\ufffe\uffff]*$/, "制御文字は書けません / no control characters");

const insurance = {
  insurer: digits(6, 8).describe("保険者番号。左の空白や 0 は省ける / insurer, without its padding"),
  insurerName: text(40),
  symbol: text(20, 0).describe("記号。なければ空 / symbol; empty where there is none"),
  number: text(20).describe("番号 / number"),
  branch: digits(0, 2).describe("枝番。なければ空 / branch; empty where there is none"),
};

const keysOf = <T extends string>(table: Readonly<Record<T, unknown>>) => Object.keys(table) as [T, ...T[]];

/** As many as a counter sees in some weeks: each gets a card of its own when it is first put on the reader. */
const MOST = 500;

const person = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,31}$/, "英小文字で始まる32字まで / up to 32 of a–z, 0–9 and -, a letter first")
    .describe("この人を呼ぶ名 / what placeCard and showFace call this person"),
  name: text(50),
  kana: z
    .string()
    .max(50)
    .regex(/^[ｦ-ﾟ ]+$/, "半角カタカナ / half-width katakana"),
  birthDate: day,
  sex: z.enum(["male", "female", "unset"]),
  address: text(100).exactOptional(),
  postNumber: digits(7).exactOptional(),
  insurer: insurance.insurer.exactOptional(),
  insurerName: insurance.insurerName.exactOptional(),
  symbol: insurance.symbol.exactOptional(),
  number: insurance.number.exactOptional(),
  branch: insurance.branch.exactOptional(),
  copayment: z
    .enum(["010", "020", "030", ""])
    .exactOptional()
    .describe("負担割合。010 は1割 / share paid: 010 is a tenth"),
  elderlyCopayment: z
    .enum(["010", "020", "030"])
    .exactOptional()
    .describe("高齢受給者証の負担割合が食い違うとき / where the certificate of the elderly says another share"),
  pins: z
    .strictObject({
      auth: digits(4).exactOptional(),
      text: digits(4).exactOptional(),
      sign: z
        .string()
        .regex(/^[A-Z0-9]{6,16}$/, "英大文字と数字6～16 / 6–16 of A–Z and 0–9")
        .exactOptional(),
    })
    .exactOptional()
    .describe(
      "なければ 1234 と ABC123。空の {} は暗証番号のないカード / without it 1234 and ABC123; {} is a card without PINs",
    ),
  certificate: z.enum(["valid", "revoked", "expired", "longExpired", "expiring", "renewed"]).exactOptional(),
  photographAge: z.int().min(0).max(10).exactOptional().describe("写真を撮ってからの年数 / years since the photograph"),
  until: day.exactOptional().describe("資格の最後の日 / last day of the insurance, for those who lost it"),
  former: z
    .strictObject({ ...insurance, until: day })
    .exactOptional()
    .describe("前の保険 / the insurance before, and its last day"),
  also: z
    .strictObject(insurance)
    .exactOptional()
    .describe("同時に有効な別の資格 / another that counts at the same time"),
  uninsured: z
    .literal(true)
    .exactOptional()
    .describe("資格がまだ登録されていない / no insurer has registered this person yet"),
  assistance: z
    .literal(true)
    .exactOptional()
    .describe(
      "医療扶助。番号は公費負担者番号と受給者番号 / medical assistance: the numbers are those of the public expense",
    ),
  ticketsAt: z
    .array(digits(10))
    .min(1)
    .exactOptional()
    .describe("医療券・調剤券のあて先の医療機関コード / institutions that the welfare office made tickets out to"),
  cardClass: z
    .enum(["01", "02", "03", "04", "05", "06", "07"])
    .exactOptional()
    .describe("被保険者証区分（OQSCD010）/ class of the certificate"),
  limit: z
    .strictObject({ classification: z.enum(keysOf(OQSCD011)), flag: z.enum(keysOf(OQSCD012)), from: day, until: day })
    .exactOptional()
    .describe("限度額適用認定証（OQSCD011、012）/ certificate that limits payments"),
  diseases: z
    .array(z.enum(keysOf(OQSCD013)))
    .min(1)
    .exactOptional()
    .describe("特定疾病（OQSCD013）/ specific diseases"),
  alias: text(50).exactOptional().describe("通称 / the name a foreign resident goes by"),
  note: text(200, 0).exactOptional().describe("自分用の覚え / for yourself"),
});

/** What a file of own patients may say. The individual number and number B are made here and never read. */
export const PEOPLE_FILE = z.strictObject({ people: z.array(person).min(1).max(MOST) });

/** The patients of a file, complete. Whatever is wrong is `config.invalid`, with the line; `where` names the file in it. */
export function readPeople(text: string, where: string): readonly Person[] {
  const { people } = readYaml(text, PEOPLE_FILE, where);
  const ids = new Set<string>();
  for (const { id } of people) {
    if (personById(id)) throw taken(where, id, "one of the built-in personas", "内蔵の患者の名です");
    if (ids.has(id)) throw taken(where, id, "there twice", "2回使われています");
    ids.add(id);
  }
  return ownPeople(people.map(rowOf));
}

const taken = (where: string, id: string, en: string, ja: string) =>
  new DeviceError("config.invalid", {
    where,
    why: `the id ${id} is ${en}: give this person another`,
    ja: `id の ${id} は${ja}。別の id にしてください`,
  });

type Written = z.infer<typeof person>;

const rowOf = ({ note = "", ...written }: Written): Row => ({
  ...written,
  note: { ja: note || "people ファイルの患者", en: note || "a patient of the people file" },
});
