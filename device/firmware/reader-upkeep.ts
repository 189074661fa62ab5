import { createHash } from "node:crypto";
import { p256 } from "@noble/curves/nist.js";
import { isFault } from "../errors.ts";
import type { Cancel, Clock, KeyValueStore } from "../ports.ts";
import { equal } from "../wire/bytes.ts";
import {
  FACE_DECLARATIONS,
  type FaceMessage,
  type FaceMessageOf,
  proofInput,
  READER_PARTS,
  type ReaderPart,
  UPDATE_REFUSALS,
} from "../wire/face.ts";
import { decodeManifest, type FirmwareManifest } from "../wire/firmware-manifest.ts";
import type { ReaderLog } from "./reader-log.ts";
import { install, installed, resultKey, updateKey } from "./reader-store.ts";
import {
  noUpdate,
  type Running,
  update,
  type UpdateEffect,
  type UpdateEvent,
  type UpdateState,
} from "./update-machine.ts";

/** What a reader does for its keeper, outside of receptions: it proves itself, looks at its parts, tells its log, takes new firmware. */
export interface Upkeep {
  /** Whether the message was one for it. */
  take(message: FaceMessage): boolean;
  /** The firmware that runs: the one it was born with, or what was installed since. */
  readonly running: Running & { readonly firmware: string };
  /** It updates or tests itself: no patient can come now. */
  readonly busy: boolean;
  stop(): void;
}

export interface UpkeepParts {
  readonly clock: Clock;
  readonly store: KeyValueStore;
  readonly log: ReaderLog;
  readonly born: Running & { readonly firmware: string };
  readonly serial: string;
  /** X.509 certificates (DER), one behind the other, the result key's own first. */
  readonly chain: Uint8Array;
  /** Looks at one part; a part without a look is taken for good. */
  readonly look: Readonly<Partial<Record<ReaderPart, () => Promise<boolean>>>>;
  readonly send: (message: FaceMessage) => void;
  readonly show: (screen: "updating" | "idle") => void;
}

/** Milliseconds that the next part of an image may take. */
const CHUNK_WAIT = 10_000;
/** Milliseconds after which a part that has not answered the self-test is taken for broken. */
const LOOK_WAIT = 5_000;

export function readerUpkeep({ clock, store, log, born, serial, chain, look, send, show }: UpkeepParts): Upkeep {
  let state: UpdateState = noUpdate;
  let timer: Cancel = () => undefined;
  let testing = false;
  const running = () => ({ ...born, ...installed(store) });

  function hear(event: UpdateEvent): void {
    const wasIdle = state.at === "idle";
    const [next, ...effects] = update(state, event);
    state = next;
    if (wasIdle !== (next.at === "idle")) show(wasIdle ? "updating" : "idle");
    effects.forEach(perform);
  }

  function perform(effect: UpdateEffect): void {
    switch (effect.do) {
      case "send":
        send(effect.message);
        break;
      case "wait":
        timer();
        timer = clock.after(CHUNK_WAIT, () => hear({ is: "timedOut" }));
        break;
      case "stopWaiting":
        timer();
        break;
      case "checkImage":
        hear({ is: "imageChecked", right: equal(createHash("sha256").update(effect.image).digest(), effect.digest) });
        break;
      case "install":
        install(store, effect.manifest);
        log.write("updated", Math.min(effect.manifest.counter, 0xfffe));
        break;
      case "note":
        log.write("updateRefused", UPDATE_REFUSALS[effect.reason]);
        break;
    }
  }

  function attest({ nonce }: FaceMessageOf<"attest">): void {
    const { firmware, counter } = running();
    const told = { is: "attested", serial, firmware, counter, chain } as const;
    send({ ...told, proof: p256.sign(proofInput(nonce, told), resultKey(store), { lowS: false }) });
  }

  const inTime = (looking: Promise<boolean>) =>
    new Promise<boolean>((resolve) => {
      const late = clock.after(LOOK_WAIT, () => resolve(false));
      void looking
        .catch(() => false)
        .then((good) => {
          late();
          resolve(good);
        });
    });

  async function test(): Promise<void> {
    testing = true;
    const seen = await Promise.all(
      READER_PARTS.map(async (part) => [part, await inTime(look[part]?.() ?? Promise.resolve(true))] as const),
    );
    testing = false;
    const those = (wanted: boolean) => seen.filter(([, good]) => good === wanted).map(([part]) => part);
    log.write("selfTest", those(false).length);
    send({ is: "tested", passed: those(true), failed: those(false) });
  }

  return {
    take(message) {
      switch (message.is) {
        case "attest":
          attest(message);
          return true;
        case "selfTest":
          if (testing) send({ is: "notDone", tag: FACE_DECLARATIONS.selfTest.tag, reason: "busy" });
          else void test();
          return true;
        case "readLog":
          log.since(message.from).forEach(send);
          send({ is: "logEnd", next: log.next });
          return true;
        case "offerUpdate": {
          const { manifest, signature } = message;
          const signed = isSigned(manifest, signature, updateKey(store));
          hear({ is: "offered", manifest: readable(manifest), signed, running: running() });
          return true;
        }
        case "updateChunk":
          hear({ is: "chunk", offset: message.offset, bytes: message.bytes });
          return true;
        default:
          return false;
      }
    },
    get running() {
      return running();
    },
    get busy() {
      return testing || state.at !== "idle";
    },
    stop: () => timer(),
  };
}

function readable(manifest: Uint8Array): FirmwareManifest | undefined {
  try {
    return decodeManifest(manifest);
  } catch (error) {
    if (isFault(error, "peer.malformed")) return undefined;
    throw error;
  }
}

function isSigned(manifest: Uint8Array, signature: Uint8Array, key: Uint8Array | undefined): boolean {
  try {
    // Half of all honest signatures have a high s: P-256 knows no rule against it (FIPS 186-5).
    return key !== undefined && p256.verify(signature, manifest, key, { lowS: false });
  } catch {
    // The library throws on what is not 64 bytes.
    return false;
  }
}
