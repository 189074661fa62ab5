import { type Change, placeOfChange } from "../../conformance/strength/change.ts";
import { watchRows } from "../../simulator/faults/machine-rows.ts";
import { watchMessages } from "../../simulator/faults/message-changes.ts";
import type { ReaderLie } from "../../simulator/reader/virtual-reader.ts";

/**
 * Where a change can take hold in a reader, and since when: `row STATE EVENT`, `said MESSAGE` and `heard MESSAGE`, each also with one of
 * its fields (`heard begin.facility=hospital`), and each from its second time on with the number (`row idle began #2`).
 */
export function watchedReader(seen: (place: string) => void): ReaderLie {
  const times = new Map<string, number>();
  const tell = (place: string) => {
    const count = (times.get(place) ?? 0) + 1;
    times.set(place, count);
    seen(place);
    if (count > 1) seen(`${place} #${count}`);
  };
  return {
    machine: watchRows((state, event) => {
      const place = placeOfChange({ at: "row", state, event: event.is, how: "removed" });
      tell(place);
      for (const value of valuesOf(event)) tell(`${place}.${value}`);
    }),
    device: watchMessages((at, message) => {
      const place = placeOfChange({ at, message: message.is, how: "dropped" });
      tell(place);
      for (const field of Object.keys(message)) seen(placeOfChange({ at, message: message.is, how: "off", field }));
      for (const value of valuesOf(message)) tell(`${place}.${value}`);
    }),
  };
}

/** Values out of a closed and small set. What is drawn, counted on or secret tells no two situations apart. */
function valuesOf(of: object): string[] {
  return Object.entries(of).flatMap(([name, value]: [string, unknown]) => {
    if (OPEN.has(name)) return [];
    if (Array.isArray(value)) return [`${name}=${value.join(",")}`];
    return typeof value === "string" || typeof value === "boolean" || typeof value === "number"
      ? [`${name}=${value}`]
      : [];
  });
}

const OPEN: ReadonlySet<string> = new Set([
  ...["is", "id", "reception", "score", "liveness", "digits", "keyB", "seq", "from", "offset"],
  ...["maker", "model", "serial", "firmware", "counter", "version"],
]);

/** When each place came up in a run: whether `since` came before the last time of another is all that is asked. */
export class Times {
  readonly #first = new Map<string, number>();
  readonly #last = new Map<string, number>();
  #next = 0;

  readonly note = (place: string): void => {
    const at = this.#next++;
    if (!this.#first.has(place)) this.#first.set(place, at);
    this.#last.set(place, at);
  };

  comesUp(change: Change): boolean {
    const last = this.#last.get(placeOfChange(change));
    if (last === undefined || !("since" in change)) return last !== undefined;
    const first = this.#first.get(change.since);
    return first !== undefined && first < last;
  }
}
