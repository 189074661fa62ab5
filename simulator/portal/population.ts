import { DeviceError } from "../../device/errors.ts";
import type { Facility } from "../facilities.ts";
import { NATION, type NationalKind } from "./population.data.ts";

export type Stage = "waiting" | "readerOrdered" | "ready" | "running";

/** One of the country's facilities, by its index: nothing is stored (FAC-05). */
export interface NationalFacility extends Facility {
  readonly kind: NationalKind;
  /** How far it was on 27 February 2022: later stages are among the earlier ones. */
  readonly stage: Stage;
}

const KINDS = Object.keys(NATION) as NationalKind[];

export const NATIONAL_COUNT = KINDS.reduce((sum, kind) => sum + NATION[kind].all, 0);

/** The table-of-fees digit of an institution code, by kind: 1 medical, 3 dental, 4 dispensing. */
const FEE_TABLE: Readonly<Record<NationalKind, string>> = {
  hospital: "1",
  medicalClinic: "1",
  dentalClinic: "3",
  pharmacy: "4",
};

const NAMES: Readonly<Record<NationalKind, string>> = {
  hospital: "見本病院",
  medicalClinic: "見本医院",
  dentalClinic: "見本歯科",
  pharmacy: "見本薬局",
};

/** From 0 to `NATIONAL_COUNT` − 1. Prefecture 98 does not exist, so that no code is a real institution's, nor one of the named ones. */
export function nationalFacility(index: number): NationalFacility {
  let offset = index;
  for (const kind of KINDS) {
    const { all } = NATION[kind];
    if (offset >= 0 && offset < all) return facilityOf(kind, offset, index);
    offset -= all;
  }
  throw new DeviceError("call.misuse", { why: `there are ${NATIONAL_COUNT} facilities, none with index ${index}` });
}

const facilityOf = (kind: NationalKind, place: number, index: number): NationalFacility => ({
  institutionCode: `98${FEE_TABLE[kind]}${String(index).padStart(7, "0")}`,
  kind,
  name: `${NAMES[kind]}${place + 1}`,
  stage: stageOf(kind, place),
});

function stageOf(kind: NationalKind, place: number): Stage {
  const { readerOrdered, ready, running } = NATION[kind];
  if (place < running) return "running";
  if (place < ready) return "ready";
  return place < readerOrdered ? "readerOrdered" : "waiting";
}
