import { parseFaceName, parseName } from "../../device/wire/oqs/names.ts";
import { judgeAnswer } from "../receipt/answer-file.ts";
import { openReceiptComputer, type ReceiptComputer, type ReceiptParts } from "../receipt/receipt-computer.ts";
import { rescan } from "../rescan.ts";
import { asking, type Import, overhearing, reading, telling, without } from "./receipt-habits.ts";
import { asksForMedicines, numbersOf, type ReceiptLie } from "./receipt-lies.ts";
import { requestIn } from "./receipt-scanners.ts";

/** Receipt computers whose careless habit shows in one corner only: with one kind of file, one order of events, one code. */
export const RECEIPT_CORNERS: Readonly<Record<string, ReceiptLie>> = {
  // Bytes of the blank that Japanese names have, as UTF-8 writes it.
  "M-RCP-BLANK-NARROWED": reading((text, name) =>
    parseFaceName(name) ? text.replaceAll("\u00e3\u0080\u0080", " ") : text,
  ),
  "M-RCP-ANY-SUFFIX": takesAnySuffix,
  "M-RCP-STRANGER-UNCHECKED": takesUnknownIdentifiers,
  "M-RCP-FACE-TWICE": takingTwice((source) => parseFaceName(source) !== undefined),
  "M-RCP-ANSWER-TWICE": takingTwice((source) => parseFaceName(source) === undefined),
  "M-RCP-OLDER-DROPPED": dropsOlder,
  "M-RCP-LATE-TO-LAST": givesLateAnswersToTheLast,
  "M-RCP-ASKS-BY-NUMBER": telling(asksForMedicines(({ source }) => parseFaceName(source) === undefined)),
  "M-RCP-END-UNREAD": telling(asksForMedicines(({ patient }) => patient["medicines"] === "1")),
  "M-RCP-FACE-AFTER-QUERY": importsFacesOnceAsked,
  "M-RCP-QUERY-UNWRITTEN": asking(() => ({ write: () => Promise.resolve() })),
  "M-RCP-SHIFT-JIS-REFUSED": reading((text) => (/encoding="Shift_JIS"/i.test(text) ? undefined : text)),
  "M-RCP-CHART-SILENT": telling(() => () => undefined),
};

/** What is put there once more is imported once more. */
function takingTwice(isTaken: (source: string) => boolean): ReceiptLie {
  return telling(() => {
    const before = new Map<string, Import>();
    return (told) => {
      if (told.is === "imported") before.set(told.source, told);
      const again = told.is === "refused" && told.reason === "twice" && isTaken(told.source);
      return (again && before.get(told.source)) || told;
    };
  });
}

/** While it waits, it takes an answer to somebody's request for its own, where name and identifier of it agree. */
function takesAnySuffix(parts: ReceiptParts): ReceiptComputer {
  const { clock, recorder, institutionCode } = parts;
  const asked = overhearing(parts.folders);
  const { folders } = asked;
  const honest = openReceiptComputer({ ...parts, folders });
  const taken = new Set<string>();
  const stop = rescan({ folders, clock }, ["res"], 500, async () => {
    for (const source of await folders.list("res")) {
      const suffix = parseName(source)?.suffix;
      if (!asked.last() || asked.of(source) || taken.has(source) || suffix === undefined) continue;
      const bytes = await folders.read("res", source);
      const request = bytes && requestIn(bytes);
      if (request?.identifier !== suffix) continue;
      const judged = judgeAnswer(bytes ?? new Uint8Array(), { institutionCode, request });
      if (judged.is !== "patient") continue;
      taken.add(source);
      recorder.record({ channel: "chart", is: "imported", source, patient: { ...judged.patient } });
    }
  });
  return {
    ...honest,
    close() {
      stop();
      honest.close();
    },
  };
}

/** It looks up by the identifier in the file what was asked; where nothing was, it has nothing to compare the patient with. */
function takesUnknownIdentifiers(parts: ReceiptParts): ReceiptComputer {
  const asked = overhearing(parts.folders);
  const taken = new Set<string>();
  const { recorder, institutionCode } = parts;
  return openReceiptComputer({
    ...parts,
    folders: {
      ...asked.folders,
      async read(folder, name, limit) {
        const bytes = await asked.folders.read(folder, name, limit);
        const request = bytes && asked.of(name) && requestIn(bytes);
        if (!bytes || !request || asked.of(`OQSsiquc01res_${request.identifier}.xml`)) return bytes;
        const judged = judgeAnswer(bytes, { institutionCode, request });
        if (judged.is === "patient" && !taken.has(name)) {
          taken.add(name);
          recorder.record({ channel: "chart", is: "imported", source: name, patient: { ...judged.patient } });
        }
        return undefined;
      },
    },
  });
}

/** Once a later request has its answer, it does not look for those of earlier ones. */
function dropsOlder(parts: ReceiptParts): ReceiptComputer {
  const asked = overhearing(parts.folders);
  let newest = "";
  const suffixOf = (name: string) => (asked.of(name) && parseName(name)?.suffix) ?? "";
  const open = telling(() => (told) => {
    if (suffixOf(told.source) > newest) newest = suffixOf(told.source);
    return told;
  });
  return open({
    ...parts,
    folders: {
      ...asked.folders,
      async list(folder) {
        const names = await asked.folders.list(folder);
        return folder === "res" ? names.filter((name) => suffixOf(name) === "" || suffixOf(name) >= newest) : names;
      },
    },
  });
}

/** Milliseconds. */
const GIVEN_UP = 15_000;

/** After a quarter of a minute it has given a request up, and what still comes goes to whoever is being asked about. */
function givesLateAnswersToTheLast(parts: ReceiptParts): ReceiptComputer {
  const { clock } = parts;
  const asked = overhearing(parts.folders);
  const at = new Map<string, number>();
  const open = telling(() => (told) => {
    const since = clock.now() - (at.get(parseName(told.source)?.suffix ?? "") ?? clock.now());
    const query = told.is === "imported" && since > GIVEN_UP * 1_000 ? asked.last() : undefined;
    return told.is === "imported" && query ? { ...told, patient: { ...told.patient, ...numbersOf(query) } } : told;
  });
  return open({
    ...parts,
    folders: {
      ...asked.folders,
      write(folder, name, bytes) {
        at.set(parseName(name)?.suffix ?? "", clock.now());
        return asked.folders.write(folder, name, bytes);
      },
    },
  });
}

/** What imports readers' results is started by the first query of the day. */
function importsFacesOnceAsked(parts: ReceiptParts): ReceiptComputer {
  const asked = overhearing(parts.folders);
  const hidden = without("face", asked.folders);
  const list: typeof hidden.list = (folder) => (asked.last() ? asked.folders : hidden).list(folder);
  return openReceiptComputer({ ...parts, folders: { ...asked.folders, list } });
}

/** A code in an answer that is taken for another one. */
export const misreading = (tag: string, value: string, as: string): ReceiptLie =>
  reading((text) => text.replaceAll(`<${tag}>${value}</${tag}>`, `<${tag}>${as}</${tag}>`));

/** The receipt computer as it is, which tells of each code that it reads. */
export const watchReading = (
  parts: ReceiptParts,
  seen: (tag: string, value: string) => void,
): ReceiptParts["folders"] => ({
  ...parts.folders,
  async read(folder, name, limit) {
    const bytes = await parts.folders.read(folder, name, limit);
    const text = bytes ? Buffer.from(bytes).toString("latin1") : "";
    for (const [, tag = "", value = ""] of text.matchAll(/<(\w+)>(\w)<\/\1>/g)) seen(tag, value);
    return bytes;
  },
});
