import type { Person } from "../simulator/people.ts";

/** What was printed of one persona: files of the folder, and what a tester has to type. */
export interface Print {
  readonly id: string;
  readonly name: string;
  readonly note: Person["note"];
  readonly pins: Person["pins"];
  /** Front of the card: 85.60 mm by 53.98 mm at 600 dots an inch. */
  readonly card: string;
  /** The face at life size on A4 at 150 dots an inch. */
  readonly face: string;
}

/** A page that lists the prints and, sent to a printer, puts each on paper at its true size. Japanese and English side by side. */
export const printsPage = (prints: readonly Print[]): string => `<!doctype html>
<html lang="ja">
<meta charset="utf-8" />
<title>shikaku: 試験用の券面と顔 / card fronts and faces for tests</title>
<style>
  body { font-family: sans-serif; margin: 1.5em; max-width: 60em; }
  section { break-inside: avoid; border-top: 1px solid #999; padding: 0.8em 0; display: flex; gap: 1.5em; }
  img.card { width: 85.6mm; height: 53.98mm; border: 1px dashed #999; }
  img.face { height: 53.98mm; }
  @media print { .screen { display: none; } }
</style>
<h1>試験用の券面と顔 <small>Card fronts and faces for tests</small></h1>
<div class="screen">
<p lang="ja">すべて架空の人物です。券面は ID-1 の実寸（85.60 × 53.98 mm）で、倍率 100 % で印刷して切り抜き、白いカードに貼ります。IC チップはありません。
読み取り位置の文字は照合番号B（生年月日・有効期限の年・セキュリティコード）です。顔は A4 に実物大（頭の高さ 22 cm）で印刷します。
紙の顔を本人として受け入れる読取機は、なりすまし検知に問題があります。</p>
<p lang="en">Nobody here exists. Print the fronts at 100 %: they have the size of a card (ID-1, 85.60 × 53.98 mm), to be cut out and glued onto a blank
card. There is no chip in it. What a reader's OCR looks for is number B: birth date, year of expiry, security code. The faces are printed on A4 at
life size (22 cm from crown to chin). A reader that takes a face of paper for the person lacks the detection of presentation attacks.</p>
</div>
${prints.map(sectionOf).join("\n")}
</html>
`;

const sectionOf = ({ id, name, note, pins, card, face }: Print) => `<section id="${id}">
  <img class="card" src="${card}" alt="${escaped(name)}" />
  <a class="screen" href="${face}"><img class="face" src="${face}" alt="" /></a>
  <p><b>${escaped(name)}</b> (${id})<br />${escaped(note.ja)}<br /><span lang="en">${escaped(note.en)}</span><br />
  暗証番号 / PIN: ${pins.auth ?? "–"}${pins.sign === undefined ? "" : `、署名 / signature: ${pins.sign}`}</p>
</section>`;

const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
