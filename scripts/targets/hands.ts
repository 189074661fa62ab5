import type { Hands } from "../../conformance/benches/hands.ts";
import { type ControlClient, controlClient } from "../../device/control/client.ts";
import { DeviceError } from "../../device/errors.ts";
import { linkRefused, saidOf, setupOf } from "../../device/io/system-codes.ts";
import type { Clock, Fetch, Operator } from "../../device/ports.ts";
import type { Channel } from "../../device/trace.ts";

/** The vendor's own control API moves the hands, and tells what the product is seen to do. */
export function controlledHands(url: string, clock: Clock, shows: readonly Channel[] = SHOWN): Hands {
  const client: ControlClient = controlClient({ fetch: controlFetch, url, clock });
  const offered = async () => (await client.about()).channels.filter((channel) => shows.includes(channel));
  return {
    operator: client.operator,
    operatedBy: "http",
    channels: offered,
    async begin({ caseId, seed }, cast) {
      const players = Object.entries(cast).map(([part, { id }]) => [part, id]);
      return client.begin({ caseId, seed, cast: Object.fromEntries(players) as Record<string, string> });
    },
    follow: async (trace) => client.follow(trace, { channels: await offered() }),
  };
}

/** The platform's own; what went wrong on the way to the product is told as the fault of the set-up that it is. */
export const controlFetch: Fetch = (request) =>
  fetch(request).catch((error: unknown) => {
    const setup = setupOf(error, "connection");
    if (!setup) throw error;
    const { origin } = new URL(request.url);
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    throw linkRefused(origin, saidOf(cause), setup, error);
  });

/** What only the inside of a product can tell; what passes through our own hands we see ourselves. */
const SHOWN: readonly Channel[] = ["card", "panel", "camera", "chart"];

/** A person moves the hands, and nothing tells what the product does inside. */
export const handsOf = (operator: Operator, operatedBy: Hands["operatedBy"]): Hands => ({
  operator,
  operatedBy,
  channels: () => Promise.resolve([]),
  begin: () => Promise.resolve(false),
  follow: () => Promise.resolve({ failed: new Promise<never>(() => undefined), stop: () => Promise.resolve() }),
});

/** Nobody is there: every act is said to be missing, by name. */
export const nobody: Operator = {
  perform: ({ intent }) => Promise.reject(new DeviceError("operator.notOffered", { intent, by: "this target" })),
};
