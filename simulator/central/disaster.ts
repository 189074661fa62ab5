import { z } from "zod";
import { jstDate } from "../../device/wire/oqs/jst.ts";
import { OQSsiquc01res } from "../../device/wire/oqs/siquc.ts";
import type { Facility } from "../facilities.ts";
import { bodyOf, headerOf } from "./answer.ts";
import type { Centre } from "./centre.ts";
import { told, type Told } from "./desk.ts";
import { atInstitution, eligibilityByCard } from "./eligibility.ts";
import type { Insured } from "./ledger.ts";
import { Refusal } from "./refusal.ts";

/**
 * A patient without card and number, while the central system is in disaster mode: known by name, sex, birth date and address. What
 * the real screen asks is public, its interface is not.
 */
export const DisasterSearch = z.strictObject({
  /** As in the register, or in half-width katakana. */
  name: z.string().min(1).max(100),
  birthDate: z.string().regex(/^\d{8}$/),
  sex: z.enum(["male", "female", "unset"]).optional(),
  /** The beginning of the address; who leaves it out is shown nobody when two fit. */
  address: z.string().max(200).optional(),
});
type DisasterSearch = z.infer<typeof DisasterSearch>;

export function searchInDisaster(centre: Centre, facility: Facility, asked: DisasterSearch): Told {
  if (!centre.isDisaster?.()) throw new Refusal("TSTD0001E");
  const now = centre.clock.now();
  const day = jstDate(now);
  const { institutionCode } = facility;
  const [only, ...others] = centre.ledger.everybody().filter((insured) => fits(insured, asked));
  const eligibility =
    only && others.length === 0
      ? atInstitution(eligibilityByCard(only, day), institutionCode, day)
      : ({ validity: only ? "5" : "4" } as const);
  const line = { at: now, institution: institutionCode, exchange: "disaster", basis: "disaster" } as const;
  return told(
    OQSsiquc01res,
    {
      MessageHeader: headerOf(now, { MedicalInstitutionCode: institutionCode, ReferenceClassification: "2" }),
      MessageBody: bodyOf(eligibility, { day, now, facility, by: "number" }),
    },
    { accesses: "insured" in eligibility && only ? [{ ...line, person: only.id, shown: ["eligibility"] }] : [] },
  );
}

const fits = (insured: Insured, { name, birthDate, sex, address = "" }: DisasterSearch): boolean =>
  insured.birthDate === birthDate &&
  (sex === undefined || insured.sex === sex) &&
  [insured.name, insured.kana, insured.alias].some((known) => known !== undefined && bare(known) === bare(name)) &&
  bare(insured.address).startsWith(bare(address));

/** Without blanks: what stands between the names is written in many ways. */
const bare = (text: string) => text.replace(/[\s\u3000]/g, "");
