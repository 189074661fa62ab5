import type { Attempt, NetworkRules, Passage } from "../network/closed-network.ts";
import type { CentralLie } from "./central-lies.ts";

const PASSES: Passage = { is: "passes" };

/** Where the honest gateway refuses for this, it lets through. */
const blind =
  (isBlind: (attempt: Attempt, why: string, network: Parameters<NetworkRules["passage"]>[0]) => boolean) =>
  (rules: NetworkRules): NetworkRules => ({
    ...rules,
    passage(network, attempt) {
      const outcome = rules.passage(network, attempt);
      return outcome.is === "refused" && isBlind(attempt, outcome.why, network) ? PASSES : outcome;
    },
  });

/** A gateway of the closed network that is right in all but one thing. */
const LIES: Readonly<Record<string, () => NonNullable<CentralLie["network"]>>> = {
  "M-CTL-NET-ANY-PORT": () =>
    blind(({ to }, why, { destinations }) => why === "notNamed" && destinations.some(({ host }) => host === to.host)),
  "M-CTL-NET-NEIGHBOUR": () =>
    blind(({ to }, why, { lines }) => why === "notNamed" && lines.some(({ line }) => line === to.host)),
  "M-CTL-NET-ANYBODYS-LINE": () => blind((_, why) => why === "otherFacility"),
  "M-CTL-NET-NEW-LINE-OPEN": () => blind((_, why) => why === "lineShut"),
  "M-CTL-NET-TUNNEL-LEFT": () => {
    // An attempt is judged anew when the network changes, and is then the very same.
    const passed = new WeakSet<Attempt>();
    return (rules) => ({
      ...rules,
      passage(network, attempt) {
        if (passed.has(attempt)) return PASSES;
        const outcome = rules.passage(network, attempt);
        if (outcome.is === "passes") passed.add(attempt);
        return outcome;
      },
    });
  },
  "M-CTL-NET-ANYBODY-AUTHENTICATES": () => (rules) => ({
    ...rules,
    authenticate: (network, line) => ({
      network: { ...network, lines: network.lines.map((one) => (one.line === line ? { ...one, open: true } : one)) },
    }),
  }),
};

export const NETWORK_LIES: Readonly<Record<string, () => CentralLie>> = Object.fromEntries(
  Object.entries(LIES).map(([id, make]) => [id, () => ({ network: make() })]),
);

/** Another reason than ours for the same refusal. */
const otherwise = (rules: NetworkRules): NetworkRules => ({
  ...rules,
  passage(network, attempt) {
    const outcome = rules.passage(network, attempt);
    return outcome.is === "refused" ? { is: "refused", why: "unknownLine" } : outcome;
  },
});
export const NETWORK_VARIANTS: Readonly<Record<string, () => CentralLie>> = {
  "B-CTL-NET-NO-REASON": () => ({ network: otherwise }),
};
