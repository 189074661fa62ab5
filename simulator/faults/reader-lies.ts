import type { PanelInput } from "../../device/ports.ts";
import type { FaceMessage } from "../../device/wire/face.ts";
import type { ReaderLie } from "../reader/virtual-reader.ts";
import { everyOtherLate } from "./late-lines.ts";
import { NARROW_READER_LIES, pinTold } from "./narrow-reader-lies.ts";
import { UPKEEP_LIES } from "./reader-upkeep-lies.ts";
import { lyingMessages, otherwise, withVoice } from "./frames.ts";

/** What broken readers do, by the id of the mutant; the clause each breaks stands in the suite's list of mutants. */
export const READER_LIES: Readonly<Record<string, () => ReaderLie>> = {
  "M-RDR-PIN-COUNTER": () => ({
    device: (device, key) =>
      lyingMessages(device, key, (message) =>
        message.is === "pinChecked" && message.triesLeft !== undefined
          ? [{ ...message, triesLeft: message.triesLeft + 1 }]
          : [message],
      ),
    panel: (panel) => ({
      ...panel,
      show(screen, details = {}) {
        const { triesLeft } = details;
        const more = screen === "enterPin" && triesLeft !== undefined ? { triesLeft: triesLeft + 1 } : {};
        panel.show(screen, { ...details, ...more });
      },
    }),
  }),

  "M-RDR-KEEPS-GOING": keepsGoing,

  "M-RDR-CONSENT-INVENTED": () => ({
    device: (device, key) =>
      lyingMessages(device, key, (message, { begin }) =>
        message.is === "consentGiven" || message.is === "completed"
          ? [{ ...message, consents: begin.consents }]
          : [message],
      ),
  }),

  "M-RDR-NONCE-FORGOTTEN": () => ({
    device: (device, key) =>
      lyingMessages(
        device,
        key,
        (message) => [message],
        () => new Uint8Array(32),
      ),
  }),

  "M-RDR-FACE-ALWAYS": () => ({ matcher: (matcher) => ({ ...matcher, score: () => 1 }) }),

  "M-RDR-PIN-TOLD": () => pinTold(() => true),
  ...NARROW_READER_LIES,
  ...UPKEEP_LIES,
};

/** Legal but unusual readers, which no case may fail. */
export const READER_VARIANTS: Readonly<Record<string, () => ReaderLie>> = {
  "B-RDR-PROMPTS-TWICE": () => ({
    device: (device, key) =>
      lyingMessages(device, key, (message) => (message.is === "prompt" ? [message, message] : [message])),
  }),
  "B-RDR-UNEVEN": everyOtherLate,
  "B-RDR-OTHER-MAKE": () => ({
    device: (device) =>
      otherwise(device, {
        say: (message) => [
          message.is === "identity"
            ? { ...message, maker: "見本電機", model: "FR-9000", firmware: "11.20.3" }
            : message,
        ],
      }),
  }),
  "B-RDR-OTHER-SCALE": () => ({
    device: (device) =>
      otherwise(device, {
        say: (message) => [message.is === "matched" ? { ...message, score: Math.round(message.score / 2) } : message],
      }),
  }),
  "B-RDR-DIGITS-FIRST": digitsFirst,
};

/** A card that is taken during a reception still reads as present and answers no more; its removal is told, and nothing follows. */
function keepsGoing(): ReaderLie {
  let running = false;
  let gone = false;
  let tellHost: () => void = () => undefined;
  let tellFirmware: (present: boolean) => void = () => undefined;
  return {
    slot: (slot) => ({
      ...slot,
      present: () => running || slot.present(),
      onChange(changed) {
        tellFirmware = changed;
        return slot.onChange((present) => {
          if (present || !running) changed(present);
          else {
            gone = true;
            tellHost();
          }
        });
      },
      powerOn() {
        running = true;
        return slot.powerOn();
      },
      transmit: (apdu) => (gone ? forever() : slot.transmit(apdu).catch(forever)),
    }),
    device: (device, key) =>
      withVoice(
        lyingMessages(device, key, (message) => {
          if (message.is === "completed" || message.is === "ended") running = false;
          if (message.is === "ended" && gone) queueMicrotask(() => tellFirmware(false));
          return [message];
        }),
        (say) => {
          tellHost = () => say({ is: "cardRemoved" });
        },
      ),
  };
}

/** The screens of an Android phone change places: what was typed waits until the phone lies there, and goes on by itself. */
function digitsFirst(): ReaderLie {
  let screens: "asFirmware" | "typing" | "typed" = "asFirmware";
  let digits: PanelInput | undefined;
  let touch: (input: PanelInput) => void = () => undefined;
  let said: (message: FaceMessage) => void = () => undefined;
  let prompt: FaceMessage | undefined;
  return {
    panel: (panel) => ({
      ...panel,
      show(screen, details) {
        if (screen === "holdPhone" && screens === "typing") panel.show("enterPin", details);
        else if (screen === "enterPin" && screens === "typed") {
          screens = "asFirmware";
          queueMicrotask(() => digits && touch(digits));
        } else panel.show(screen, details);
      },
      onInput(touched) {
        touch = touched;
        return panel.onInput((input) => {
          if (screens !== "typing" || input.touched !== "pin") {
            touched(input);
            return;
          }
          [digits, screens] = [input, "typed"];
          panel.show("holdPhone");
          if (prompt) said(prompt);
        });
      },
    }),
    device: (device, key) =>
      withVoice(
        lyingMessages(device, key, (message) => {
          if (message.is === "methodChosen") screens = message.method === "android" ? "typing" : "asFirmware";
          if (message.is !== "prompt") return [message];
          if (message.screen === "holdPhone" && screens === "typing") {
            prompt = message;
            return [{ ...message, screen: "enterPin" }];
          }
          return message.screen === "enterPin" && screens === "typed" ? [] : [message];
        }),
        (say) => (said = say),
      ),
  };
}

const forever = () => new Promise<Uint8Array>(() => undefined);
