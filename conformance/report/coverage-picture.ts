import type { Lang } from "../../device/errors.ts";
import type { Coverage } from "../model/coverage.ts";
import { type StateName, STATES } from "../model/reader-model.ts";
import { escape } from "./html-escape.ts";

/** The model of a reception as a picture within a page: what was walked along is dark, what was not is red and dashed. */

const CELL = { width: 150, height: 92 } as const;
const BOX = { width: 112, height: 40 } as const;

const centre = (state: StateName): readonly [number, number] => {
  const [column, row] = STATES[state].at;
  return [80 + column * CELL.width, 60 + row * CELL.height];
};

export function coveragePicture(coverage: Coverage, lang: Lang): string {
  const text = WORDS[lang];
  const moves = new Map<
    string,
    { readonly from: StateName; readonly to: StateName; readonly on: string[]; times: number }
  >();
  for (const { from, to, on, times } of coverage.transitions) {
    if (from === to) continue;
    const move = moves.get(`${from} ${to}`) ?? { from, to, on: [], times: 0 };
    moves.set(`${from} ${to}`, move);
    move.on.push(`${on} × ${times}`);
    move.times += times;
  }
  const width = 80 + 6 * CELL.width + 100;
  const height = 60 + 5 * CELL.height + 100;
  return [
    `<svg viewBox="0 0 ${width} ${height}" role="img" font-family="sans-serif" font-size="12">`,
    `<title>${escape(text.title)}</title>`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    ...[...moves.values()].map((move) => arrow(move)),
    ...coverage.states.map(({ state, times }) => box(state, STATES[state].name[lang], times)),
    ...legend(coverage, lang).map((line, at) => `<text x="16" y="${height - 54 + at * 17}">${escape(line)}</text>`),
    "</svg>",
    "",
  ].join("\n");
}

/** The same as a file of its own. */
export const coverageFile = (coverage: Coverage, lang: Lang): string =>
  coveragePicture(coverage, lang).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ');

function box(state: StateName, name: string, times: number): string {
  const [x, y] = centre(state);
  const look = times > 0 ? 'fill="#eef5f0" stroke="#175c3a"' : 'fill="#fff" stroke="#b3261e" stroke-dasharray="4 3"';
  return `<g><rect x="${x - BOX.width / 2}" y="${y - BOX.height / 2}" width="${BOX.width}" height="${BOX.height}" rx="8" ${look}/><text x="${x}" y="${y - 1}" text-anchor="middle">${escape(name)}</text><text x="${x}" y="${y + 14}" text-anchor="middle" font-size="10" fill="#555">× ${times}</text></g>`;
}

/** Bent to one side, so that there and back do not lie on each other. */
function arrow({
  from,
  to,
  on,
  times,
}: {
  from: StateName;
  to: StateName;
  on: readonly string[];
  times: number;
}): string {
  const [x1, y1] = centre(from);
  const [x2, y2] = centre(to);
  const [dx, dy] = [x2 - x1, y2 - y1];
  const length = Math.hypot(dx, dy);
  const [bx, by] = [(x1 + x2) / 2 - (dy / length) * 22, (y1 + y2) / 2 + (dx / length) * 22];
  const [endX, endY] = edge(bx, by, x2, y2);
  const colour = times > 0 ? "#1d3557" : "#b3261e";
  const dashes = times > 0 ? "" : ' stroke-dasharray="4 3"';
  return `<g><title>${escape(`${from} → ${to}: ${on.join(", ")}`)}</title><path d="M${x1} ${y1} Q${bx.toFixed(1)} ${by.toFixed(1)} ${endX.toFixed(1)} ${endY.toFixed(1)}" fill="none" stroke="${colour}"${dashes}/><path d="${tip(bx, by, endX, endY)}" fill="${colour}"/></g>`;
}

/** The head of an arrow that comes from there; no marker, so that a picture may stand twice on a page. */
function tip(fromX: number, fromY: number, x: number, y: number): string {
  const length = Math.hypot(x - fromX, y - fromY) || 1;
  const [ux, uy] = [(x - fromX) / length, (y - fromY) / length];
  const corner = (side: number) => `${(x - 8 * ux - side * uy).toFixed(1)} ${(y - 8 * uy + side * ux).toFixed(1)}`;
  return `M${x.toFixed(1)} ${y.toFixed(1)} L${corner(4)} L${corner(-4)}z`;
}

/** Where a line from there meets the box around a point. */
function edge(fromX: number, fromY: number, x: number, y: number): readonly [number, number] {
  const [dx, dy] = [fromX - x, fromY - y];
  const share = Math.min(
    dx === 0 ? Infinity : (BOX.width / 2 + 2) / Math.abs(dx),
    dy === 0 ? Infinity : (BOX.height / 2 + 2) / Math.abs(dy),
    1,
  );
  return [x + dx * share, y + dy * share];
}

function legend({ states, transitions, pairs, forbidden }: Coverage, lang: Lang): string[] {
  const seen = (all: readonly { readonly times: number }[]) =>
    `${all.filter(({ times }) => times > 0).length}/${all.length}`;
  const text = WORDS[lang];
  return [
    `${text.states} ${seen(states)} · ${text.transitions} ${seen(transitions)} · ${text.pairs} ${pairs.seen}/${pairs.possible} · ${text.forbidden} ${seen(forbidden)}`,
    text.reading,
    text.self,
  ];
}

const WORDS = {
  ja: {
    title: "参照プロトコルの模型のうち、試験が通った状態と遷移",
    states: "状態",
    transitions: "遷移",
    pairs: "続く2つの遷移",
    forbidden: "してはならないことの試行",
    reading: "赤い破線は通っていないところ。矢印に重ねると事象と回数が出る。",
    self: "同じ状態にとどまる遷移は描かないが、数には入る。",
  },
  en: {
    title: "States and transitions of the reference protocol's model that the cases walked along",
    states: "states",
    transitions: "transitions",
    pairs: "pairs of transitions",
    forbidden: "things out of turn that were tried",
    reading: "Red and dashed: never walked along. Over an arrow its events and their counts are shown.",
    self: "Transitions that stay where they are count, and are not drawn.",
  },
} as const;
