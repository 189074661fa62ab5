import type { ConsentItem } from "../../../device/wire/face-values.ts";
import type { Person } from "../../../simulator/people.ts";
import { CLINIC, type counter } from "../counter.ts";

export type Counter = ReturnType<typeof counter>;

/** A reception of this person, up to the file in the face folder. */
export async function visit(
  { post, report, terminal }: Counter,
  person: Person,
  consents: readonly ConsentItem[] = ["medicines"],
): Promise<string> {
  const { json } = await post(CLINIC, "/v1/reception", await report(person, CLINIC, consents));
  return (await terminal.handOver(json, "F0000001")) ?? "";
}

/** What became of files, in order: taken in, or why not. */
export const chartEvents = ({ trace }: Counter): string[] =>
  trace.events.flatMap((event) =>
    event.channel === "chart" && event.is !== "secret" ? [event.is === "refused" ? event.reason : event.is] : [],
  );
