import type { Bilingual } from "../../bilingual.ts";
import { assuming, type Case, check, readerCase } from "../../case.ts";
import { prompt, received, sent } from "../../expect/host.ts";
import { acted } from "../../expect/operator.ts";
import { is } from "../../expect/predicate.ts";
import { nth, where } from "../../expect/selector.ts";
import { after, eventually, given, within } from "../../expect/vocabulary.ts";
import type { Stage } from "../../stage.ts";
import { givesNoResult } from "./claims.ts";
import { arrive, begin, place } from "./walk.ts";

/** Taken, cancelled and left alone at every screen that waits for somebody: however a reception breaks off, the next one begins. */

type ReaderStage = Stage<"reader">;

interface Moment {
  readonly name: Bilingual;
  readonly needs: Case["needs"];
  readonly hands: Case["hands"];
  /** Brings the reception to the moment, and gives back its number. `patience`, in seconds, where the host sets one. */
  readonly until: (stage: ReaderStage, patience: { readonly patience?: number }) => Promise<number>;
}

const byPinTo =
  (wishes: Parameters<typeof begin>[1] = {}): Moment["until"] =>
  async (stage, patience) => {
    const reception = await arrive(stage, "patient", "pin", { ...wishes, ...patience });
    await stage.hand.typePinOf("patient");
    return reception;
  };

const MOMENTS = {
  choice: {
    name: { ja: "方法の選択", en: "choosing the method" },
    needs: ["face", "pin"],
    hands: ["placeCard"],
    async until(stage, patience) {
      const reception = await begin(stage, patience);
      await place(stage, "patient");
      return reception;
    },
  },
  camera: {
    name: { ja: "顔の撮影", en: "looking at the camera" },
    needs: ["face"],
    hands: ["placeCard", "chooseMethod"],
    async until(stage, patience) {
      const reception = await arrive(stage, "patient", "face", patience);
      await stage.glimpse(prompt("lookAtCamera"));
      return reception;
    },
  },
  pin: {
    name: { ja: "暗証番号の入力", en: "entering the PIN" },
    needs: ["pin"],
    hands: ["placeCard", "chooseMethod"],
    async until(stage, patience) {
      const reception = await arrive(stage, "patient", "pin", patience);
      await stage.glimpse(prompt("enterPin"));
      return reception;
    },
  },
  staff: {
    name: { ja: "職員の目視", en: "the visual check" },
    needs: ["staff"],
    hands: ["placeCard", "chooseMethod"],
    async until(stage, patience) {
      const reception = await arrive(stage, "patient", "staff", patience);
      await stage.glimpse(prompt("staffPassword"));
      return reception;
    },
  },
  consent: {
    name: { ja: "同意", en: "consenting" },
    needs: ["pin"],
    hands: ["placeCard", "chooseMethod", "enterPin"],
    async until(stage, patience) {
      const reception = await byPinTo()(stage, patience);
      await stage.see(prompt("consent"));
      return reception;
    },
  },
  prescription: {
    name: { ja: "処方箋の選択", en: "choosing the prescription" },
    needs: ["pin"],
    hands: ["placeCard", "chooseMethod", "enterPin", "consent"],
    async until(stage, patience) {
      const reception = await byPinTo({ askPrescription: "yes" })(stage, patience);
      await stage.see(prompt("consent"));
      await stage.hand.agree("all");
      await stage.see(prompt("choosePrescription"));
      return reception;
    },
  },
  registration: {
    name: { ja: "初回登録の選択", en: "choosing the registration" },
    needs: ["pin", "registration"],
    hands: ["placeCard", "chooseMethod", "enterPin"],
    async until(stage, patience) {
      stage.bench.host.denyRegistration();
      const reception = await byPinTo({ askRegistration: "yes" })(stage, patience);
      await stage.see(prompt("register"));
      return reception;
    },
  },
} as const satisfies Record<string, Moment>;

type Named = keyof typeof MOMENTS;

const endedAs = (reason: string) => where(received("ended"), reason, is("reason", reason));

const nextBegins = check(
  "RCP-13",
  "reception.incomplete",
  { ja: "その後、次の受付が始まる", en: "the next reception begins afterwards" },
  eventually(nth(2, prompt("placeCard"))),
);

/** Somebody else comes: their reception begins, and that is enough to know. */
async function somebodyElse(stage: ReaderStage): Promise<void> {
  await stage.bench.host.begin();
  await stage.see(prompt("placeCard"));
}

