import { DeviceError, type Lang } from "../device/errors.ts";
import { NAMED_READERS, type NamedReader, type ReaderName } from "../simulator/faults/named-readers.data.ts";
import { EXIT } from "./exit.ts";
import { writeJson } from "./json-output.ts";
import type { Call } from "./verb.ts";

const ROWS = Object.entries<NamedReader>(NAMED_READERS);

/** What `reader --as` prints where no name is said. */
export function listReaders({ json }: Call["options"], lang: Lang): number {
  const list = ROWS.map(([name, { does, finds = {} }]) => ({ name, does: does[lang], finds }));
  if (json !== undefined) writeJson(json, list);
  const widest = Math.max(...list.map(({ name }) => name.length));
  if (json !== true) for (const { name, does } of list) console.log(`${name.padEnd(widest)}  ${does}`);
  return EXIT.conforms;
}

export function nameOf(asked: string | boolean | undefined): ReaderName | undefined {
  if (typeof asked !== "string") return undefined;
  if (isName(asked)) return asked;
  const names = ROWS.map(([name]) => name).join(", ");
  throw new DeviceError("config.invalid", {
    where: `--as ${asked}`,
    why: `there are ${names}`,
    ja: `あるのは ${names} です`,
  });
}

const isName = (name: string): name is ReaderName => Object.hasOwn(NAMED_READERS, name);

/** The part of docs/virtual-readers.md that tells of them, in both languages. */
export const namedReadersTable = (): string =>
  [
    "| name | what it does | what the suite says |",
    "| --- | --- | --- |",
    ...ROWS.map(([name, reader]) => `| \`${name}\` | ${reader.does.en}<br>${reader.does.ja} | ${saidOf(reader)} |`),
  ].join("\n");

function saidOf({ finds, lacks }: NamedReader): string {
  if (finds === "nothingPasses") return "nothing passes";
  const spared = lacks ? `spared, by a profile without ${lacks.join(", ")}` : "spared";
  if (!finds) return spared;
  return Object.entries(finds)
    .map(([what, ids]) => `${what}: ${ids.join(", ")}`)
    .join("<br>");
}

const [BEGIN, END] = ["<!-- readers: npm run diagrams -->", "<!-- /readers -->"];

/** The page with this part made anew. */
export function virtualReadersPage(page: string): string {
  const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (begin < 0 || end < begin) throw new RangeError("docs/virtual-readers.md has lost the place of its table");
  return `${page.slice(0, begin + BEGIN.length)}\n\n${namedReadersTable()}\n\n${page.slice(end)}`;
}
