import type { ReaderEvent } from "../../device/firmware/part-machine.ts";
import { idle, type reception } from "../../device/firmware/reception-machine.ts";

/** Firmware with one row of its tables changed, and every other row as it is. */

type Machine = typeof reception;

export interface RowChange {
  /** The state with those of its parts, outermost first: `confirming/enteringPin/typing`. */
  readonly state: string;
  readonly event: string;
  /** The event means nothing; or its effects are performed, but the state is kept, or is back where it all began. */
  readonly how: "removed" | "kept" | "home";
  /** Whether it is so by now; always, where nothing is said. */
  readonly now?: () => boolean;
}

export const changeRow =
  ({ state: place, event: is, how, now = () => true }: RowChange) =>
  (machine: Machine): Machine =>
  (state, event) => {
    if (event.is !== is || placeOf(state) !== place || !now()) return machine(state, event);
    if (how === "removed") return [state];
    const [, ...effects] = machine(state, event);
    return [how === "kept" ? state : idle, ...effects];
  };

/** Firmware as it is, which tells of each row that an event found. */
export const watchRows =
  (seen: (state: string, event: ReaderEvent) => void) =>
  (machine: Machine): Machine =>
  (state, event) => {
    seen(placeOf(state), event);
    return machine(state, event);
  };

interface Nested {
  readonly at: string;
  readonly part?: Nested;
}

const placeOf = ({ at, part }: Nested): string => (part ? `${at}/${placeOf(part)}` : at);
