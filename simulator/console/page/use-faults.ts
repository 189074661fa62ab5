import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { FaultState } from "../../../device/control/dials.ts";
import { type Answers, ask } from "./api.ts";
import { counter, reached } from "./store.ts";

interface FaultsTold {
  readonly faults: readonly FaultState[];
  readonly refresh: () => Promise<void>;
}

/** What can be made to go wrong, and what is: told again whenever any page has changed it. */
export function useFaults(): FaultsTold {
  const faults = useSignal<readonly FaultState[]>([]);
  // What cannot be told just now is drawn as it was told last, whatever was clicked, until the counter is reached again.
  const refresh = async () => {
    try {
      faults.value = (await ask<Answers["faults"]>("faults")).faults;
    } catch {
      faults.value = faults.value.slice();
    }
  };
  const [again, changes] = [reached.value, counter.value.switched];
  useEffect(() => void refresh(), [again, changes]);
  return { faults: faults.value, refresh };
}
