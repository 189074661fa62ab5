import type { ConsentItem, Facility } from "../wire/face.ts";

/** A pharmacy does not see check-ups (CNS-02: those are for hospitals and clinics); beyond that every kind may ask for everything. */
const NEVER_ASKED: Readonly<Partial<Record<Facility, readonly ConsentItem[]>>> = { pharmacy: ["checkups"] };

/** What a facility of this kind may ask the patient for, of what it wants to ask for. There is no item for 限度額 since 2024-10. */
export const itemsFor = (facility: Facility | undefined, items: readonly ConsentItem[]): readonly ConsentItem[] =>
  items.filter((item) => facility === undefined || !NEVER_ASKED[facility]?.includes(item));
