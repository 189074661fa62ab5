import { writeProtocolCoverage } from "./protocol-coverage.ts";

const { states, transitions, pairs, forbidden, strange } = await writeProtocolCoverage();
const seen = (all: readonly { readonly times: number }[]) =>
  `${all.filter(({ times }) => times > 0).length}/${all.length}`;
console.log(
  `states ${seen(states)}, transitions ${seen(transitions)}, pairs ${pairs.seen}/${pairs.possible}, out of turn ${seen(forbidden)}`,
);
if (strange.length > 0)
  console.log(`not in the model: ${strange.map(({ state, step }) => `${state} ${step}`).join("; ")}`);
process.exit(strange.length === 0 ? 0 : 1);
