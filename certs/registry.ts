import { DeviceError } from "../device/errors.ts";
import { hex } from "../device/wire/bytes.ts";
import type { Reason } from "./extension.ts";

/**
 * What an authority has issued and what became of it. A value: every act gives a new one, and what was known at any moment can be
 * asked of it at any later one. All times are microseconds since 1970.
 */
export type Registry = ReadonlyMap<string, History>;

/** One certificate. Acts are in the order of time; what follows a `revoke` there is none. */
export interface History {
  readonly serial: Uint8Array;
  readonly notAfter: number;
  /** From when the authority answers for it: right after issue its own responder does not know it yet. */
  readonly knownFrom: number;
  readonly acts: readonly Act[];
}

export interface Act {
  readonly is: "suspend" | "release" | "revoke";
  readonly at: number;
  readonly reason?: Reason;
}

export type Status =
  | { readonly is: "good" }
  | { readonly is: "unknown" }
  | { readonly is: "revoked"; readonly at: number; readonly reason?: Reason };

export const NOTHING_ISSUED: Registry = new Map();

interface Entered {
  readonly serial: Uint8Array;
  readonly notAfter: number;
  readonly knownFrom: number;
}

/** Enters what was issued; many at once cost one copy. */
export function enter(registry: Registry, certificates: Iterable<Entered>): Registry {
  const next = new Map(registry);
  for (const { serial, notAfter, knownFrom } of certificates) {
    const key = keyOf(serial);
    if (next.has(key)) throw misuse(serial, "has been issued already");
    next.set(key, { serial, notAfter, knownFrom, acts: [] });
  }
  return next;
}

/** Takes a certificate out of use for a time: certificateHold. */
export const suspend = (registry: Registry, serial: Uint8Array, at: number): Registry =>
  act(registry, serial, { is: "suspend", at, reason: "certificateHold" });

/** Ends a suspension. */
export const release = (registry: Registry, serial: Uint8Array, at: number): Registry =>
  act(registry, serial, { is: "release", at });

/** Takes a certificate back for ever. No reason is said where it is `unspecified` (RFC 5280 §5.3.1). */
export const revoke = (registry: Registry, serial: Uint8Array, at: number, reason: Reason = "unspecified"): Registry =>
  act(registry, serial, { is: "revoke", at, ...(reason === "unspecified" ? {} : { reason }) });

/** Many certificates taken back, for the cost of one copy. */
export const revokeAll = (registry: Registry, taken: Iterable<Taken>): Registry => {
  const next = new Map(registry);
  for (const { serial, at, reason } of taken)
    add(next, serial, { is: "revoke", at, ...(reason === undefined ? {} : { reason }) });
  return next;
};

/** A certificate taken back. */
export interface Taken {
  readonly serial: Uint8Array;
  readonly at: number;
  readonly reason?: Reason;
}

/** A new certificate in an old one's place: the old one is superseded at `at`, the new one known some hours after it. */
export const renew = (registry: Registry, old: Uint8Array, renewed: Entered, at: number): Registry =>
  revoke(enter(registry, [renewed]), old, at, "superseded");

/** What is known of a serial number at a moment. */
export function statusAt(registry: Registry, serial: Uint8Array, at: number): Status {
  const history = registry.get(keyOf(serial));
  return history && history.knownFrom <= at ? historyAt(history, at) : { is: "unknown" };
}

export function historyAt({ acts }: History, at: number): Status {
  const index = acts.findLastIndex((one) => one.at <= at);
  const last = acts[index];
  if (!last || last.is === "release") return { is: "good" };
  // A revocation after a suspension counts from the suspension on: since then nobody may have relied on the certificate.
  const before = last.is === "revoke" ? acts[index - 1] : undefined;
  const since = before?.is === "suspend" ? before.at : last.at;
  return last.reason === undefined ? { is: "revoked", at: since } : { is: "revoked", at: since, reason: last.reason };
}

function act(registry: Registry, serial: Uint8Array, next: Act): Registry {
  const changed = new Map(registry);
  add(changed, serial, next);
  return changed;
}

function add(registry: Map<string, History>, serial: Uint8Array, next: Act): void {
  const history = registry.get(keyOf(serial));
  if (!history) throw misuse(serial, "was never issued here");
  const last = history.acts.at(-1);
  if (last && next.at < last.at) throw misuse(serial, "cannot be changed before the last change of it");
  if (last?.is === "revoke") throw misuse(serial, "has been revoked, and that is final");
  if (next.is === "suspend" && last?.is === "suspend") throw misuse(serial, "is suspended already");
  if (next.is === "release" && last?.is !== "suspend") throw misuse(serial, "is not suspended");
  registry.set(keyOf(serial), { ...history, acts: [...history.acts, next] });
}

/** The integer's bytes without leading zeros, as certificates are asked for with and without one. */
const keyOf = (serial: Uint8Array): string => hex(serial).replace(/^(00)+(?=..)/, "");

const misuse = (serial: Uint8Array, why: string) =>
  new DeviceError("call.misuse", { why: `certificate ${keyOf(serial)} ${why}` });
