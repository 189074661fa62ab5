import type { KeyValueStore, PanelInput } from "../ports.ts";
import type { ReaderEvent } from "./part-machine.ts";
import { isPassword } from "./reader-store.ts";

/** What a touch means to the machine. The password stops here: the machine hears only whether it was right. */
export function panelEvent(input: PanelInput, store: KeyValueStore): ReaderEvent {
  switch (input.touched) {
    case "method":
      return { is: "methodTouched", method: input.method };
    case "pin":
      return { is: "pinTyped", digits: input.digits };
    case "password":
      return { is: "staffEntered", passwordRight: isPassword(store, input.password), samePerson: input.samePerson };
    case "consent":
      return { is: "consentTouched", items: input.items, together: input.together === true };
    case "register":
      return { is: "registerTouched", choice: input.choice };
    case "prescription":
      return { is: "prescriptionTouched", choice: input.choice };
    case "cancel":
      return { is: "cancelTouched" };
  }
}
