import type { Bilingual } from "../bilingual.ts";
import type { Reason } from "../catalog/reasons.data.ts";
import type { Clause } from "../catalog/requirements.data.ts";
import { type Change, type DoorHow, idOfChange } from "./change.ts";
import type { Mutant } from "./mutant.ts";

/** Central systems that are right at every door but one, and of every document but one: made from tables. */

interface BrokenDoor {
  readonly door: string;
  readonly fields?: readonly string[];
  readonly how: DoorHow;
  readonly breaks: readonly [Clause, Reason];
  readonly also?: readonly Reason[];
}

const [NUMBER, BULK, OUTCOME] = ["OQSsiquc01", "OQSmuquc01", "OQSmuquc02"].map((id) => `/v1/messages/${id}req`) as [
  string,
  string,
  string,
];
const PERSON = ["Name", "Birthdate", "InsuredIdentificationNumber"];

const DOORS: readonly BrokenDoor[] = [
  {
    ...{ door: "/v1/challenge", how: "refused", breaks: ["NET-01", "centre.unreachable"] },
    // What cannot be asked behind a gateway looks as if the gateway let nobody through.
    also: ["network.shut", "network.open"],
  },
  { door: "/v1/reception", how: "granted", breaks: ["RCP-05", "eligibility.granted"] },
  ...(["off", "dropped"] as const).flatMap((how): BrokenDoor[] => [
    { door: NUMBER, fields: PERSON, how, breaks: ["RCP-09", "answer.wrongPatient"], also: ["answer.swapped"] },
    { door: NUMBER, fields: ["QualificationValidity"], how, breaks: ["RCP-10", "answer.wrongValidity"] },
    {
      ...{ door: OUTCOME, fields: ["Name", "InsuredIdentificationNumber", "ArbitraryIdentifier"], how },
      breaks: ["RCP-09", "answer.swapped"],
    },
    { door: OUTCOME, fields: ["SegmentOfResult"], how, breaks: ["RCP-09", "answer.incomplete"] },
  ]),
  { door: BULK, fields: ["ReceptionNumber"], how: "off", breaks: ["RCP-09", "answer.incomplete"] },
  { door: "/v1/evidence", fields: ["accepted"], how: "dropped", breaks: ["FBK-01", "evidence.wrong"] },
];

const HOW: Readonly<Record<DoorHow, (door: string, field: string) => Bilingual>> = {
  refused: (door) => ({ ja: `${door} で誰でも拒む。`, en: `Refuses everybody at ${door}.` }),
  granted: (door) => ({ ja: `${door} で誰も拒まない。`, en: `Refuses nobody at ${door}.` }),
  off: (door, field) => ({
    ja: `${door} の回答の ${field} の最後の1文字がずれている。`,
    en: `The last character of ${field} in the answers at ${door} is the next one.`,
  }),
  dropped: (door, field) => ({
    ja: `${door} の回答に ${field} がない。`,
    en: `${field} is missing in the answers at ${door}.`,
  }),
};

function mutant(
  change: Change,
  [clause, expectedReason]: readonly [Clause, Reason],
  does: Bilingual,
  cascade: readonly Reason[] = [],
): Mutant {
  return {
    ...{ id: idOfChange("G", "central", change), role: "central", clause, expectedReason, cascade, does, change },
  };
}

const doors = DOORS.flatMap(({ door, fields = [undefined], how, breaks, also }) =>
  fields.map((field) =>
    mutant(
      { at: "door", door, how, ...(field === undefined ? {} : { field }) },
      breaks,
      HOW[how](door, field ?? ""),
      also,
    ),
  ),
);

/** What is shown instead of a working card, and on which day. */
const SHOWN: readonly (readonly [Clause, string, string])[] = [
  ["FBK-01", "card+portalScreen", "20260401"],
  ["FBK-01", "card+portalPdf", "20260401"],
  ["FBK-01", "card+eligibilityNotice", "20260401"],
  ["FBK-01", "card", "20260401"],
  ["FBK-01", "portalScreen", "20260401"],
  ["FBK-01", "eligibilityNotice", "20260401"],
  ["FBK-02", "certificateOfEligibility", "20241202"],
  ["FBK-02", "insuranceCard", "20251201"],
  ["FBK-02", "certificateOfEligibility", "20241201"],
  ["FBK-02", "insuranceCard", "20251202"],
];

const evidence = SHOWN.map(([clause, shown, day]) =>
  mutant({ at: "evidence", shown, day, how: "off" }, [clause, "evidence.wrong"], {
    ja: `${day} の ${shown} の認否が逆である。`,
    en: `Says of ${shown} on ${day} the opposite of what is right.`,
  }),
);

export const GENERATED_CENTRES: readonly Mutant[] = [...doors, ...evidence];
