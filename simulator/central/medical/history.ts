import { jstDate } from "../../../device/wire/oqs/jst.ts";
import { FACILITIES, type Facility, type FacilityKind } from "../../facilities.ts";
import { ageOn, lastDayOf, shiftMonth } from "../calendar.ts";
import type { Insured } from "../ledger.ts";
import { type Act, CONDITIONS, type Condition, type Medicine, OPERATIONS, SPECIFIC } from "./conditions.data.ts";

/** One visit: what was done, what was prescribed, and whether the prescription was an electronic one. */
export interface Visit {
  /** yyyyMMdd. */
  readonly day: string;
  readonly facility: Facility;
  readonly acts: readonly Act[];
  readonly medicines: readonly Medicine[];
  readonly electronic: boolean;
  /** Where it was dispensed, the same day. */
  readonly pharmacy: Facility;
}

/** So many months, before the one that is running, does the central system know of. */
const MONTHS = 24;

/**
 * What a person was treated for in the two years before `now` (microseconds), the latest first: a function of the certificate serial, so
 * that it is the same at every asking. Nobody is treated before birth, or on a day on which nobody insured him, and nobody has what one
 * does not have at that age.
 */
export function historyOf(insured: Insured, now: number): readonly Visit[] {
  const seed = seedOf(insured);
  const today = jstDate(now);
  const months = Array.from({ length: MONTHS }, (_, back) => shiftMonth(today, -back));
  return months
    .flatMap((month) => visitsIn(month, insured, seed))
    .filter(
      ({ day }) => day < today && insured.entitlements.some(({ from, until = day }) => from <= day && day <= until),
    )
    .sort((one, other) => (one.day < other.day ? 1 : -1));
}

function visitsIn(month: string, insured: Insured, seed: number): Visit[] {
  const lastDay = lastDayOf(month);
  const day = (salt: number) =>
    `${month}${String(1 + ((seed + salt * 7 + Number(month)) % Number(lastDay.slice(6)))).padStart(2, "0")}`;
  const visit = (salt: number, at: FacilityKind, acts: readonly Act[], medicines: readonly Medicine[]): Visit => ({
    ...{ day: day(salt), facility: facilityOf(at), acts, medicines },
    electronic: (seed + salt) % 2 === 0,
    pharmacy: facilityOf("pharmacy"),
  });
  const age = ageOn(insured.birthDate, lastDay);
  if (age < 0) return [];
  const usual = CONDITIONS.flatMap((condition, salt) =>
    has(condition, salt, seed, age) && isTreatedIn(condition, month)
      ? [visit(salt, condition.at, condition.acts, condition.medicines)]
      : [],
  );
  const specific = (insured.diseases ?? []).map((disease, index) =>
    visit(50 + index, "hospital", SPECIFIC[disease].acts, SPECIFIC[disease].medicines),
  );
  const operation = operationIn(month, seed, age);
  return [...usual, ...specific, ...(operation ? [visit(80, "hospital", [operation], [])] : [])];
}

/** Whether a person of this seed and age has the condition that stands at this place of the table. */
export const has = ({ ages: [least, most], oneIn }: Condition, salt: number, seed: number, age: number) =>
  least <= age && age <= most && (seed + salt * 5) % oneIn === 0;

const isTreatedIn = ({ months }: Condition, month: string) =>
  months === undefined || months.includes(Number(month.slice(4, 6)));

/** Every third person had one, in a month that the serial tells: of the calendar, so that it stays where it was. */
function operationIn(month: string, seed: number, age: number): Act | undefined {
  if (seed % 3 !== 1 || (Number(month.slice(0, 4)) * 12 + Number(month.slice(4))) % 24 !== (seed * 11) % 24)
    return undefined;
  const possible = OPERATIONS.filter(({ from }) => from <= age);
  return possible[Math.floor(seed / 3) % Math.max(1, possible.length)]?.act;
}

/** A number that the last digits of the serial tell. */
export const seedOf = ({ certificateSerial }: Pick<Insured, "certificateSerial">): number =>
  Number(certificateSerial.replace(/\D/g, "").slice(-9));

function facilityOf(kind: FacilityKind): Facility {
  const found = FACILITIES.find((facility) => facility.kind === kind);
  if (!found) throw new RangeError(`there is no ${kind}`);
  return found;
}
