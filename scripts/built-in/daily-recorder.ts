import { recordedOperator } from "../../conformance/operator.ts";
import type { Clock, Intent, Operator } from "../../device/ports.ts";
import type { Secret } from "../../device/secrets.ts";
import { type LongRecorder, recorder } from "../../device/trace.ts";
import type { Country } from "../../simulator/country.ts";
import { secretsOfPerson, STAFF_SECRET } from "./cast.ts";

/** What a product in use remembers of itself: some hours of a busy counter, at most some tens of megabytes. */
const KEPT = { events: 20_000, characters: 32 * 1024 * 1024 };
/** So many people's secrets, and so many things that were typed, are searched for; whoever was here longer ago has left. */
const PEOPLE = 16;
const TYPED = 16;

export interface Daily {
  readonly recorder: LongRecorder;
  /** The operator, whose acts are now recorded; whom it brings, and what it types, is told to the recorder first. */
  watched(operator: Operator): Operator;
  /** These people are about to come. */
  expect(people: readonly string[]): Promise<void>;
}

/** A recorder for a product that nobody judges now but anybody may look at. `learned` is told whose secrets it looks for. */
export function dailyRecorder(
  clock: Clock,
  country: Country,
  learned: (secrets: readonly Secret[]) => void = () => undefined,
): Daily {
  const trace = recorder(clock, [STAFF_SECRET], KEPT);
  const people = new Map<string, readonly Secret[]>();
  const typed: Secret[] = [];

  const learn = () => {
    const secrets = [STAFF_SECRET, ...[...people.values()].flat(), ...typed];
    trace.know(secrets);
    learned(secrets);
  };
  const expect = async (ids: readonly string[]) => {
    const strangers = ids.filter((id) => !people.has(id));
    for (const id of strangers) people.set(id, await secretsOfPerson(country, id));
    for (const oldest of [...people.keys()].slice(0, Math.max(0, people.size - PEOPLE))) people.delete(oldest);
    if (strangers.length > 0) learn();
  };
  const prepare = async (intent: Intent) => {
    const person = "persona" in intent ? intent.persona : intent.intent === "showFace" ? intent.person : undefined;
    if (person !== undefined) await expect([person]);
    const secret = typedIn(intent);
    // A digit or two are no PIN, and would be found everywhere.
    if (!secret || secret.value.length < 4 || typed.some(({ value }) => value === secret.value)) return;
    typed.push(secret);
    if (typed.length > TYPED) typed.shift();
    learn();
  };

  return {
    recorder: trace,
    expect,
    watched: (operator) =>
      recordedOperator(
        {
          async perform(intent) {
            await prepare(intent);
            await operator.perform(intent);
          },
        },
        "virtual",
        trace,
        clock,
      ),
  };
}

function typedIn(intent: Intent): (Secret & { readonly value: string }) | undefined {
  if (intent.intent === "enterPin") return { kind: "pin", person: "unknown", value: intent.pin };
  if (intent.intent === "confirmVisual") return { kind: "password", person: "staff", value: intent.password };
  return undefined;
}
