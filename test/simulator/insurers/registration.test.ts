import { describe, expect, test } from "vitest";
import { HELD_BEFORE, REGISTERED_NOW, RESIDENTS } from "../../../simulator/insurers/example-persons.data.ts";
import {
  type Book,
  confirm,
  EMPTY_BOOK,
  matchAgain,
  NOTICES,
  register,
  type Registration,
  type Resident,
} from "../../../simulator/insurers/registration.ts";

const residentsOf = (residents: readonly Resident[]) => (number: string) =>
  residents.find(({ individualNumber }) => individualNumber === number);
const residents = residentsOf(RESIDENTS);
const book = (registrations: readonly Registration[]): Book =>
  registrations.reduce((so, one) => register(so, one, residents).book, EMPTY_BOOK);
const [hanako, other, baby, jiro] = REGISTERED_NOW as [Registration, Registration, Registration, Registration];

describe("the four persons of the document", () => {
  const held = book(HELD_BEFORE);
  test.each([
    ["1111, as before: registered in silence", hanako, "registered", []],
    ["2222, another birth date: suspended, and insurer A is told", other, "suspended", ["otherBirthDate"]],
    ["3333, no history: the resident registry is asked, and A told", baby, "registered", ["residentAgrees"]],
    ["4444, a twin's number: suspended, and A told", jiro, "suspended", ["otherName"]],
  ])("%s", (_, registration, standing, notices) => {
    const outcome = register(held, registration, residents);
    expect(outcome.standing).toBe(standing);
    expect(outcome.notifications.map(({ notice }) => notice)).toEqual(notices);
    expect(outcome.notifications.every(({ to }) => to === "A")).toBe(true);
  });
  test("what B had registered stays as it was", () => {
    expect(book([...HELD_BEFORE, ...REGISTERED_NOW]).entries.slice(0, 3)).toEqual(held.entries);
  });
});

describe("a newcomer without history", () => {
  test("whom the resident registry has otherwise is suspended", () => {
    const outcome = register(EMPTY_BOOK, { ...baby, kana: "シカク ベツ" }, residents);
    expect(outcome).toMatchObject({ standing: "suspended", notifications: [{ notice: "residentDiffers" }] });
  });
  test("whom nobody knows, too", () => {
    const outcome = register(EMPTY_BOOK, { ...baby, individualNumber: "9999" }, residents);
    expect(outcome).toMatchObject({ standing: "suspended", notifications: [{ notice: "residentUnknown" }] });
  });
  test("a suspended number is no history for others: who comes next is asked of the registry anew", () => {
    const { book: doubted } = register(EMPTY_BOOK, { ...baby, birthDate: "20210302" }, residents);
    expect(register(doubted, { ...baby, insurer: "C" }, residents).notifications[0]?.notice).toBe("residentAgrees");
  });
});

