import type { Clock, Operator } from "../device/ports.ts";
import type { Recorder } from "../device/trace.ts";

/**
 * An operator whose acts are in the trace, without what was typed. Time between asking and done is human time when a human acted,
 * and nobody's when a device did.
 */
export const recordedOperator = (
  operator: Operator,
  by: "virtual" | "dialog" | "http",
  trace: Recorder,
  clock: Clock,
): Operator => ({
  async perform(intent) {
    const name = intent.intent;
    const asked = clock.now();
    const persona = "persona" in intent ? { persona: intent.persona } : {};
    trace.record({ channel: "operator", is: "asked", intent: name, ...persona });
    await operator.perform(intent);
    trace.record({
      channel: "operator",
      is: "did",
      intent: name,
      by,
      human: by === "virtual" ? 0 : clock.now() - asked,
    });
  },
});
