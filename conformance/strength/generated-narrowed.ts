import { GENERATED_READERS } from "./generated-reader.ts";
import { idOfChange } from "./change.ts";
import type { Mutant } from "./mutant.ts";
import { NARROWED, type Narrowed } from "./narrowed.data.ts";

export const NARROWED_READERS: readonly Mutant[] = NARROWED.map(narrowed);

function narrowed({ of, since, breaks }: Narrowed): Mutant {
  const wide = GENERATED_READERS.find(({ id }) => id === `G-RDR-${of}`);
  if (!wide?.change || !(wide.change.at === "row" || wide.change.at === "said" || wide.change.at === "heard"))
    throw new Error(`there is no reader that is wrong in ${of}`);
  const change = { ...wide.change, since };
  const [clause, expectedReason] = breaks ?? [wide.clause, wide.expectedReason];
  return {
    ...{ role: wide.role, clause, expectedReason, change },
    id: idOfChange("G", "reader", change),
    cascade: [wide.expectedReason, ...wide.cascade].filter((reason) => reason !== expectedReason),
    does: {
      ja: `${since} が一度あってからは、${wide.does.ja}`,
      en: `Once ${since} has come up: ${wide.does.en}`,
    },
  };
}
