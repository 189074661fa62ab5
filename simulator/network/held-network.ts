import type { Network } from "./closed-network.ts";

/** The network as it stands now. Gateways watch it, because a change may end what they have let through. */
export interface HeldNetwork {
  get(): Network;
  /** Whoever watches has heard of it when this returns, so that no change is made up for by the next one. */
  set(network: Network): void;
  /** Gives what ends the watching. */
  watch(changed: () => void): () => void;
}

export function heldNetwork(network: Network): HeldNetwork {
  const watchers = new Set<() => void>();
  let now = network;
  return {
    get: () => now,
    set(next) {
      now = next;
      for (const changed of [...watchers]) changed();
    },
    watch(changed) {
      watchers.add(changed);
      return () => void watchers.delete(changed);
    },
  };
}
