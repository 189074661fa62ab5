import { isFault } from "../errors.ts";
import type { Clock, Fetch, Random } from "../ports.ts";
import type { FaceReader, FaceReception } from "../reader/face-reader.ts";
import type { ConsentItem, FaceMessage, Method } from "../wire/face.ts";
import { type Answer, type Authority, centralClient } from "./central-client.ts";
import {
  desk,
  type DeskEffect,
  type DeskEvent,
  type DeskState,
  patientArrives,
  type ReceptionOutcome,
} from "./desk-machine.ts";

export interface ReceiveOptions {
  readonly reader: FaceReader;
  readonly central: Fetch;
  /** Where the central system lives, for the addresses of the requests. */
  readonly origin?: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly facility: {
    readonly methods: readonly Method[];
    /** Kinds of information the patient is asked to consent to. */
    readonly consents: readonly ConsentItem[];
    readonly language: "ja" | "en";
    readonly askPrescription: boolean;
  };
  /** Whatever the reader says meanwhile. */
  readonly onMessage?: (message: FaceMessage) => void;
  /** Staff end the reception. */
  readonly signal?: AbortSignal;
}

const ORIGIN = "https://central.shikaku.test";

/** One patient at a face-auth reader. Whatever breaks is an outcome that says where and why; only a bug of ours rejects. */
export function receive(options: ReceiveOptions): Promise<ReceptionOutcome> {
  const { reader, clock, random, facility, signal, onMessage = () => undefined } = options;
  const client = centralClient(options.central, clock, options.origin ?? ORIGIN);

  return new Promise((resolve, reject) => {
    let [state, ...effects]: readonly [DeskState, ...DeskEffect[]] = patientArrives;
    let reception: FaceReception | undefined;

    const hear = (event: DeskEvent): void => {
      [state, ...effects] = desk(state, event);
      start(effects);
      if (state.at !== "over") return;
      // A signal may outlive many receptions, and must not gather their listeners.
      signal?.removeEventListener("abort", cancel);
      resolve(state.outcome);
    };
    const start = (wishes: readonly DeskEffect[]): void => {
      for (const wish of wishes) {
        perform(wish).catch((error: unknown) => {
          if (isFault(error)) hear({ is: "failed", error });
          else reject(error instanceof Error ? error : new Error("not an error"));
        });
      }
    };

    async function perform(effect: DeskEffect): Promise<void> {
      switch (effect.do) {
        case "fetchChallenge":
          hear(eventOf(await client.challenge(), (challenge) => ({ is: "challengeGiven", challenge })));
          break;
        case "read":
          await read(effect.challenge);
          break;
        case "cancelReader":
          reception?.cancel();
          break;
        case "report": {
          const report = { ...effect.completed, challenge: effect.challenge };
          hear(eventOf(await client.reception(report), (answer) => ({ is: "answered", answer })));
          break;
        }
      }
    }

    async function read(challenge: Uint8Array): Promise<void> {
      const nonce = random.bytes(32);
      reception = reader.receive({ nonce, challenge, ...facility }, askAuthority);
      for await (const message of reception.messages) onMessage(message);
      const result = await reception.result;
      hear(result.is === "ended" ? { is: "ended", reason: result.reason } : { is: "completed", completed: result });
    }

    async function askAuthority(cardChallenge: Uint8Array): Promise<Authority | undefined> {
      try {
        const answer = await client.authority(cardChallenge);
        if (answer.is === "given") return answer.value;
        hear({ is: "authorityDenied", because: { refusal: answer.refusal } });
      } catch (error) {
        if (!isFault(error)) throw error;
        hear({ is: "authorityDenied", because: { error } });
      }
      return undefined;
    }

    const cancel = () => hear({ is: "cancelled" });
    signal?.addEventListener("abort", cancel, { once: true });
    start(effects);
    if (signal?.aborted) cancel();
  });
}

const eventOf = <T>(answer: Answer<T>, given: (value: T) => DeskEvent): DeskEvent =>
  answer.is === "given" ? given(answer.value) : { is: "refused", refusal: answer.refusal };
