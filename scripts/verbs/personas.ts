import Table from "cli-table3";
import { personas as people } from "../../simulator/personas.ts";
import { EXIT } from "../exit.ts";
import { writeJson } from "../json-output.ts";
import type { Verb } from "../verb.ts";

export const personas: Verb = {
  name: "personas",
  does: { ja: "試験用の患者の一覧（すべて架空）", en: "list the test patients, all of them invented" },
  takes: {},
  options: { "--json [file]": { ja: "全項目を JSON で出力", en: "write them whole, as JSON" } },
  run({ options, lang }) {
    const json = options["json"];
    if (json !== undefined)
      writeJson(
        json,
        people.map((person) => {
          const { id, name, kana, birthDate, sex, address, insurer, symbol, number, branch } = person;
          const { pins, numberA, numberB, note } = person;
          return {
            id,
            name,
            kana,
            birthDate,
            sex,
            address,
            insurer,
            symbol,
            number,
            branch,
            pins,
            numberA,
            numberB,
            note,
          };
        }),
      );
    if (json === true) return Promise.resolve(EXIT.conforms);
    const head = {
      ja: ["名前", "氏名", "生年月日", "暗証番号", "どんな人か"],
      en: ["id", "name", "born", "PIN", "who"],
    };
    const table = new Table({ head: head[lang], style: { head: [], border: [] } });
    for (const { id, name, birthDate, pins, note } of people)
      table.push([id, name, birthDate, pins.auth ?? "–", note[lang]]);
    console.log(table.toString());
    return Promise.resolve(EXIT.conforms);
  },
};
