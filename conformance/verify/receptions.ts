import { X509Certificate } from "node:crypto";
import { bytesRead, exchanges, is } from "./card.ts";
import { told } from "./claims.ts";
import { BROKEN, type Finding, HELD, heldIf, UNSEEN } from "./finding.ts";
import { shown } from "./hidden.ts";
import type { Fields } from "./material.ts";
import { messageOf, on, sightings, type Trace } from "./sightings.ts";

/** docs/evidence.md, "Rules": those about a reader's messages, whatever the reception is about. */

export function oneEnd(_: Fields, trace: Trace): Finding {
  const begun = told(trace, "sent", "begin").map(({ message }) => message["reception"]);
  const ended = ["completed", "ended"]
    .flatMap((name) => told(trace, "received", name))
    .map(({ message }) => message["reception"]);
  const ends = (reception: unknown) => ended.filter((each) => each === reception).length;
  if (begun.some((reception) => ends(reception) > 1)) return BROKEN;
  return begun.length > 0 && begun.every((reception) => ends(reception) === 1) ? HELD : UNSEEN;
}

export function nameTheirReception(_: Fields, trace: Trace): Finding {
  const begins = told(trace, "sent", "begin");
  const named = on(trace.events, "host", "received", (event) => messageOf(event)?.["reception"]);
  if (named.length === 0) return UNSEEN;
  return heldIf(
    named.every(({ seq, value }) => begins.some((begin) => begin.seq < seq && begin.message["reception"] === value)),
  );
}

const inTurn = (screens: readonly unknown[]) => screens.filter((screen, i) => screen !== screens[i - 1]);

export function promptsAreScreens(_: Fields, trace: Trace): Finding {
  const seen = sightings({ see: "shown" }, trace)
    .map(({ value }) => (value as Fields)["screen"])
    .filter((screen) => screen !== "idle");
  if (seen.length === 0) return UNSEEN;
  const prompted = told(trace, "received", "prompt").map(({ message }) => message["screen"]);
  return heldIf(JSON.stringify(inTurn(prompted)) === JSON.stringify(inTurn(seen)));
}

const PROTOCOL_VERSION = 2;

export function namesItself(_: Fields, trace: Trace): Finding {
  const [identity] = told(trace, "received", "identity");
  if (!identity) return UNSEEN;
  const { version, serial, attestation } = identity.message;
  return heldIf(version === PROTOCOL_VERSION && serial === subjectIn(attestation as Buffer));
}

/** Nothing where there is no certificate; such a reader names nobody. */
function subjectIn(certificate: Buffer): string | undefined {
  try {
    return /^CN=(.*)$/m.exec(new X509Certificate(certificate).subject)?.[1];
  } catch {
    return undefined;
  }
}

export function countsAttempts(_: Fields, trace: Trace): Finding {
  const tries = told(trace, "received", "matched").map(({ message }) => ({
    attempt: Number(message["attempt"]),
    left: Number(message["attemptsLeft"]),
  }));
  if (tries.length < 2) return UNSEEN;
  // The last has none left, and so their sum is how many there were.
  return heldIf(tries.every(({ attempt, left }, i) => attempt === i + 1 && left === tries.length - attempt));
}

export function handsOnChallenge(_: Fields, trace: Trace): Finding {
  const wanted = told(trace, "received", "authorityWanted");
  if (wanted.length === 0) return UNSEEN;
  const given = exchanges(trace.events)
    .map(({ value }) => value)
    .filter(({ command, response }) => is("GET CHALLENGE", command) && response.sw === 0x9000)
    .map(({ response }) => shown(response.data));
  return heldIf(wanted.every(({ message }) => given.some((bytes) => bytes.equals(message["challenge"] as Buffer))));
}

export function carriesCardsCertificate(_: Fields, trace: Trace): Finding {
  const results = told(trace, "received", "completed");
  if (results.length === 0) return UNSEEN;
  const read = bytesRead(trace.events, "jpki", 0x0a);
  return heldIf(
    results.every(({ message }) => {
      const certificate = message["certificate"] as Buffer;
      return read.subarray(0, certificate.length).equals(certificate);
    }),
  );
}
