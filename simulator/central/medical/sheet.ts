import { jstTime } from "../../../device/wire/oqs/jst.ts";
import { jisFilter } from "../../../device/wire/oqs/jis-filter.ts";
import type { DrugAnswer } from "../../../device/wire/oqs/yzk.ts";
import type { Facility } from "../../facilities.ts";
import type { Insured } from "../ledger.ts";
import type { Checkup } from "./checkups.ts";

/** Medical information for people to read (FileCategory 1): lines of text in columns. How the real sheets look is not public. */
export interface Sheet {
  readonly title: string;
  /** Whose it is, and who asked when. */
  readonly head: readonly string[];
  readonly tables: readonly Table[];
}

export interface Table {
  readonly heading: string;
  /** Widths in characters of full width, forty in all. */
  readonly widths: readonly number[];
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

interface Asker {
  readonly facility: Facility;
  readonly now: number;
}

export function drugsSheet(
  insured: Insured,
  { MeTrMonthInf = [], ShPrInf }: DrugAnswer["MessageBody"],
  asker: Asker,
): Sheet {
  const days = MeTrMonthInf.flatMap(({ DiDateInfs, MeTrDiHNm = "" }) =>
    DiDateInfs.map(({ DiDateInf }) => ({ ...DiDateInf, place: MeTrDiHNm })),
  );
  const drugs = days.flatMap(({ DiDate, place, DrugInfs = [] }) =>
    DrugInfs.map(({ DrugInf: drug }) => [
      ...[dayOf(DiDate), place, drug.DrugN, `${drug.Qua1 ?? ""}${drug.Unit ?? ""}`, drug.UsageN ?? ""],
      drug.Times ?? "",
    ]),
  );
  const acts = days.flatMap(({ DiDate, place, MeTrInfs = [] }) =>
    MeTrInfs.map(({ MeTrInf: act }) => [
      ...[dayOf(DiDate), place, act.SinInfN, act.MeTrIdCl === "50" ? "手術" : "診療", act.Times ?? ""],
    ]),
  );
  const prescribed = (ShPrInf?.ShPrMonthInf ?? []).flatMap(({ ShPrDateInfs, ShMeTrDiHNm = "" }) =>
    ShPrDateInfs.flatMap(({ ShPrDateInf: { ShPrDate, ShDrugInfs } }) =>
      ShDrugInfs.map(({ ShDrugInf: drug }) => [
        ...[
          dayOf(ShPrDate),
          ShMeTrDiHNm,
          drug.ShDrugN,
          `${drug.ShQua1 ?? ""}${drug.ShUnit ?? ""}`,
          drug.ShUsageN ?? "",
        ],
        drug.ShTimes ?? "",
      ]),
    ),
  );
  const medicines = { widths: [6, 9, 11, 4, 8, 2], columns: ["日付", "医療機関", "薬剤", "用量", "用法", "日数"] };
  const table = (heading: string, of: Omit<Table, "heading">) => (of.rows.length > 0 ? [{ heading, ...of }] : []);
  return {
    title: "薬剤・診療・処方情報",
    head: headOf(insured, asker),
    tables: [
      ...table("薬剤情報", { ...medicines, rows: drugs }),
      ...table("診療・手術情報", {
        widths: [6, 10, 18, 3, 3],
        columns: ["日付", "医療機関", "診療行為", "区分", "回数"],
        rows: acts,
      }),
      ...table("電子処方箋", { ...medicines, rows: prescribed }),
    ],
  };
}

export function checkupsSheet(insured: Insured, checkups: readonly Checkup[], asker: Asker): Sheet {
  return {
    title: "特定健診情報",
    head: headOf(insured, asker),
    tables: checkups.map(({ EffectiveTime, HealthCheckupResultAndQuestionInfos: items }) => ({
      heading: `受診日　${dayOf(EffectiveTime)}`,
      widths: [20, 12, 8],
      columns: ["項目", "結果", "単位"],
      rows: items.map(({ HealthCheckupResultAndQuestionInfo: { ItemName, DataValue, DataValueName, Unit } }) => [
        ...[ItemName, DataValueName ?? DataValue ?? "", Unit ?? ""],
      ]),
    })),
  };
}

const SEXES = { male: "男", female: "女", unset: "未設定" } as const;

const headOf = ({ name, birthDate, sex }: Insured, { facility, now }: Asker): string[] => [
  `氏名　${jisFilter(name)}　　生年月日　${dayOf(birthDate)}　　性別　${SEXES[sex]}`,
  `照会　${facility.name}　${facility.institutionCode}　${timeOf(jstTime(now))}`,
];

const dayOf = (day: string) => `${day.slice(0, 4)}/${day.slice(4, 6)}/${day.slice(6, 8)}`;
const timeOf = (time: string) => `${dayOf(time)} ${time.slice(8, 10)}:${time.slice(10, 12)}`;
