import { expect, test } from "vitest";
import { HEARD, SAID } from "../../../conformance/strength/reader-messages.data.ts";
import { READER_ROWS, UNTRIED_ROWS } from "../../../conformance/strength/reader-rows.data.ts";
import { HEARD_SECOND, SAID_SECOND, SECOND_ROWS } from "../../../conformance/strength/second-version.data.ts";
import { arrivalTable } from "../../../device/firmware/arrival-machine.ts";
import { confirmationTable } from "../../../device/firmware/confirmation-machine.ts";
import { consentTable } from "../../../device/firmware/consent-machine.ts";
import { keyBTable } from "../../../device/firmware/key-b-machine.ts";
import { matchTable } from "../../../device/firmware/match-machine.ts";
import { photographTable } from "../../../device/firmware/photograph-machine.ts";
import { pinTable } from "../../../device/firmware/pin-machine.ts";
import { registrationTable } from "../../../device/firmware/registration-machine.ts";
import { receptionTable } from "../../../device/firmware/reception-machine.ts";
import { signatureTable } from "../../../device/firmware/signature-machine.ts";
import { staffTable } from "../../../device/firmware/staff-machine.ts";
import { SECOND_VERSION } from "../../../device/wire/face-second.ts";
import { FACE_DECLARATIONS } from "../../../device/wire/face.ts";

type Rows = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Which machine is the part of a state. */
const PARTS: Readonly<Record<string, Rows>> = {
  "arriving": arrivalTable,
  "confirming": confirmationTable,
  "confirming/openingCard": keyBTable,
  "confirming/readingPhotograph": photographTable,
  "confirming/matching": matchTable,
  "confirming/enteringPin": pinTable,
  "confirming/checkingStaff": staffTable,
  "signing": signatureTable,
  "registering": registrationTable,
  "consenting": consentTable,
};

/** Every state that has no part, with every event that it or a state around it has a row for. */
function rowsOf(table: Rows, around = "", outer: readonly string[] = []): string[] {
  return Object.entries(table).flatMap(([state, row]) => {
    if (state === "ended") return [];
    const place = around === "" ? state : `${around}/${state}`;
    const events = [...new Set([...outer, ...Object.keys(row)])];
    const part = PARTS[place];
    if (part) {
      const inner = new Set(Object.values(part).flatMap((each) => Object.keys(each)));
      return rowsOf(
        part,
        place,
        events.filter((event) => !inner.has(event) || !isHandedOn(event, table, state)),
      );
    }
    return events.map((event) => `${place} ${event}`);
  });
}

/** What a state hands on to its part is the part's own business. */
const isHandedOn = (event: string, table: Rows, state: string) =>
  table !== receptionTable || (state === "arriving" ? event !== "began" : !OWN.includes(event));
const OWN = ["began", "cancelled", "cardRemoved"];

const named = [...READER_ROWS, ...SECOND_ROWS].map(({ state, event }) => `${state} ${event}`);
const untried = (row: string) => UNTRIED_ROWS.some(({ rows }) => rows.test(row));

test("every row of the firmware's tables is broken by a mutant, or it is said why nothing could come of that", () => {
  const all = [...new Set(rowsOf(receptionTable))];
  expect(all.length).toBeGreaterThan(100);
  expect(all.filter((row) => !named.includes(row) && !untried(row))).toEqual([]);
});

test("no row is named twice", () => {
  expect(new Set(named).size).toBe(named.length);
});

test.each([
  ["the first version", false, SAID, HEARD],
  ["the second version", true, SAID_SECOND, HEARD_SECOND],
] as const)(
  "every message and every field of %s is broken by a mutant, or it is said why not",
  (_, second, said, heard) => {
    const declared = Object.entries(FACE_DECLARATIONS)
      .filter(([name]) => Object.hasOwn(SECOND_VERSION, name) === second)
      .map(([name, { fields }]) => {
        const own = Object.entries(fields).filter(([, each]) => second || !("since" in each));
        return [name, own.map(([field]) => field)] as const;
      });
    const fromReader = declared.filter(([name]) => !Object.hasOwn(heard, name));
    expect(fromReader.filter(([name]) => !Object.hasOwn(said, name)).map(([name]) => name)).toEqual([]);
    for (const [name, fields] of fromReader)
      expect(Object.keys(said[name as keyof typeof said]?.fields ?? {}).sort(), name).toEqual([...fields].sort());
  },
);
