import { identityOf, type Insured, isClipped, isSame, isShareInDoubt, mayBeSame, type Patient } from "./patient.ts";

/** One patient's page. */
export interface ChartEntry {
  readonly patient: Patient;
  /** The page's own number, which may be registered for the patient (照会番号). */
  readonly number: string;
  /** Name of the file that was taken in last. */
  readonly source: string;
  /** The name has a character that could not be carried: staff complete it. */
  readonly nameIncomplete: boolean;
  /** No share to be paid was told, or two that differ: staff ask, and nothing is taken for it. */
  readonly copaymentInDoubt: boolean;
}

export interface Chart {
  /**
   * Takes a result in; `undefined` when the page that it belongs to is another person's. `reference` is the number that a card's result
   * carries back: it finds the page of a patient whose insured number is new.
   */
  enter(patient: Patient, source: string, by: "card" | "number", reference?: string): ChartEntry | undefined;
  /** The page of this insured number and birth date. */
  find(insured: Insured): ChartEntry | undefined;
  /** In the order in which patients first came. */
  entries(): readonly ChartEntry[];
}

/** Charts by insured number and birth date. */
export function openChart(): Chart {
  const pages = new Map<string, ChartEntry>();
  /** Numbers of pages by the identities that have stood on them. */
  const numbers = new Map<string, string>();
  const find = (insured: Insured) => pages.get(numbers.get(identityOf(insured)) ?? "");
  return {
    find,
    enter(patient, source, by, reference) {
      const own = find(patient);
      const page = own ?? (by === "card" && reference !== undefined ? pages.get(reference) : undefined);
      // A reference number may have been registered for somebody else, by mistake: it needs more to be believed.
      const isTheirs = own ? mayBeSame : isSame;
      if (page && !isTheirs(page.patient, patient)) return undefined;
      const number = page?.number ?? String(pages.size + 1).padStart(6, "0");
      const kept = page ? { ...patient, ...wholeName(page.patient, patient), ...consents(page.patient, by) } : patient;
      const marks = { nameIncomplete: isClipped(kept.name), copaymentInDoubt: isShareInDoubt(kept) };
      const entry = { patient: kept, number, source, ...marks };
      // What a page is asked by is what stands on it now: of an insured number that was lost nothing overwrites the one after it.
      if (page) numbers.delete(identityOf(page.patient));
      pages.set(number, entry);
      numbers.set(identityOf(patient), number);
      return entry;
    },
    entries: () => [...pages.values()],
  };
}

/** A name that came whole once, or that staff completed, is not replaced by one with ● in it. */
const wholeName = (before: Patient, now: Patient): Partial<Patient> =>
  isClipped(now.name) && !isClipped(before.name) ? { name: before.name } : {};

/** Asking by number gives no consent, and takes none back that was given with the card. */
function consents(before: Patient, by: "card" | "number"): Partial<Patient> {
  if (by === "card") return {};
  const { medicines, medicinesUntil, checkups, checkupsUntil } = before;
  const { diagnoses, diagnosesUntil, operations, operationsUntil, specificDiseases } = before;
  return {
    ...{ medicines, medicinesUntil, checkups, checkupsUntil },
    ...{ diagnoses, diagnosesUntil, operations, operationsUntil, specificDiseases },
  };
}
