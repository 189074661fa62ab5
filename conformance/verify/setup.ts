import type { TraceEvent } from "./material.ts";
import { strictly } from "./xml.ts";

/** docs/evidence.md, "Set-up". */

/** Another card than a My Number Card lies on the reader: SELECT of its application for authentication is answered 6A82. */
export function otherCard(events: readonly TraceEvent[]): boolean {
  const card = events.filter(({ channel }) => channel === "card");
  return card.some(
    (event, i) =>
      event.is === "command" &&
      /^00a404(00|0c)0ad392f000260100000001/.test(String(event["bytes"])) &&
      card[i + 1]?.is === "response" &&
      card[i + 1]?.["bytes"] === "6a82",
  );
}

/** A receipt computer that is not to speak Shift_JIS has been set to it. */
export const otherEncoding = (events: readonly TraceEvent[]): boolean =>
  events.some((event) => {
    if (event.channel !== "folder" || event.is !== "appeared" || event["folder"] !== "req") return false;
    const bytes = Buffer.from(String(event["bytes"]), "hex");
    return strictly("utf-8", bytes) === undefined && strictly("shift_jis", bytes) !== undefined;
  });
