import type { ConsentItem } from "../../device/wire/face.ts";

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

/** All that the central system keeps. Everything else it knows is the ledger. */
export interface Store {
  putChallenge(challenge: string, of: Challenge): Promise<void>;
  /** Takes it away in the same step, so that two callers cannot both have it. */
  takeChallenge(challenge: string): Promise<Challenge | undefined>;
  /** All consents of one reception; they replace those of the person's earlier ones at the same institution. */
  putConsents(person: string, institutionCode: string, consents: readonly Consent[]): Promise<void>;
  consentsOf(person: string, institutionCode: string): Promise<readonly Consent[]>;
}

export function memoryStore(): Store {
  const challenges = new Map<string, Challenge>();
  const consents = new Map<string, readonly Consent[]>();
  const key = (person: string, institutionCode: string) => `${institutionCode} ${person}`;
  return {
    putChallenge(challenge, of) {
      challenges.set(challenge, of);
      return Promise.resolve();
    },
    takeChallenge(challenge) {
      const found = challenges.get(challenge);
      challenges.delete(challenge);
      return Promise.resolve(found);
    },
    putConsents(person, institutionCode, given) {
      consents.set(key(person, institutionCode), given);
      return Promise.resolve();
    },
    consentsOf: (person, institutionCode) => Promise.resolve(consents.get(key(person, institutionCode)) ?? []),
  };
}
