import qrcode from "qrcode-generator";
import { png } from "../../card/png.ts";

/** Modules of a QR code (ISO/IEC 18004), level M, with its quiet zone of four: row by row, true is dark. */
function modulesOf(text: string): readonly (readonly boolean[])[] {
  const code = qrcode(0, "M");
  code.addData(text);
  code.make();
  const QUIET = 4;
  const size = code.getModuleCount() + 2 * QUIET;
  const inside = (place: number) => place >= QUIET && place < size - QUIET;
  return Array.from({ length: size }, (_, row) =>
    Array.from(
      { length: size },
      (_, column) => inside(row) && inside(column) && code.isDark(row - QUIET, column - QUIET),
    ),
  );
}

const SCALE = 8;

export function codePng(text: string): Uint8Array {
  const modules = modulesOf(text);
  const side = modules.length * SCALE;
  const black = (x: number, y: number) => modules[Math.floor(y / SCALE)]?.[Math.floor(x / SCALE)] ?? false;
  return png({ width: side, height: side, black });
}

/** One page with the code and the address below it. */
export async function codePdf(text: string): Promise<Uint8Array> {
  const { default: PDFDocument } = await import("pdfkit");
  const document = new PDFDocument({
    ...{ size: "A4", margin: 48, info: { Title: "web reception", CreationDate: new Date(0), ModDate: new Date(0) } },
  });
  const chunks: Buffer[] = [];
  const ended = new Promise<void>((resolve) => void document.on("end", resolve));
  document.on("data", (chunk: Buffer) => chunks.push(chunk));
  const modules = modulesOf(text);
  const [left, top, width] = [100, 120, 395];
  const side = width / modules.length;
  for (const [row, line] of modules.entries())
    for (const [column, dark] of line.entries())
      if (dark) document.rect(left + column * side, top + row * side, side, side);
  document.fill("black");
  document.fontSize(10).text(text, 48, top + width + 24, { width: 499, align: "center" });
  document.end();
  await ended;
  return new Uint8Array(Buffer.concat(chunks));
}
