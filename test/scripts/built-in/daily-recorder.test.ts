import { expect, test } from "vitest";
import type { Intent } from "../../../device/ports.ts";
import { ascii } from "../../../device/wire/bytes.ts";
import { dailyRecorder } from "../../../scripts/built-in/daily-recorder.ts";
import { makeProducts } from "../../../scripts/built-in/products.ts";
import { virtualWorld } from "../../../simulator/world.ts";
import { persona } from "../../simulator/card/hand.ts";

const { country } = makeProducts();

/** A product that lets everything that it is told out on its line. */
function leaking() {
  const { clock } = virtualWorld(1);
  const daily = dailyRecorder(clock, country);
  const { recorder } = daily;
  const leak = (text: string) => recorder.recordBytes({ channel: "host", is: "received" }, ascii(text));
  const operator = daily.watched({
    perform(intent: Intent) {
      if (intent.intent === "enterPin") leak(intent.pin);
      if (intent.intent === "confirmVisual") leak(intent.password);
      return Promise.resolve();
    },
  });
  return { recorder, leak, operator, text: () => JSON.stringify(recorder.events) };
}

const hexOf = (text: string) => Buffer.from(text).toString("hex");

test("what is typed is masked, known or not, and acts are recorded without it", async () => {
  const { operator, recorder, text } = leaking();
  await operator.perform({ intent: "enterPin", pin: "4649" });
  await operator.perform({ intent: "confirmVisual", password: "open-sesame", samePerson: true });
  expect(text()).not.toContain(hexOf("4649"));
  expect(text()).not.toContain("4649");
  expect(text()).not.toContain(hexOf("open-sesame"));
  expect(recorder.events.filter(({ is }) => is === "secret")).toMatchObject([
    { kind: "pin" },
    { kind: "password", person: "staff" },
  ]);
  expect(recorder.events.filter(({ is }) => is === "did")).toMatchObject([
    { intent: "enterPin", by: "virtual", human: 0 },
    { intent: "confirmVisual", by: "virtual", human: 0 },
  ]);
});

test("the numbers of whoever comes are known from then on", async () => {
  const { operator, leak, text } = leaking();
  const { numberB, numberA } = persona("hanako");
  await operator.perform({ intent: "placeCard", persona: "hanako" });
  leak(`x${numberB}x`);
  leak(`x${numberA}x`);
  expect(text()).not.toContain(hexOf(numberB));
  expect(text()).not.toContain(hexOf(numberA));
});

test("a digit alone is no PIN", async () => {
  const { operator, recorder } = leaking();
  await operator.perform({ intent: "enterPin", pin: "4" });
  expect(recorder.events.filter(({ is }) => is === "secret")).toEqual([]);
});
