import { DeviceError } from "../errors.ts";
import { type Clock, type Fetch, type Intent, type Operator, sleep } from "../ports.ts";
import type { Channel, Recorder } from "../trace.ts";
import { type Answer, type FarEnd, plain, readAnswer, request, unusable } from "./bounded-request.ts";
import { farClock, type RoundTrip } from "./far-clock.ts";
import { type Following, followObservations } from "./follow.ts";
import { ABOUT, type About, type CaseStart, FAULT_ANSWER } from "./messages.ts";

export type { Following } from "./follow.ts";

/** A product's control API as the suite uses it. Whatever it answers, a call ends in time and in bounded memory, with a fault of set-up. */
export interface ControlClient {
  about(): Promise<About>;
  /** Acts through the product; an act that it does not offer rejects with `operator.notOffered`. */
  readonly operator: Operator;
  /** Brings the product into its initial state for one case. True when its cards are new with it; real cards keep what they know. */
  begin(start: CaseStart): Promise<boolean>;
  /** From now on what the product observes goes into `recorder`, its clock mapped to ours, the uncertainty of that stated first. */
  follow(recorder: Recorder, options?: FollowOptions): Promise<Following>;
}

export interface FollowOptions {
  /** Which channels to take, of those that the product shows. Frames, files and acts are better seen at our own doors. */
  readonly channels?: readonly Channel[];
}

export interface ControlOptions {
  /** Redirections are never followed: where the API is, the user alone says. */
  readonly fetch: Fetch;
  /** Where the API begins: `http://127.0.0.1:8080`, also with a path. */
  readonly url: string;
  readonly clock: Clock;
}

/** Milliseconds. Bringing a product into its initial state may mean to start it anew; a person's act may wait for a screen. */
const PATIENCE = { about: 10_000, cases: 60_000, intents: 120_000 } as const;
const ROUND_TRIPS = 4;
const INSIDE: readonly Channel[] = ["card", "panel", "camera", "central", "chart"];

export function controlClient({ fetch, url, clock }: ControlOptions): ControlClient {
  const end: FarEnd = { fetch, clock, base: baseOf(url) };
  const post = (path: string, body: unknown, within: number) => request(end, { method: "POST", path, body, within });

  const about = async (): Promise<About> => {
    const { status, text } = await request(end, { method: "GET", path: "about", within: PATIENCE.about });
    if (status !== 200) throw unexpected(end, "GET about", { status, text });
    return readAnswer(end, "GET about", text, ABOUT);
  };

  const perform = async (intent: Intent): Promise<void> => {
    // Waiting is done here: nobody needs to be asked for it.
    if (intent.intent === "wait") return sleep(clock, intent.milliseconds);
    const { intent: name, ...fields } = intent;
    const answer = await post(`intents/${name}`, fields, PATIENCE.intents);
    if (answer.status === 204) return;
    if (answer.status === 501) throw new DeviceError("operator.notOffered", { intent: name, by: end.base.href });
    // What it says to a PIN is not repeated.
    const said = name === "enterPin" || name === "confirmVisual" ? "" : wordsOf(answer);
    if (answer.status === 409)
      throw new DeviceError("peer.unexpected", { during: name, got: `not possible now${said}` });
    throw unexpected(end, `POST intents/${name}`, answer, said);
  };

  const begin = async (start: CaseStart): Promise<boolean> => {
    const answer = await post("cases", start, PATIENCE.cases);
    if (answer.status === 204) return true;
    // Begun anew with cards that remember, or not at all.
    if (answer.status === 200 || answer.status === 501) return false;
    throw unexpected(end, "POST cases", answer);
  };

  const follow = async (recorder: Recorder, { channels = INSIDE }: FollowOptions = {}): Promise<Following> => {
    const look = async () => {
      const sent = clock.now();
      const told = await about();
      return { told, trip: { sent, received: clock.now(), far: told.time } satisfies RoundTrip };
    };
    const { told, trip } = await look();
    const trips: [RoundTrip, ...RoundTrip[]] = [trip];
    let next = told.next;
    while (trips.length < ROUND_TRIPS) {
      const again = await look();
      trips.push(again.trip);
      next = again.told.next;
    }
    const far = farClock(clock, told.uncertainty ?? 0, trips);
    const shown = channels.filter((channel) => told.channels.includes(channel));
    if (shown.length === 0) return NOTHING_TO_FOLLOW;
    recorder.record({ channel: "clock", is: "source", source: "system", uncertainty: far.uncertainty });
    return followObservations(end, far, recorder, shown, next);
  };

  return { about, operator: { perform }, begin, follow };
}

const NOTHING_TO_FOLLOW: Following = { failed: new Promise<never>(() => undefined), stop: () => Promise.resolve() };

function baseOf(url: string): URL {
  const base = URL.canParse(url) ? new URL(url) : undefined;
  if (!base || !/^https?:$/.test(base.protocol) || base.username !== "" || base.password !== "")
    throw new DeviceError("config.invalid", {
      where: "control",
      why: "it takes an http or https URL without user and password",
      ja: "利用者名とパスワードを含まない http か https の URL を指定してください",
    });
  return new URL(base.pathname.replace(/\/*$/, "/"), base.origin);
}

function unexpected({ base }: FarEnd, call: string, answer: Answer, said = wordsOf(answer)): DeviceError {
  const { status } = answer;
  return unusable(
    base,
    `it answers ${call} with status ${status}${said}`,
    `${call} に状態 ${status} で答えました${said}`,
  );
}

/** What a refusal says for itself, where it says it as declared. */
function wordsOf({ text }: Answer): string {
  try {
    const { fault, en } = FAULT_ANSWER.parse(JSON.parse(text));
    return ` (${plain(fault, 40)}: ${plain(en)})`;
  } catch {
    return "";
  }
}
