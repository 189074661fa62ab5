import { resolve } from "node:path";
import Table from "cli-table3";
import { DeviceError } from "../../device/errors.ts";
import { personas as people, withRightNumber } from "../../simulator/personas.ts";
import type { Person } from "../../simulator/people.ts";
import { EXIT } from "../exit.ts";
import { writeJson } from "../json-output.ts";
import type { Call, Verb } from "../verb.ts";

export const personas: Verb = {
  name: "personas",
  does: { ja: "試験用の患者の一覧（すべて架空）", en: "list the test patients, all of them invented" },
  takes: {},
  options: {
    "--only <ids>": { ja: "この患者だけ（コンマ区切り）", en: "only these patients, separated by commas" },
    "--print <folder>": {
      ja: "実機用に、券面（ID-1 実寸）と顔（A4 実物大）を PNG で書く",
      en: "for real readers: write card fronts (ID-1) and faces (life size on A4) as PNG",
    },
    "--right-number <id>": {
      ja: "この患者の個人番号だけ検査用数字を正しくする（既定では全員わざと誤り）",
      en: "give this one patient an individual number with a right check digit (everybody's is wrong on purpose)",
    },
    "--json [file]": { ja: "全項目を JSON で出力", en: "write them whole, as JSON" },
  },
  async run({ options, lang }) {
    const chosen = choose(options);
    const { json, print } = options;
    if (json !== undefined) writeJson(json, chosen.map(everything));
    if (typeof print === "string") {
      // Drawing faces takes a while to load, and nobody waits for it who wants the list.
      const { printPersonas } = await import("../print-personas.ts");
      const folder = resolve(print);
      await printPersonas(folder, chosen, ({ id }) => process.stderr.write(`${id}\n`));
      if (json !== true) console.log(resolve(folder, "index.html"));
    } else if (json !== true) list(chosen, lang);
    return EXIT.conforms;
  },
};

function choose({ only, rightNumber: right }: Call["options"]): readonly Person[] {
  const ids = typeof only === "string" ? only.split(",") : people.map(({ id }) => id);
  const found = ids.map(named);
  if (typeof right !== "string") return found;
  const { id } = named(right);
  return found.map((person) => (person.id === id ? withRightNumber(person) : person));
}

function named(id: string): Person {
  const found = people.find((person) => person.id === id);
  if (found) return found;
  throw new DeviceError("call.misuse", {
    why: `nobody is called ${id}; "shikaku personas" lists everybody`,
    ja: `${id} という患者はいません。「shikaku personas」で一覧できます`,
  });
}

const everything = (person: Person) => {
  const { id, name, kana, birthDate, sex, address, insurer, symbol, number, branch } = person;
  const { pins, numberA, numberB, note } = person;
  return { id, name, kana, birthDate, sex, address, insurer, symbol, number, branch, pins, numberA, numberB, note };
};

function list(chosen: readonly Person[], lang: Call["lang"]): void {
  const head = {
    ja: ["名前", "氏名", "生年月日", "暗証番号", "どんな人か"],
    en: ["id", "name", "born", "PIN", "who"],
  };
  const table = new Table({ head: head[lang], style: { head: [], border: [] } });
  for (const { id, name, birthDate, pins, note } of chosen)
    table.push([id, name, birthDate, pins.auth ?? "–", note[lang]]);
  console.log(table.toString());
}
