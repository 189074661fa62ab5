import type { Desk } from "../../conformance/operator/dialog.ts";
import type { Intent, NumberQuery } from "../../device/ports.ts";
import { isFault } from "../../device/errors.ts";
import type { Clock, Operator } from "../../device/ports.ts";
import { CONSENT_ITEMS } from "../../device/wire/face.ts";
import { seededRandom } from "../../simulator/world.ts";

/** What a person types at an act in place of "done", in turn. An empty list: he has left, and types nothing. */
export type Mischief = readonly ("r" | "s" | "p" | "q")[];

export interface PersonOptions {
  readonly clock: Clock;
  /** The hands: what they do reaches the product before the person says so, as at a real counter. */
  readonly hands: Operator;
  readonly seed: number;
  /** By the number of the act. */
  readonly mischief?: (act: number) => Mischief | undefined;
}

/** Milliseconds. */
const READS = { from: 1500, to: 5000 } as const;
const SAYS = { from: 600, to: 2500 } as const;
const COFFEE = 95_000;

/**
 * A person who reads the English cards of the dialog and nothing else, does what they say at a human pace, and then says so. What he
 * cannot do with this product he skips.
 */
export function scriptedPerson({ clock, hands, seed, mischief }: PersonOptions): Desk {
  const random = seededRandom(seed);
  const pace = ({ from, to }: { readonly from: number; readonly to: number }) => from + (random.next() % (to - from));
  let heard: ((line: string | undefined) => void) | undefined;
  const type = (after: number, line: string, next?: () => void) =>
    void clock.after(after, () => {
      heard?.(line);
      next?.();
    });

  const perform = (intent: Intent) =>
    void clock.after(pace(READS), () => {
      hands.perform(intent).then(
        () => intent.intent !== "wait" && type(pace(SAYS), ""),
        (error: unknown) => {
          if (!isFault(error)) throw error;
          type(pace(SAYS), "s");
        },
      );
    });

  return {
    show(text) {
      const act = /^── \S+ #(\d+) ── (\w+) ──/m.exec(text);
      if (!act) return;
      const intent = intentOn(act[2] ?? "", text);
      // A while of keeping one's hands off ends by itself.
      if (intent.intent === "wait") return;
      const odd = mischief?.(Number(act[1]));
      if (!odd) perform(intent);
      else if (odd[0] === "p") type(pace(READS), "p", () => type(COFFEE, "", () => perform(intent)));
      else if (odd[0]) type(pace(READS), odd[0]);
    },
    onLine(take) {
      heard = take;
      return () => {
        heard = undefined;
      };
    },
  };
}

/** The act as it stands on the card. */
function intentOn(name: string, card: string): Intent {
  const fact = (label: string) => new RegExp(`^  ${label}: (.*)$`, "m").exec(card)?.[1] ?? "";
  const id = (label: string) => /\(([^()]+)\)$/.exec(fact(label))?.[1] ?? fact(label);
  const optional = (label: string) => (fact(label) === "–" ? "" : fact(label));
  switch (name) {
    case "placeCard":
      return { intent: name, persona: id("card") };
    case "showFace":
      return { intent: name, person: id("person") };
    case "holdPhone":
      return { intent: name, persona: id("person") };
    case "chooseMethod": {
      const method = { PIN: "pin", face: "face", staff: "staff", iPhone: "iphone", Android: "android" } as const;
      return { intent: name, method: method[fact("method") as keyof typeof method] };
    }
    case "enterPin":
      return { intent: name, pin: fact("PIN") };
    case "confirmVisual":
      return { intent: name, password: fact("password"), samePerson: fact("answer") === "same person" };
    case "consent": {
      const items = fact("agree to");
      return { intent: name, items: items === "all" ? "all" : CONSENT_ITEMS.filter((item) => items.includes(item)) };
    }
    case "choosePrescription":
      return { intent: name, choice: fact("prescription") === "paper" ? "paper" : "electronic" };
    case "askEligibility":
    case "registerReference": {
      const [insurer, number, birthDate] = [fact("insurer"), fact("number"), fact("birth date")];
      return { intent: name, insurer, symbol: optional("symbol"), number, branch: optional("branch"), birthDate };
    }
    case "askEligibilityInBulk":
    case "registerReferencesInBulk":
      return { intent: name, queries: queriesOn(fact) };
    case "wait":
      return { intent: name, milliseconds: 0 };
    case "removeCard":
    case "cancel":
    case "refuseConsent":
    case "registerFirstUse":
      return { intent: name };
    default:
      throw new RangeError(`no card says ${name}`);
  }
}

/** Those of a bulk check, numbered from 1. */
function queriesOn(fact: (label: string) => string): NumberQuery[] {
  const queries: NumberQuery[] = [];
  for (let i = 1; fact(`${i} number`) !== ""; i++) {
    const told = (label: string) => fact(`${i} ${label}`).replace(/^–$/, "");
    const [insurer, symbol, number] = [told("insurer"), told("symbol"), told("number")];
    queries.push({ insurer, symbol, number, branch: told("branch"), birthDate: told("birth date") });
  }
  return queries;
}
