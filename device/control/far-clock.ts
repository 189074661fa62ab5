import type { Clock } from "../ports.ts";

/** When we asked, when the answer was here, and what the other clock read in between. Microseconds. */
export interface RoundTrip {
  readonly sent: number;
  readonly received: number;
  readonly far: number;
}

/** Another machine's clock as seen from ours. */
export interface FarClock {
  /** A moment of theirs in our time. */
  toOurs(far: number): number;
  /** How far that may be from the truth, in microseconds. */
  readonly uncertainty: number;
  /** Follows a slow drift; false when their clock has jumped. */
  holds(trip: RoundTrip): boolean;
}

/** Beyond this a clock was set and has not merely drifted since the last look, at most some seconds ago. Microseconds. */
const JUMP = 500_000;

/**
 * The offset by the quickest of several round trips, as the Network Time Protocol (RFC 5905) does: the answer was written somewhere
 * between asking and hearing, so half the trip is what cannot be known.
 */
export function farClock(
  clock: Clock,
  theirUncertainty: number,
  trips: readonly [RoundTrip, ...RoundTrip[]],
): FarClock {
  const quickest = trips.reduce((best, trip) => (lengthOf(trip) < lengthOf(best) ? trip : best));
  let offset = quickest.far - Math.round((quickest.sent + quickest.received) / 2);
  return {
    toOurs: (far) => far - offset,
    uncertainty: Math.ceil(lengthOf(quickest) / 2) + theirUncertainty + clock.uncertainty,
    holds({ sent, received, far }) {
      const seen = far - offset;
      const within = Math.min(Math.max(seen, sent), received);
      if (Math.abs(seen - within) > JUMP) return false;
      offset += seen - within;
      return true;
    },
  };
}

const lengthOf = ({ sent, received }: RoundTrip) => received - sent;
