/** Symmetric matrices and vectors as plain arrays of numbers, row by row. */

/**
 * Fisher's linear discriminant: the `axes` directions in which different people differ most compared with how much pictures of
 * one person do, each weighted by its share of the former. Rows of the answer are directions in feature space.
 */
export function discriminant(people: readonly (readonly Float32Array[])[], axes: number, ridge: number) {
  const size = people[0]?.[0]?.length ?? 0;
  const means = people.map((pictures) => meanOf(pictures, size));
  const mean = meanOf(means, size);
  const within = new Float64Array(size * size);
  let pictures = 0;
  for (const [i, own] of people.entries())
    for (const picture of own) {
      addSquare(within, difference(picture, means[i] ?? mean), size);
      pictures++;
    }
  const freedom = pictures - people.length;
  let trace = 0;
  for (let i = 0; i < size; i++) trace += (within[i * size + i] ?? 0) / freedom;
  for (let i = 0; i < size * size; i++) within[i] = (within[i] ?? 0) / freedom;
  for (let i = 0; i < size; i++) within[i * size + i] = (within[i * size + i] ?? 0) + (ridge * trace) / size;

  const lower = cholesky(within, size);
  const white = means.map((own) => solveLower(lower, difference(own, mean), size));
  const found = strongest(white, size, axes);
  const directions = found.map(({ vector, strength }) => {
    const weight = Math.sqrt(strength / (1 + strength));
    return solveUpper(lower, vector, size).map((value) => value * weight);
  });
  return { mean, directions, strengths: found.map(({ strength }) => strength) };
}

function meanOf(vectors: readonly (Float32Array | Float64Array)[], size: number): Float64Array {
  const mean = new Float64Array(size);
  for (const vector of vectors)
    for (let i = 0; i < size; i++) mean[i] = (mean[i] ?? 0) + (vector[i] ?? 0) / vectors.length;
  return mean;
}

const difference = (a: Float32Array | Float64Array, b: Float64Array): Float64Array =>
  Float64Array.from(b, (value, i) => (a[i] ?? 0) - value);

function addSquare(matrix: Float64Array, vector: Float64Array, size: number): void {
  for (let i = 0; i < size; i++) {
    const left = vector[i] ?? 0;
    for (let j = 0, at = i * size; j < size; j++, at++) matrix[at] = (matrix[at] ?? 0) + left * (vector[j] ?? 0);
  }
}

/** The lower triangle whose product with its mirror image is the matrix. */
function cholesky(matrix: Float64Array, size: number): Float64Array {
  const lower = new Float64Array(size * size);
  for (let i = 0; i < size; i++)
    for (let j = 0; j <= i; j++) {
      let rest = matrix[i * size + j] ?? 0;
      for (let k = 0; k < j; k++) rest -= (lower[i * size + k] ?? 0) * (lower[j * size + k] ?? 0);
      lower[i * size + j] = i === j ? Math.sqrt(rest) : rest / (lower[j * size + j] ?? 1);
    }
  return lower;
}

function solveLower(lower: Float64Array, right: Float64Array, size: number): Float64Array {
  const solved = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    let rest = right[i] ?? 0;
    for (let k = 0; k < i; k++) rest -= (lower[i * size + k] ?? 0) * (solved[k] ?? 0);
    solved[i] = rest / (lower[i * size + i] ?? 1);
  }
  return solved;
}

function solveUpper(lower: Float64Array, right: Float64Array, size: number): Float64Array {
  const solved = new Float64Array(size);
  for (let i = size - 1; i >= 0; i--) {
    let rest = right[i] ?? 0;
    for (let k = i + 1; k < size; k++) rest -= (lower[k * size + i] ?? 0) * (solved[k] ?? 0);
    solved[i] = rest / (lower[i * size + i] ?? 1);
  }
  return solved;
}

/** The strongest directions of a cloud of vectors and their variances, by orthogonal iteration from a fixed start. */
function strongest(cloud: readonly Float64Array[], size: number, count: number) {
  let axes = Array.from({ length: count }, (_, axis) =>
    Float64Array.from(
      { length: size },
      (_, i) => ((Math.imul(axis * size + i + 1, 0x9e3779b1) >>> 8) % 2001) / 1000 - 1,
    ),
  );
  let strengths: number[] = [];
  for (let round = 0; round < 40; round++) {
    const next = axes.map((axis) => {
      const image = new Float64Array(size);
      for (const vector of cloud) {
        const share = dot(vector, axis) / cloud.length;
        for (let i = 0; i < size; i++) image[i] = (image[i] ?? 0) + share * (vector[i] ?? 0);
      }
      return image;
    });
    strengths = orthogonalise(next);
    axes = next;
  }
  return axes.map((vector, i) => ({ vector, strength: strengths[i] ?? 0 }));
}

/** In place; the lengths they had. */
function orthogonalise(axes: readonly Float64Array[]): number[] {
  return axes.map((axis, i) => {
    for (const earlier of axes.slice(0, i)) {
      const share = dot(axis, earlier);
      for (let k = 0; k < axis.length; k++) axis[k] = (axis[k] ?? 0) - share * (earlier[k] ?? 0);
    }
    const length = Math.sqrt(dot(axis, axis));
    for (let k = 0; k < axis.length; k++) axis[k] = (axis[k] ?? 0) / length;
    return length;
  });
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}
