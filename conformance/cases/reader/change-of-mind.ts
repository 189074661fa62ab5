import { assuming, type Case, check, readerCase } from "../../case.ts";
import { prompt, received } from "../../expect/host.ts";
import { after, eventually } from "../../expect/vocabulary.ts";
import { is } from "../../expect/predicate.ts";
import { where } from "../../expect/selector.ts";
import { completes } from "./claims.ts";
import { MOMENTS } from "./moments.ts";
import { agreeAndLeave } from "./walk.ts";

/** A patient who has begun one way takes another. */

const SCREEN = { face: "lookAtCamera", pin: "enterPin", staff: "staffPassword" } as const;
const AT = { face: MOMENTS.capture, pin: MOMENTS.pin, staff: MOMENTS.staff } as const;
const NAMES = {
  face: { ja: "顔", en: "the face" },
  pin: { ja: "暗証番号", en: "the PIN" },
  staff: { ja: "目視", en: "the visual check" },
} as const;

const changesTo = (id: string, from: keyof typeof AT, to: keyof typeof AT): Case<"reader"> =>
  readerCase({
    id,
    title: { ja: `${NAMES[from].ja}から${NAMES[to].ja}に替える`, en: `From ${NAMES[from].en} to ${NAMES[to].en}` },
    needs: ["face", "pin", "staff"],
    cast: ["patient"],
    hands: ["placeCard", "chooseMethod", ...ACTS[to], "consent", "removeCard"],
    async steps(stage) {
      const { hand, see } = stage;
      await AT[from].reach(stage);
      if (to === "face") await hand.show("patient");
      await hand.choose(to);
      await see(prompt(SCREEN[to]));
      if (to === "pin") await hand.typePinOf("patient");
      if (to === "staff") await hand.confirm(true);
      await agreeAndLeave(stage);
    },
    expect: [
      assuming(
        "ASM-READER-PROTOCOL",
        check(
          "RCP-12",
          "fallback.missing",
          { ja: "途中で選んだ方法に移れる", en: "the method touched on the way is gone to" },
          after(where(received("methodChosen"), from, is("method", from)), eventually(prompt(SCREEN[to]))),
        ),
      ),
      completes(to),
    ],
  });

/** A face is there before the camera looks for it. */
const ACTS = {
  face: ["showFace", "chooseMethod"],
  pin: ["chooseMethod", "enterPin"],
  staff: ["chooseMethod", "confirmVisual"],
} as const;

export const changes = [
  changesTo("RDR-CHG-0001", "face", "pin"),
  changesTo("RDR-CHG-0002", "pin", "staff"),
  changesTo("RDR-CHG-0003", "staff", "face"),
];
