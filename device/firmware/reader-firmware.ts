import { p256 } from "@noble/curves/nist.js";
import { isFault } from "../errors.ts";
import type { Cancel, FrameDevice, KeyValueStore, Panel, SharedSlot } from "../ports.ts";
import {
  decodeFace,
  encodeFace,
  END_REASONS,
  FACE_DECLARATIONS,
  type FaceMessage,
  METHODS,
  PROTOCOL_VERSION,
  proofInput,
} from "../wire/face.ts";
import { inVersion, isKnown, spoken, tagOf } from "../wire/face-version.ts";
import { type FirmwareSettings, WAITS } from "./firmware-settings.ts";
import { jobLine } from "./job-line.ts";
import { panelEvent } from "./panel-event.ts";
import type { HumanWait, ReaderEffect, ReaderEvent, Wait } from "./part-machine.ts";
import { performJob, type Senses } from "./reader-jobs.ts";
import { readerLog } from "./reader-log.ts";
import { keepOpen, openReception, resultKey } from "./reader-store.ts";
import { readerUpkeep } from "./reader-upkeep.ts";
import { looksAt } from "./self-test.ts";
import { idle, reception, type ReceptionState } from "./reception-machine.ts";
import { slotOwner } from "./slot-owner.ts";

export interface FirmwareParts extends Senses {
  readonly panel: Panel;
  readonly store: KeyValueStore;
  readonly shared?: SharedSlot;
  readonly settings: FirmwareSettings;
  /** What decides; `reception` where nothing else is said. */
  readonly machine?: typeof reception;
  /** What went wrong below an outcome, for the maker's log; a reception has ended by it or goes on without. */
  readonly onFault?: (error: unknown) => void;
}

