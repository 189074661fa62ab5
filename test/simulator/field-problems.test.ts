import { expect, test } from "vitest";
import { FIELD_PROBLEMS } from "../../simulator/field-problems.data.ts";
import { personas, personById } from "../../simulator/personas.ts";

test("every problem of the field has somebody who brings it about", () => {
  const problems =
    "gaiji registration-lag none-or-several copayment chip-unread face-refused number-b-unread pin-wrong certificate " +
    "card-taken-early card-left same-patient-twice answers line wrong-person staff-mode-left without-pin child names " +
    "public-expense payment-limit certificate-class phone eras";
  expect(FIELD_PROBLEMS.map(({ id }) => id)).toEqual(problems.split(" "));
  for (const { id, personas: ids } of FIELD_PROBLEMS)
    for (const each of ids) expect(personById(each), `${id}: ${each}`).toBeDefined();
});

test("and everybody is there for some problem", () => {
  const needed = new Set(FIELD_PROBLEMS.flatMap(({ personas: ids }) => ids));
  expect(personas.map(({ id }) => id).filter((id) => !needed.has(id))).toEqual([]);
});

/** What the words of the table claim, where it can be seen in the persona's data. */
test("those who have a problem have what causes it", () => {
  const of = (id: string) =>
    (FIELD_PROBLEMS.find((problem) => problem.id === id)?.personas ?? []).flatMap((each) => personById(each) ?? []);
  const outsideJis = (text: string) => /[髙﨑𠮷𪚲]/u.test(text);
  for (const { id, name, address } of of("gaiji")) expect(outsideJis(name + address), id).toBe(true);
  for (const { id, until, former } of of("registration-lag")) expect(until ?? former?.until, id).toBeDefined();
  for (const { id, uninsured, also } of of("none-or-several")) expect(uninsured ?? also, id).toBeDefined();
  // No share is told, or two are.
  for (const { id, copayment, elderlyCopayment = copayment } of of("copayment"))
    expect(new Set([copayment, elderlyCopayment, ""]).size, id).not.toBe(2);
  for (const { id, triesLeft } of of("pin-wrong"))
    expect(Math.min(triesLeft?.auth ?? 9, triesLeft?.text ?? 9), id).toBeLessThan(2);
  for (const { id, certificate } of of("certificate")) expect(certificate, id).not.toBe("valid");
  for (const { id, mistakenFor, name } of of("wrong-person")) expect(mistakenFor?.name, id).not.toBe(name);
  for (const { id, pins } of of("without-pin")) expect(pins, id).toEqual({});
  for (const { id, pins } of of("child")) expect(pins.sign, id).toBeUndefined();
  for (const { id, insurer, assistance } of of("public-expense"))
    expect([assistance, insurer.slice(0, 2)], id).toEqual([true, "12"]);
  for (const { id, limit, diseases } of of("payment-limit")) expect(limit ?? diseases, id).toBeDefined();
  for (const { id, cardClass } of of("certificate-class")) expect(cardClass, id).not.toBe("01");
  for (const { id, phone } of of("phone")) expect(phone, id).toBe(id);
});
