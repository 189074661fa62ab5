import { styleText } from "node:util";
import stringWidth from "string-width";
import type { Lang } from "../../device/errors.ts";
import type { Explanation, Fact } from "../explanation.ts";

interface Look {
  readonly lang: Lang;
  readonly colour: boolean;
  /** Columns of the terminal; Japanese characters take two. */
  readonly width: number;
}

/** Labels stand in a column of their own, and long lines go on under their first word. */
export function explanationText({ id, kind, title, facts, parts }: Explanation, look: Look): string {
  const { lang } = look;
  const head = [
    `${paint(look, "bold", id)}  ${paint(look, "dim", kind[lang])}`,
    ...wrap(title[lang], look.width - 2).map(indent),
  ];
  const body = parts.map(({ heading, facts: own, steps = [] }) => [
    ...wrap(heading[lang], look.width).map((line) => paint(look, "bold", line)),
    ...steps.flatMap((step, i) => hanging(`${String(i + 1).padStart(4)}  `, step[lang], look)),
    ...column(own, look),
  ]);
  return [[...head, ...column(facts, look)], ...body].map((lines) => lines.join("\n")).join("\n\n");
}

const indent = (line: string) => `  ${line}`;

function column(facts: readonly Fact[], look: Look): string[] {
  const { lang } = look;
  const widest = Math.max(0, ...facts.map(({ label }) => stringWidth(label[lang])));
  return facts.flatMap(({ label, values }) =>
    values.flatMap((value, i) => {
      const name = i === 0 ? label[lang] : "";
      const padded = `  ${name}${" ".repeat(widest - stringWidth(name))}  `;
      return hanging(padded, value[lang], look);
    }),
  );
}

function hanging(lead: string, text: string, look: Look): string[] {
  const room = Math.max(20, look.width - stringWidth(lead));
  return wrap(text, room).map((line, i) =>
    i === 0 ? `${paint(look, "dim", lead)}${line}` : `${" ".repeat(stringWidth(lead))}${line}`,
  );
}

/** Breaks at blanks, and between Japanese characters where no line may begin with the second. */
export function wrap(text: string, room: number): string[] {
  const lines: string[] = [];
  let line = "";
  let columns = 0;
  for (const piece of pieces(text)) {
    if (line !== "" && columns + widthOf(piece.trimEnd()) > room) {
      lines.push(line.trimEnd());
      line = piece.trimStart();
      columns = widthOf(line);
    } else {
      line += piece;
      columns += widthOf(piece);
    }
  }
  return [...lines, line.trimEnd()];
}

/** Measured once each: almost all pieces are single characters that come again and again. */
function widthOf(piece: string): number {
  const width = WIDTHS.get(piece) ?? stringWidth(piece);
  if (piece.length <= 2) WIDTHS.set(piece, width);
  return width;
}

const WIDTHS = new Map<string, number>();

const NEVER_FIRST = "、。，．・）」』】〉》！？ー…”’)]}";

/** What is never broken: a word with the blanks behind it, a Japanese character with what may not begin a line. */
function pieces(text: string): string[] {
  const found: string[] = [];
  for (const piece of text.match(/[^\S\n]+|[\u3000-\u9fff\uff00-\uffef]|[^\s\u3000-\u9fff\uff00-\uffef]+/gu) ?? []) {
    const joins = /^\s/.test(piece) || NEVER_FIRST.includes(piece) || /[（「『【]$/.test(found.at(-1) ?? "");
    if (joins && found.length > 0) found.push(`${found.pop() ?? ""}${piece}`);
    else found.push(piece);
  }
  return found;
}

const paint = ({ colour }: Look, style: "bold" | "dim", text: string): string =>
  colour ? styleText(style, text, { validateStream: false }) : text;
