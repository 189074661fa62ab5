import { DeviceError } from "../device/errors.ts";
import type { Clock } from "../device/ports.ts";
import type { Channel, Recorder, TraceEvent } from "../device/trace.ts";
import type { GenericBench } from "./bench.ts";

/**
 * A session that is over: somebody else's card session, read from a file, judged as if it happened now. Its time stands still at
 * its last event, and there is nothing to touch.
 */
export function recordedBench(session: readonly TraceEvent[], channels: readonly Channel[]): GenericBench {
  const last = session.at(-1)?.at ?? 0;
  const clock: Clock = {
    source: "virtual",
    uncertainty: 0,
    now: () => last,
    after: () => () => undefined,
    real: (work) => work,
  };
  const over = (what: string) => new DeviceError("suite.broken", { why: `a recorded session has no ${what}` });
  return {
    role: "generic",
    clock,
    random: {
      bytes: () => {
        throw over("chance");
      },
    },
    trace: continued(session, last),
    channels,
    operator: { perform: () => Promise.reject(over("operator")) },
    operatedBy: "virtual",
    cast: {},
    pinOf: () => undefined,
    staffPassword: "",
    institutionCode: "",
    run: (work) => work,
    close: () => Promise.resolve(),
  };
}

/** The stored events, to which the end of the steps is still to be added. */
function continued(session: readonly TraceEvent[], at: number): Recorder {
  const events = session.map((event, seq): TraceEvent => ({ ...event, seq }));
  return {
    events,
    record: (happening, scope) =>
      void events.push({ seq: events.length, at, ...(scope === undefined ? {} : { scope }), ...happening }),
    recordBytes: () => {
      throw new DeviceError("suite.broken", { why: "nothing more passes through a recorded session" });
    },
    listen: () => () => undefined,
  };
}
