import type { Clock } from "../../device/ports.ts";
import type { Recorder } from "../../device/trace.ts";
import { utf8 } from "../../device/wire/bytes.ts";
import type { CentralHandler } from "./call.ts";

/** Every call and its answer in the trace, under one channel. */
export const tracedCentral =
  (handler: CentralHandler, recorder: Recorder, clock: Clock): CentralHandler =>
  async (call, client) => {
    const { method, path } = call;
    const asked = await clock.real(call.text());
    recorder.recordBytes(
      { channel: "central", is: "request", method, path, client: client.institutionCode },
      utf8(asked ?? ""),
    );
    const answer = await handler(call, client);
    recorder.recordBytes({ channel: "central", is: "response", path, status: answer.status }, utf8(answer.text));
    return answer;
  };
