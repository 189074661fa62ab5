import { p256 } from "@noble/curves/nist.js";
import { isFault } from "../errors.ts";
import type { Cancel, FrameDevice, KeyValueStore, Panel, SharedSlot } from "../ports.ts";
import { decodeFace, encodeFace, type FaceMessage, PROTOCOL_VERSION, proofInput } from "../wire/face.ts";
import { type FirmwareSettings, WAITS } from "./firmware-settings.ts";
import { jobLine } from "./job-line.ts";
import { panelEvent } from "./panel-event.ts";
import type { ReaderEffect, ReaderEvent } from "./part-machine.ts";
import { performJob, type Senses } from "./reader-jobs.ts";
import { resultKey } from "./reader-store.ts";
import { idle, reception, type ReceptionState } from "./reception-machine.ts";
import { slotOwner } from "./slot-owner.ts";

export interface FirmwareParts extends Senses {
  readonly panel: Panel;
  readonly store: KeyValueStore;
  readonly shared?: SharedSlot;
  readonly settings: FirmwareSettings;
  /** What went wrong below an outcome, for the maker's log; a reception has ended by it or goes on without. */
  readonly onFault?: (error: unknown) => void;
}

/** The reference firmware of a face-auth reader: performs what its machine wishes for, and decides nothing itself. */
export function startFirmware(parts: FirmwareParts): FrameDevice & { stop(): void } {
  const { clock, slot, panel, store, shared, settings, onFault = () => undefined } = parts;
  const secretKey = resultKey(store);
  const waits = { ...WAITS, ...settings.waits };
  const listeners = new Set<(frame: Uint8Array) => void>();
  const heard: ReaderEvent[] = [];
  let hearing = false;
  let state: ReceptionState = idle;
  let language: "ja" | "en" = "ja";
  let cardPresent = slot.present();
  let timer: Cancel = () => undefined;

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

  function hear(event: ReaderEvent): void {
    heard.push(event);
    // An effect may be answered at once, by a person quick at the panel: that waits until this event is done with.
    if (hearing) return;
    hearing = true;
    for (let next = heard.shift(); next; next = heard.shift()) {
      const [after, ...effects] = reception(state, next);
      state = after;
      if ("begin" in state) language = state.begin.language;
      effects.forEach(perform);
    }
    hearing = false;
  }

  function perform(effect: ReaderEffect): void {
    switch (effect.do) {
      case "send":
        send(effect.message);
        break;
      case "complete":
        send({ ...effect.completed, proof: p256.sign(proofInput(effect.nonce, effect.completed), secretKey) });
        break;
      case "show": {
        const { do: _, screen, id, ...details } = effect;
        panel.show(screen, { ...details, language });
        if (id !== undefined) send({ is: "prompt", reception: id, screen });
        break;
      }
      case "wait":
        timer();
        timer = clock.after(waits[effect.for], () => hear({ is: "timedOut" }));
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
    const frame = encodeFace(message);
    for (const listener of listeners) listener(frame);
  }

  function cardMoved(present: boolean): void {
    if (present === cardPresent) return;
    cardPresent = present;
    hear({ is: present ? "cardPlaced" : "cardRemoved" });
  }

  function take(message: FaceMessage): void {
    if (message.is === "hello") send({ is: "identity", version: PROTOCOL_VERSION, ...settings.identity });
    if (message.is === "begin") hear({ is: "began", begin: message, able: settings.identity.methods });
    if (message.is === "cancel") hear({ is: "cancelled", id: message.reception });
    if (message.is === "authority") {
      const { reception: id, certificate, signature } = message;
      hear({ is: "authority", id, given: certificate && signature && { certificate, signature } });
    }
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
        return;
      }
      take(message);
    },
    onFrame(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    stop() {
      for (const unplug of ears) unplug();
      timer();
      jobs.abandon();
      listeners.clear();
      owner.release(jobs.cardFree);
    },
  };
}
