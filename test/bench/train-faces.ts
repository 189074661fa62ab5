import { writeFileSync } from "node:fs";
import { format } from "prettier";
import { align, outlookOf, STILL } from "../../device/firmware/face-alignment.ts";
import { edgesOf } from "../../device/firmware/face-edges.ts";
import { blurForPlace, featuresOf } from "../../device/firmware/face-features.ts";
import { findFace } from "../../device/firmware/face-finder.ts";
import type { Picture } from "../../device/ports.ts";
import { cameraView, type Pose } from "../../simulator/faces/camera-view.ts";
import { faceOf } from "../../simulator/faces/face.ts";
import { decodeJp2, encodeJp2 } from "../../simulator/faces/jp2.ts";
import { photographOf } from "../../simulator/faces/photograph.ts";
import { seededRandom } from "../../simulator/world.ts";
import { discriminant } from "./discriminant.ts";

/**
 * Writes the firmware's model of faces from pictures of development people, who occur in no measurement: `npx tsx
 * test/bench/train-faces.ts`. The same program on the same seeds writes the same file.
 */

const FIRST_SEED = 900_000;
const PEOPLE = 1200;
const AXES = 48;
const RIDGE = 0.3;
const POSES: readonly Pose[] = [{}, {}, { mask: true }, { light: "poor" }];

const people: Picture[][] = [];
for (let nth = 0; nth < PEOPLE; nth++) people.push(await picturesOf(FIRST_SEED + nth, nth));
const general = generalOutlook(
  people.slice(0, 300).flatMap(([photograph, first]) => [photograph, first].flatMap((picture) => picture ?? [])),
);
const features = people.map((pictures) => pictures.flatMap((picture) => featuresOf(picture, general) ?? []));
const { mean, directions, strengths } = discriminant(features, AXES, RIDGE);
writeFileSync(
  new URL("../../device/firmware/face-model.data.ts", import.meta.url),
  await format(modelFile(), { parser: "typescript", printWidth: 120, quoteProps: "consistent" }),
);
console.log(
  `${PEOPLE} people; strength of the first and last axis: ${strengths[0]?.toFixed(1)}, ${strengths.at(-1)?.toFixed(2)}`,
);

async function picturesOf(seed: number, nth: number): Promise<Picture[]> {
  const random = seededRandom(seed);
  const age = 3 + ((nth * 7) % 90);
  const yearsAgo = nth % 3 === 0 && age > 28 ? 9 : 0;
  const photograph = await decodeJp2(await encodeJp2(photographOf(seed, { age, yearsAgo })));
  return [photograph, ...POSES.map((pose) => cameraView(faceOf(seed, age), pose, random))];
}

/** The mean of all faces, each laid on the mean of the round before. */
function generalOutlook(pictures: readonly Picture[]): Float32Array {
  const faces = pictures.flatMap((picture) => {
    const place = findFace(picture);
    return place ? [blurForPlace(edgesOf(picture, place))] : [];
  });
  let mean = average(faces.map((face) => outlookOf(face, STILL)));
  for (let round = 0; round < 4; round++) {
    const laid = mean;
    mean = average(faces.map((face) => outlookOf(face, align(face, laid))));
  }
  return quantised(mean);
}

function average(vectors: readonly Float32Array[]): Float32Array {
  const [first = new Float32Array()] = vectors;
  return first.map((_, i) => vectors.reduce((sum, vector) => sum + (vector[i] ?? 0), 0) / vectors.length);
}

/** As the file will hold it, so that what is learnt after it fits. */
function quantised(vector: Float32Array): Float32Array {
  const most = largest(vector);
  return vector.map((value) => (Math.round((value / most) * 127) / 127) * most);
}

function largest(vector: Float32Array | Float64Array): number {
  let most = 0;
  for (const value of vector) most = Math.max(most, Math.abs(value));
  return most;
}

function modelFile(): string {
  return `/** Written by test/bench/train-faces.ts from ${PEOPLE} development people (seeds from ${FIRST_SEED}); not to be edited by hand. */
export const FACE_MODEL = {
  general: ${packed(general)},
  mean: ${packed(mean)},
  axes: [
${directions.map((direction) => `    ${packed(direction)},`).join("\n")}
  ],
};
`;
}

/** Its largest value, and each value as a signed byte in parts of it. */
function packed(vector: Float32Array | Float64Array): string {
  const most = largest(vector);
  const bytes = Int8Array.from(vector, (value) => Math.round((value / most) * 127));
  const text = Buffer.from(bytes.buffer).toString("base64");
  const lines = text.match(/.{1,108}/g) ?? [];
  return `{\n    most: ${most},\n    bytes:\n${lines.map((line) => `      "${line}"`).join(" +\n")},\n    }`;
}
