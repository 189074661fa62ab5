import { CASES } from "../conformance/cases/all.ts";
import { BENIGN } from "../conformance/strength/benign.data.ts";
import { measureStrength, type Strength, type StrengthOptions } from "../conformance/strength/kill-matrix.ts";
import { MUTANTS } from "../conformance/strength/mutants.data.ts";
import { builtInBenches } from "./built-in/benches.ts";
import { makeProducts } from "./built-in/products.ts";
import { BUILT_IN_PROFILES } from "./built-in/profiles.ts";
import { variantOf } from "./built-in/variants.ts";

/** The suite against the built-in products broken on purpose, one clause at a time, and against legal oddities of them. */
export function strengthOfBuiltIn(seed: number, onProgress?: StrengthOptions["onProgress"]): Promise<Strength> {
  const products = makeProducts();
  return measureStrength({
    cases: CASES,
    mutants: MUTANTS,
    benign: BENIGN,
    open: (variant) => builtInBenches(products, variant === undefined ? undefined : variantOf(variant)),
    profiles: BUILT_IN_PROFILES,
    seed,
    clock: "virtual",
    ...(onProgress ? { onProgress } : {}),
  });
}
