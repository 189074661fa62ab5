import { CODE_TABLES } from "../../device/wire/oqs/code-tables.data.ts";
import type { Declared, Element, Group, Leaf } from "../../device/wire/oqs/element.ts";
import { type Message } from "../../device/wire/oqs/message.ts";
import { OQS_MESSAGES } from "../../device/wire/oqs/messages.ts";
import { tableNumber } from "../../device/wire/oqs/schema.ts";
import { TAG_NAMES } from "../../device/wire/oqs/tag-names.data.ts";
import { EXAMPLES, examplePath } from "./files.ts";

/** docs/files.md: the files of the receipt computer, made of the declarations that writer and reader work from. */
export const filesPage = (): string => `# レセコンと交換するファイル / Files exchanged with the receipt computer

この表は \`device/wire/oqs\` の宣言から \`npm run diagrams\` が作り、試験が一致を確かめます。書く側は宣言どおりに厳密に書き、読む側は寛容に
読んで違いを報告します。公開情報にない部分は [assumptions.md](assumptions.md) の仮定で、その番号を「仮定」の欄に示します。

Made of the declarations in \`device/wire/oqs\` by \`npm run diagrams\`, and held to them by a test. Writing is strict; reading is
tolerant and reports what differs. What is not public is an assumption of [assumptions.md](assumptions.md), named where it applies.

## 決まり / Rules

| 項目 item | 決まり rule |
| --- | --- |
| ファイル名 name | \`<システム system><si 単件 single・mu 一括 bulk><機能 function><01・02><req・res>_<任意の識別子 suffix>.<拡張子 extension>\`。回答は req を res に替えた同じ名前。An answer has the request's name with req turned to res. |
| 拡張子 extension | \`xml\`。回答は \`pdf\`（薬剤・健診）と \`zip\`（暗号化、一括）もある。要求が読めないときは同じ名前の \`err\`。\`pdf\` and \`zip\` for some answers; \`err\` for a request that cannot be read. |
| 顔認証の結果 face result | \`OQSsiquc01res_face_<医療機関コードとアカウント institution and account>_<yyyyMMddHHmmss>.xml\`。本文は OQSsiquc01res と同じで、任意のファイル識別子がない。The body of OQSsiquc01res, without an identifier. |
| 文字コード encoding | UTF-8 か Shift_JIS（Windows-31J）。JIS X 0208:1990 にない文字は ●。Characters outside JIS X 0208:1990 become ●. |
| 根要素 root | \`XmlMsg\` に \`MessageHeader\` と \`MessageBody\`。属性・名前空間・文書型宣言はない。No attributes, namespaces or document type. |
| 空の要素 empty | 書くときは省く。読むときは省略と同じ。Left out in writing, absent in reading. |
| 大きさ size | 単件 4 MiB、一括 16 MiB まで読む（独自の上限）。Read up to 4 MiB, bulk 16 MiB; the limits are ours. |
| 保険者番号 insurer number | 8 桁に満たなければ左を空白で埋めて書く（切替 \`insurerPadding\` で 0）。どちらも読み、0 と埋め忘れは報告する。Written with blanks, by a switch with zeros; either is read, and told. |
| 文字コード識別 CharacterCodeIdentifier | 0 が UTF-8、1 が Shift_JIS（切替 \`characterCodes\` で 1・2）。どちらも読み、違いを報告する。0 and 1, by a switch 1 and 2; either is read, and told. |
| 一括の照会番号 reference number in bulk | 結果の外に書く（\`placeReference\` で内・両方）。どこでも読み、内だけなら報告し、食い違えば値を信用しない。Written beside the result, by a switch within or both; read anywhere. |

## 電文 / Messages

XMLスキーマは書く内容のもので、\`xmllint --schema docs/xsd/ID.xsd FILE\` で確かめられます。例は登場人物がすべて架空です（[personas.md](personas.md)）。
The schemas are of what is written. Everybody in the examples is invented.

| 電文 id | 名称 | name | IF | 仮定 assumption | スキーマと例 schema and examples |
| --- | --- | --- | --- | --- | --- |
${OQS_MESSAGES.map(messageRow).join("\n")}

識別子だけが知られ、本文が公開されていない \`CIPsiquc01\`、\`EPS…\`、\`PMHsimsm01\` は扱いません（ASM-PMH-CIP）。
Of \`CIPsiquc01\`, \`EPS…\` and \`PMHsimsm01\` only the names are known; they are not handled.

## 項目 / Elements

「回数」は 1 が必須、0..1 が任意、1..n と 0..n が繰返し。長さは文字数。Occurrence: 1 is needed, 0..1 optional, n repeated. Lengths count characters.
${OQS_MESSAGES.map(messageSection).join("")}
${[...sharedGroups()].map(([group, name]) => sharedSection(group, name)).join("")}
## コード表 / Code tables

${Object.entries(CODE_TABLES).map(codeSection).join("\n")}`;

