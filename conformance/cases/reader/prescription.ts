import { assuming, check, readerCase } from "../../case.ts";
import { is } from "../../expect/predicate.ts";
import { received } from "../../expect/host.ts";
import { every, sequence } from "../../expect/vocabulary.ts";
import { completes } from "./claims.ts";
import { endsOnce } from "./moment-claims.ts";
import { MOMENTS } from "./moments.ts";
import { leave } from "./walk.ts";

/** How the prescription is to be issued, asked at the reader where the host wants it. */

const CHOICES = { electronic: { ja: "電子処方箋", en: "electronic" }, paper: { ja: "紙", en: "paper" } } as const;

const chosen = (id: string, choice: keyof typeof CHOICES) =>
  readerCase({
    id,
    title: {
      ja: `処方箋は${CHOICES[choice].ja}と答え、そのとおり伝わる`,
      en: `The patient wants the prescription ${CHOICES[choice].en}, and so it is told`,
    },
    cast: ["patient"],
    needs: ["pin"],
    hands: [...MOMENTS.prescription.hands, "choosePrescription", "removeCard"],
    async steps(stage) {
      const { hand, see, rest } = stage;
      await MOMENTS.prescription.reach(stage);
      await hand.choosePrescription(choice);
      await see(received("completed"));
      await leave(stage);
      // What ends twice does so when the card is gone.
      await rest(1000);
    },
    expect: [
      assuming(
        "ASM-READER-PROTOCOL",
        check(
          "RCP-01",
          "prescription.wrong",
          { ja: "結果の選択が患者のものである", en: "the result has the patient's choice" },
          every(
            received("completed"),
            { ja: `prescription = ${choice}`, en: `prescription = ${choice}` },
            is("prescription", choice),
          ),
        ),
      ),
      assuming(
        "ASM-READER-PROTOCOL",
        check(
          "RCP-01",
          "prescription.wrong",
          { ja: "途中の通知の選択が患者のものである", en: "what is told on the way is the patient's choice" },
          sequence(received("prescriptionChosen"), "choice", [choice]),
        ),
      ),
      endsOnce,
      completes("pin"),
    ],
  });

export const choices = [chosen("RDR-PRE-0001", "electronic"), chosen("RDR-PRE-0002", "paper")];
