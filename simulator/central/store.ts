import { z } from "zod";
import { CONSENT_ITEMS, type ConsentItem } from "../../device/wire/face.ts";
import { type Change, memoryRecords, type Records } from "./records.ts";
import { get, put, read, type Shelf } from "./shelf.ts";
import { type Turn, turns } from "./turns.ts";

/** A question that a card's authentication key shall answer, once. Times are microseconds since 1970. */
export interface Challenge {
  readonly institutionCode: string;
  readonly expires: number;
}

/** What a patient agreed to at one institution, from `given` up to and without `ends`. */
export interface Consent {
  readonly item: ConsentItem;
  readonly given: number;
  readonly ends: number;
}

/** The end of what goes on until somebody ends it: later than any clock here shows, and a whole number all the same. */
export const OPEN_END = 9_000_000_000_000_000;

/** All that the central system keeps. Everything else it knows is the ledger. What resolved is kept, also when the process ends. */
export interface Store {
  /** Where it all lies: a call's changes are written there at once, all or none. */
  readonly records: Records;
  /** For what is read, decided and stored in several steps: of all doors there is one queue. */
  readonly turn: Turn;
  putChallenge(challenge: string, of: Challenge): Promise<void>;
  /** Takes it away in the same step, so that two callers cannot both have it. */
  takeChallenge(challenge: string): Promise<Challenge | undefined>;
  /** All consents of one reception; they replace those of the person's earlier ones at the same institution. */
  putConsents(person: string, institutionCode: string, consents: readonly Consent[]): Promise<void>;
  consentsOf(person: string, institutionCode: string): Promise<readonly Consent[]>;
}

export const memoryStore = (): Store => storeOn(memoryRecords());

const time = z.int().nonnegative();
const CHALLENGES: Shelf<Challenge> = {
  name: "challenges",
  holds: z.strictObject({ institutionCode: z.string(), expires: time }),
};
const CONSENTS: Shelf<readonly Consent[]> = {
  name: "consents",
  holds: z.array(z.strictObject({ item: z.enum(CONSENT_ITEMS), given: time, ends: time })),
};

/** From one challenge to the one at which what nobody came back for is swept away, at least. Microseconds. */
const SWEEP_EVERY = 60 * 1_000_000;
/** A spent consent is told of as ended for some time before it is forgotten. */
const REMEMBERED = 400 * 24 * 3600 * 1_000_000;

/** All consents of one reception; they replace those of the person's earlier ones at the same institution. */
export function consentsChange(person: string, institutionCode: string, consents: readonly Consent[]): Change {
  const latest = Math.max(0, ...consents.map(({ ends }) => ends));
  return put(CONSENTS, consentKey(person, institutionCode), consents, latest + REMEMBERED);
}

/** A store whose contents lie in these records. */
export function storeOn(records: Records): Store {
  let swept: number | undefined;
  return {
    records,
    turn: turns(),
    async putChallenge(challenge, of) {
      swept ??= of.expires;
      if (Math.abs(of.expires - swept) >= SWEEP_EVERY) {
        swept = of.expires;
        await records.sweep(of.expires - SWEPT_BEHIND);
      }
      await records.write([put(CHALLENGES, challenge, of, of.expires)]);
    },
    takeChallenge: async (challenge) => read(CHALLENGES, await records.take(CHALLENGES.name, challenge)),
    putConsents: (person, institutionCode, consents) =>
      records.write([consentsChange(person, institutionCode, consents)]),
    consentsOf: async (person, institutionCode) =>
      (await get(records, CONSENTS, consentKey(person, institutionCode))) ?? [],
  };
}

/** A challenge put now ends so much later: what ended before now is gone for good. Microseconds. */
const SWEPT_BEHIND = 3600 * 1_000_000;

const consentKey = (person: string, institutionCode: string) => `${institutionCode} ${person}`;
