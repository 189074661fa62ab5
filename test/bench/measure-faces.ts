import { similarity, type Template, templateOf, THRESHOLD } from "../../device/firmware/matching.ts";
import type { Random } from "../../device/ports.ts";
import { cameraView, type Pose } from "../../simulator/faces/camera-view.ts";
import { faceOf, twinOf } from "../../simulator/faces/face.ts";
import { decodeJp2, encodeJp2 } from "../../simulator/faces/jp2.ts";
import { paperView } from "../../simulator/faces/paper-view.ts";
import { photographOf } from "../../simulator/faces/photograph.ts";
import { seededRandom } from "../../simulator/world.ts";

/** Scores of the reader's matcher, presentation by presentation, all from seeds. A person occurs in one group only. */

export interface Group {
  readonly name: string;
  readonly pose?: Pose;
  /** Ages of the people, youngest and oldest. */
  readonly ages?: readonly [number, number];
  readonly yearsAgo?: number;
}

/** What a person shows the camera, and what is on the card. */
export const GROUPS: readonly Group[] = [
  { name: "plain" },
  { name: "mask", pose: { mask: true } },
  { name: "poor light", pose: { light: "poor" } },
  { name: "photograph 9 years old", yearsAgo: 9, ages: [30, 92] },
  { name: "child, photograph 4 years old", yearsAgo: 4, ages: [6, 15] },
  { name: "looking away", pose: { lookAway: true } },
];

/** Scores of each person against the own photograph: `times` presentations of `people` persons. */
export async function genuineScores(group: Group, first: number, people: number, times: number): Promise<number[][]> {
  const scores: number[][] = [];
  for (let nth = 0; nth < people; nth++) {
    const seed = first + nth;
    const random = seededRandom(seed);
    const age = ageOf(group, random);
    const card = await onCard(seed, age, group.yearsAgo ?? 0);
    scores.push(
      Array.from({ length: times }, () =>
        similarity(card, templateOf(cameraView(faceOf(seed, age), group.pose ?? {}, random))),
      ),
    );
  }
  return scores;
}

/** Disjoint pairs: the card of one person, the face of another, and nobody twice. */
export async function impostorScores(group: Group, first: number, pairs: number): Promise<number[]> {
  const scores: number[] = [];
  for (let pair = 0; pair < pairs; pair++) {
    const owner = first + 2 * pair;
    const random = seededRandom(owner);
    const card = await onCard(owner, ageOf(group, random), group.yearsAgo ?? 0);
    const other = faceOf(owner + 1, ageOf(group, random));
    scores.push(similarity(card, templateOf(cameraView(other, group.pose ?? {}, random))));
  }
  return scores;
}

/** The card of one, the face of the twin. */
export async function twinScores(first: number, pairs: number): Promise<number[]> {
  const scores: number[] = [];
  for (let seed = first; seed < first + pairs; seed++) {
    const random = seededRandom(seed);
    const age = ageOf({ name: "twins" }, random);
    scores.push(similarity(await onCard(seed, age, 0), templateOf(cameraView(faceOf(twinOf(seed), age), {}, random))));
  }
  return scores;
}

/** A print of the card's own photograph held before the camera: what is left to tell it from a face is depth. */
export async function paperScores(first: number, people: number): Promise<number[]> {
  const scores: number[] = [];
  for (let seed = first; seed < first + people; seed++) {
    const random = seededRandom(seed);
    const age = ageOf({ name: "paper" }, random);
    scores.push(similarity(await onCard(seed, age, 0), templateOf(paperView(photographOf(seed, { age }), random))));
  }
  return scores;
}

export const accepted = (score: number): boolean => score >= THRESHOLD;

/** The photograph as the reader gets it, through the file on the card. */
const onCard = async (seed: number, age: number, yearsAgo: number): Promise<Template> =>
  templateOf(await decodeJp2(await encodeJp2(photographOf(seed, { age, yearsAgo }))));

function ageOf({ ages = [18, 92] }: Group, random: Random): number {
  const [share = 0] = random.bytes(1);
  return ages[0] + Math.floor(((ages[1] - ages[0] + 1) * share) / 256);
}
