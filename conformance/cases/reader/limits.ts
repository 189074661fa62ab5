import type { ConsentItem, Facility } from "../../../device/wire/face.ts";
import { assuming, check, readerCase } from "../../case.ts";
import { prompt, received } from "../../expect/host.ts";
import { allOf, has, is, isOneOf, there } from "../../expect/predicate.ts";
import { anyOf, nth, where } from "../../expect/selector.ts";
import { after, eventually, every, inOrder, never } from "../../expect/vocabulary.ts";
import { completes } from "./claims.ts";
import { agreeAndLeave, arrive, leave } from "./walk.ts";

const refused = where(received("matched"), "refused", isOneOf("outcome", ["refused", "noFace", "notLive"]));
const another = anyOf(prompt("chooseMethod"), prompt("enterPin"), prompt("staffPassword"));

const faceAttempts = (id: string, attempts: number) =>
  readerCase({
    id,
    title: {
      ja: `端末が照合を${attempts}回までとすれば、その後は別の方法になる`,
      en: `Where the host allows ${attempts} face ${attempts === 1 ? "try" : "tries"}, another method follows`,
    },
    cast: ["patient", "stranger"],
    needs: ["face", "pin", "limits"],
    hands: ["showFace", "placeCard", "chooseMethod", "enterPin", "consent", "removeCard"],
    kills: ["M-RDR-ATTEMPTS-IGNORED"],
    async steps(stage) {
      const { hand, see } = stage;
      await hand.show("stranger");
      await arrive(stage, "patient", "face", { attempts });
      // The screen of methods may be told twice before the first try.
      for (let tried = 0; tried < attempts; tried++) await see(refused, 60_000);
      const next = await see(another, 60_000);
      if (next.screen === "chooseMethod") await hand.choose("pin");
      await hand.typePinOf("patient");
      await agreeAndLeave(stage);
    },
    expect: [
      assuming(
        "ASM-READER-PROTOCOL",
        check(
          "RCP-12",
          "limit.ignored",
          { ja: `${attempts + 1}回目の照合がない`, en: `a face is not compared ${attempts + 1} times` },
          after(nth(attempts, refused), never(where(received("matched"), "one more", is("attempt", attempts + 1)))),
        ),
      ),
      completes("pin"),
    ],
  });

export const oneFace = faceAttempts("RDR-LIM-0001", 1);
export const twoFaces = faceAttempts("RDR-LIM-0002", 2);

const ASKED: readonly ConsentItem[] = ["medicines", "checkups", "diagnoses"];

const atFacility = (id: string, facility: Facility, ja: string, items: readonly ConsentItem[]) =>
  readerCase({
    id,
    title: {
      ja: `${ja}では${items.includes("checkups") ? "健診情報の同意も" : "健診情報の同意を"}尋ね${items.includes("checkups") ? "る" : "ない"}`,
      en: `At a ${facility} consent to check-ups is ${items.includes("checkups") ? "asked for" : "not asked for"}`,
    },
    cast: ["patient"],
    needs: ["pin", "limits"],
    hands: ["placeCard", "chooseMethod", "enterPin", "consent", "removeCard"],
    ...(facility === "pharmacy" ? { kills: ["M-RDR-PHARMACY-CHECKUPS"] as const } : {}),
    async steps(stage) {
      await arrive(stage, "patient", "pin", { facility, consents: ASKED });
      await stage.hand.typePinOf("patient");
      await agreeAndLeave(stage);
    },
    expect: [
      facility === "pharmacy"
        ? check(
            "CNS-02",
            "consent.invented",
            { ja: "薬局の結果に健診情報の同意がない", en: "a pharmacy gets no consent to check-ups" },
            never(
              anyOf<unknown>(
                where(received("completed"), "checkups", has("consents", "checkups")),
                where(received("consentGiven"), "checkups", has("consents", "checkups")),
              ),
            ),
          )
        : check(
            "CNS-05",
            "consent.lost",
            { ja: "尋ねた同意がすべて結果にある", en: "every consent that was given is in the result" },
            every(received("completed"), { ja: items.join(", "), en: items.join(", ") }, allOf("consents", items)),
          ),
      completes("pin"),
    ],
  });

