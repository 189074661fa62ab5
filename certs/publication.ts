import { startOfDay } from "./authorities.ts";
import type { Authority } from "./issue.ts";
import type { Name } from "./name.ts";
import { historyAt, type History, type Registry } from "./registry.ts";
import { revocationList, type Revoked } from "./revocation-list.ts";

const HOUR = 3_600_000_000;
const DAY = 24 * HOUR;

/**
 * Lists come out by the clock: a complete one at midnight in Japan, and every hour a delta to the complete one of the day. Both are
 * numbered by the hour, so the two that come out together have one number, as RFC 5280 §5.2.3 wants it.
 */
const numberAt = (moment: number): number => Math.floor((moment - FIRST) / HOUR) + 1;
const FIRST = Date.UTC(2020, 0, 1, -9) * 1000;

type Publisher = Pick<Authority, "name" | "signer">;

/** The complete list in force at `at`, DER. It goes on a day beyond the next one, for whoever fetches late. */
export function completeList(issuer: Publisher, registry: Registry, at: number): Uint8Array {
  const thisUpdate = startOfDay(at);
  return revocationList({
    issuer,
    revoked: [...registry.values()].flatMap((history) => entryOf(history, thisUpdate)),
    at: thisUpdate,
    nextUpdate: thisUpdate + 2 * DAY,
    number: numberAt(thisUpdate),
    freshest: deltaPoint(issuer.name),
  });
}

/** What has changed since the complete list of the day, as of the last full hour, DER. */
export function deltaList(issuer: Publisher, registry: Registry, at: number): Uint8Array {
  const thisUpdate = Math.floor(at / HOUR) * HOUR;
  const complete = startOfDay(at);
  return revocationList({
    issuer,
    revoked: [...registry.values()].flatMap((history) => changeOf(history, complete, thisUpdate)),
    at: thisUpdate,
    nextUpdate: thisUpdate + 2 * HOUR,
    number: numberAt(thisUpdate),
    deltaOf: numberAt(complete),
  });
}

/** A list names a certificate until after it has ended (RFC 5280 §5.2.3): one publication later it is left out. */
function entryOf(history: History, at: number): Revoked[] {
  const status = historyAt(history, at);
  if (status.is !== "revoked" || history.notAfter + DAY < at) return [];
  return [entry(history, status)];
}

function changeOf(history: History, since: number, at: number): Revoked[] {
  if (!history.acts.some((act) => act.at > since && act.at <= at)) return [];
  const now = historyAt(history, at);
  if (now.is === "revoked") return [entry(history, now)];
  const [before] = entryOf(history, since);
  return before ? [{ ...before, reason: "removeFromCRL" }] : [];
}

const entry = ({ serial }: History, { at, reason }: Omit<Revoked, "serial">): Revoked =>
  reason === undefined ? { serial, at } : { serial, at, reason };

const deltaPoint = (name: Name): Name => [...name.slice(0, 3), ["CN", "Delta CRL"]];
