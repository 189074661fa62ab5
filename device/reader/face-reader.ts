import { createPublicKey, type KeyObject, verify } from "node:crypto";
import { DeviceError, isFault } from "../errors.ts";
import type { Cancel, Clock, Transport } from "../ports.ts";
import { LONGEST_PAYLOAD } from "../wire/face-frame.ts";
import {
  decodeFace,
  encodeFace,
  type FaceMessage,
  type FaceMessageOf,
  PROTOCOL_VERSION,
  proofInput,
} from "../wire/face.ts";
import { inVersion, isPassedOver, spoken } from "../wire/face-version.ts";
import { face, type FaceEffect, type FaceEvent, type FaceState, SILENCE, stepSilence } from "./face-machine.ts";
import { type FrameQueue, frameQueue } from "./frame-queue.ts";
import { type Promised, promised } from "./promised.ts";

export interface FaceReaderOptions {
  /**
   * The P-256 point of a reader's attestation certificate (DER), `undefined` if it is not one to trust; then the reader is refused.
   * Without this, proofs go unchecked and no result says `proven`.
   */
  readonly readerKey?: (attestation: Uint8Array) => Uint8Array | undefined;
  /** Milliseconds; what is absent is as in `SILENCE`. */
  readonly silence?: Partial<Record<keyof typeof SILENCE, number>>;
  /** Messages of no reception of ours, and faults that ended none. */
  readonly onStray?: (message: FaceMessage) => void;
  readonly onWarning?: (error: DeviceError) => void;
}

export type ReceptionOptions = Omit<FaceMessageOf<"begin">, "is" | "reception" | "askPrescription"> & {
  readonly askPrescription: boolean;
};

/** The central system's leave to use the card's key, or nothing when it refuses. */
export type AnswerAuthority = (
  challenge: Uint8Array,
) => Promise<{ readonly certificate: Uint8Array; readonly signature: Uint8Array } | undefined>;

/** How a reception ended. `proven`: its proof was checked against the reader's attested key. */
export type FaceResult = FaceMessageOf<"ended"> | (FaceMessageOf<"completed"> & { readonly proven: boolean });

export interface FaceReception {
  /** Whatever the reader says of this reception, in order, for one consumer; the last is `completed` or `ended`. */
  readonly messages: AsyncIterable<FaceMessage>;
  /** Rejects with `link.*`, `peer.*` or `call.misuse`. */
  readonly result: Promise<FaceResult>;
  /** The result comes still: the reader says that it has ended. */
  cancel(): void;
}

export interface FaceReader {
  readonly identity: FaceMessageOf<"identity">;
  /**
   * One at a time. The first four bytes of the nonce serve as its number, so that two hosts never share one. Throws `call.misuse` for
   * what cannot be asked.
   */
  receive(options: ReceptionOptions, answerAuthority: AnswerAuthority): FaceReception;
  /** Everything the reader says, with or without a reception. */
  onMessage(heard: (message: FaceMessage) => void): Cancel;
  close(): Promise<void>;
}

