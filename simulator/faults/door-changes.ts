import { type CentralHandler, jsonAnswer } from "../central/call.ts";
import { oneFurther } from "./next-character.ts";

/** A central system that is right at every door but one. */
export interface DoorChange {
  /** The path it stands at. */
  readonly door: string;
  /** Of its answers: every field of this name, at whatever depth. */
  readonly field?: string;
  /** It refuses everybody; or nobody; or the last character of the field is the next one, or the field is missing. */
  readonly how: "refused" | "granted" | "off" | "dropped";
}

export const changeDoor =
  ({ door, field = "", how }: DoorChange) =>
  (handler: CentralHandler): CentralHandler =>
  async (call, client) => {
    if (call.path !== door) return handler(call, client);
    if (how === "refused") return jsonAnswer({ code: "TSTA0003E" }, 403);
    const answer = await handler(call, client);
    if (how === "granted") return answer.status === 200 ? answer : jsonAnswer({ granted: true });
    const json: unknown = JSON.parse(answer.text);
    return jsonAnswer(how === "off" ? withOther(json, field) : withoutIt(json, field), answer.status);
  };

/** The central system as it is, which tells of each door and of the fields of what is said there. */
export const watchDoors =
  (seen: (door: string, fields: readonly string[]) => void) =>
  (handler: CentralHandler): CentralHandler =>
  async (call, client) => {
    const answer = await handler(call, client);
    seen(
      call.path,
      [...answer.text.matchAll(/"(\w+)":/g)].flatMap(([, field]) => field ?? []),
    );
    return answer;
  };

/** What it says of documents that are shown to it is the opposite. */
export const misjudging =
  (isMisjudged: (shown: string, day: string) => boolean) =>
  (handler: CentralHandler): CentralHandler =>
  async (call, client) => {
    const answer = await handler(call, client);
    if (call.path !== "/v1/evidence") return answer;
    const asked = JSON.parse((await call.text()) ?? "") as { readonly shown: readonly string[]; readonly day: string };
    if (!isMisjudged(asked.shown.join("+"), asked.day)) return answer;
    const said = JSON.parse(answer.text) as { readonly accepted: boolean };
    return jsonAnswer({ ...said, accepted: !said.accepted });
  };

function withOther(json: unknown, field: string): unknown {
  return JSON.parse(JSON.stringify(json), (name, value: unknown) => (name === field ? next(value) : value));
}

function withoutIt(json: unknown, field: string): unknown {
  return JSON.parse(JSON.stringify(json), (name, value: unknown) => (name === field ? undefined : value));
}

function next(value: unknown): unknown {
  if (typeof value === "boolean") return !value;
  if (typeof value === "number") return value + 1;
  return typeof value === "string" ? oneFurther(value) : value;
}
