/**
 * Error rates of a face match with the uncertainty that subjects bring: comparisons of one person resemble each other, so persons and not
 * comparisons are drawn anew (ISO/IEC 19795-1:2021, clause 8; FIDO Biometric Requirements, subject-based bootstrap). Vocabulary of
 * ISO/IEC 2382-37: FNMR of mated, FMR of non-mated comparisons.
 */
export interface Comparison {
  /** Whose face it was. */
  readonly probe: string;
  /** Whose photograph. */
  readonly reference: string;
  readonly score: number;
}

export interface ErrorRate {
  readonly errors: number;
  readonly comparisons: number;
  readonly subjects: number;
  readonly rate: number;
  /** Two-sided percentile interval over subjects drawn with replacement. */
  readonly lower: number;
  readonly upper: number;
}

export interface Bootstrap {
  readonly confidence: number;
  readonly draws: number;
  readonly seed: number;
}

/** False non-match rate at a threshold: mated comparisons whose score stays below it. */
export const fnmr = (comparisons: readonly Comparison[], threshold: number, bootstrap: Bootstrap): ErrorRate =>
  errorRate(
    comparisons.filter(({ probe, reference }) => probe === reference),
    ({ score }) => score < threshold,
    bootstrap,
  );

/** False match rate: non-mated comparisons whose score reaches the threshold. */
export const fmr = (comparisons: readonly Comparison[], threshold: number, bootstrap: Bootstrap): ErrorRate =>
  errorRate(
    comparisons.filter(({ probe, reference }) => probe !== reference),
    ({ score }) => score >= threshold,
    bootstrap,
  );

/** Throws a RangeError where there is nothing to compare. */
function errorRate(
  comparisons: readonly Comparison[],
  isError: (comparison: Comparison) => boolean,
  { confidence, draws, seed }: Bootstrap,
): ErrorRate {
  if (comparisons.length === 0) throw new RangeError("there is no comparison");
  const bySubject = new Map<string, { errors: number; count: number }>();
  for (const comparison of comparisons) {
    const subject = bySubject.get(comparison.probe) ?? { errors: 0, count: 0 };
    bySubject.set(comparison.probe, subject);
    subject.count++;
    if (isError(comparison)) subject.errors++;
  }
  const subjects = [...bySubject.values()];
  const errors = subjects.reduce((sum, subject) => sum + subject.errors, 0);
  const dice = xorshift(seed);
  const rates = Array.from({ length: draws }, () => {
    let [wrong, all] = [0, 0];
    for (let i = 0; i < subjects.length; i++) {
      const { errors: more, count } = subjects[dice() % subjects.length] ?? { errors: 0, count: 0 };
      wrong += more;
      all += count;
    }
    return wrong / all;
  }).sort((a, b) => a - b);
  const at = (share: number) => rates[Math.min(draws - 1, Math.floor(share * draws))] ?? 0;
  return {
    ...{ errors, comparisons: comparisons.length, subjects: subjects.length, rate: errors / comparisons.length },
    lower: at((1 - confidence) / 2),
    upper: at((1 + confidence) / 2),
  };
}

/** Marsaglia's xorshift32: whole numbers alone, so that a seed draws the same subjects on every machine. */
function xorshift(seed: number): () => number {
  let state = seed | 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}