/** The reference firmware of a face-auth reader: performs what its machine wishes for, and decides nothing itself. */
export function startFirmware(parts: FirmwareParts): FrameDevice & {
  stop(): void;
  /** The power goes, in the middle of whatever it is: nothing more is said or shown, and the card is dead at once. */
  cut(): void;
} {
  const { clock, slot, panel, store, shared, settings, machine = reception, onFault = () => undefined } = parts;
  const secretKey = resultKey(store);
  const waits = { ...WAITS, ...settings.waits };
  const listeners = new Set<(frame: Uint8Array) => void>();
  const heard: ReaderEvent[] = [];
  let hearing = false;
  let state: ReceptionState = idle;
  let language: "ja" | "en" = "ja";
  let cardPresent = slot.present();
  let timer: Cancel = () => undefined;
  /** What its host speaks, who may be a new one at any `hello`. */
  let version = 1;
  /** The reception that a power cut ended, until its host is there to hear of it. */
  let cutOff = openReception(store);

  const log = readerLog(store, clock);
  log.write(cutOff === undefined ? "started" : "restartedMidway");
  const { identity } = settings;
  const jobs = jobLine(
    clock,
    (job) => waits.job + (job.do === "compareFace" ? waits.face : 0),
    async (job, wanted) => {
      if (job.do !== "takeSlot") return performJob(job, parts, waits.face, wanted);
      await owner.take();
      cardPresent = slot.present();
      return { is: "slotTaken", cardPresent };
    },
    (result) => {
      if (result instanceof Error) {
        onFault(result);
        // Whatever failed because the card is gone is the card gone.
        if (!slot.present()) cardMoved(false);
      }
      hear(result instanceof Error ? { is: "jobFailed" } : result);
    },
  );
  const owner = slotOwner(slot, shared, onFault);
  const upkeep = readerUpkeep({
    ...{ clock, store, log, serial: identity.serial, chain: settings.chain ?? identity.attestation },
    born: { model: identity.model, firmware: identity.firmware, counter: settings.counter ?? 1 },
    look: looksAt({ ...parts, owner }),
    send: (message) => send(message),
    show: (screen) => panel.show(screen, { language }),
  });

  function hear(event: ReaderEvent): void {
    heard.push(event);
    // An effect may be answered at once, by a person quick at the panel: that waits until this event is done with.
    if (hearing) return;
    hearing = true;
    for (let next = heard.shift(); next; next = heard.shift()) {
      const [after, ...effects] = machine(state, next);
      const before = underWay();
      state = after;
      if ("begin" in state) language = state.begin.language;
      if (underWay() !== before) keepOpen(store, underWay());
      effects.forEach(perform);
    }
    hearing = false;
  }

  const underWay = () => ("begin" in state ? state.id : undefined);

  const waitFor = (what: Wait): number => {
    const patience = "begin" in state ? state.begin.patience : undefined;
    return patience !== undefined && isHuman(what) ? patience * 1000 : waits[what];
  };

  function perform(effect: ReaderEffect): void {
    switch (effect.do) {
      case "send":
        note(effect.message);
        send(effect.message);
        break;
      case "complete": {
        // What is signed is what the host reads.
        const completed = inVersion(effect.completed, version) ?? effect.completed;
        const proof = p256.sign(proofInput(effect.nonce, completed), secretKey, { lowS: false });
        log.write("completed", METHODS[completed.method]);
        send({ ...completed, proof });
        break;
      }
      case "show": {
        const { do: _, screen, id, ...details } = effect;
        panel.show(screen, { ...details, language });
        if (id !== undefined) send({ is: "prompt", reception: id, screen });
        break;
      }
      case "wait":
        timer();
        timer = clock.after(waitFor(effect.for), () => hear({ is: "timedOut" }));
        break;
      case "stopWaiting":
        timer();
        break;
      case "releaseSlot":
        owner.release(jobs.cardFree);
        break;
      case "abandonJob":
        jobs.abandon();
        break;
      default:
        jobs.start(effect);
    }
  }

  function send(message: FaceMessage): void {
    const understood = inVersion(message, version);
    if (!understood) return;
    const frame = encodeFace(understood);
    for (const listener of listeners) listener(frame);
  }

  /** For the log; none of it says who. */
  function note(message: FaceMessage): void {
    if (message.is === "ended") log.write("ended", END_REASONS[message.reason]);
    if (message.is === "staffChecked" && message.outcome === "refused") log.write("staffRefused");
    if (message.is === "matched" && message.outcome !== "accepted" && message.attemptsLeft === 0)
      log.write("methodFailed", METHODS.face);
    if (message.is === "pinChecked" && message.outcome === "locked") log.write("methodFailed", METHODS.pin);
  }

  function cardMoved(present: boolean): void {
    if (present === cardPresent) return;
    cardPresent = present;
    hear({ is: present ? "cardPlaced" : "cardRemoved" });
  }

  function take(message: FaceMessage): void {
    if (message.is === "hello") greet(message.version);
    if (message.is === "begin" && upkeep.busy) {
      send({ is: "ended", reception: message.reception, reason: "busy" });
      return;
    }
    if (message.is === "begin") hear({ is: "began", begin: message, able: settings.identity.methods });
    if (message.is === "cancel") hear({ is: "cancelled", id: message.reception });
    if (message.is === "authority") {
      const { reception: id, certificate, signature } = message;
      hear({ is: "authority", id, given: certificate && signature && { certificate, signature } });
    }
    if (message.is === "registration")
      hear({ is: "registration", id: message.reception, registered: message.state === "registered" });
    // Whoever is at the reader comes first; only who it is, and what it has seen, may be asked at any time.
    if (underWay() !== undefined && WAITS_FOR_PATIENTS.has(message.is))
      send({ is: "notDone", tag: FACE_DECLARATIONS[message.is].tag, reason: "busy" });
    else if (version > 1) upkeep.take(message);
  }

  function greet(theirs: number): void {
    version = spoken(theirs);
    const { firmware, counter } = upkeep.running;
    send({ is: "identity", version: PROTOCOL_VERSION, ...identity, firmware, counter });
    if (cutOff === undefined) return;
    const id = cutOff;
    cutOff = undefined;
    // A host that had not greeted may have begun with the next patient by now: that one is under way.
    keepOpen(store, underWay());
    hear({ is: "restarted", id, cardPresent: slot.present() });
  }

  const ears = [slot.onChange(cardMoved), panel.onInput((input) => hear(panelEvent(input, store)))];
  panel.show("idle", { language });

  return {
    receive(frame) {
      let message: FaceMessage;
      try {
        message = decodeFace(frame);
      } catch (error) {
        // Bytes that are no message change nothing; the next frame is looked at afresh.
        if (!isFault(error, "peer.malformed")) throw error;
        onFault(error);
        log.write("badMessage");
        const tag = tagOf(frame);
        if (tag !== undefined) send({ is: "notDone", tag, reason: isKnown(tag) ? "malformed" : "unknown" });
        return;
      }
      take(message);
    },
    onFrame(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    cut() {
      for (const unplug of ears) unplug();
      timer();
      upkeep.stop();
      jobs.abandon();
      listeners.clear();
      slot.powerOff();
    },
    stop() {
      for (const unplug of ears) unplug();
      timer();
      upkeep.stop();
      jobs.abandon();
      listeners.clear();
      owner.release(jobs.cardFree);
    },
  };
}

const WAITS_FOR_PATIENTS: ReadonlySet<FaceMessage["is"]> = new Set(["selfTest", "offerUpdate", "updateChunk"]);

const isHuman = (wait: Wait): wait is HumanWait => !["authority", "registration", "removal", "again"].includes(wait);
