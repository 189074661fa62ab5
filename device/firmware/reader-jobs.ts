import type { Procedure } from "../card/procedure.ts";
import { DeviceError } from "../errors.ts";
import type { Camera, CardSlot, Clock, Matcher } from "../ports.ts";
import { LONGEST_PAYLOAD } from "../wire/face-frame.ts";
import {
  countPinTries,
  getCardChallenge,
  identify,
  loadAuthority,
  readCertificate,
  readPhotograph,
  signChallenge,
  tryKeyB,
  verifyPin,
} from "./card-procedures.ts";
import type { FaceOutcome, Job, ReaderEvent } from "./part-machine.ts";

export interface Senses {
  readonly clock: Clock;
  readonly slot: CardSlot;
  readonly camera: Camera;
  readonly matcher: Matcher;
}

/** Whether the work is still wanted; asked between any two commands to the card. */
export type StillWanted = () => boolean;

/** Below this depth (1 is a person, 0 is paper) what the camera sees is a picture of a face. An assumption of ours. */
const LIVE_DEPTH = 0.5;

/** Bytes that a result has beside what the card made. */
const BESIDE = 256;

export type CardJob = Exclude<Job, { do: "takeSlot" }>;

/** Does one job and tells its result; rejects when there is none. `within` is how long a face may take to appear, in milliseconds. */
export async function performJob(
  job: CardJob,
  senses: Senses,
  within: number,
  wanted: StillWanted,
): Promise<ReaderEvent> {
  const { slot, camera, matcher } = senses;
  const ask = <T>(procedure: Procedure<T>) => run(procedure, slot, wanted);
  switch (job.do) {
    case "activateCard":
      await slot.powerOn();
      return { is: "cardActivated", card: await ask(identify()) };
    case "readFront":
      return { is: "frontRead", keyB: matcher.readKeyB(await camera.captureCardFront()) };
    case "tryKeyB":
      return { is: "keyBTried", outcome: await ask(tryKeyB(job.keyB)) };
    case "readPhotograph":
      return { is: "photographRead", picture: await decode(await ask(readPhotograph()), senses) };
    case "compareFace":
      return { is: "faceCompared", ...(await compareFace(job, senses, within)) };
    case "countPinTries":
      return { is: "pinCounted", triesLeft: await ask(countPinTries()) };
    case "verifyPin":
      return { is: "pinVerified", ...(await ask(verifyPin(job.digits))) };
    case "getCardChallenge":
      return { is: "challengeGiven", challenge: await ask(getCardChallenge()) };
    case "loadAuthority":
      return { is: "authorityLoaded", accepted: await ask(loadAuthority(job.authority)) };
    case "sign": {
      const signature = await ask(signChallenge(job.challenge));
      const certificate = await ask(readCertificate());
      const got = signature.length + certificate.length;
      if (got > LONGEST_PAYLOAD - BESIDE)
        throw new DeviceError("peer.unexpected", { during: "signing", got: `${got} bytes, more than a message holds` });
      return { is: "signed", signature, certificate };
    }
  }
}

/** A decoder may be WASM, which takes real time. */
const decode = (jp2: Uint8Array, { clock, matcher }: Senses) => clock.real(matcher.decodePhotograph(jp2));

async function run<T>(procedure: Procedure<T>, slot: CardSlot, wanted: StillWanted): Promise<T> {
  let step = procedure.next();
  while (!step.done) {
    const answer = await slot.transmit(step.value);
    if (!wanted()) throw new Abandoned();
    step = procedure.next(answer);
  }
  return step.value;
}

/** Nobody hears of it: the job it ends was given up. */
class Abandoned extends Error {}

async function compareFace(
  { photograph }: Extract<Job, { do: "compareFace" }>,
  { camera, matcher }: Senses,
  within: number,
): Promise<{ readonly outcome: FaceOutcome; readonly score: number; readonly liveness?: number }> {
  const seen = await camera.captureFace(within);
  if (!seen) return { outcome: "noFace", score: 0 };
  const score = Math.min(1, Math.max(0, matcher.score(photograph, seen.picture)));
  const liveness = Math.min(1, Math.max(0, seen.depth));
  if (liveness < LIVE_DEPTH) return { outcome: "notLive", score, liveness };
  return { outcome: score >= matcher.threshold ? "accepted" : "refused", score, liveness };
}
