import { atLeast, atMost } from "./binomial.ts";
import type { QuantileClaim, QuantileVerdict } from "./claim.ts";
import { sequentialQuantile } from "./sequential.ts";

export function judgeQuantile(samples: number, exceeding: number, claim: QuantileClaim): QuantileVerdict {
  if (claim.plan === "sequential") return sequentialQuantile(samples, exceeding, claim);
  if (atMost(exceeding, samples, 1 - claim.quantile) <= 1 - claim.confidence) return { is: "shown" };
  if (atLeast(exceeding, samples, 1 - claim.quantile) <= 1 - claim.confidence) return { is: "refuted" };
  return { is: "open", more: samplesNeeded(exceeding, claim) - samples };
}

/** The fewest samples that show the claim when `exceeding` of them lie above the limit: 59, 93, 124 for p95 at 95 %. */
export function samplesNeeded(exceeding: number, { quantile, confidence }: QuantileClaim): number {
  const shown = (samples: number) => atMost(exceeding, samples, 1 - quantile) <= 1 - confidence;
  let high = exceeding + 1;
  while (!shown(high)) high *= 2;
  let low = Math.floor(high / 2);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (shown(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** The empirical quantile: the smallest sample that at least `quantile` of all samples do not exceed. */
export function empirical(samples: readonly number[], quantile: number): number | undefined {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(quantile * sorted.length) - 1)];
}
