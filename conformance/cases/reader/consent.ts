import type { ConsentItem } from "../../../device/wire/face.ts";
import { check, readerCase } from "../../case.ts";
import { prompt, received } from "../../expect/host.ts";
import { every } from "../../expect/vocabulary.ts";
import { completes } from "./claims.ts";
import { arrive, leave } from "./walk.ts";

const ASKED: readonly ConsentItem[] = ["medicines", "checkups", "diagnoses", "operations"];

const list = (items: readonly ConsentItem[]) => (items.length > 0 ? items.join(", ") : "–");
const told = ({ consents }: { readonly consents: readonly ConsentItem[] }) => ({
  ja: `結果の同意は ${list(consents)} でした`,
  en: `the result says ${list(consents)}`,
});

/** Nothing is in the result that the patient did not touch. */
const noneInvented = (clause: "CNS-01" | "CNS-05", given: readonly ConsentItem[]) =>
  check(
    clause,
    "consent.invented",
    { ja: "患者が与えていない同意は結果に現れない", en: "the result has no consent that the patient did not give" },
    every(
      received("completed"),
      {
        ja: `結果の同意は ${list(given)} を超えない`,
        en: `the consents of the result do not go beyond ${list(given)}`,
      },
      ({ consents }) => consents.every((item) => given.includes(item)),
      told,
    ),
  );

const noneLost = (given: readonly ConsentItem[]) =>
  check(
    "CNS-05",
    "consent.lost",
    {
      ja: "患者が与えた同意は情報の種類ごとに結果に現れる",
      en: "each consent that was given is in the result, by kind",
    },
    every(
      received("completed"),
      { ja: `結果の同意に ${list(given)} がある`, en: `the result has ${list(given)}` },
      ({ consents }) => given.every((item) => consents.includes(item)),
      told,
    ),
  );

const HANDS = ["placeCard", "chooseMethod", "enterPin", "consent", "removeCard"] as const;

export const consentToAll = readerCase({
  id: "RDR-CNS-0001",
  title: { ja: "すべての情報に同意する", en: "The patient agrees to everything" },
  cast: ["patient"],
  needs: ["pin"],
  hands: HANDS,
  spares: ["B-RDR-SLOW", "B-RDR-CONSENT-FIRST"],
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
  spares: ["B-RDR-CONSENT-FIRST"],
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
  spares: ["B-RDR-SLOW", "B-RDR-CONSENT-FIRST"],
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

/** Kept beside the cases: what the reader tells on the way must be what it ends with. */
export const consentTold = readerCase({
  id: "RDR-CNS-0005",
  title: { ja: "途中の同意の通知と結果が一致する", en: "Consent told on the way is that of the result" },
  cast: ["patient"],
  needs: ["pin", "consentByItem"],
  hands: HANDS,
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
    check(
      "CNS-05",
      "consent.lost",
      { ja: "consentGiven に選んだ2項目だけがある", en: "consentGiven has the two items touched and no other" },
      every(
        received("consentGiven"),
        { ja: "checkups と operations", en: "checkups and operations" },
        ({ consents }) => consents.join() === "checkups,operations",
        told,
      ),
    ),
    noneLost(["checkups", "operations"]),
    noneInvented("CNS-05", ["checkups", "operations"]),
  ],
});
