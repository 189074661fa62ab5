import type { Dice } from "./dice.ts";

/**
 * What happens in the exchange folders, and when: a terminal with bad habits, other programs that hold files, and staff who ask. All
 * of it comes from a seed. Moments are milliseconds from the beginning.
 */
export interface Schedule {
  readonly seed: number;
  /** Windows refuses what is open, finds names whatever their case, and hints late or never. */
  readonly system: "windows" | "other";
  /** Whether the receipt computer hears of changes at all; on Windows also how late. */
  readonly hints: "atOnce" | "late" | "never";
  readonly steps: readonly Step[];
}

export type Step = { readonly at: number } & (
  | { readonly does: "ask"; readonly ask: number; readonly person: number }
  | { readonly does: "put"; readonly file: Place; readonly content: Content; readonly how: How }
  | { readonly does: "hold"; readonly file: Place; readonly share: "all" | "noDelete" | "none"; readonly until: number }
);

/** A file by what it is named after; what the name is, the receipt computer's suffix decides. */
export type Place =
  | { readonly of: "answer"; readonly ask: number; readonly extension: "xml" | "err" }
  | { readonly of: "face"; readonly number: number }
  /** Another receipt computer's answer, or another institution's face result. */
  | { readonly of: "foreign"; readonly folder: "res" | "face" };

export interface Content {
  readonly is: "result" | "failed" | "running" | "error";
  readonly person: number;
  /** The ask whose identifier stands inside; none in a face result. */
  readonly identifier?: number;
  readonly encoding: "UTF-8" | "Shift_JIS";
  /** How much of it is there: 1 is all. */
  readonly share: number;
}

/** Under another name and renamed, or where it lies. */
export type How = "renamed" | "inPlace";

/** Persons whom a schedule can be about. */
export const PEOPLE = 4;

export function drawSchedule(seed: number, dice: Dice): Schedule {
  const steps: Step[] = [];
  const asks = 1 + dice.below(3);
  const people = Array.from({ length: asks }, () => dice.below(PEOPLE));
  for (let ask = 0; ask < asks; ask++) {
    const at = dice.below(3_000);
    steps.push({ at, does: "ask", ask, person: people[ask] ?? 0 });
    const answered = at + dice.one([50, 200, 400, 800, 3_000, 7_000]) + dice.below(300);
    steps.push(...answers(dice, answered, ask, people));
  }
  for (let number = dice.below(3); number > 0; number--) steps.push(...faceResult(dice, number));
  if (dice.below(3) === 0) {
    const folder = dice.one<"res" | "face">(["res", "face"]);
    steps.push(put(dice.below(6_000), { of: "foreign", folder }, result(dice, dice.below(PEOPLE), {}), "renamed"));
  }
  return {
    seed,
    system: dice.one(["windows", "other"]),
    hints: dice.one(["atOnce", "late", "never"]),
    steps: steps.sort((a, b) => a.at - b.at),
  };
}

function answers(dice: Dice, at: number, ask: number, people: readonly number[]): Step[] {
  const person = people[ask] ?? 0;
  const another = dice.below(people.length);
  const file: Place = { of: "answer", ask, extension: "xml" };
  const right = result(dice, person, { identifier: ask });
  const later = at + 200 + dice.below(4_000);
  const how = dice.one<How>(["renamed", "inPlace"]);
  switch (dice.below(12)) {
    case 0:
      return [];
    case 1:
    case 2:
      return growing(dice, at, file, right);
    case 3:
      return [put(at, file, right, how), put(later, file, right, how)];
    case 4:
      // The other's answer under this name: as it is, or with the identifier changed too.
      return [put(at, file, result(dice, people[another] ?? 0, { identifier: dice.one([another, ask]) }), how)];
    case 5: {
      const wrong = result(dice, dice.below(PEOPLE), { identifier: dice.one([another, ask, 99]) });
      return [put(at, file, wrong, how), put(later, file, right, how)];
    }
    case 6:
      return [put(at, file, { ...right, is: "running" }, how), put(later, file, right, how)];
    case 7:
      return [put(at, file, { ...right, is: "failed" }, how)];
    case 8:
      return [put(at, { ...file, extension: "err" }, { ...right, is: "error" }, how)];
    case 9:
    case 10:
      return [put(at, file, right, how), held(dice, at, file)];
    default:
      return [put(at, file, right, how)];
  }
}

function faceResult(dice: Dice, number: number): Step[] {
  const file: Place = { of: "face", number };
  const right = result(dice, dice.below(PEOPLE), {});
  const at = dice.below(6_000);
  switch (dice.below(5)) {
    case 0:
      return growing(dice, at, file, right);
    case 1:
      return [put(at, file, right, "renamed"), held(dice, at, file)];
    case 2:
      return [put(at, file, right, "renamed"), put(at + 300 + dice.below(3_000), file, right, "renamed")];
    default:
      return [put(at, file, right, "renamed")];
  }
}

/** A terminal that writes where the file lies; now and then one that stops halfway. */
function growing(dice: Dice, from: number, file: Place, whole: Content): Step[] {
  const parts = 2 + dice.below(4);
  const breaksOff = dice.below(6) === 0;
  const steps: Step[] = [];
  let at = from;
  for (let part = 1; part <= (breaksOff ? parts - 1 : parts); part++) {
    steps.push(put(at, file, { ...whole, share: part / parts }, "inPlace"));
    at += dice.one([20, 150, 310, 700]) + dice.below(200);
  }
  return steps;
}

function held(dice: Dice, at: number, file: Place): Step {
  const from = at + dice.below(900);
  return {
    at: from,
    does: "hold",
    file,
    share: dice.one(["all", "noDelete", "none"]),
    until: from + dice.below(4_000),
  };
}

const result = (dice: Dice, person: number, identifier: { readonly identifier?: number }): Content => ({
  is: "result",
  person,
  ...identifier,
  encoding: dice.one(["UTF-8", "UTF-8", "Shift_JIS"]),
  share: 1,
});

const put = (at: number, file: Place, content: Content, how: How): Step => ({ at, does: "put", file, content, how });

/** The schedule for a person who wants to know what went wrong. */
export const showSchedule = ({ seed, system, hints, steps }: Schedule): string =>
  [`seed ${seed}, ${system}, hints ${hints}`, ...steps.map((step) => `  ${JSON.stringify(step)}`)].join("\n");