/** Greets the reader and waits for its identity. Rejects with `link.silent`, `link.lost` or `peer.unexpected`. */
export async function openFaceReader(
  transport: Transport,
  clock: Clock,
  options: FaceReaderOptions = {},
): Promise<FaceReader> {
  const { onStray = () => undefined, onWarning = () => undefined } = options;
  const silence = { ...SILENCE, ...options.silence };
  const listeners = new Set<(message: FaceMessage) => void>();
  const greeting = promised<FaceMessageOf<"identity">>();
  let state: FaceState = { at: "greeting" };
  let timer: Cancel = () => undefined;
  let key: KeyObject | undefined;
  /** What the reader speaks too. */
  let version = 1;
  let asking: Call | undefined;
  let call: Call | undefined;

  const hear = (event: FaceEvent): void => {
    const [next, ...effects] = face(state, event);
    state = next;
    effects.forEach(perform);
  };

  function perform(effect: FaceEffect): void {
    switch (effect.do) {
      case "send":
        say(effect.message);
        break;
      case "greet":
        version = spoken(effect.identity.version);
        greeting.resolve(effect.identity);
        break;
      case "tell":
        call?.messages.push(effect.message);
        for (const listener of listeners) listener(effect.message);
        break;
      case "report":
        onStray(effect.stray);
        break;
      case "warn":
        onWarning(effect.error);
        break;
      case "askAuthority":
        void answer(effect.id, effect.challenge);
        break;
      case "settle": {
        const { result, proven = false } = effect;
        call?.result.resolve(result.is === "completed" ? { ...result, proven } : result);
        call?.messages.end();
        call = undefined;
        break;
      }
      case "fail":
        greeting.reject(effect.error);
        fail(call, effect.error);
        call = undefined;
        break;
      case "accept":
        call = asking;
        break;
      case "refuse":
        fail(asking, effect.error);
        break;
      case "wait": {
        const usual = silence[effect.for];
        const longest = effect.for === "step" && "begin" in state ? stepSilence(usual, state.begin) : usual;
        timer();
        timer = clock.after(longest, () => hear({ is: "silent", seconds: longest / 1000 }));
        break;
      }
      case "stopWaiting":
        timer();
        break;
    }
  }

  function say(message: FaceMessage): void {
    // An older reader takes what it has no word for as no message at all.
    const understood = inVersion(message, version);
    // A link that is gone says so where its frames are read.
    if (understood) transport.send(encodeFace(understood)).catch(() => undefined);
  }

  async function answer(id: number, challenge: Uint8Array): Promise<void> {
    // A central system that cannot be asked has not agreed; who asked it knows why.
    const authority = await call?.answerAuthority(challenge).catch(() => undefined);
    const length = authority ? encodeFace({ is: "authority", reception: id, ...authority }).length : 0;
    const fits = length <= LONGEST_PAYLOAD;
    // What no message can carry the reader cannot be given: it hears a refusal.
    if (!fits) onWarning(new DeviceError("peer.unexpected", { during: "authority", got: `leave of ${length} bytes` }));
    hear({ is: "authorityAnswered", id, authority: fits && authority ? authority : {} });
  }

  function heard(frame: Uint8Array): FaceEvent {
    try {
      const message = decodeFace(frame);
      if (message.is !== "completed" || !key || !("begin" in state)) return { is: "heard", message };
      return { is: "heard", message, proven: isProven(message, state.begin.nonce, key) };
    } catch (error) {
      if (isFault(error, "peer.malformed")) return { is: "garbled", error };
      throw error;
    }
  }

  async function listen(): Promise<void> {
    const gone = new DeviceError("link.lost", { link: "the reader" });
    try {
      for await (const frame of transport.frames) if (!isPassedOver(frame)) hear(heard(frame));
      hear({ is: "lost", error: gone });
    } catch (error) {
      hear({ is: "lost", error: isFault(error) ? error : gone });
    }
  }

  void listen();
  perform({ do: "send", message: { is: "hello", version: PROTOCOL_VERSION } });
  perform({ do: "wait", for: "identity" });
  try {
    const identity = await greeting.promise;
    const point = options.readerKey?.(identity.attestation);
    key = point && publicKey(point);
    if (options.readerKey && !key)
      throw new DeviceError("peer.unexpected", { during: "hello", got: "an attestation that is not trusted" });
    return {
      identity,
      receive(given, answerAuthority) {
        const begin = beginOf(given);
        const result = promised<FaceResult>();
        const messages = frameQueue<FaceMessage>();
        asking = { answerAuthority, messages, result };
        hear({ is: "asked", begin });
        return {
          messages,
          result: result.promise,
          cancel: () => hear({ is: "cancelAsked", id: begin.reception }),
        };
      },
      onMessage(listener) {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
      close: () => transport.close(),
    };
  } catch (error) {
    await transport.close();
    throw error;
  }
}

interface Call {
  readonly answerAuthority: AnswerAuthority;
  readonly messages: FrameQueue<FaceMessage>;
  readonly result: Promised<FaceResult>;
}

function fail(call: Call | undefined, error: DeviceError): void {
  call?.result.reject(error);
  call?.messages.end();
}

/** Throws `call.misuse` for what no message can say, before anything is asked of the reader. */
function beginOf({ askPrescription, ...options }: ReceptionOptions): FaceMessageOf<"begin"> {
  try {
    const reception = new DataView(options.nonce.buffer, options.nonce.byteOffset, options.nonce.length).getUint32(0);
    const begin = { is: "begin", reception, ...options, askPrescription: askPrescription ? "yes" : "no" } as const;
    encodeFace(begin);
    return begin;
  } catch (cause) {
    const why = `a reception that cannot be asked for: ${cause instanceof Error ? cause.message : "no message says it"}`;
    throw new DeviceError("call.misuse", { why }, { cause });
  }
}

/** Readers sign by one library and hosts check by another: neither agrees with itself alone. */
function isProven(completed: FaceMessageOf<"completed">, nonce: Uint8Array, key: KeyObject): boolean {
  const { proof } = completed;
  // Both halves of the curve: not every maker's key chip normalises s.
  return (
    proof !== undefined && verify("sha256", proofInput(nonce, completed), { key, dsaEncoding: "ieee-p1363" }, proof)
  );
}

/** Undefined for what is no point of the curve. */
function publicKey(point: Uint8Array): KeyObject | undefined {
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((half) => Buffer.from(half).toString("base64url"));
  try {
    return createPublicKey({ key: { kty: "EC", crv: "P-256", x: x ?? "", y: y ?? "" }, format: "jwk" });
  } catch {
    return undefined;
  }
}
