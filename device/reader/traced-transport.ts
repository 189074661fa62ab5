import { isFault } from "../errors.ts";
import type { Transport } from "../ports.ts";
import type { Recorder } from "../trace.ts";

/** The same transport, its frames written down as they pass. */
export function tracedTransport(transport: Transport, recorder: Recorder): Transport {
  let open = true;
  const over = (is: "closed" | "lost") => {
    if (open) recorder.record({ channel: "host", is });
    open = false;
  };
  recorder.record({ channel: "host", is: "opened" });

  async function* frames(): AsyncGenerator<Uint8Array> {
    try {
      for await (const frame of transport.frames) {
        recorder.recordBytes({ channel: "host", is: "received" }, frame);
        yield frame;
      }
    } catch (error) {
      if (isFault(error, "link.lost")) over("lost");
      throw error;
    }
  }

  return {
    frames: frames(),
    async send(frame) {
      // Before it leaves: a quick reader's answer must not stand above the question.
      if (open) recorder.recordBytes({ channel: "host", is: "sent" }, frame);
      try {
        await transport.send(frame);
      } catch (error) {
        if (isFault(error, "link.lost")) over("lost");
        throw error;
      }
    },
    async close() {
      over("closed");
      await transport.close();
    },
  };
}
