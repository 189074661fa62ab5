import { bytesIn, Holed, shown, stretch, Withheld, writingIn } from "./hidden.ts";
import type { TraceEvent } from "./material.ts";
import { isSaidShiftJis, strictly } from "./xml.ts";

/** docs/evidence.md, "Set-up". */

/** Another card than a My Number Card lies on the reader: SELECT of its application for authentication is answered 6A82. */
export function otherCard(events: readonly TraceEvent[]): boolean {
  const card = events.filter(({ channel }) => channel === "card");
  return card.some(
    (event, i) =>
      event.is === "command" &&
      /^00a404(00|0c)0a$/.test(told(event, 0, 5)) &&
      told(event, 5, 15) === "d392f000260100000001" &&
      card[i + 1]?.is === "response" &&
      isAnswered6a82(card[i + 1]),
  );
}

const told = (event: TraceEvent | undefined, from: number, to: number): string =>
  shown(stretch(bytesIn(event?.["bytes"]), from, to)).toString("hex");

const isAnswered6a82 = (event: TraceEvent | undefined): boolean =>
  bytesIn(event?.["bytes"]).buffer.length === 2 && told(event, 0, 2) === "6a82";

/** A receipt computer that is not to speak Shift_JIS has been set to it. */
export const otherEncoding = (events: readonly TraceEvent[]): boolean =>
  events.some((event) => {
    if (event.channel !== "folder" || event.is !== "appeared" || event["folder"] !== "req") return false;
    const { bytes } = writingIn(event["bytes"]);
    // A file of which texts are hidden is in the encoding that it says, and Shift_JIS may be ASCII alone.
    if (event["bytes"] instanceof Holed && isSaidShiftJis(bytes)) throw new Withheld();
    if (event["bytes"] instanceof Holed) return false;
    return strictly("utf-8", bytes) === undefined && strictly("shift_jis", bytes) !== undefined;
  });
