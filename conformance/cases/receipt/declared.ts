import { isFault } from "../../../device/errors.ts";
import { receiptCase } from "../../case.ts";
import { type Import, imported } from "../../expect/chart.ts";
import {
  appeared,
  bulkRequest,
  numberRequest,
  registrationRequest,
  registrationsRequest,
} from "../../expect/folder.ts";
import { both, fact, is, there } from "../../expect/predicate.ts";
import { anyOf, type Selector, where } from "../../expect/selector.ts";
import { allDone } from "../../script-end.ts";
import type { Stage } from "../../stage.ts";
import { keepsChannels, keepsWord } from "../declared-claims.ts";
import { answerAbout, put } from "./answers.ts";

/** What the vendor declared, held against what the receipt computer does when it is given the occasion. */

const A_WHILE = 10_000;

const patientImported: Selector<Import> = where(
  imported,
  "patient",
  both(there(fact("patient", "name")), is("patient.name", fact("patient", "name"))),
);

export const faceResultsDeclared = receiptCase({
  id: "RCT-DCL-0001",
  title: {
    ja: "顔認証の結果を取り込むかどうかが申告と一致する",
    en: "Whether face results are imported is as its profile says",
  },
  cast: ["patient"],
  kills: ["M-RCP-FACE-AFTER-QUERY"],
  async steps({ bench, person, glimpse }) {
    await put(bench, answerAbout(bench, person("patient")));
    await glimpse(imported, A_WHILE);
  },
  expect: keepsWord(appeared("face"), { faceResults: patientImported }),
});

export const queryDeclared = receiptCase({
  id: "RCT-DCL-0002",
  title: {
    ja: "記号番号で照会できるかどうかが申告と一致する",
    en: "Whether it queries by number is as its profile says",
  },
  cast: ["patient"],
  hands: ["askEligibility"],
  kills: ["M-RCP-QUERY-UNWRITTEN"],
  async steps(stage) {
    await queried(stage);
  },
  expect: keepsWord(allDone, { numberQuery: numberRequest }),
});

export const shiftJisDeclared = receiptCase({
  id: "RCT-DCL-0003",
  title: {
    ja: "Shift_JIS の回答を読めるかどうかが申告と一致する",
    en: "Whether answers in Shift_JIS are read is as its profile says",
  },
  cast: ["patient"],
  hands: ["askEligibility"],
  kills: ["M-RCP-SHIFT-JIS-REFUSED"],
  async steps(stage) {
    const { bench, person, glimpse } = stage;
    await put(bench, answerAbout(bench, person("patient"), { encoding: "Shift_JIS" }));
    if (await glimpse(imported, A_WHILE)) return;
    // It may be one that imports no face results, and answers alone.
    const suffix = await queried(stage);
    if (suffix === undefined) return;
    await put(bench, answerAbout(bench, person("patient"), { suffix, encoding: "Shift_JIS" }));
    await glimpse(imported, A_WHILE);
  },
  expect: keepsWord(anyOf(appeared("face"), appeared("res")), { shiftJis: patientImported }),
});

export const channelsDeclared = receiptCase({
  id: "RCT-DCL-0004",
  title: {
    ja: "一度の照会と取込みで、申告したチャネルのどれにも事象が現れる",
    en: "One query and one import show something on each channel of its profile",
  },
  cast: ["patient"],
  hands: ["askEligibility"],
  kills: ["M-RCP-CHART-SILENT"],
  async steps(stage) {
    const { bench, person, glimpse } = stage;
    const suffix = await queried(stage);
    await put(bench, answerAbout(bench, person("patient"), suffix === undefined ? {} : { suffix }));
    await glimpse(imported, A_WHILE);
  },
  expect: [keepsChannels],
});

export const bulkDeclared = receiptCase({
  id: "RCT-DCL-0005",
  title: {
    ja: "一括で照会できるかどうかが申告と一致する",
    en: "Whether it queries in bulk is as its profile says",
  },
  cast: ["patient", "stranger"],
  hands: ["askEligibilityInBulk"],
  kills: ["M-RCP-BULK-UNWRITTEN"],
  async steps({ hand, person, glimpse }) {
    await offered(hand.askMany([person("patient"), person("stranger")]));
    await glimpse(bulkRequest, A_WHILE);
  },
  expect: keepsWord(allDone, { bulkQuery: bulkRequest }),
});

export const referencesDeclared = receiptCase({
  id: "RCT-DCL-0006",
  title: {
    ja: "照会番号を登録できるかどうかが申告と一致する",
    en: "Whether it registers reference numbers is as its profile says",
  },
  cast: ["patient", "stranger"],
  hands: ["registerReference", "registerReferencesInBulk"],
  kills: ["M-RCP-REF-UNWRITTEN"],
  async steps({ bench, hand, person, glimpse, rest }) {
    await put(bench, answerAbout(bench, person("patient")));
    await glimpse(imported, A_WHILE);
    await offered(hand.register(person("patient")));
    await glimpse(registrationRequest, A_WHILE);
    // A reader's next result has another second in its name.
    await rest(1_000);
    await put(bench, answerAbout(bench, person("stranger")));
    await glimpse(imported, A_WHILE);
    await offered(hand.registerMany([person("stranger")]));
    await glimpse(registrationsRequest, A_WHILE);
  },
  expect: keepsWord(allDone, { referenceNumbers: registrationRequest, bulkReferences: registrationsRequest }),
});

/** The suffix of the request, where there is one: a product that cannot ask may say so, or do nothing. */
async function queried({ hand, person, glimpse }: Stage<"receipt">): Promise<string | undefined> {
  if (!(await offered(hand.ask(person("patient"))))) return undefined;
  return (await glimpse(numberRequest, A_WHILE))?.named?.suffix;
}

async function offered(act: Promise<void>): Promise<boolean> {
  try {
    await act;
    return true;
  } catch (error) {
    if (isFault(error, "operator.notOffered")) return false;
    throw error;
  }
}
