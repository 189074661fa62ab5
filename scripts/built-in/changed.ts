import { type Change, placeOfChange } from "../../conformance/strength/change.ts";
import { changeAnswer, MANNERS } from "../../simulator/faults/card-changes.ts";
import { changeDoor, misjudging, watchDoors } from "../../simulator/faults/door-changes.ts";
import {
  changeElement,
  losing,
  rewritingXml,
  type Spelling,
  SPELLINGS,
  watchElements,
} from "../../simulator/faults/file-changes.ts";
import { changeRow } from "../../simulator/faults/machine-rows.ts";
import { changeHeard, changeSaid, type MessageChange } from "../../simulator/faults/message-changes.ts";
import { telling, type Told } from "../../simulator/faults/receipt-habits.ts";
import { oneFurther } from "../../simulator/faults/next-character.ts";
import { misreading, watchReading } from "../../simulator/faults/receipt-corners.ts";
import { extentOf, hearingResults, isOfKind, kindOf, losingResults } from "../../simulator/faults/terminal-files.ts";
import { openReceiptComputer } from "../../simulator/receipt/receipt-computer.ts";
import type { ReaderLie } from "../../simulator/reader/virtual-reader.ts";
import { watchedReader } from "./places.ts";
import type { Variant } from "./variants.ts";

/** The built-in products with what the suite wants changed, by its data. */
export function changed(change: Change): Variant {
  switch (change.at) {
    case "row":
    case "said":
    case "heard":
      return { reader: changedReader(change) };
    case "answer": {
      const rewrite = changeElement(change);
      return terminalWriting((text, name) => (isOfKind(change.file, name) ? rewrite(text) : text));
    }
    case "file":
      return { counter: { terminalFolders: (folders) => losing(folders, (name) => isOfKind(change.file, name)) } };
    case "visit": {
      const { method, consent } = change;
      return {
        counter: losingResults((completed) => completed.method === method && extentOf(completed) === consent),
      };
    }
    case "question":
      return receiptWriting(changeElement(change));
    case "chart":
      return { receipt: telling(() => tellsOtherwise(change.fact, change.how)) };
    case "spelling": {
      const spell = SPELLINGS[change.how as Spelling];
      return change.of === "terminal" ? terminalWriting(spell) : receiptWriting(spell);
    }
    case "reading":
      return { receipt: misreading(change.tag, change.value, change.how) };
    case "door":
      return { central: { handler: changeDoor(change) } };
    case "evidence":
      return { central: { handler: misjudging((shown, day) => shown === change.shown && day === change.day) } };
    case "card":
      return { card: changeAnswer(change) };
    case "manner":
      return { card: (transmit, clock) => MANNERS[change.how](clock)(transmit) };
  }
}

function changedReader(change: Extract<Change, { at: "row" | "said" | "heard" }>): ReaderLie {
  const { since } = change;
  if (since === undefined) return lieOf(change, () => true);
  let hasCome = false;
  const watch = watchedReader((place) => {
    hasCome ||= place === since;
  });
  const lie = lieOf(change, () => hasCome);
  return {
    machine: (machine) => {
      const inner = lie.machine?.(machine) ?? machine;
      return watch.machine?.(inner) ?? inner;
    },
    device: (device, key, clock) => {
      const inner = lie.device?.(device, key, clock) ?? device;
      return watch.device?.(inner, key, clock) ?? inner;
    },
  };
}

const lieOf = (change: Extract<Change, { at: "row" | "said" | "heard" }>, now: () => boolean): ReaderLie =>
  change.at === "row"
    ? { machine: changeRow({ ...change, now }) }
    : { device: (change.at === "said" ? changeSaid : changeHeard)({ ...(change as MessageChange), now }) };

const ANSWERS = ["res", "face"] as const;
const QUESTIONS = ["req"] as const;

const terminalWriting = (change: (text: string, name: string) => string): Variant => ({
  counter: { terminalFolders: (folders) => rewritingXml(folders, ANSWERS, change) },
});

const receiptWriting = (change: (text: string) => string): Variant => ({
  receipt: (parts) => openReceiptComputer({ ...parts, folders: rewritingXml(parts.folders, QUESTIONS, change) }),
});

const tellsOtherwise =
  (fact: string, how: "dropped" | "off") =>
  (told: Told): Told => {
    const value = told.is === "imported" ? told.patient[fact] : undefined;
    if (told.is !== "imported" || value === undefined || value === "") return told;
    const other = how === "dropped" ? "" : oneFurther(value);
    return { ...told, patient: { ...told.patient, [fact]: other } };
  };

/** The honest products, which tell at how many places a change would take hold, by the words of `placeOfChange`. */
export function watched(seen: (place: string) => void): Variant {
  return {
    reader: watchedReader(seen),
    counter: {
      reader: {
        device: (device) =>
          hearingResults(device, (completed) => {
            const { method } = completed;
            seen(placeOfChange({ at: "visit", method, consent: extentOf(completed), how: "dropped" }));
          }),
      },
      terminalFolders: (folders) =>
        losing(
          watchElements(folders, ANSWERS, (tag, name) => {
            const file = kindOf(name);
            if (file) seen(placeOfChange({ at: "answer", file, tag, how: "off" }));
            seen(placeOfChange({ at: "spelling", of: "terminal", how: "" }));
          }),
          (name) => {
            const file = kindOf(name);
            if (file) seen(placeOfChange({ at: "file", file, how: "dropped" }));
            return false;
          },
        ),
    },
    central: {
      handler: (handler) =>
        misjudging((shown, day) => {
          seen(placeOfChange({ at: "evidence", shown, day, how: "off" }));
          return false;
        })(
          watchDoors((door, fields) => {
            seen(placeOfChange({ at: "door", door, how: "refused" }));
            for (const field of fields) seen(placeOfChange({ at: "door", door, field, how: "off" }));
          })(handler),
        ),
    },
    receipt: (parts) =>
      telling(() => (told) => {
        if (told.is === "imported")
          for (const fact of Object.keys(told.patient)) seen(placeOfChange({ at: "chart", fact, how: "off" }));
        return told;
      })({
        ...parts,
        folders: watchElements(
          watchReading(parts, (tag, value) => seen(placeOfChange({ at: "reading", tag, value, how: "" }))),
          QUESTIONS,
          (tag) => {
            seen(placeOfChange({ at: "question", tag, how: "off" }));
            seen(placeOfChange({ at: "spelling", of: "receipt", how: "" }));
          },
        ),
      }),
    card: (transmit) => (apdu) => {
      seen(placeOfChange({ at: "card", ins: apdu[1] ?? 0, how: "off" }));
      seen(placeOfChange({ at: "manner", of: "card", how: "slow" }));
      return transmit(apdu);
    },
  };
}
