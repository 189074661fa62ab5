/**
 * Verdicts on quantities by order statistics: whatever the distribution of a latency, the number of samples above its p-quantile
 * is binomial. So "p95 ≤ X" is shown with confidence c when so few samples exceed X that a product whose p95 were above X would
 * show so few with a probability of at most 1 − c.
 */
export interface QuantileClaim {
  readonly quantile: number;
  readonly confidence: number;
  /** `fixed`: looked at once, after a number of samples set beforehand. `sequential`: looked at after each, as often as one likes. */
  readonly plan?: "fixed" | "sequential";
}

export type QuantileVerdict =
  | { readonly is: "shown" }
  | { readonly is: "refuted" }
  /** `more`: samples still needed if none of them exceeds. */
  | { readonly is: "open"; readonly more: number };
