/**
 * What a face looks like, as numbers, and nothing about how it is drawn: the card's photograph and the camera's view are two
 * programs that share only this. Lengths are in half head heights, x to the face's left in the picture (from -1 to 1 or so), y down,
 * with the crown near -1, the eyes near 0 and the chin near 1; tones go from 0 (black) to 1 (white).
 */
export type Face = Record<keyof typeof TRAITS, number> & {
  readonly moles: readonly Mole[];
};

export interface Mole {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly tone: number;
}

/**
 * The same person at `age` years: all of one seed, so that a photograph taken years ago is a function of the seed as well. A seed
 * made by `twinOf` shares its traits with its sibling but for a small part, and none of its moles.
 */
export function faceOf(seed: number, age = 40): Face {
  const family = seed % TWIN;
  const own = chance(family, 500 + Math.floor(seed / TWIN));
  const face = {} as Record<keyof typeof TRAITS, number>;
  for (const [index, name] of NAMES.entries()) {
    const [mean, spread] = TRAITS[name];
    const inherited = bell(chance(family, index), chance(family, index + 100));
    const acquired = bell(chance(own * WORD, index), chance(own * WORD, index + 100));
    face[name] = mean + spread * (inherited + (seed < TWIN ? 0 : TWIN_DIFFERENCE) * (acquired - inherited));
  }
  return { ...grown(face, family, age), moles: molesOf(own * WORD) };
}

/** The seed of a sibling born on the same day. Seeds of people who are nobody's twin are below 2³². */
export const twinOf = (seed: number, nth = 1): number => (seed % TWIN) + nth * TWIN;

/** Of every trait: its mean, and how far from the mean the most extreme person is. */
const TRAITS = {
  headWidth: [0.72, 0.085],
  jawTaper: [0.3, 0.13],
  jawSquareness: [0.45, 0.45],
  chin: [0.98, 0.09],
  crown: [0.98, 0.05],
  eyeY: [0.02, 0.055],
  eyeSpacing: [0.285, 0.042],
  eyeWidth: [0.125, 0.03],
  eyeOpen: [0.052, 0.026],
  eyeTilt: [0.04, 0.15],
  iris: [0.052, 0.009],
  irisTone: [0.16, 0.1],
  lidCrease: [0.35, 0.35],
  bag: [0.25, 0.25],
  browRise: [0.17, 0.05],
  browLength: [0.175, 0.045],
  browThickness: [0.034, 0.02],
  browTilt: [0.0, 0.22],
  browArch: [0.045, 0.045],
  browInset: [0.0, 0.03],
  noseLength: [0.39, 0.075],
  noseWidth: [0.125, 0.04],
  noseBridge: [0.055, 0.022],
  noseShadow: [0.5, 0.35],
  mouthDrop: [0.235, 0.06],
  mouthWidth: [0.22, 0.06],
  lipUpper: [0.04, 0.026],
  lipLower: [0.055, 0.032],
  mouthCurve: [0.008, 0.035],
  lipTone: [0.42, 0.12],
  earSize: [0.19, 0.05],
  earY: [0.12, 0.06],
  skinTone: [0.74, 0.13],
  hairTone: [0.12, 0.11],
  hairline: [-0.6, 0.14],
  temple: [0.84, 0.12],
  parting: [0.0, 0.5],
  fringe: [0.12, 0.24],
  sideLength: [0.3, 0.6],
  hairVolume: [0.09, 0.07],
  cheek: [0.5, 0.5],
  cheekbone: [0.2, 0.1],
  fold: [0.15, 0.2],
  beard: [-0.25, 0.7],
  philtrum: [0.4, 0.4],
  chinDimple: [0.0, 0.7],
} as const satisfies Record<string, readonly [mean: number, spread: number]>;

const NAMES = Object.keys(TRAITS) as (keyof typeof TRAITS)[];
const WORD = 2 ** 32;
const TWIN = WORD;
const TWIN_DIFFERENCE = 0.12;
/** Hair and weight change this often, in years. */
const PERIOD = 8;

