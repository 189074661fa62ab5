import PDFDocument from "pdfkit";
import { type FontFiles, fontFiles } from "../../font-files.ts";
import type { Sheet, Table } from "./sheet.ts";

/** Points. A line is as high as one and a half characters. */
const SIZE = 9;
const LINE = SIZE * 1.5;
const MARGIN = 48;
const PAGE = { width: 595, height: 842 } as const;

/**
 * A sheet as a PDF of A4 pages, with its font within it and its text as text, so that it can be searched and copied. The same sheet gives
 * the same bytes.
 */
export async function drawPdf({ title, head, tables }: Sheet): Promise<Uint8Array> {
  const document = new PDFDocument({
    ...{ size: [PAGE.width, PAGE.height], margin: MARGIN, pdfVersion: "1.7", lang: "ja-JP" },
    info: { Title: title, Producer: "shikaku", CreationDate: new Date(0), ModDate: new Date(0) },
  });
  const chunks: Buffer[] = [];
  const ended = new Promise<void>((resolve, reject) => {
    document.on("data", (chunk: Buffer) => chunks.push(chunk));
    document.on("end", resolve);
    document.on("error", reject);
  });
  const pen = penOn(document, fontFiles());
  pen.line([[0, title]]);
  pen.skip();
  for (const text of head) pen.line([[0, text]]);
  for (const table of tables) drawTable(pen, table);
  if (tables.length === 0) pen.line([[0, "該当する情報はありません。"]]);
  document.end();
  await ended;
  return new Uint8Array(Buffer.concat(chunks));
}

interface Pen {
  /** Texts, each from so many full characters on. */
  line(texts: readonly (readonly [from: number, text: string])[]): void;
  skip(): void;
}

function penOn(document: PDFKit.PDFDocument, files: FontFiles): Pen {
  let y = MARGIN;
  const known = new Set<string>();
  const use = (character: string) => {
    const name = files.nameFor(character) ?? "";
    if (name !== "" && !known.has(name)) document.registerFont(name, Buffer.from(files.read(name)));
    known.add(name);
    return name;
  };
  const show = (text: string, left: number) => {
    let x = left;
    for (const [font, run] of runsOf(text, use)) {
      document.font(font).fontSize(SIZE).text(run, x, y, { lineBreak: false });
      x += document.widthOfString(run);
    }
  };
  return {
    line(texts) {
      if (y > PAGE.height - MARGIN - LINE) {
        document.addPage();
        y = MARGIN;
      }
      for (const [from, text] of texts) show(text, MARGIN + from * SIZE * 1.3);
      y += LINE;
    },
    skip: () => void (y += LINE / 2),
  };
}

/** Pieces of a text that are in one file of the font; what is in none is ●, as elsewhere. */
function runsOf(text: string, fontFor: (character: string) => string): (readonly [font: string, run: string])[] {
  const runs: [string, string][] = [];
  for (const character of text) {
    const own = fontFor(character);
    const [font, shown] = own === "" ? [fontFor("●"), "●"] : [own, character];
    const last = runs.at(-1);
    if (last?.[0] === font) last[1] += shown;
    else runs.push([font, shown]);
  }
  return runs;
}

function drawTable(pen: Pen, { heading, widths, columns, rows }: Table): void {
  const starts = widths.map((_, index) => widths.slice(0, index).reduce((sum, width) => sum + width, 0));
  const cells = (row: readonly string[]) => row.map((text, index) => [starts[index] ?? 0, text] as const);
  pen.skip();
  pen.line([[0, `■ ${heading}`]]);
  pen.line(cells(columns));
  for (const row of rows) pen.line(cells(row));
}
