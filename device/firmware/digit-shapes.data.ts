/** The ten digits as the card prints them in this bench, five dots wide and seven high, a row a string. */
export const DIGIT_SHAPES: readonly (readonly string[])[] = [
  [".###.", "#...#", "#..##", "#.#.#", "##..#", "#...#", ".###."],
  ["..#..", ".##..", "..#..", "..#..", "..#..", "..#..", ".###."],
  [".###.", "#...#", "....#", "..##.", ".#...", "#....", "#####"],
  ["#####", "...#.", "..#..", "...#.", "....#", "#...#", ".###."],
  ["...#.", "..##.", ".#.#.", "#..#.", "#####", "...#.", "...#."],
  ["#####", "#....", "####.", "....#", "....#", "#...#", ".###."],
  ["..##.", ".#...", "#....", "####.", "#...#", "#...#", ".###."],
  ["#####", "....#", "...#.", "..#..", ".#...", ".#...", ".#..."],
  [".###.", "#...#", "#...#", ".###.", "#...#", "#...#", ".###."],
  [".###.", "#...#", "#...#", ".####", "....#", "...#.", ".##.."],
];

/** Where key B is printed on the card's front: three groups, top left of the first digit in pixels, and how many digits. */
export const KEY_B_GROUPS = [
  { left: 30, top: 40, digits: 6 },
  { left: 150, top: 40, digits: 4 },
  { left: 150, top: 84, digits: 4 },
] as const;

/** Pixels a dot, and from one digit to the next. */
export const DOT = 2;
export const PITCH = 14;
export const FRONT = { width: 240, height: 120 } as const;
