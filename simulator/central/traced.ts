import type { Clock } from "../../device/ports.ts";
import type { Recorder } from "../../device/trace.ts";
import type { CentralHandler } from "./app.ts";

/** Every call and its answer in the trace, under one channel. */
export const tracedCentral =
  (handler: CentralHandler, recorder: Recorder, clock: Clock): CentralHandler =>
  async (request, client) => {
    const { method, url } = request;
    const path = new URL(url).pathname;
    const asked = await clock.real(request.clone().arrayBuffer());
    recorder.recordBytes(
      { channel: "central", is: "request", method, path, client: client.institutionCode },
      new Uint8Array(asked),
    );
    const response = await handler(request, client);
    const answered = await clock.real(response.clone().arrayBuffer());
    recorder.recordBytes(
      { channel: "central", is: "response", path, status: response.status },
      new Uint8Array(answered),
    );
    return response;
  };
