import type { ConsentItem } from "../../../device/wire/face.ts";
import { check, readerCase } from "../../case.ts";
import { prompt, received } from "../../expect/host.ts";
import { allOf, onlyOf } from "../../expect/predicate.ts";
import type { Selector } from "../../expect/selector.ts";
import { every } from "../../expect/vocabulary.ts";
import { completes } from "./claims.ts";
import { arrive, leave } from "./walk.ts";

const ASKED: readonly ConsentItem[] = ["medicines", "checkups", "diagnoses", "operations"];

interface WithConsents {
  readonly consents: readonly ConsentItem[];
}

const list = (items: readonly ConsentItem[]) => (items.length > 0 ? items.join(", ") : "–");
const told = ({ consents }: WithConsents) => ({
  ja: `同意は ${list(consents)} でした`,
  en: `it says ${list(consents)}`,
});

/** Nothing is in the result, or in what was told on the way, that the patient did not touch. */
const noneInvented = (
  clause: "CNS-01" | "CNS-05",
  given: readonly ConsentItem[],
  where: Selector<WithConsents> = received("completed"),
) =>
  check(
    clause,
    "consent.invented",
    {
      ja: `患者が与えていない同意は ${where.name} に現れない`,
      en: `${where.name} has no consent that the patient did not give`,
    },
    every(
      where,
      { ja: `${list(given)} を超えない`, en: `nothing beyond ${list(given)}` },
      onlyOf("consents", given),
      told,
    ),
  );

const noneLost = (given: readonly ConsentItem[], where: Selector<WithConsents> = received("completed")) =>
  check(
    "CNS-05",
    "consent.lost",
    {
      ja: `患者が与えた同意は情報の種類ごとに ${where.name} に現れる`,
      en: `each consent that was given is in ${where.name}, by kind`,
    },
    every(where, { ja: `${list(given)} がある`, en: `${list(given)} are there` }, allOf("consents", given), told),
  );

const HANDS = ["placeCard", "chooseMethod", "enterPin", "consent", "removeCard"] as const;

export const consentToAll = readerCase({
  id: "RDR-CNS-0001",
  title: { ja: "すべての情報に同意する", en: "The patient agrees to everything" },
  cast: ["patient"],
  needs: ["pin"],
  hands: HANDS,
  spares: ["B-RDR-SLOW", "B-RDR-PROMPTS-TWICE"],
  async steps(stage) {
    const { hand, see } = stage;
    await arrive(stage, "patient", "pin", { consents: ASKED });
    await hand.typePinOf("patient");
    await see(prompt("consent"));
    await hand.agree("all");
    await see(received("completed"));
    await leave(stage);
  },
  expect: [noneLost(ASKED), noneInvented("CNS-05", ASKED), completes("pin")],
});

export const consentByItem = readerCase({
  id: "RDR-CNS-0002",
  title: { ja: "薬剤情報だけに同意する", en: "The patient agrees to drug information alone" },
  cast: ["patient"],
  needs: ["pin", "consentByItem"],
  hands: HANDS,
  kills: ["M-RDR-CONSENT-INVENTED"],
  spares: ["B-RDR-PROMPTS-TWICE"],
  async steps(stage) {
    const { hand, see } = stage;
    await arrive(stage, "patient", "pin", { consents: ASKED });
    await hand.typePinOf("patient");
    await see(prompt("consent"));
    await hand.agree(["medicines"]);
    await see(received("completed"));
    await leave(stage);
  },
  expect: [noneInvented("CNS-01", ["medicines"]), noneLost(["medicines"]), completes("pin")],
});

export const consentRefused = readerCase({
  id: "RDR-CNS-0003",
  title: { ja: "どの情報にも同意しない", en: "The patient agrees to nothing" },
  cast: ["patient"],
  needs: ["pin"],
  hands: ["placeCard", "chooseMethod", "enterPin", "refuseConsent", "removeCard"],
  kills: ["M-RDR-CONSENT-INVENTED"],
  spares: ["B-RDR-SLOW", "B-RDR-PROMPTS-TWICE"],
  async steps(stage) {
    const { hand, see } = stage;
    await arrive(stage, "patient", "pin", { consents: ASKED });
    await hand.typePinOf("patient");
    await see(prompt("consent"));
    await hand.refuse();
    await see(received("completed"));
    await leave(stage);
  },
  expect: [noneInvented("CNS-01", []), completes("pin")],
});

export const unaskedStaysUnasked = readerCase({
  id: "RDR-CNS-0004",
  title: { ja: "尋ねていない情報の同意は結果に現れない", en: "What was not asked for is not consented to" },
  cast: ["patient"],
  needs: ["pin"],
  hands: HANDS,
  async steps(stage) {
    const { hand, see } = stage;
    await arrive(stage, "patient", "pin", { consents: ["checkups"] });
    await hand.typePinOf("patient");
    await see(prompt("consent"));
    await hand.agree("all");
    await see(received("completed"));
    await leave(stage);
  },
  expect: [noneInvented("CNS-01", ["checkups"]), noneLost(["checkups"])],
});

export const consentTold = readerCase({
  id: "RDR-CNS-0005",
  title: { ja: "途中の同意の通知と結果が一致する", en: "Consent told on the way is that of the result" },
  cast: ["patient"],
  needs: ["pin", "consentByItem"],
  hands: HANDS,
  kills: ["M-RDR-CONSENT-INVENTED"],
  async steps(stage) {
    const { hand, see } = stage;
    await arrive(stage, "patient", "pin", { consents: ASKED });
    await hand.typePinOf("patient");
    await see(prompt("consent"));
    await hand.agree(["checkups", "operations"]);
    await see(received("completed"));
    await leave(stage);
  },
  expect: [
    noneInvented("CNS-01", ["checkups", "operations"], received("consentGiven")),
    noneLost(["checkups", "operations"], received("consentGiven")),
    noneInvented("CNS-01", ["checkups", "operations"]),
    noneLost(["checkups", "operations"]),
  ],
});
