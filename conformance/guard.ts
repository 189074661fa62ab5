import { DeviceError } from "../device/errors.ts";
import type { Bench, PinReference } from "./bench.ts";
import type { Case } from "./case.ts";
import type { Part } from "./cast.ts";
import { received } from "./expect/host.ts";
import type { Observation } from "./observation.ts";

/**
 * No case may burn the last try of a real card. The counter comes from the card itself where that can be asked, else from what the
 * reader last said of the card in this run, else from a person; where nobody knows it, the case is not run.
 */
export async function guard(testCase: Pick<Case, "burns" | "cast">, bench: Bench, known: TriesKnown): Promise<void> {
  if (!hasRealCards(bench)) return;
  for (const [part, tries] of Object.entries(DECLARED_TRIES) as [Part, number][])
    if (testCase.cast.includes(part)) await demandDeclared(part, tries, bench, known);
  const { burns } = testCase;
  if (!burns) return;
  const [part = "patient"] = testCase.cast;
  const left = await counterOf(part, burns.reference, bench, known);
  if (left === undefined || left - burns.tries < 1) throw refusal(part, bench, left, burns.tries);
}

export const hasRealCards = ({ cards, clock }: Bench): boolean =>
  (cards ?? (clock.source === "virtual" ? "virtual" : "real")) === "real";

/** Parts whose cards are near or beyond their end on purpose: a card plays one only with this counter, and never another's card. */
const DECLARED_TRIES: Readonly<Partial<Record<Part, number>>> = { lastPinTry: 1, pinLocked: 0 };

async function demandDeclared(part: Part, tries: number, bench: Bench, known: TriesKnown): Promise<void> {
  const own = bench.cast[part];
  const shared = Object.entries(bench.cast).some(([other, facts]) => other !== part && facts.id === own?.id);
  const left = own && !shared ? await counterOf(part, "auth", bench, known) : undefined;
  if (left !== tries) throw refusal(part, bench, left, 0);
}

async function counterOf(part: Part, reference: PinReference, bench: Bench, known: TriesKnown) {
  const told = await bench.triesLeft?.(part, reference);
  if (told !== undefined) return told;
  const id = bench.cast[part]?.id;
  const heard = id !== undefined && reference === "auth" ? known.get(id) : undefined;
  return heard ?? (await bench.askTriesLeft?.(part, reference));
}

const refusal = (part: Part, bench: Bench, left: number | undefined, burns: number) =>
  new DeviceError("card.lastTry", {
    card: bench.cast[part]?.name ?? part,
    burns,
    ...(left === undefined ? {} : { left }),
  });

/** Tries left for authentication by persona id, as the reader said last. */
export type TriesKnown = Map<string, number>;

/** Tries that a right PIN gives back (JPKI authentication). */
const ALL_TRIES = 3;

/** What a case has told about the counters of the cards that were laid down in it. */
export function learnTries({ events, ...about }: Observation, known: TriesKnown): void {
  const checks = new Map(
    received("pinChecked")
      .find({ events, ...about })
      .map(({ seq, value }) => [seq, value]),
  );
  let card: string | undefined;
  for (const event of events) {
    if (event.channel === "operator" && event.is === "asked" && event.intent === "placeCard") card = event.persona;
    const pin = checks.get(event.seq);
    if (!pin || card === undefined) continue;
    if (pin.outcome === "verified") known.set(card, ALL_TRIES);
    else if (pin.outcome === "locked") known.set(card, 0);
    else if (pin.triesLeft !== undefined) known.set(card, pin.triesLeft);
  }
}
