import { FORMS } from "../central/remote/forms.ts";
import type { FacilityKind } from "../facilities.ts";
import {
  CLINIC_MODEL,
  FEE_TABLE,
  SERVICES,
  clinicIncome,
  clinicIncomeWithoutCards,
  PHARMACY_MODEL,
  pharmacyIncome,
  pharmacyIncomeWithoutCards,
} from "./fee-points.ts";
import { READERS_GIVEN, UNDECIDED } from "./readers.ts";
import { HOSPITAL_BY_READERS, type Scheme, SCHEMES, type Terms } from "./subsidies.data.ts";

/** The portal's rules for one kind of facility, as plain JSON: amounts in yen, days as YYYYMMDD. */
export function tablesFor(kind: FacilityKind) {
  return {
    readersGiven: READERS_GIVEN[kind],
    undecided: UNDECIDED,
    modes: Object.fromEntries(Object.entries(FORMS).map(([form, { setting }]) => [form, setting])),
    subsidies: Object.fromEntries(
      Object.entries<Scheme>(SCHEMES).map(([name, { ja, en, applyFrom, applyBy, completeBy, terms }]) => {
        const own = terms[kind];
        return [
          name,
          { ja, en, applyFrom, applyBy, ...(completeBy ? { completeBy } : {}), ...(own ? shown(own) : {}) },
        ];
      }),
    ),
    ...(kind === "hospital" ? { introductionByReaders: HOSPITAL_BY_READERS.map(shown) } : {}),
    feePoints: FEE_TABLE.filter(({ service }) => SERVICES[kind].includes(service)),
    models: {
      clinic: {
        ...clinicIncome(CLINIC_MODEL),
        yenAYearWithoutCards: clinicIncomeWithoutCards(CLINIC_MODEL).yenAYear,
      },
      pharmacy: {
        ...pharmacyIncome(PHARMACY_MODEL),
        yenAYearWithoutCards: pharmacyIncomeWithoutCards(PHARMACY_MODEL).yenAYear,
      },
    },
  };
}

/** A part without a ceiling has null: there is no infinity in JSON. */
const shown = ({ rate: [numerator, denominator], limit, ceilings }: Terms) => ({
  rate: `${numerator}/${denominator}`,
  limit,
  ceilings: Object.fromEntries(
    Object.entries(ceilings).map(([part, ceiling]) => [part, Number.isFinite(ceiling) ? ceiling : null]),
  ),
});
