import { fc } from "../draws.ts";
import { describe, expect, test } from "vitest";
import { endOfDay, startOfDay, testPki } from "../../certs/authorities.ts";
import { completeList, deltaList } from "../../certs/publication.ts";
import { readRevocationList } from "../../certs/read-revocation-list.ts";
import {
  enter,
  NOTHING_ISSUED,
  release,
  renew,
  revoke,
  revokeAll,
  statusAt,
  suspend,
  type Registry,
} from "../../certs/registry.ts";
import { hex, unhex } from "../../device/wire/bytes.ts";
import { OPENING } from "../../simulator/world.ts";

const HOUR = 3_600_000_000;
const MORNING = startOfDay(OPENING);
const issuer = testPki({ at: OPENING }).userAuthentication;
const serial = (n: number) => unhex(`41${n.toString(16).padStart(6, "0")}`);
const issued = (n: number, over = {}) => ({
  serial: serial(n),
  notAfter: endOfDay(OPENING, 900),
  knownFrom: OPENING - 1000 * HOUR,
  ...over,
});
const book = enter(NOTHING_ISSUED, [issued(1), issued(2), issued(3)]);

describe("a registry", () => {
  test("knows what was issued from when the responder has heard of it, and nothing else", () => {
    const later = enter(book, [issued(4, { knownFrom: OPENING })]);
    expect(statusAt(later, serial(4), OPENING - 1).is).toBe("unknown");
    expect(statusAt(later, serial(4), OPENING).is).toBe("good");
    expect(statusAt(later, serial(5), OPENING).is).toBe("unknown");
    expect(statusAt(later, unhex("0041000004"), OPENING).is).toBe("good");
  });

  test("remembers what was so at any moment before", () => {
    const held = suspend(book, serial(1), OPENING);
    const free = release(held, serial(1), OPENING + HOUR);
    const gone = revoke(free, serial(1), OPENING + 2 * HOUR, "keyCompromise");
    const at = (hours: number) => statusAt(gone, serial(1), OPENING + hours * HOUR);
    expect(at(-0.1)).toEqual({ is: "good" });
    expect(at(0.5)).toEqual({ is: "revoked", at: OPENING, reason: "certificateHold" });
    expect(at(1.5)).toEqual({ is: "good" });
    expect(at(2.5)).toEqual({ is: "revoked", at: OPENING + 2 * HOUR, reason: "keyCompromise" });
    expect(statusAt(book, serial(1), OPENING + 3 * HOUR)).toEqual({ is: "good" });
  });

  test("counts a revocation out of a suspension from the suspension on", () => {
    const gone = revoke(suspend(book, serial(1), OPENING), serial(1), OPENING + HOUR, "keyCompromise");
    expect(statusAt(gone, serial(1), OPENING + HOUR)).toMatchObject({ at: OPENING, reason: "keyCompromise" });
  });

  test("a renewal supersedes the old certificate at once and knows the new one later", () => {
    const renewed = renew(book, serial(1), issued(9, { knownFrom: OPENING + 12 * HOUR }), OPENING);
    expect(statusAt(renewed, serial(1), OPENING)).toMatchObject({ is: "revoked", reason: "superseded" });
    expect(statusAt(renewed, serial(9), OPENING + 4 * HOUR).is).toBe("unknown");
    expect(statusAt(renewed, serial(9), OPENING + 12 * HOUR).is).toBe("good");
  });

  const revoked = revoke(book, serial(1), OPENING);
  test.each<[string, () => Registry]>([
    ["a second revocation", () => revoke(revoked, serial(1), OPENING + 1)],
    ["the suspension of what is revoked", () => suspend(revoked, serial(1), OPENING + 1)],
    ["the release of what is revoked", () => release(revoked, serial(1), OPENING + 1)],
    ["the release of what is not suspended", () => release(book, serial(1), OPENING)],
    ["two suspensions", () => suspend(suspend(book, serial(1), OPENING), serial(1), OPENING + 1)],
    ["an act before the last one", () => release(suspend(book, serial(1), OPENING), serial(1), OPENING - 1)],
    ["an act on what was never issued", () => revoke(book, serial(8), OPENING)],
    ["a serial number twice", () => enter(book, [issued(1)])],
  ])("refuses %s", (_, act) => {
    expect(act).toThrow(/certificate 41/);
  });
});

