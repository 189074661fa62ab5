import { isFault } from "../../device/errors.ts";
import type { Folders } from "../../device/ports.ts";
import { RECEIPT_LIES } from "../../simulator/faults/receipt-lies.ts";
import { openReceiptComputer } from "../../simulator/receipt/receipt-computer.ts";
import type { Finding } from "./folders-oracle.ts";
import type { OpenReceipt } from "./folders-play.ts";

export interface PlantedReceipt {
  readonly id: string;
  readonly open: OpenReceipt;
  /** What the hunt must find of it, among whatever else follows from it. */
  readonly kind: Finding["kind"];
}

const lie = (id: string, kind: Finding["kind"]): PlantedReceipt => ({
  id,
  kind,
  open: RECEIPT_LIES[id] ?? openReceiptComputer,
});

const seeing = (id: string, kind: Finding["kind"], change: () => (folders: Folders) => Partial<Folders>) => ({
  id,
  kind,
  open: ((parts) =>
    openReceiptComputer({ ...parts, folders: { ...parts.folders, ...change()(parts.folders) } })) as OpenReceipt,
});

/** Mistakes that receipt computers have been known to make with folders; each must be found. */
export const PLANTED_RECEIPTS: readonly PlantedReceipt[] = [
  lie("M-RCP-NEXT-FILE", "wrongPatient"),
  lie("M-RCP-HALF-FILE", "twice"),
  lie("M-RCP-NAME-ONLY", "wrongPatient"),
  lie("M-RCP-LAST-QUERY", "wrongPatient"),
  lie("M-RCP-NAME-MATCH", "wrongPatient"),
  lie("M-RCP-TWICE", "twice"),
  lie("M-RCP-SWEEPS", "othersFile"),
  lie("M-RCP-RUNNING-FINAL", "lost"),
  lie("M-RCP-RESENDS", "requests"),
  lie("M-RCP-SUFFIX-REUSED", "requests"),
  {
    id: "waits for hints alone and never looks by itself",
    kind: "lost",
    open: (parts) => openReceiptComputer({ ...parts, rescanEvery: 10_000_000 }),
  },
  seeing("looks at a file once and never again", "lost", () => {
    const seen = new Map<string, Uint8Array | undefined>();
    return (folders) => ({
      async read(folder, name, limit) {
        if (!seen.has(name)) seen.set(name, await folders.read(folder, name, limit));
        return seen.get(name);
      },
    });
  }),
  seeing("puts what it cannot remove aside for good", "lost", () => {
    const refused = new Set<string>();
    return (folders) => ({
      list: async (folder) => (refused.has(folder) ? [] : folders.list(folder)),
      async remove(folder, name) {
        try {
          return await folders.remove(folder, name);
        } catch (error) {
          if (isFault(error, "file.refused")) refused.add(folder);
          throw error;
        }
      },
    });
  }),
];
