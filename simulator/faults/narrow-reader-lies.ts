import type { Phone, ReaderEvent } from "../../device/firmware/part-machine.ts";
import { type PanelInput, sleep } from "../../device/ports.ts";
import { type CommandApdu, decodeResponse, encodeCommand } from "../../device/wire/apdu.ts";
import { ascii, concat } from "../../device/wire/bytes.ts";
import { READ_BINARY_SFI, SELECT_AP } from "../../device/wire/card.ts";
import { AID, TEXT_EF } from "../../device/wire/card-files.ts";
import { send } from "../../device/wire/command.ts";
import type { FaceMessage, FaceMessageOf, Method, UpdateRefusal } from "../../device/wire/face.ts";
import type { ReaderLie } from "../reader/virtual-reader.ts";
import { later } from "./dim-eyes.ts";
import { lyingMessages, otherwise } from "./frames.ts";
import { slowTo } from "./late-lines.ts";
import { resaying, saying } from "./sayings.ts";

/** Readers that are wrong in one situation only, and right in all that look like it; by the id of the mutant. */
export const NARROW_READER_LIES: Readonly<Record<string, () => ReaderLie>> = {
  "M-RDR-NOBODY-ACCEPTED": eventing((event) =>
    event.is === "faceCompared" && event.outcome === "noFace" ? { ...event, outcome: "accepted" } : event,
  ),
  "M-RDR-STAFF-OVERRULED": eventing((event) =>
    event.is === "staffEntered" && !event.samePerson ? { ...event, samePerson: true } : event,
  ),
  "M-RDR-UNASKED-CONSENT": resaying((message, { begin }) =>
    begin.consents.includes("medicines") ? message : { ...message, consents: [...message.consents, "medicines"] },
  ),
  "M-RDR-NUMBER-READ": () => ({
    slot: (slot) => ({
      ...slot,
      async powerOn() {
        const atr = await slot.powerOn();
        const transmit = async (command: CommandApdu) => decodeResponse(await slot.transmit(encodeCommand(command)));
        await send(transmit, SELECT_AP, { aid: AID.text, want: "nothing" });
        await send(transmit, READ_BINARY_SFI, { sfi: TEXT_EF.individualNumber & 0x1f, offset: 0, le: 16 });
        return atr;
      },
    }),
  }),
  "M-RDR-METHOD-HIDDEN": () => ({
    panel: (panel) => ({
      ...panel,
      show: (screen, details = {}) =>
        panel.show(screen, {
          ...details,
          ...(details.methods ? { methods: details.methods.filter((method) => method !== "staff") } : {}),
        }),
    }),
  }),
  "M-RDR-PHONE-LOCK-UNTOLD": byMethod("android", (message) =>
    message.is === "pinChecked" && message.outcome === "locked" ? [{ ...message, outcome: "wrong" }] : [message],
  ),
  "M-RDR-PHONE-FACE": byMethod("iphone", (message) =>
    message.is === "methodChosen"
      ? [message, { is: "prompt", reception: message.reception, screen: "lookAtCamera" }]
      : [message],
  ),
  "M-RDR-PHONE-ANY-IPHONE": takingAny("iphone"),
  "M-RDR-PHONE-ANY-ANDROID": takingAny("android"),
  "M-RDR-STAFF-REGISTERS": () => ({
    device: (device, key) =>
      lyingMessages(device, key, (message, { begin }) =>
        message.is === "ended" && begin.askRegistration === "yes" && message.reason === "notRegistered"
          ? [{ is: "prompt", reception: message.reception, screen: "register" }, message]
          : [message],
      ),
  }),
  "M-RDR-PRESCRIPTION-INVENTED": resaying((message, { begin }) =>
    begin.askPrescription === "no" ? { ...message, prescription: "paper" } : message,
  ),
  "M-RDR-KEY-B-TOLD": keyBTold,
  "M-RDR-PHONE-PIN-TOLD": () => pinTold(({ method }) => method === "android"),
  "M-RDR-REGISTRATION-LOST-BY-FACE": resaying(({ registration, ...message }) =>
    message.method === "face" || registration === undefined ? message : { ...message, registration },
  ),
  "M-RDR-REGISTRATION-UNASKED": resaying((message, { begin }) =>
    begin.askRegistration === "yes" ? message : { ...message, registration: "yes" },
  ),
  "M-RDR-MALFORMED-SWALLOWED": saying((message) =>
    message.is === "notDone" && message.reason === "malformed" ? [] : [message],
  ),
  "M-RDR-TOGETHER-UNTOLD": saying((message) => [
    message.is === "consentGiven" && message.manner === "together" ? { ...message, manner: "separately" } : message,
  ]),
  "M-RDR-WRONG-PIN-LOGGED": wrongPinLogged,
  "M-RDR-UPDATE-BUSY": saying((message) =>
    message.is === "notDone" && message.reason === "busy" ? [{ is: "updateWanted", offset: 0, size: 1024 }] : [message],
  ),
  "M-RDR-UPDATE-UNREADABLE": takingIn("unreadable"),
  "M-RDR-UPDATE-UNSIGNED": takingIn("wrongSignature"),
  "M-RDR-UPDATE-OTHER-MODEL": takingIn("otherModel"),
  "M-RDR-UPDATE-BACK": takingIn("notNewer"),
  "M-RDR-UPDATE-TOO-LARGE": takingIn("tooLarge"),
  "M-RDR-UPDATE-CUT": takingIn("truncated"),
  "M-RDR-UPDATE-OUT-OF-ORDER": takingIn("outOfOrder"),
  "M-RDR-UPDATE-OTHER-IMAGE": takingIn("wrongDigest"),
  "M-RDR-SLOW-TO-NOTICE": slowTo(({ is }) => is === "cardPlaced", 1_500),
  "M-RDR-SLOW-TO-READ": slowlyRead,
  "M-RDR-SLOW-TO-MATCH": () => ({ camera: later(2_000) }),
  "M-RDR-SLOW-TO-SIGN": slowTo(({ is }) => is === "completed", 1_600),
  "M-RDR-SLOW-TO-MISS": slowTo(({ is }) => is === "cardRemoved", 1_000),
  "M-RDR-CONSENT-ALL-OR-NONE": consentAllOrNone,
  "M-RDR-REMINDER-MUTE": saying((message) =>
    message.is === "cardLeft" || (message.is === "prompt" && message.screen === "cardLeft") ? [] : [message],
  ),
};

