import { parseFaceName, parseName } from "../../device/wire/oqs/names.ts";
import { openReceiptComputer, type ReceiptComputer, type ReceiptParts } from "../receipt/receipt-computer.ts";
import { asking, overhearing, telling } from "./receipt-habits.ts";
import type { ReceiptLie } from "./receipt-lies.ts";

/** Milliseconds after which staff have long given up waiting. */
const GIVEN_UP = 3 * 60_000;

/** Receipt computers that lose their way while the line is down, or where there is more than one reader. */
export const RECEIPT_OUTAGE_LIES: Readonly<Record<string, ReceiptLie>> = {
  "M-RCP-OUTAGE-RESENDS": (parts) => {
    const honest = openReceiptComputer(parts);
    return {
      ...honest,
      async request(query) {
        const asked = await honest.request(query);
        return asked.outcome === "timedOut" ? honest.request(query) : asked;
      },
    };
  },
  "M-RCP-OUTAGE-STUCK": whileUnanswered((folders) => ({ ...folders, write: () => Promise.resolve() })),
  "M-RCP-OUTAGE-DEAF": whileUnanswered((folders) => ({
    ...folders,
    list: (folder) => (folder === "res" ? Promise.resolve([]) : folders.list(folder)),
  })),
  "M-RCP-SENT-ANEW-ON-ERROR": (parts) => {
    const honest = openReceiptComputer(parts);
    return {
      ...honest,
      async request(query) {
        const asked = await honest.request(query);
        return asked.outcome === "refused" && asked.reason === "abnormal" ? honest.request(query) : asked;
      },
    };
  },
  "M-RCP-ONE-READER": asking((folders) => ({
    list: async (folder) =>
      (await folders.list(folder)).filter((name) => /F0000001$/.test(parseFaceName(name)?.from ?? "F0000001")),
  })),
  // Results have seconds in their names, by which it takes them for the same.
  "M-RCP-FACE-BY-SECOND": telling(() => {
    const seconds = new Map<string, string>();
    return (told) => {
      const time = parseFaceName(told.source)?.time;
      if (time === undefined || told.is !== "imported") return told;
      const first = seconds.get(time) ?? told.source;
      seconds.set(time, first);
      return first === told.source ? told : { channel: "chart", is: "refused", source: told.source, reason: "twice" };
    };
  }),
};

/** Once it has given a request up, the folders are so. */
function whileUnanswered(change: (folders: ReceiptParts["folders"]) => ReceiptParts["folders"]): ReceiptLie {
  return (parts): ReceiptComputer => {
    const { clock } = parts;
    const asked = overhearing(parts.folders);
    const changed = change(asked.folders);
    let since: number | undefined;
    const now = () => (since !== undefined && clock.now() - since > GIVEN_UP * 1000 ? changed : asked.folders);
    return openReceiptComputer({
      ...parts,
      folders: {
        ...asked.folders,
        list: (folder) => now().list(folder),
        write(folder, name, bytes) {
          const written = now().write(folder, name, bytes);
          if (folder === "req") since ??= clock.now();
          return written;
        },
        async read(folder, name, limit) {
          const bytes = await asked.folders.read(folder, name, limit);
          if (bytes && folder === "res" && asked.of(name) && now() === asked.folders) since = undefined;
          return bytes;
        },
      },
    });
  };
}

/** Legal but unusual. */
export const RECEIPT_OUTAGE_VARIANTS: Readonly<Record<string, ReceiptLie>> = {
  /** What comes when staff have gone the way of the evidence documents is shown to them, and not taken in. */
  "B-RCP-LATE-REFUSED": (parts) => {
    const { clock } = parts;
    const asked = overhearing(parts.folders);
    const at = new Map<string, number>();
    const open = telling(() => (told) => {
      const since = at.get(parseName(told.source)?.suffix ?? "");
      const isLate = since !== undefined && clock.now() - since > GIVEN_UP * 1000;
      return isLate && told.is === "imported"
        ? { channel: "chart", is: "refused", source: told.source, reason: "late" }
        : told;
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
  },
};
