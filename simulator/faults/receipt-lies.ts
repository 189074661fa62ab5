import type { Clock, Folders } from "../../device/ports.ts";
import { readMessage } from "../../device/wire/oqs/message.ts";
import { parseName } from "../../device/wire/oqs/names.ts";
import { OQSsiquc01res } from "../../device/wire/oqs/siquc.ts";
import type { CounterLie } from "../counter.ts";
import { openRequests } from "../receipt/open-requests.ts";
import { patientOf } from "../receipt/patient.ts";
import { openReceiptComputer, type ReceiptComputer, type ReceiptParts } from "../receipt/receipt-computer.ts";
import { rescan } from "../rescan.ts";

export type ReceiptLie = NonNullable<CounterLie["receipt"]>;

/** Receipt computers with one careless habit; whatever the habit does not touch is done by the reference. */
export const RECEIPT_LIES: Readonly<Record<string, ReceiptLie>> = {
  "M-RCP-NEXT-FILE": takesNextFile,
  "M-RCP-HALF-FILE": takesHalfFile,
};

/** Legal but unusual ones, which no case may fail. */
export const RECEIPT_VARIANTS: Readonly<Record<string, ReceiptLie>> = {
  "B-RCP-SLOW-POLL": (parts) =>
    openReceiptComputer({ ...parts, clock: drawn(parts.clock), folders: unwatched(parts.folders) }),
};

const LOOK = 500;

/** After a request it takes whatever answer comes next for its own, and looks at no identifier. */
function takesNextFile(parts: ReceiptParts): ReceiptComputer {
  const { folders, clock, recorder } = parts;
  const honest = openReceiptComputer({ ...parts, folders: without("res", folders) });
  const requests = openRequests({ ...parts, encoding: "UTF-8" });
  const waiting: string[] = [];
  const taken = new Set<string>();
  const stop = rescan({ folders, clock }, ["res"], LOOK, async () => {
    for (const source of await folders.list("res")) {
      if (waiting.length === 0 || taken.has(source) || parseName(source)?.extension !== "xml") continue;
      const bytes = await folders.read("res", source);
      const result = bytes && resultIn(bytes);
      if (!result) continue;
      taken.add(source);
      waiting.shift();
      recorder.record({ channel: "chart", is: "imported", source, patient: { ...patientOf(result, "1") } });
      await folders.remove("res", source);
    }
  });
  return {
    chart: () => honest.chart(),
    request(query) {
      waiting.push(query.number);
      return requests.send(query);
    },
    close() {
      stop();
      requests.close();
      honest.close();
    },
  };
}

function resultIn(bytes: Uint8Array) {
  try {
    return readMessage(OQSsiquc01res, bytes).loose.MessageBody?.ResultList?.[0]?.ResultOfQualificationConfirmation;
  } catch {
    return undefined;
  }
}

/** Picks items out of a file that is still being written. */
function takesHalfFile(parts: ReceiptParts): ReceiptComputer {
  const { folders, clock, recorder } = parts;
  const honest = openReceiptComputer(parts);
  const taken = new Set<string>();
  const stop = rescan({ folders, clock }, ["res", "face"], LOOK, async () => {
    for (const folder of ["res", "face"] as const) {
      for (const source of await folders.list(folder)) {
        const text = new TextDecoder().decode(await folders.read(folder, source));
        const item = (tag: string) => new RegExp(`<${tag}>([^<]*)`).exec(text)?.[1] ?? "";
        if (taken.has(source) || text.includes("</XmlMsg>") || item("Name") === "") continue;
        taken.add(source);
        const patient = {
          name: item("Name"),
          birthDate: item("Birthdate"),
          number: item("InsuredIdentificationNumber"),
        };
        recorder.record({ channel: "chart", is: "imported", source, patient });
      }
    }
  });
  return {
    chart: () => honest.chart(),
    request: (query) => honest.request(query),
    close() {
      stop();
      honest.close();
    },
  };
}

const without = (hidden: "res", folders: Folders): Folders => ({
  ...folders,
  list: (folder) => (folder === hidden ? Promise.resolve([]) : folders.list(folder)),
});

/** Looks on its own beat only. */
const unwatched = (folders: Folders): Folders => ({ ...folders, watch: () => () => undefined });

/** The reference looks every 500 ms; by this clock that is 900. */
const drawn = (clock: Clock): Clock => ({
  ...clock,
  now: () => clock.now(),
  after: (milliseconds, act) => clock.after(milliseconds === LOOK ? 900 : milliseconds, act),
});
