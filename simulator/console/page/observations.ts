import type { Observations } from "../../../device/control/messages.ts";
import type { TraceEvent } from "../../../device/trace.ts";
import { ask } from "./api.ts";

export interface Wanted {
  /** The first observation that this page does not have yet. */
  readonly from: number;
  /** The first that is still to come, as `about` told. */
  readonly coming: number;
  readonly hear: (event: TraceEvent) => void;
}

/** Every observation, in order and once each, until the line breaks. */
export const observe = (wanted: Wanted): Promise<void> =>
  typeof SharedWorker === "function" ? together(wanted) : alone(wanted);

/** By the one stream of all pages in this browser, and what this page missed of it by asking. */
function together({ from, coming, hear }: Wanted): Promise<void> {
  let next = from;
  const take = (event: TraceEvent) => {
    if (event.seq < next) return;
    next = event.seq + 1;
    hear(event);
  };
  const fill = async () => {
    for (;;) {
      const { observations } = await ask<Observations>(`observations?after=${next}`);
      // A page's worth at a time; the server has the same declaration of them as the trace.
      for (const event of observations as readonly TraceEvent[]) take(event);
      if (observations.length === 0) return;
    }
  };
  return new Promise((resolve) => {
    const worker = new SharedWorker("/stream.js", "shikaku");
    const { port } = worker;
    const end = () => {
      removeEventListener("pagehide", end);
      port.postMessage("bye");
      port.close();
      resolve();
    };
    // What comes meanwhile waits for its turn, so that nothing is heard before what came first.
    let turn = Promise.resolve();
    const inTurn = (work: () => void | Promise<void>) => {
      turn = turn.then(work);
      turn.catch(end);
    };
    port.onmessage = ({ data }: MessageEvent<string | null>) => {
      if (data === null) {
        inTurn(end);
        return;
      }
      const event = JSON.parse(data) as TraceEvent;
      inTurn(async () => {
        if (event.seq > next) await fill();
        take(event);
      });
    };
    // The server was gone again before the worker's script came: the page would wait for what nobody tells.
    worker.onerror = end;
    port.postMessage(coming);
    inTurn(fill);
    // A page that is left may be kept and come back: it then begins a line of its own again.
    addEventListener("pagehide", end);
  });
}

/** By a stream of its own, where browsers have no worker that pages share. */
function alone({ from, hear }: Wanted): Promise<void> {
  return new Promise((resolve) => {
    const source = new EventSource(`/observations?after=${from}`);
    source.addEventListener("observation", ({ data }: MessageEvent<string>) => hear(JSON.parse(data) as TraceEvent));
    source.addEventListener("error", () => {
      source.close();
      resolve();
    });
  });
}