const INS_READ_BINARY = 0xb0;

/** Each block of a file takes its time. */
function slowlyRead(): ReaderLie {
  return {
    slot: (slot, clock) => ({
      ...slot,
      async transmit(command) {
        if (command[1] === INS_READ_BINARY) await sleep(clock, 250);
        return slot.transmit(command);
      },
    }),
  };
}

/** Consent to some of what was asked is to it consent to nothing. */
function consentAllOrNone(): ReaderLie {
  return {
    device: (device, key) =>
      lyingMessages(device, key, (message, { begin }) =>
        (message.is === "consentGiven" || message.is === "completed") && message.consents.length < begin.consents.length
          ? [{ ...message, consents: [] }]
          : [message],
      ),
  };
}

function takingIn(reason: UpdateRefusal): () => ReaderLie {
  return saying((message) => [
    message.is === "updateRefused" && message.reason === reason
      ? { is: "updated", firmware: "9.9.9", counter: 9 }
      : message,
  ]);
}

function eventing(change: (event: ReaderEvent) => ReaderEvent): () => ReaderLie {
  return () => ({ machine: (machine) => (state, event) => machine(state, change(event)) });
}

/** While a reception by this method runs. */
function byMethod(method: Method, say: (message: FaceMessage) => readonly FaceMessage[]): () => ReaderLie {
  return () => {
    let chosen: Method | undefined;
    return {
      device: (device) =>
        otherwise(device, {
          say(message) {
            if (message.is === "methodChosen") chosen = message.method;
            return chosen === method ? say(message) : [message];
          },
        }),
    };
  };
}

/** Goes by the phone that is there, whichever was chosen. */
function takingAny(phone: Phone): () => ReaderLie {
  return () => ({
    machine: (machine) => (state, event) => {
      const isThere = event.is === "cardActivated" && event.card === phone;
      if (!isThere || state.at !== "arriving" || state.part.at !== "activating") return machine(state, event);
      return machine({ ...state, part: { ...state.part, phone } }, event);
    },
  });
}

function keyBTold(): ReaderLie {
  let keyB = "";
  return {
    ...eventing((event) => {
      if (event.is === "frontRead") keyB = event.keyB ?? keyB;
      return event;
    })(),
    ...resaying((message) => ({ ...message, certificate: concat(message.certificate, ascii(keyB)) }))(),
  };
}

/** Into the result, where `says` so. */
export function pinTold(says: (completed: FaceMessageOf<"completed">) => boolean): ReaderLie {
  const typed: string[] = [];
  return {
    panel: listening(typed),
    ...resaying((message) =>
      says(message) ? { ...message, certificate: concat(message.certificate, ascii(typed.at(-1) ?? "")) } : message,
    )(),
  };
}

/** Four bytes of a log entry are enough for four digits, and only who mistyped is in it. */
function wrongPinLogged(): ReaderLie {
  const typed: string[] = [];
  return {
    panel: listening(typed),
    ...saying((message) => {
      const [last = "", ...before] = [...typed].reverse();
      if (message.is !== "logEntry" || before.length === 0 || last.length !== 4) return [message];
      return [{ ...message, age: new DataView(ascii(last).buffer).getUint32(0) }];
    })(),
  };
}

const listening =
  (typed: string[]): NonNullable<ReaderLie["panel"]> =>
  (panel) => ({
    ...panel,
    onInput: (touched) =>
      panel.onInput((input: PanelInput) => {
        if (input.touched === "pin") typed.push(input.digits);
        touched(input);
      }),
  });