function messageRow(message: Message): string {
  const { id, about } = message;
  const examples = EXAMPLES.filter((example) => example.message.id === id).map((example) => {
    const links = (["UTF-8", "Shift_JIS"] as const).map(
      (encoding) => `[${encoding}](xsd/${examplePath(example, encoding)})`,
    );
    return links.join(" ");
  });
  const cells = [
    `[${id}](#${id.toLowerCase()})`,
    about.title.ja,
    about.title.en,
    about.interface ?? "",
    about.assumed ?? "",
    [`[xsd](xsd/${id}.xsd)`, ...examples].join("<br>"),
  ];
  return `| ${cells.join(" | ")} |`;
}

const HEAD = `| タグ tag | 名称 | name | 回数 | 形式 form |
| --- | --- | --- | --- | --- |
`;

const messageSection = ({ id, about, root }: Message): string => `
### ${id}

${about.title.ja} / ${about.title.en}

${HEAD}${tagRows(root, 0).join("\n")}
`;

const sharedSection = (group: Group, name: string): string => `
### ${name}

${TAG_NAMES[name]?.ja ?? ""} / ${TAG_NAMES[name]?.en ?? ""}

${HEAD}${tagRows(group, 0).join("\n")}
`;

/** Groups that are longer than what stands around them and are in several messages: told once. */
function sharedGroups(): ReadonlyMap<Group, string> {
  const seen = new Map<Group, { name: string; count: number }>();
  const visit = (tag: string, declared: Declared): void => {
    if (declared.is === "leaf") return;
    if (declared.is !== "group") {
      visit(declared.is === "list" ? declared.tag : tag, declared.element);
      return;
    }
    const known = seen.get(declared);
    seen.set(declared, { name: tag, count: (known?.count ?? 0) + 1 });
    if (!known) Object.entries(declared.tags).forEach(([inner, of]) => visit(inner, of));
  };
  for (const { root } of OQS_MESSAGES) visit("XmlMsg", root);
  const long = [...seen].filter(([{ tags }, { count }]) => count > 1 && Object.keys(tags).length > 20);
  return new Map(long.map(([group, { name }]) => [group, name]));
}

let shared: ReadonlyMap<Group, string> | undefined;

function tagRows({ tags, choice = [] }: Group, depth: number): string[] {
  return Object.entries(tags).flatMap(([tag, declared]) => {
    const optional = declared.is === "optional";
    const inner = optional ? declared.element : declared;
    const repeated = inner.is === "many";
    const occurs = `${optional ? "0" : "1"}${repeated ? "..n" : optional ? "..1" : ""}`;
    const chosen = choice.some((set) => set.includes(tag));
    return elementRows(tag, repeated ? inner.element : inner, chosen ? "組 set" : occurs, depth);
  });
}

function elementRows(tag: string, element: Element, occurs: string, depth: number): string[] {
  const row = (form: string) => {
    const { ja, en } = TAG_NAMES[tag] ?? { ja: "", en: "" };
    return `| ${"　".repeat(depth)}\`${tag}\` | ${ja} | ${en} | ${occurs} | ${form} |`;
  };
  if (element.is === "leaf") return [row(leafForm(element))];
  if (element.is === "list") return [row(""), ...elementRows(element.tag, element.element, "0..n", depth + 1)];
  const told = (shared ??= sharedGroups()).get(element);
  if (told !== undefined) return [row(`[${told}](#${told.toLowerCase()})`)];
  const sets = element.choice?.map((set) => set.join(" + ")).join(" か or ");
  return [row(sets === undefined ? "" : `どちらか一組 one set: ${sets}`), ...tagRows(element, depth + 1)];
}

function leafForm(leaf: Leaf): string {
  const number = tableNumber(leaf);
  if (number !== undefined) return `[${number}](#${number.toLowerCase()})`;
  if (leaf.form) return `${leaf.form.says.ja} / ${leaf.form.says.en}`;
  return `文字 text ≤ ${leaf.max}`;
}

const codeSection = ([number, { title, codes }]: [string, (typeof CODE_TABLES)[string]]): string => `### ${number}

${title.ja} / ${title.en}

| 値 | 意味 | meaning |
| --- | --- | --- |
${Object.entries(codes)
  .map(([value, { ja, en }]) => `| \`${value}\` | ${ja} | ${en} |`)
  .join("\n")}
`;
