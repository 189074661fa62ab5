import { identityOf, isClipped, mayBeSame, type Patient } from "./patient.ts";

/** One patient's page. */
export interface ChartEntry {
  readonly patient: Patient;
  /** Name of the file that was taken in last. */
  readonly source: string;
  /** The name has a character that could not be carried: staff complete it. */
  readonly nameIncomplete: boolean;
}

export interface Chart {
  /** Takes a result in; `undefined` when the page of this insured number is another person's. */
  enter(patient: Patient, source: string, by: "card" | "number"): ChartEntry | undefined;
  entries(): readonly ChartEntry[];
}

/** Charts by insured number and birth date, in the order in which patients first came. */
export function openChart(): Chart {
  const pages = new Map<string, ChartEntry>();
  return {
    enter(patient, source, by) {
      const identity = identityOf(patient);
      const page = pages.get(identity);
      if (page && !mayBeSame(page.patient, patient)) return undefined;
      const kept = page ? { ...patient, ...wholeName(page.patient, patient), ...consents(page.patient, by) } : patient;
      const entry = { patient: kept, source, nameIncomplete: isClipped(kept.name) };
      pages.set(identity, entry);
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
