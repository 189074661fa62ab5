import { CASES } from "../conformance/cases/all.ts";
import { ALL_BENIGN, ALL_MUTANTS } from "../conformance/strength/catalogue.ts";
import { measureStrength, type StrengthOptions } from "../conformance/strength/kill-matrix.ts";
import type { Strength } from "../conformance/strength/strength.ts";
import type { BenchRequest, OpenBench } from "../conformance/bench.ts";
import type { Role } from "../conformance/role.ts";
import { builtInBenches } from "./built-in/benches.ts";
import { changed, watched } from "./built-in/changed.ts";
import { Times } from "./built-in/places.ts";
import { makeProducts } from "./built-in/products.ts";
import { BUILT_IN_PROFILES } from "./built-in/profiles.ts";
import { type Variant, variantOf } from "./built-in/variants.ts";

export interface StrengthWishes {
  readonly seed: number;
  /** Mutants and variants to be measured; all where nothing is said. */
  readonly only?: (id: string) => boolean;
  /**
   * Which cases a variant is held against: where nothing is said those in which what is changed comes up, on demand every one, or those that
   * name it alone, where any does.
   */
  readonly cases?: "every" | "promised";
  readonly onProgress?: StrengthOptions["onProgress"];
}

/** The suite against the built-in products broken on purpose, one clause at a time, and against legal oddities of them. */
export function strengthOfBuiltIn({ seed, only = () => true, cases, onProgress }: StrengthWishes): Promise<Strength> {
  const products = makeProducts();
  const changes = new Map([...ALL_MUTANTS, ...ALL_BENIGN].map(({ id, change }) => [id, change]));
  /** What came up on the honest product, by case. */
  const came = new Map<string, Times>();

  const makeVariant = (id: string): (() => Variant) => {
    const change = changes.get(id);
    return change ? () => changed(change) : variantOf(id);
  };
  const openHonest: OpenBench = <R extends Role>(request: BenchRequest<R>) => {
    const times = came.get(request.caseId) ?? new Times();
    came.set(request.caseId, times);
    return builtInBenches(products, () => watched(times.note))(request);
  };
  const comesUp = (variant: string, caseId: string) => {
    const change = changes.get(variant);
    return !change || came.get(caseId)?.comesUp(change) === true;
  };
  return measureStrength({
    cases: CASES,
    mutants: ALL_MUTANTS.filter(({ id }) => only(id)),
    benign: ALL_BENIGN.filter(({ id }) => only(id)),
    open: (variant) => (variant === undefined ? openHonest : builtInBenches(products, makeVariant(variant))),
    profiles: BUILT_IN_PROFILES,
    seed,
    clock: "virtual",
    ...(cases === "every" ? {} : { comesUp: cases === "promised" ? promised : comesUp }),
    ...(onProgress ? { onProgress } : {}),
  });
}

/** The cases that name a variant. */
const PROMISES = new Map<string, ReadonlySet<string>>(
  [...ALL_MUTANTS, ...ALL_BENIGN].map(({ id: variant }) => [
    variant,
    new Set(
      CASES.filter(({ kills, spares }) => [...kills, ...spares].some((name) => name === variant)).map(({ id }) => id),
    ),
  ]),
);
const promised = (variant: string, caseId: string) => {
  const naming = PROMISES.get(variant);
  return !naming?.size || naming.has(caseId);
};
