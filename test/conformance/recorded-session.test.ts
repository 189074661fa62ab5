import { describe, expect, test } from "vitest";
import { CASES } from "../../conformance/cases/all.ts";
import { judgeSession } from "../../conformance/recorded-session.ts";
import { recorder, type TraceEvent } from "../../device/trace.ts";
import { makeProducts } from "../../scripts/built-in/products.ts";
import { BUILT_IN_PROFILES } from "../../scripts/built-in/profiles.ts";
import { virtualWorld } from "../../simulator/world.ts";
import { secretsOf } from "../../scripts/built-in/cast.ts";
import { events, type Loose } from "./fake-bench.ts";
import { openscSession, replaySession } from "./opensc-session.ts";

const SESSIONS = CASES.filter(({ id }) => id.startsWith("GEN-CRD"));
const TERMS = { channels: ["card", "clock"], profile: BUILT_IN_PROFILES.generic } as const;

const verdicts = (session: readonly TraceEvent[]) =>
  Object.fromEntries(judgeSession(session, SESSIONS, TERMS).map(({ id, judgement }) => [id, judgement.verdict]));

/** What OpenSC does in a session; it never takes the card out. */
const OPENSC = {
  "GEN-CRD-0001": "pass",
  "GEN-CRD-0002": "pass",
  "GEN-CRD-0003": "pass",
  "GEN-CRD-0004": "pass",
  "GEN-CRD-0005": "pass",
  "GEN-CRD-0006": "pass",
  "GEN-CRD-0007": "not-reached",
};

describe("OpenSC's session, as it was recorded through pcscd and libccid", () => {
  test("passes the cases for card sessions", () => {
    expect(verdicts(openscSession())).toEqual(OPENSC);
  });

  test("and today's card, asked the same again, gives answers that pass", async () => {
    const { country } = makeProducts();
    const world = virtualWorld(1);
    const trace = recorder(world.clock, await secretsOf(country, ["patient"]));
    await world.run(replaySession({ session: openscSession(), world, trace, country }));
    expect(verdicts(trace.events)).toEqual(OPENSC);
  });
});

const command = (bytes: string): Loose => ({ channel: "card", is: "command", bytes });
const response = (bytes: string): Loose => ({ channel: "card", is: "response", bytes });

test("of a session that stops short nothing is said that it did not come to", () => {
  // A card's side of a session, by hand: PIN, then a signature that no certificate goes with.
  const session = events(
    { channel: "card", is: "reset", bytes: "3b888001000041e0b381a1003b" },
    ...[command("00a4040c0ad392f000260100000001"), response("9000")],
    ...[command("00a4020c020018"), response("9000")],
    ...[command("00200080"), response("63c3")],
    ...[command("00200080042a2a2a2a"), response("9000")],
    ...[command("00a4020c020017"), response("9000")],
    ...[command("802a00800301020300"), response("aabb9000")],
  );
  expect(verdicts(session)).toEqual({ ...OPENSC, "GEN-CRD-0005": "not-reached", "GEN-CRD-0006": "not-reached" });
});
