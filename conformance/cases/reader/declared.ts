import type { ConsentItem, Method } from "../../../device/wire/face.ts";
import { readerCase } from "../../case.ts";
import { prompt, received, sent } from "../../expect/host.ts";
import { shown } from "../../expect/panel.ts";
import { allOf, both, has, onlyOf } from "../../expect/predicate.ts";
import { anyOf, type Selector, where } from "../../expect/selector.ts";
import type { Stage } from "../../stage.ts";
import { keepsChannels, keepsWord } from "../declared-claims.ts";
import { leave } from "./walk.ts";

/** What the vendor declared, held against what the reader says of itself, offers and does. */

const named = (method: Method): Selector<unknown> => where(received("identity"), method, has("methods", method));

export const methodsNamed = readerCase({
  id: "RDR-DCL-0001",
  title: {
    ja: "リーダーが名乗る確認方法が申告と一致する",
    en: "The methods that the reader names are those of its profile",
  },
  async steps({ bench, see }) {
    await bench.host.hello();
    await see(received("identity"));
  },
  expect: keepsWord(sent("hello"), { face: named("face"), pin: named("pin"), staff: named("staff") }),
});

/** A reader with one method goes there without asking. */
const FIRST_SCREEN = {
  face: "lookAtCamera",
  pin: "enterPin",
  staff: "staffPassword",
  iphone: "holdPhone",
  android: "holdPhone",
} as const;

const offered = (method: Method): Selector<unknown> =>
  anyOf<unknown>(where(shown("chooseMethod"), method, has("methods", method)), shown(FIRST_SCREEN[method]));

const anyScreen = anyOf<unknown>(shown("chooseMethod"), ...Object.values(FIRST_SCREEN).map((screen) => shown(screen)));

export const methodsOffered = readerCase({
  id: "RDR-DCL-0002",
  title: {
    ja: "患者が画面で選べる確認方法が申告と一致する",
    en: "The methods that the patient can choose from are those of its profile",
  },
  cast: ["patient"],
  hands: ["placeCard", "removeCard"],
  async steps(stage) {
    const { bench, hand, see } = stage;
    const { reception } = await greet(stage);
    await hand.place("patient");
    await see(anyScreen);
    await bench.host.cancel(reception);
    await see(received("ended"));
    await leave(stage);
  },
  expect: keepsWord(sent("begin"), { face: offered("face"), pin: offered("pin"), staff: offered("staff") }),
});

const ASKED: readonly ConsentItem[] = ["medicines", "checkups", "diagnoses", "operations"];

const BY_PIN = ["placeCard", "chooseMethod", "enterPin", "consent", "removeCard"] as const;
const BY_FACE = ["showFace", "placeCard", "chooseMethod", "consent", "removeCard"] as const;

export const consentDeclared = readerCase({
  id: "RDR-DCL-0003",
  title: {
    ja: "種類ごとの同意ができるかどうかが申告と一致する",
    en: "Whether consent is given by kind is as its profile says",
  },
  cast: ["patient"],
  hands: BY_PIN,
  kills: ["M-RDR-CONSENT-ALL-OR-NONE"],
  async steps(stage) {
    await confirm(stage, ["pin", "staff", "face"]);
    await stage.hand.agree(["medicines"]);
    await stage.see(received("completed"));
    await leave(stage);
  },
  expect: keepsWord(prompt("consent"), {
    consentByItem: where(
      received("completed"),
      "medicines alone",
      both(onlyOf("consents", ["medicines"]), allOf("consents", ["medicines"])),
    ),
  }),
});

export const reminderDeclared = readerCase({
  id: "RDR-DCL-0004",
  title: {
    ja: "置き忘れを知らせるかどうかが申告と一致する",
    en: "Whether a card left behind is called out is as its profile says",
  },
  cast: ["patient"],
  hands: BY_PIN,
  kills: ["M-RDR-REMINDER-MUTE"],
  async steps(stage) {
    await confirm(stage, ["pin", "staff", "face"]);
    await stage.hand.agree("all");
    await stage.see(received("completed"));
    await stage.glimpse(anyOf<unknown>(received("cardLeft"), shown("cardLeft")), 30_000);
    await leave(stage);
  },
  expect: keepsWord(received("completed"), { reminder: received("cardLeft") }),
});

export const channelsDeclared = readerCase({
  id: "RDR-DCL-0005",
  title: {
    ja: "一度の受付で、申告したチャネルのどれにも事象が現れる",
    en: "One reception shows something on each channel of its profile",
  },
  cast: ["patient"],
  hands: BY_FACE,
  kills: ["M-RDR-CAMERA-UNSEEN"],
  async steps(stage) {
    await confirm(stage, ["face", "pin", "staff"]);
    await stage.hand.agree("all");
    await stage.see(received("completed"));
    await leave(stage);
  },
  expect: [keepsChannels],
});

/** Starts a reception and gives back its id, and by what methods the reader says it can confirm. */
async function greet({ bench, see }: Stage<"reader">) {
  await bench.host.hello();
  const { methods } = await see(received("identity"));
  const reception = await bench.host.begin({ consents: ASKED });
  await see(prompt("placeCard"));
  return { reception, methods };
}

/** Brings the patient to the consent screen by the first of these methods that the reader has. */
async function confirm(stage: Stage<"reader">, wanted: readonly Method[]): Promise<void> {
  const { hand, see } = stage;
  const { methods } = await greet(stage);
  const method = wanted.find((each) => methods.includes(each)) ?? "pin";
  if (method === "face") await hand.show("patient");
  await hand.place("patient");
  const first = prompt(FIRST_SCREEN[method]);
  const next = await see(anyOf(prompt("chooseMethod"), first));
  if (next.screen === "chooseMethod") await hand.choose(method);
  if (method === "pin") await hand.typePinOf("patient");
  if (method === "staff") await hand.confirm(true);
  await see(prompt("consent"), 60_000);
}