export const atPharmacy = atFacility("RDR-CNS-0006", "pharmacy", "薬局", ["medicines", "diagnoses"]);
export const atClinic = atFacility("RDR-CNS-0007", "clinic", "診療所", ASKED);
export const atHospital = atFacility("RDR-CNS-0008", "hospital", "病院", ASKED);

const manner = (id: string, together: boolean) =>
  readerCase({
    id,
    title: together
      ? { ja: "包括同意がそれとして知らされる", en: "Consent to all at once is told as such" }
      : { ja: "個別の同意がそれとして知らされる", en: "Consent item by item is told as such" },
    cast: ["patient"],
    needs: together ? ["pin", "limits"] : ["pin", "limits", "consentByItem"],
    hands: ["placeCard", "chooseMethod", "enterPin", "consent", "removeCard"],
    kills: ["M-RDR-MANNER-WRONG"],
    async steps(stage) {
      const { hand, see } = stage;
      await arrive(stage, "patient", "pin", { consents: ASKED });
      await hand.typePinOf("patient");
      await see(prompt("consent"));
      await hand.agree(together ? "all" : ["medicines", "diagnoses"]);
      await see(received("completed"));
      await leave(stage);
    },
    expect: [
      assuming(
        "ASM-READER-PROTOCOL",
        check(
          "CNS-05",
          "consent.lost",
          {
            ja: `consentGiven に ${together ? "together" : "separately"} とある`,
            en: `consentGiven says ${together ? "together" : "separately"}`,
          },
          eventually(
            where(
              received("consentGiven"),
              together ? "together" : "separately",
              is("manner", together ? "together" : "separately"),
            ),
          ),
        ),
      ),
      completes("pin"),
    ],
  });

export const allAtOnce = manner("RDR-CNS-0009", true);
export const itemByItem = manner("RDR-CNS-0010", false);

const prescription = (id: string, choice: "electronic" | "paper", ja: string) =>
  readerCase({
    id,
    title: { ja: `${ja}の処方箋を選ぶ`, en: `The patient chooses the ${choice} prescription` },
    cast: ["patient"],
    needs: ["pin"],
    hands: ["placeCard", "chooseMethod", "enterPin", "consent", "choosePrescription", "removeCard"],
    async steps(stage) {
      const { hand, see } = stage;
      await arrive(stage, "patient", "pin", { askPrescription: "yes" });
      await hand.typePinOf("patient");
      await see(prompt("consent"));
      await hand.agree("all");
      await see(prompt("choosePrescription"));
      await hand.choosePrescription(choice);
      await see(received("completed"));
      await leave(stage);
    },
    expect: [
      check(
        "RCP-01",
        "reception.incomplete",
        { ja: "選んだ処方箋が結果にある", en: "the prescription that was chosen is in the result" },
        eventually(where(received("completed"), choice, is("prescription", choice))),
      ),
      check(
        "RCP-01",
        "reception.disorder",
        { ja: "同意、処方箋、結果の順に進む", en: "consent, prescription and result come in this order" },
        inOrder(received("consentGiven"), received("prescriptionChosen"), received("completed")),
      ),
    ],
  });

export const electronic = prescription("RDR-PRX-0001", "electronic", "電子");
export const paper = prescription("RDR-PRX-0002", "paper", "紙");

export const notAsked = readerCase({
  id: "RDR-PRX-0003",
  title: {
    ja: "処方箋を尋ねない施設では、選択の画面も結果もない",
    en: "Where prescriptions are not asked for, there is neither screen nor choice",
  },
  cast: ["patient"],
  needs: ["pin"],
  hands: ["placeCard", "chooseMethod", "enterPin", "consent", "removeCard"],
  async steps(stage) {
    await arrive(stage, "patient", "pin", { askPrescription: "no" });
    await stage.hand.typePinOf("patient");
    await agreeAndLeave(stage);
  },
  expect: [
    check(
      "RCP-01",
      "reception.disorder",
      { ja: "処方箋の選択が現れない", en: "no choice of a prescription appears" },
      never(
        anyOf<unknown>(
          prompt("choosePrescription"),
          where(received("completed"), "prescription", there("prescription")),
        ),
      ),
    ),
    completes("pin"),
  ],
});