describe("the lists", () => {
  const at = MORNING + 10.5 * HOUR;
  const read = (registry: Registry, when = at) => ({
    complete: readRevocationList(completeList(issuer, registry, when)),
    delta: readRevocationList(deltaList(issuer, registry, when)),
  });
  const reasons = (list: ReturnType<typeof readRevocationList>) =>
    Object.fromEntries([...list.entries].map(([key, { reason }]) => [key, reason]));

  test("a complete list is of midnight, a delta of the full hour, and both are numbered by the hour", () => {
    const { complete, delta } = read(revoke(book, serial(1), MORNING + 10.2 * HOUR));
    expect([complete.thisUpdate, delta.thisUpdate]).toEqual([MORNING, MORNING + 10 * HOUR]);
    expect(delta.number).toBe((complete.number ?? 0n) + 10n);
    expect(delta.deltaOf).toBe(complete.number);
    expect(complete.deltaOf).toBeUndefined();
    expect([complete.entries.size, delta.entries.size]).toEqual([0, 0]);
  });

  test("a revocation comes out with the next delta and the next day's complete list", () => {
    const registry = revoke(book, serial(1), MORNING + 10.2 * HOUR, "keyCompromise");
    expect(reasons(read(registry, MORNING + 11 * HOUR).delta)).toEqual({ "41000001": 1 });
    expect(reasons(read(registry, MORNING + 24 * HOUR).complete)).toEqual({ "41000001": 1 });
    expect(read(registry, MORNING + 24 * HOUR).delta.entries.size).toBe(0);
  });

  test("a release is told as removeFromCRL, if the complete list had the suspension", () => {
    const held = suspend(suspend(book, serial(1), MORNING - HOUR), serial(2), MORNING + HOUR);
    const free = release(release(held, serial(1), MORNING + 2 * HOUR), serial(2), MORNING + 2 * HOUR);
    expect(reasons(read(free).complete)).toEqual({ "41000001": 6 });
    expect(reasons(read(free).delta)).toEqual({ "41000001": 8 });
    expect(read(free, MORNING + 24 * HOUR).complete.entries.size).toBe(0);
  });

  test("the complete list amended by the delta says what the registry says", () => {
    const act = fc.record({
      n: fc.integer({ min: 1, max: 3 }),
      hour: fc.integer({ min: -5, max: 9 }),
      kind: fc.nat(2),
    });
    fc.assert(
      fc.property(fc.array(act, { maxLength: 12 }), (acts) => {
        let registry = book;
        for (const { n, hour, kind } of [...acts].sort((a, b) => a.hour - b.hour)) {
          try {
            registry = [suspend, release, revoke][kind]?.(registry, serial(n), MORNING + hour * HOUR) ?? registry;
          } catch {
            // An act that is not possible now changes nothing.
          }
        }
        const { complete, delta } = read(registry);
        const said = new Map([...complete.entries, ...delta.entries]);
        for (const n of [1, 2, 3]) {
          const entry = said.get(hex(serial(n)));
          const status = statusAt(registry, serial(n), delta.thisUpdate);
          expect(entry !== undefined && entry.reason !== 8).toBe(status.is === "revoked");
        }
      }),
      { seed: 1, numRuns: 60 },
    );
  });

  test("what has ended stands in one more complete list and then in none", () => {
    const ended = enter(NOTHING_ISSUED, [issued(1, { notAfter: MORNING - HOUR })]);
    const registry = revoke(ended, serial(1), MORNING - 100 * HOUR);
    expect(read(registry, MORNING).complete.entries.size).toBe(1);
    expect(read(registry, MORNING + 24 * HOUR).complete.entries.size).toBe(0);
  });

  test("a hundred thousand entries are written and read", () => {
    const many = Array.from({ length: 100_000 }, (_, n) => issued(n));
    const registry = revokeAll(
      enter(NOTHING_ISSUED, many),
      many.map(({ serial }, n) => ({ serial, at: MORNING - n * 1_000_000, reason: "superseded" as const })),
    );
    const { complete } = read(registry);
    expect(complete.entries.size).toBe(100_000);
    expect(complete.entries.get(hex(serial(77_777)))).toEqual({ at: MORNING - 77_777_000_000, reason: 4 });
  }, 60_000);
});
