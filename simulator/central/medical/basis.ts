import type { ConsentItem } from "../../../device/wire/face.ts";
import type { OQSCD028 } from "../../../device/wire/oqs/code-tables.data.ts";
import { FACILITY_KINDS, type Facility, mayView } from "../../facilities.ts";
import type { ResultCode } from "../../result-codes.data.ts";
import { standing } from "../consents.ts";
import type { Consent } from "../store.ts";

/** What makes a view of medical information lawful, and what of it may be seen; or why nothing may. */
export type Basis =
  | { readonly basis: "consent" | "disaster" | "emergency"; readonly items: readonly ConsentItem[] }
  | { readonly refused: ResultCode };

export interface Situation {
  readonly facility: Facility;
  readonly treatment: keyof typeof OQSCD028;
  /** The facility has switched this form of treatment off. */
  readonly isOff?: boolean;
  /** Those given at this facility for this form of treatment. */
  readonly consents: readonly Consent[];
  readonly now: number;
  /** The central system is in disaster mode: information is shown without consent (CNS-04). */
  readonly disaster: boolean;
  /** Until when this facility may look at this patient in an emergency; microseconds. */
  readonly emergencyUntil?: number | undefined;
}

/** `wanted` are the kinds of information that the message can carry: at least one of them must be open. */
export function basisFor(wanted: readonly ConsentItem[], situation: Situation): Basis {
  const { facility, consents, now, disaster, treatment, emergencyUntil, isOff = false } = situation;
  const visible = wanted.filter((item) => mayView(facility, item));
  if (visible.length === 0) return { refused: "TSTM0006E" };
  if (disaster) return { basis: "disaster", items: visible };
  if (isOff) return { refused: "TSTV0001E" };
  if (treatment === "4") {
    if (!FACILITY_KINDS[facility.kind].viewsInEmergency) return { refused: "TSTM0005E" };
    return emergencyUntil !== undefined && now < emergencyUntil
      ? { basis: "emergency", items: visible }
      : { refused: "TSTM0001E" };
  }
  const open = visible.filter((item) => standing(consents, item, now) === "given");
  if (open.length > 0) return { basis: "consent", items: open };
  const hasEnded = visible.some((item) => standing(consents, item, now) === "ended");
  return { refused: hasEnded ? "TSTM0002E" : "TSTM0001E" };
}
