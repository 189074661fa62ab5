import { jstDate } from "../../../device/wire/oqs/jst.ts";
import type { ConsentItem } from "../../../device/wire/face.ts";
import type { DrugAnswer } from "../../../device/wire/oqs/yzk.ts";
import type { Medicine } from "./conditions.data.ts";
import type { Visit } from "./history.ts";

type Body = DrugAnswer["MessageBody"];
type Claim = NonNullable<Body["MeTrMonthInf"]>[number];
type Prescribed = NonNullable<NonNullable<Body["ShPrInf"]>["ShPrMonthInf"]>[number];
type Dispensed = NonNullable<NonNullable<Body["CzDiInf"]>["CzDiMonthInf"]>[number];

export interface DrugOptions {
  readonly items: readonly ConsentItem[];
  /** Whether prescriptions and dispensing of electronic prescriptions are told as well. */
  readonly prescriptions: boolean;
  readonly now: number;
}

/**
 * A history as YZK answers tell it, each kind of information under its own consent: medicines, treatment, and operations, which are the
 * acts of section 50. What came by claim is told of months that have ended (CNS-03: it is extracted from receipts); electronic
 * prescriptions and their dispensing are told at once.
 */
export function drugBody(visits: readonly Visit[], { items, prescriptions, now }: DrugOptions): Body {
  const month = jstDate(now).slice(0, 6);
  const claims = byMonthAndPlace(visits.filter(({ day }) => day.slice(0, 6) < month)).map(([month, visits]) =>
    claim(month, visits, items),
  );
  const told = claims.filter(({ DiDateInfs }) => DiDateInfs.length > 0);
  const electronic = items.includes("medicines") && prescriptions ? visits.filter((visit) => isElectronic(visit)) : [];
  return {
    ...(told.length > 0 ? { MeTrMonthInf: told } : {}),
    ...(electronic.length > 0
      ? {
          ShPrInf: { ShPrMonthInf: byMonthAndPlace(electronic).map(([month, visits]) => prescribed(month, visits)) },
          CzDiInf: { CzDiMonthInf: byMonthAndPlace(electronic).map(([month, visits]) => dispensed(month, visits)) },
        }
      : {}),
  };
}

const isElectronic = ({ electronic, medicines }: Visit) => electronic && medicines.length > 0;

function claim(MeTrMonth: string, visits: readonly Visit[], items: readonly ConsentItem[]): Claim {
  const [first] = visits;
  return {
    MeTrMonth,
    DiOrg: "1",
    MeTrDiHCd: first?.facility.institutionCode,
    MeTrDiHNm: first?.facility.name,
    PrIsOrg: "1",
    InOut: "2",
    DiDateInfs: visits.flatMap((visit) => {
      const drugs = items.includes("medicines") ? visit.medicines : [];
      const acts = visit.acts.filter(({ section }) => items.includes(section === "50" ? "operations" : "diagnoses"));
      if (drugs.length + acts.length === 0) return [];
      return [
        {
          DiDateInf: {
            DiDate: visit.day,
            ...(drugs.length > 0 ? { DrugInfs: drugs.map((drug) => ({ DrugInf: drugOf(drug) })) } : {}),
            ...(acts.length > 0
              ? {
                  MeTrInfs: acts.map(({ code, name, section, times }) => ({
                    MeTrInf: { SinInfCd: code, SinInfN: name, MeTrIdCl: section, Times: String(times) },
                  })),
                }
              : {}),
          },
        },
      ];
    }),
  };
}

const drugOf = ({ code, name, ingredient, amount, unit, usage, section, days }: Medicine) => ({
  DrugC: code,
  DrugN: name,
  IngreN: ingredient,
  Qua1: amount,
  Unit: unit,
  UsageN: usage,
  MeTrIdCl: section,
  Times: String(days),
});

function prescribed(ShPrMonth: string, visits: readonly Visit[]): Prescribed {
  const [first] = visits;
  return {
    ShPrMonth,
    ShPrOrg: "1",
    ShMeTrDiHCd: first?.facility.institutionCode,
    ShMeTrDiHNm: first?.facility.name,
    ShPrDateInfs: visits.map(({ day, medicines }) => ({
      ShPrDateInf: {
        ShPrDate: day,
        ShDrugInfs: medicines.map(({ code, name, ingredient, amount, unit, usage, days }) => ({
          ShDrugInf: {
            ...{ ShDrugC: code, ShDrugN: name, ShIngreN: ingredient, ShQua1: amount, ShUnit: unit, ShUsageN: usage },
            ShTimes: String(days),
          },
        })),
      },
    })),
  };
}

/** The pharmacy dispenses what was prescribed, on the day on which it was. */
function dispensed(CzDiMonth: string, visits: readonly Visit[]): Dispensed {
  const [first] = visits;
  return {
    CzDiMonth,
    CzDiOrg: "1",
    CzMeTrDiHCd: first?.pharmacy.institutionCode,
    CzMeTrDiHNm: first?.pharmacy.name,
    CzPrlsHCd: first?.facility.institutionCode,
    CzPrlsHNm: first?.facility.name,
    CzDiDateInfs: visits.map(({ day, medicines }) => ({
      CzDiDateInf: {
        CzDiDate: day,
        CzPrDate: day,
        CzDrugInfs: medicines.map(({ code, name, ingredient, amount, unit, usage, days }) => ({
          CzDrugInf: {
            ...{ CzDrugC: code, CzDrugN: name, CzIngreN: ingredient, CzQua1: amount, CzUnit: unit, CzUsageN: usage },
            CzTimes: String(days),
          },
        })),
      },
    })),
  };
}

/** Each place sends a claim of its own, and the months are told from the latest on. */
const byMonthAndPlace = (visits: readonly Visit[]): readonly (readonly [string, readonly Visit[]])[] =>
  grouped(visits, ({ day }) => day.slice(0, 6)).flatMap(([month, visits]) =>
    grouped(visits, ({ facility }) => facility.institutionCode).map(([, visits]) => [month, visits] as const),
  );

/** In the order of their first ones. */
function grouped(visits: readonly Visit[], keyOf: (visit: Visit) => string): (readonly [string, readonly Visit[]])[] {
  const groups = new Map<string, Visit[]>();
  for (const visit of visits) groups.set(keyOf(visit), [...(groups.get(keyOf(visit)) ?? []), visit]);
  return [...groups];
}