describe("matching again", () => {
  test("tells the insurer of what no longer agrees, once", () => {
    const held = book([...HELD_BEFORE, baby]);
    expect(matchAgain(held, residents).notifications).toEqual([]);
    const changed = residentsOf(
      RESIDENTS.map((one) => (one.individualNumber === "3333" ? { ...one, kana: "シカク ベツ" } : one)),
    );
    const doubted = matchAgain(held, changed);
    expect(doubted.notifications).toEqual([{ to: "A", notice: "nowDoubted", registration: 3 }]);
    expect(matchAgain(doubted.book, changed).notifications).toEqual([]);
  });
  test("looks at what was suspended, too: it stays so, and its insurer hears that the registry knows it now", () => {
    const { book: doubted } = register(EMPTY_BOOK, { ...baby, individualNumber: "7777" }, residents);
    expect(matchAgain(doubted, residents).notifications).toEqual([]);
    const entered = residentsOf([...RESIDENTS, { ...baby, individualNumber: "7777" }]);
    const again = matchAgain(doubted, entered);
    expect(again.notifications).toEqual([{ to: "A", notice: "nowAgrees", registration: 0 }]);
    expect(again.book.entries[0]?.standing).toBe("suspended");
    expect(matchAgain(again.book, entered).notifications).toEqual([]);
    const mine = { insurer: "A", registration: 0 };
    const confirmed = confirm(again.book, mine, { by: "residentRegistry", individualNumber: "7777" }, entered);
    expect("book" in confirmed && confirmed.book.entries[0]?.standing).toBe("registered");
  });
  test("tells of each change of what was suspended, and of nothing that is as it was", () => {
    const { book: doubted } = register(EMPTY_BOOK, { ...baby, individualNumber: "7777" }, residents);
    const other = residentsOf([{ ...baby, individualNumber: "7777", kana: "シカク ベツ" }]);
    const differs = matchAgain(doubted, other);
    expect(differs.notifications.map(({ notice }) => notice)).toEqual(["residentDiffers"]);
    expect(matchAgain(differs.book, residents).notifications.map(({ notice }) => notice)).toEqual(["residentUnknown"]);
  });
  test("does not take back what the person has confirmed while the registry says what it said then", () => {
    const { book: doubted } = register(EMPTY_BOOK, { ...baby, kana: "シカク ベツ" }, residents);
    const mine = { insurer: "A", registration: 0 };
    const confirmed = confirm(doubted, mine, { by: "person", individualNumber: "3333" }, residents);
    if (!("book" in confirmed)) throw new Error("the person has said so");
    expect(matchAgain(confirmed.book, residents)).toEqual({ book: confirmed.book, notifications: [] });
    expect(matchAgain(confirmed.book, () => undefined).notifications[0]?.notice).toBe("nowDoubted");
  });
  test("collects a number that was confirmed and that nobody had before", () => {
    const { book: doubted, registration } = register(book(HELD_BEFORE), jiro, residents);
    const mine = { insurer: "A", registration };
    const confirmed = confirm(doubted, mine, { by: "residentRegistry", individualNumber: "5555" }, residents);
    if (!("book" in confirmed)) throw new Error("the registry agrees");
    const gone = residentsOf(RESIDENTS.filter(({ individualNumber }) => individualNumber !== "5555"));
    expect(matchAgain(confirmed.book, gone).notifications).toEqual([{ to: "A", notice: "nowDoubted", registration }]);
  });
  test("leaves alone who had a history", () => {
    const held = register(book(HELD_BEFORE), hanako, residents).book;
    const gone = residentsOf(RESIDENTS.filter(({ individualNumber }) => individualNumber !== "1111"));
    const told = matchAgain(held, gone).notifications.map(({ registration }) => registration);
    expect(told).toEqual([0]);
  });
});

describe("after a suspicion", () => {
  const { book: doubted, registration } = register(book(HELD_BEFORE), jiro, residents);
  const mine = { insurer: "A", registration };
  test("the right number, confirmed with the person, is registered", () => {
    const outcome = confirm(doubted, mine, { by: "person", individualNumber: "5555" }, residents);
    expect("book" in outcome && outcome.book.entries[registration]).toMatchObject({
      individualNumber: "5555",
      standing: "registered",
    });
  });
  test.each([
    ["the resident registry says otherwise", mine, "residentRegistry", "4444", "stillDiffers"],
    ["it is another insurer's", { ...mine, insurer: "B" }, "person", "5555", "noSuchRegistration"],
    ["nobody doubts it", { insurer: "B", registration: 0 }, "person", "1111", "notSuspended"],
    ["there is none", { ...mine, registration: 99 }, "person", "5555", "noSuchRegistration"],
  ] as const)("refused where %s", (_, which, by, individualNumber, refused) => {
    expect(confirm(doubted, which, { by, individualNumber }, residents)).toEqual({ refused });
  });
});

test("notices carry no number", () => {
  const { notifications } = register(book(HELD_BEFORE), other, residents);
  expect(JSON.stringify([notifications, NOTICES])).not.toMatch(/\d{4}/);
});
