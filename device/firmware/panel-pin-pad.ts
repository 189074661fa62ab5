import type { Panel } from "../ports.ts";
import type { PinEntry, PinPad } from "./pin-pad.ts";

/** PIN entry for the PC on the reader's own screen. A number of digits that nobody asked for is not taken. */
export const panelPinPad = (panel: Panel): PinPad => ({
  ask: ({ field, shortest, longest }, closed) =>
    new Promise<PinEntry>((resolve) => {
      const stop = panel.onInput((input) => {
        if (input.touched === "cancel") resolve({ is: "cancelled" });
        if (input.touched !== "pin") return;
        const { digits } = input;
        if (digits.length >= shortest && digits.length <= longest) resolve({ is: "entered", digits });
      });
      const close = () => {
        stop();
        panel.show("idle");
      };
      // The reader aborts in every case: after an entry too.
      closed.addEventListener("abort", () => {
        close();
        resolve({ is: "timedOut" });
      });
      panel.show("enterPin", field === "pin" ? {} : { field });
    }),
});
