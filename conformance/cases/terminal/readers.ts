import type { Intent } from "../../../device/ports.ts";
import { check, terminalCase } from "../../case.ts";
import type { Part } from "../../cast.ts";
import { isResultOf } from "../../expect/eligibility.ts";
import { faceResult } from "../../expect/folder.ts";
import { like, not } from "../../expect/predicate.ts";
import { where } from "../../expect/selector.ts";
import { eventually, never } from "../../expect/vocabulary.ts";
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

const comesUnder = (part: Part, account: string) => {
  const result = where(faceResult, `result of the patient at ${account}`, isResultOf(part));
  return [
    check(
      "RCP-14",
      "file.missing",
      { ja: `${account} のリーダーの患者の結果が届く`, en: `the result of the patient at ${account} comes` },
      eventually(result),
    ),
    check(
      "RCP-14",
      "file.misnamed",
      { ja: `その名前のアカウントが ${account} である`, en: `the account in its name is ${account}` },
      never(where(result, "under another account", not(like("name", `${account}_`)))),
    ),
  ];
};

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
  expect: [...comesUnder("patient", OWN), ...comesUnder("stranger", OTHER)],
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
    check(
      "RCP-14",
      "file.missing",
      { ja: "こちらの患者の結果が届く", en: "the result of the patient here comes" },
      eventually(where(faceResult, "result of the patient here", isResultOf("patient"))),
    ),
    check(
      "RCP-14",
      "file.half",
      { ja: "抜かれた受付の結果は現れない", en: "of the reception that was broken off nothing comes" },
      never(where(faceResult, "result of the one beside", isResultOf("stranger"))),
    ),
  ],
});
