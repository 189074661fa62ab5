import { changeLine, type Network } from "../../../simulator/network/closed-network.ts";

/** The network after a facility got a line that nobody else has. */
export function moved(network: Network, institutionCode: string, line: string): Network {
  const outcome = changeLine(network, institutionCode, line);
  if ("refused" in outcome) throw new Error(outcome.refused);
  return outcome.network;
}
