import type { Picture } from "../../device/ports.ts";
import type { Glyphs } from "../card/glyphs.ts";
import { lineOf } from "../card/print.ts";
import { eraDate } from "../era.ts";
import type { Person } from "../people.ts";
import { type Canvas, canvas, ellipse, type Point } from "./canvas.ts";
import { FRONT, linesOf, printLine, wearDown, wearOf } from "./card-front.ts";

/** ID-1, 85.60 mm by 53.98 mm, at 600 dots an inch. */
export const CARD_PRINT = { width: 2022, height: 1275, dotsPerInch: 600 } as const;

export interface CardToPrint {
  readonly person: Person;
  readonly photograph: Picture;
  readonly glyphs: Glyphs;
}

/** Dots of the print in a pixel of the reader's camera, in which `linesOf` and the places below are given. */
const SCALE = CARD_PRINT.width / FRONT.width;
/** The least size at which names are printed: 2.7 mm. */
const DOT = 4;

/**
 * The front of a persona's card for a printer. What a reader's OCR looks for stands where the camera of the reference reader has it; across
 * the whole there is 見本 SPECIMEN, so that nobody takes it for a card.
 */
export function printedCard({ person, photograph, glyphs }: CardToPrint): Picture {
  const { numberB, birthDate, dirt = 0 } = person;
  const paper = canvas({ width: CARD_PRINT.width, height: CARD_PRINT.height, origin: [0, 0], scale: SCALE }, 0.96);
  const lay = (x: number, y: number): Point => [x, y];
  for (const line of linesOf(numberB)) printLine(withRoundPen(paper), lay, line, 0.05);
  const front = paper.picture();
  const write = (text: string, left: number, top: number, dots: number = DOT, ink = 20) =>
    stamp(front, lineOf(text, glyphs), left * SCALE, top * SCALE, dots, ink);

  paste(front, photograph, [14, 48, 90, 142]);
  write("氏名", 8, 8, 3);
  write(person.alias === undefined ? person.name : `${person.name}（${person.alias}）`, 24, 7);
  write("住所", 8, 20, 3);
  for (const [nth, line] of linesOfAddress(person.address).entries()) write(line, 24, 19 + 10 * nth);
  write(`性別 ${SEXES[person.sex]}`, 102, 45, 3);
  write(`生年月日 ${ERAS[eraDate(birthDate).era] ?? ""}`, 150, 45, 3);
  write("有効期限", 102, 79, 3);
  write("セキュリティコード", 102, 109, 3);
  write("見本", 166, 106, 16, 150);
  write("SPECIMEN", 168, 139, 6, 110);
  write("架空の人物・試験専用  FICTITIOUS - FOR TESTS ONLY", 8, 145, 3);
  if (dirt > 0) soil(front, numberB, dirt);
  return front;
}

/** Piece by piece and round at each bend: an outline that crosses itself, as a bent stroke's does, would leave holes at this size. */
const withRoundPen = (paper: Canvas): Canvas => ({
  ...paper,
  stroke(line, width, tone) {
    for (const [nth, point] of line.entries()) {
      const next = line[nth + 1];
      if (next) paper.stroke([point, next], width, tone);
      paper.fill(ellipse(point, width / 2, width / 2), tone);
    }
  },
});

const SEXES = { male: "男", female: "女", unset: "－" } as const;
const ERAS: Readonly<Record<number, string>> = { 1: "明治", 2: "大正", 3: "昭和", 4: "平成", 5: "令和" };

/** All the words that are on every card. */
export const CARD_WORDS =
  "氏名住所性別男女－生年月日明治大正昭和平成令和有効期限セキュリティコード見本架空の人物・試験専用（）";

const ADDRESS_WIDTH = 27;

function linesOfAddress(address: string): string[] {
  const characters = Array.from(address);
  const lines = Math.max(1, Math.ceil(characters.length / ADDRESS_WIDTH));
  return Array.from({ length: lines }, (_, nth) =>
    characters.slice(nth * ADDRESS_WIDTH, (nth + 1) * ADDRESS_WIDTH).join(""),
  );
}

type Line = ReturnType<typeof lineOf>;

/** Each point of the line as a square of `dots` a side. */
function stamp(
  { width, height, grey }: Picture,
  line: Line,
  left: number,
  top: number,
  dots: number,
  ink: number,
): void {
  const x0 = Math.round(left);
  const y0 = Math.round(top);
  for (let y = 0; y < line.height * dots && y0 + y < height; y++)
    for (let x = 0; x < line.width * dots && x0 + x < width; x++)
      if (line.black(Math.floor(x / dots), Math.floor(y / dots))) grey[(y0 + y) * width + x0 + x] = ink;
}

/** A photograph in a frame given in pixels of the camera, each dot between the four of the picture around it. */
function paste(front: Picture, photograph: Picture, frame: readonly [number, number, number, number]): void {
  const [left, top, right, bottom] = frame.map((edge) => Math.round(edge * SCALE)) as [number, number, number, number];
  for (let y = top; y < bottom; y++)
    for (let x = left; x < right; x++)
      front.grey[y * front.width + x] = toneAt(
        photograph,
        ((x - left + 0.5) / (right - left)) * photograph.width - 0.5,
        ((y - top + 0.5) / (bottom - top)) * photograph.height - 0.5,
      );
}

function toneAt({ width, height, grey }: Picture, x: number, y: number): number {
  const column = Math.min(width - 2, Math.max(0, Math.floor(x)));
  const row = Math.min(height - 2, Math.max(0, Math.floor(y)));
  const [u, v] = [Math.min(1, Math.max(0, x - column)), Math.min(1, Math.max(0, y - row))];
  const at = row * width + column;
  const along = (from: number) => (grey[from] ?? 0) * (1 - u) + (grey[from + 1] ?? 0) * u;
  return Math.round(along(at) * (1 - v) + along(at + width) * v);
}

/** The wear of this person's card over everything that is printed: what it makes of black and of white says what it makes of any tone. */
function soil(front: Picture, numberB: string, dirt: number): void {
  const worn = (ground: number) => {
    const sheet = canvas({ width: front.width, height: front.height, origin: [0, 0], scale: SCALE }, ground);
    wearDown(sheet, (x, y) => [x, y], dirt, wearOf(numberB));
    return sheet.picture().grey;
  };
  const [black, white] = [worn(0), worn(1)];
  front.grey.forEach((tone, at) => {
    const [dark, light] = [black[at] ?? 0, white[at] ?? 255];
    front.grey[at] = Math.round(dark + ((light - dark) * tone) / 255);
  });
}