const removed = (number: number, at: Named): Case<"reader"> => {
  const { name, needs, hands, until }: Moment = MOMENTS[at];
  return readerCase({
    id: `RDR-RMV-${String(number).padStart(4, "0")}`,
    title: {
      ja: `${name.ja}の画面でカードを取り、次の受付が始まる`,
      en: `The card is taken while ${name.en}, and the next reception begins`,
    },
    cast: ["patient"],
    needs,
    hands: [...hands, "removeCard"],
    kills: ["M-RDR-KEEPS-GOING"],
    async steps(stage) {
      await until(stage, {});
      await stage.hand.remove();
      await stage.see(received("ended"), 120_000);
      await somebodyElse(stage);
    },
    expect: [
      assuming(
        "ASM-CARD-TAKEN",
        check(
          "RCP-13",
          "card.takenUnnoticed",
          { ja: "2秒以内に cardTakenEarly で終わる", en: "it ends as cardTakenEarly within two seconds" },
          within(2000, acted("removeCard"), endedAs("cardTakenEarly")),
        ),
      ),
      { ...givesNoResult, assumption: "ASM-CARD-TAKEN" },
      nextBegins,
    ],
  });
};

const cancelledBy = (who: "host" | "patient", number: number, at: Named): Case<"reader"> => {
  const { name, needs, hands, until }: Moment = MOMENTS[at];
  const byHost = who === "host";
  return readerCase({
    id: `RDR-${byHost ? "CXH" : "CXP"}-${String(number).padStart(4, "0")}`,
    title: {
      ja: `${name.ja}の画面で${byHost ? "端末" : "患者"}が中止し、次の受付が始まる`,
      en: `The ${who} cancels while ${name.en}, and the next reception begins`,
    },
    cast: ["patient"],
    needs,
    hands: [...hands, ...(byHost ? [] : (["cancel"] as const)), "removeCard"],
    async steps(stage) {
      const reception = await until(stage, {});
      if (byHost) await stage.bench.host.cancel(reception);
      else await stage.hand.cancel();
      await stage.see(received("ended"), 120_000);
      await stage.hand.remove();
      await stage.see(received("cardRemoved"));
      await somebodyElse(stage);
    },
    expect: [
      assuming(
        "ASM-READER-PROTOCOL",
        check(
          "RCP-13",
          "reception.notCancelled",
          { ja: "2秒以内に中止として終わる", en: "it ends as cancelled within two seconds" },
          within(
            2000,
            byHost ? sent("cancel") : acted("cancel"),
            endedAs(byHost ? "cancelledByHost" : "cancelledByPatient"),
          ),
        ),
      ),
      givesNoResult,
      nextBegins,
    ],
  });
};

/** Seconds: long enough that nobody times out by chance, short enough to wait for. */
const PATIENCE = 8;

const leftAlone = (number: number, at: Exclude<Named, "camera">): Case<"reader"> => {
  const { name, needs, hands, until }: Moment = MOMENTS[at];
  return readerCase({
    id: `RDR-TMO-${String(number).padStart(4, "0")}`,
    title: {
      ja: `${name.ja}の画面で誰も触れなければ、端末の定めた時間で終わる`,
      en: `Nobody goes on with ${name.en}: it ends in the time that the host has set`,
    },
    cast: ["patient"],
    needs: [...needs, "limits"],
    hands: [...hands, "removeCard"],
    kills: ["M-RDR-PATIENCE-IGNORED"],
    async steps(stage) {
      await until(stage, { patience: PATIENCE });
      await stage.see(received("ended"), 200_000);
      await stage.hand.remove();
      await stage.see(received("cardRemoved"));
      await somebodyElse(stage);
    },
    expect: [
      assuming(
        "ASM-READER-PROTOCOL",
        check(
          "RCP-12",
          "limit.ignored",
          {
            ja: `timedOut で終わるなら、${PATIENCE}秒（と2秒の余裕）のうちである`,
            en: `where it ends as timedOut, it does so within ${PATIENCE} seconds, and two more`,
          },
          given(endedAs("timedOut"), within((PATIENCE + 2) * 1000, LAST_SCREEN[at], endedAs("timedOut"))),
        ),
      ),
      assuming(
        "ASM-READER-PROTOCOL",
        check(
          "RCP-13",
          "reception.noTimeout",
          { ja: "timedOut で終わる", en: "it ends as timedOut" },
          after(LAST_SCREEN[at], eventually(endedAs("timedOut"))),
        ),
      ),
      givesNoResult,
      nextBegins,
    ],
  });
};

const LAST_SCREEN = {
  choice: prompt("chooseMethod"),
  pin: prompt("enterPin"),
  staff: prompt("staffPassword"),
  consent: prompt("consent"),
  prescription: prompt("choosePrescription"),
  registration: prompt("register"),
} as const;

const ALL: readonly Named[] = ["choice", "camera", "pin", "staff", "consent", "prescription", "registration"];

/** At the first screens RDR-CRD has removals already; here the next reception is looked at too. */
export const removals = ALL.map((at, index) => removed(index + 1, at));
export const hostCancels = ALL.map((at, index) => cancelledBy("host", index + 1, at));
export const patientCancels = ALL.map((at, index) => cancelledBy("patient", index + 1, at));
export const timeouts = ALL.flatMap((at, index) => (at === "camera" ? [] : [leftAlone(index + 1, at)]));