/** Growth until 17, slow changes after, and what comes and goes (weight, hair style) by the years. */
function grown(adult: Record<keyof typeof TRAITS, number>, family: number, age: number) {
  const child = Math.min(1, Math.max(0, (17 - age) / 15));
  const years = Math.min(1, Math.max(0, (age - 18) / 62));
  const weight = drift(family, 301, age);
  const style = drift(family, 302, age);
  const length = drift(family, 303, age);
  const greying = Math.max(0, years - 0.2 - 0.4 * chance(family, 304)) * 0.9;
  const balding = years * Math.max(0, chance(family, 305) - 0.55);
  return {
    ...adult,
    headWidth: adult.headWidth * (1 + 0.05 * child + 0.025 * weight),
    jawTaper: adult.jawTaper * (1 - 0.35 * child) - 0.05 * weight,
    jawSquareness: adult.jawSquareness * (1 - 0.6 * child) + 0.1 * years,
    chin: adult.chin - 0.08 * child,
    eyeY: adult.eyeY + 0.1 * child,
    eyeOpen: adult.eyeOpen * (1 + 0.3 * child - 0.18 * years),
    iris: adult.iris * (1 + 0.2 * child),
    bag: adult.bag * (1 - child) + 0.35 * years,
    browThickness: adult.browThickness * (1 - 0.35 * child),
    browRise: adult.browRise - 0.015 * years,
    noseLength: adult.noseLength * (1 - 0.22 * child + 0.05 * years),
    noseWidth: adult.noseWidth * (1 - 0.12 * child + 0.06 * years),
    noseShadow: adult.noseShadow * (1 - 0.5 * child),
    mouthDrop: adult.mouthDrop * (1 - 0.15 * child),
    lipUpper: adult.lipUpper * (1 - 0.25 * years),
    hairTone: adult.hairTone + (0.62 - adult.hairTone) * Math.min(1, greying),
    hairline: adult.hairline - 0.25 * balding,
    fringe: adult.fringe + 0.1 * style - 0.3 * balding,
    sideLength: adult.sideLength + 0.3 * length,
    hairVolume: Math.max(0.02, adult.hairVolume * (1 - balding)),
    fold: adult.fold * (1 - child) + 0.4 * years,
    beard: adult.beard + 0.1 * style - 4 * child,
  };
}

function molesOf(own: number): Mole[] {
  const count = Math.floor(4 * chance(own, 400) * chance(own, 401) + 0.5);
  return Array.from({ length: count }, (_, nth) => ({
    x: 0.45 * bell(chance(own, 410 + nth), chance(own, 420 + nth)),
    y: 0.25 + 0.5 * bell(chance(own, 430 + nth), chance(own, 440 + nth)),
    radius: 0.014 + 0.012 * chance(own, 450 + nth),
    tone: 0.2 + 0.2 * chance(own, 460 + nth),
  }));
}

/** From -1 to 1, the same for neighbouring years and unrelated after two periods. */
function drift(family: number, salt: number, age: number): number {
  const period = Math.floor(age / PERIOD);
  const within = age / PERIOD - period;
  const knot = (nth: number) => 2 * chance(family, 1000 * salt + nth) - 1;
  return knot(period) * (1 - within) + knot(period + 1) * within;
}

/** Two even chances make one from -1 to 1 that favours the middle. */
const bell = (a: number, b: number) => a + b - 1;

/** An even chance in [0, 1) by integer arithmetic only, each `salt` its own. */
function chance(seed: number, salt: number): number {
  let z = (Math.imul(seed >>> 0, 0x9e3779b1) ^ Math.imul(salt + 1, 0x85ebca77)) >>> 0;
  z = Math.imul(z ^ (z >>> 15), 0x2c1b3c6d);
  z = Math.imul(z ^ (z >>> 12), 0x297a2d39);
  z = Math.imul(z ^ (z >>> 15), 0x9e3779b1);
  z = Math.imul(z ^ (z >>> 13), 0x85ebca6b);
  return ((z ^ (z >>> 16)) >>> 0) / WORD;
}
