import type { Intent } from "../../../device/ports.ts";
import { check, terminalCase } from "../../case.ts";
import type { Part } from "../../cast.ts";
import { isResultOf } from "../../expect/eligibility.ts";
import { faceResult } from "../../expect/folder.ts";
import { like } from "../../expect/predicate.ts";
import { where } from "../../expect/selector.ts";
import { eventually, every, never } from "../../expect/vocabulary.ts";
import type { Stage } from "../../stage.ts";
import { confirm } from "./walk.ts";

const OWN = "F0000001";
const OTHER = "F0000002";

/** Somebody at the other reader, up to the consent by PIN. */
async function confirmBeside({ bench, person }: Stage<"terminal">, part: Part) {
  const beside = await bench.beside();
  const acts: readonly Intent[] = [
    { intent: "placeCard", persona: person(part).id },
    { intent: "chooseMethod", method: "pin" },
    { intent: "enterPin", pin: bench.pinOf(part) ?? "" },
  ];
  for (const act of acts) await beside.perform(act);
  return {
    pull: () => beside.perform({ intent: "removeCard" }),
    agree: () => beside.perform({ intent: "consent", items: "all" }),
  };
}

const resultsOf = (account: string) =>
  where(faceResult, `result of the reader with ${account}`, like("name", `${account}_`));

const comes = (account: string) =>
  check(
    "RCP-14",
    "file.missing",
    {
      ja: `${account} のリーダーの結果が、そのアカウントの名で届く`,
      en: `the result of the reader with ${account} comes under it`,
    },
    eventually(resultsOf(account)),
  );

const isOf = (part: Part, account: string) =>
  check(
    "RCP-14",
    "answer.wrongPatient",
    { ja: `${account} のリーダーの患者のものである`, en: `it is of the patient at the reader with ${account}` },
    every(
      resultsOf(account),
      { ja: "氏名・生年月日・記号番号が一致する", en: "name, birth date and number agree" },
      isResultOf(part),
    ),
  );

export const readersSideBySide = terminalCase({
  id: "TRM-RDR-0001",
  title: {
    ja: "2台のリーダーで同時に受け付け、それぞれのアカウントの名で届く",
    en: "Two readers at once: each result comes under its own reader's account",
  },
  cast: ["patient", "stranger"],
  hands: ["placeCard", "chooseMethod", "enterPin", "consent", "removeCard"],
  kills: ["M-TRM-ONE-ACCOUNT"],
  spares: ["B-TRM-LEISURELY", "B-TRM-SHIFT-JIS"],
  async steps(stage) {
    await confirm(stage, "patient", "pin");
    const beside = await confirmBeside(stage, "stranger");
    await beside.agree();
    await stage.hand.agree("all");
    await stage.see(faceResult);
    await stage.see(faceResult);
    await stage.hand.remove();
    await beside.pull();
  },
  expect: [comes(OWN), isOf("patient", OWN), comes(OTHER), isOf("stranger", OTHER)],
});

export const pulledBeside = terminalCase({
  id: "TRM-RDR-0002",
  title: {
    ja: "隣のリーダーでカードが抜かれても、こちらの受付は完了する",
    en: "A card pulled at the reader beside does not end the reception here",
  },
  cast: ["patient", "stranger"],
  hands: ["placeCard", "chooseMethod", "enterPin", "consent", "removeCard"],
  kills: ["M-TRM-PULLED-BESIDE"],
  spares: ["B-TRM-LEISURELY"],
  async steps(stage) {
    await confirm(stage, "patient", "pin");
    const beside = await confirmBeside(stage, "stranger");
    await beside.pull();
    await stage.rest(1_000);
    await stage.hand.agree("all");
    await stage.see(faceResult);
    await stage.hand.remove();
  },
  expect: [
    comes(OWN),
    isOf("patient", OWN),
    check(
      "RCP-14",
      "file.half",
      { ja: "抜かれた受付の結果は現れない", en: "of the reception that was broken off nothing comes" },
      never(resultsOf(OTHER)),
    ),
  ],
});
