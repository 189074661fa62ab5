import type { Clock } from "../../device/ports.ts";
import type { Recorder } from "../../device/trace.ts";
import { utf8 } from "../../device/wire/bytes.ts";
import { type CentralHandler, parsed } from "./call.ts";

/** Every call and its answer in the trace, under one channel; what insurers register is there without individual numbers. */
export const tracedCentral =
  (handler: CentralHandler, recorder: Recorder, clock: Clock): CentralHandler =>
  async (call, client) => {
    const { method, path } = call;
    const asked = await clock.real(call.text());
    const plain = path.startsWith("/v1/insurers/") ? withoutNumbers : (text: string) => text;
    const door = plain(path);
    recorder.recordBytes(
      { channel: "central", is: "request", method, path: door, client: client.institutionCode },
      utf8(plain(asked ?? "")),
    );
    const answer = await handler(call, client);
    recorder.recordBytes({ channel: "central", is: "response", path: door, status: answer.status }, utf8(answer.text));
    return answer;
  };

/**
 * Twelve digits or more become as many ●, however they are written: nobody knows beforehand whose numbers an insurer sends, as a
 * recorder knows those of the persons on a bench. The four digits of the ministry's examples stay.
 */
function withoutNumbers(body: string): string {
  const value = parsed(body);
  const plain = value === undefined ? body.replace(ESCAPE, charOf) : JSON.stringify(value);
  return plain.replace(/\p{Nd}(?:[\s-]*\p{Nd}){11,}/gu, (digits) => "●".repeat(digits.length));
}

/** As JSON writes a character, also in what is no JSON. */
const ESCAPE = /\\u([0-9a-f]{4})/gi;
const charOf = (_: string, hex: string) => String.fromCharCode(Number.parseInt(hex, 16));
