import { assuming, check, readerCase } from "../../case.ts";
import { prompt, received } from "../../expect/host.ts";
import { is, there } from "../../expect/predicate.ts";
import { where } from "../../expect/selector.ts";
import { eventually, inOrder, never } from "../../expect/vocabulary.ts";
import type { Stage } from "../../stage.ts";
import { completes, givesNoResult } from "./claims.ts";
import { agreeAndLeave, arrive, leave } from "./walk.ts";

/** First registration (初回登録, RCP-15) of a card that the centre does not know as an insurance card yet. */

const WISH = { askRegistration: "yes" } as const;
const wanted = where(received("completed"), "registration", there("registration"));

const registers = assuming(
  "ASM-READER-PROTOCOL",
  check(
    "RCP-15",
    "registration.missing",
    { ja: "望んだ初回登録が結果にある", en: "the registration that was wanted is in the result" },
    eventually(where(received("completed"), "registered", is("registration", "yes"))),
  ),
);
const inventsNone = assuming(
  "ASM-READER-PROTOCOL",
  check(
    "RCP-15",
    "registration.invented",
    { ja: "望まない初回登録が結果にない", en: "the result has no registration that nobody wanted" },
    never(wanted),
  ),
);

async function register({ hand, see }: Stage<"reader">): Promise<void> {
  await see(prompt("register"));
  await hand.registerFirstUse();
}

export const afterPin = readerCase({
  id: "RDR-REG-0001",
  title: { ja: "暗証番号の後に初回登録する", en: "First registration after the PIN" },
  cast: ["patient"],
  needs: ["pin", "registration"],
  hands: ["placeCard", "chooseMethod", "enterPin", "registerFirstUse", "consent", "removeCard"],
  kills: ["M-RDR-REGISTRATION-LOST"],
  async steps(stage) {
    stage.bench.host.denyRegistration();
    await arrive(stage, "patient", "pin", WISH);
    await stage.hand.typePinOf("patient");
    await register(stage);
    await agreeAndLeave(stage);
  },
  expect: [registers, completes("pin")],
});

export const afterFace = readerCase({
  id: "RDR-REG-0002",
  title: { ja: "顔照合の後に初回登録する", en: "First registration after a face match" },
  cast: ["patient"],
  needs: ["face", "registration"],
  hands: ["showFace", "placeCard", "chooseMethod", "registerFirstUse", "consent", "removeCard"],
  kills: ["M-RDR-REGISTRATION-LOST"],
  async steps(stage) {
    stage.bench.host.denyRegistration();
    await stage.hand.show("patient");
    await arrive(stage, "patient", "face", WISH);
    await register(stage);
    await agreeAndLeave(stage);
  },
  expect: [
    registers,
    assuming(
      "ASM-READER-PROTOCOL",
      check(
        "RCP-15",
        "reception.disorder",
        { ja: "照会、選択、同意の順に進む", en: "question, choice and consent come in this order" },
        inOrder(received("registrationWanted"), received("registrationChosen"), received("consentGiven")),
      ),
    ),
  ],
});

export const alreadyRegistered = readerCase({
  id: "RDR-REG-0003",
  title: { ja: "登録済みのカードでは尋ねない", en: "A card that is registered is not asked about" },
  cast: ["patient"],
  needs: ["pin", "registration"],
  hands: ["placeCard", "chooseMethod", "enterPin", "consent", "removeCard"],
  kills: ["M-RDR-REGISTRATION-INVENTED"],
  async steps(stage) {
    await arrive(stage, "patient", "pin", WISH);
    await stage.hand.typePinOf("patient");
    await agreeAndLeave(stage);
  },
  expect: [inventsNone, completes("pin")],
});

export const notAskedFor = readerCase({
  id: "RDR-REG-0004",
  title: { ja: "求められていなければ登録を尋ねない", en: "Where it is not asked for there is no registration" },
  cast: ["patient"],
  needs: ["pin", "registration"],
  hands: ["placeCard", "chooseMethod", "enterPin", "consent", "removeCard"],
  kills: ["M-RDR-REGISTRATION-INVENTED"],
  async steps(stage) {
    stage.bench.host.denyRegistration();
    await arrive(stage, "patient", "pin");
    await stage.hand.typePinOf("patient");
    await agreeAndLeave(stage);
  },
  expect: [inventsNone, completes("pin")],
});

export const staffAlone = readerCase({
  id: "RDR-REG-0005",
  title: { ja: "目視だけでは初回登録しない", en: "A visual check alone registers nobody" },
  cast: ["patient"],
  needs: ["staff", "registration"],
  hands: ["placeCard", "chooseMethod", "confirmVisual", "removeCard"],
  async steps(stage) {
    stage.bench.host.denyRegistration();
    await arrive(stage, "patient", "staff", WISH);
    await stage.hand.confirm(true);
    await stage.see(received("ended"));
    await leave(stage);
  },
  expect: [
    assuming(
      "ASM-READER-PROTOCOL",
      check(
        "RCP-15",
        "registration.invented",
        { ja: "登録の画面が出ない", en: "no registration is offered" },
        never(prompt("register")),
      ),
    ),
    givesNoResult,
  ],
});
