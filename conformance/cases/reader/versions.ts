import { encodeFace, type FaceMessage } from "../../../device/wire/face.ts";
import { SECOND_VERSION } from "../../../device/wire/face-second.ts";
import { assuming, check, readerCase } from "../../case.ts";
import { prompt, received } from "../../expect/host.ts";
import { is, isOneOf, there } from "../../expect/predicate.ts";
import { anyOf, nth, where } from "../../expect/selector.ts";
import { eventually, never } from "../../expect/vocabulary.ts";
import { completes } from "./claims.ts";
import { agreeAndLeave, begin, place } from "./walk.ts";

/** What each side may say to the other, and what a reader does with what it does not know. */

const later = Object.keys(SECOND_VERSION).filter((name): name is keyof typeof SECOND_VERSION => name in SECOND_VERSION);

export const firstVersion = readerCase({
  id: "RDR-VER-0001",
  title: { ja: "版1のホストには版1の電文だけを送る", en: "A host of version 1 gets what version 1 has, and no more" },
  cast: ["patient"],
  needs: ["face"],
  hands: ["showFace", "placeCard", "chooseMethod", "consent", "removeCard"],
  kills: ["M-RDR-VERSION-CROSSED"],
  async steps(stage) {
    const { bench, hand, see } = stage;
    await hand.show("patient");
    await bench.host.hello(1);
    await see(received("identity"));
    await bench.host.begin();
    await see(prompt("placeCard"));
    if ((await place(stage, "patient")) === "choice") await hand.choose("face");
    await agreeAndLeave(stage);
  },
  expect: [
    assuming(
      "ASM-READER-PROTOCOL",
      check(
        "RCP-01",
        "version.crossed",
        { ja: "版2の電文も項目も現れない", en: "no message and no field of version 2 appears" },
        never(
          anyOf<unknown>(
            ...later.map((name) => received(name)),
            where(received("identity"), "counter", there("counter")),
            where(received("matched"), "liveness", there("liveness")),
            where(received("consentGiven"), "manner", there("manner")),
          ),
        ),
      ),
    ),
    completes("face"),
  ],
});

/** Bytes that are a message by their first two, and no more. */
const UNKNOWN = { tag: 0xff3f } as const;

export const unknownMessage = readerCase({
  id: "RDR-VER-0002",
  title: {
    ja: "知らない電文は断られ、受付は続く",
    en: "A message that is not known is declined, and the reception goes on",
  },
  cast: ["patient"],
  needs: ["pin", "selfTest"],
  hands: ["placeCard", "chooseMethod", "enterPin", "consent", "removeCard"],
  kills: ["M-RDR-UNKNOWN-SWALLOWED"],
  async steps(stage) {
    const { bench, hand, see } = stage;
    await begin(stage);
    if ((await place(stage, "patient")) === "choice") await hand.choose("pin");
    await see(prompt("enterPin"));
    await bench.host.sendBytes(Uint8Array.of(UNKNOWN.tag >> 8, UNKNOWN.tag & 0xff, 0x00));
    await see(received("notDone"));
    await hand.typePinOf("patient");
    await agreeAndLeave(stage);
  },
  expect: [
    assuming(
      "ASM-READER-PROTOCOL",
      check(
        "RCP-01",
        "version.unanswered",
        { ja: "notDone(unknown) が返る", en: "notDone(unknown) comes" },
        eventually(where(received("notDone"), "unknown", is("reason", "unknown"))),
      ),
    ),
    completes("pin"),
  ],
});

export const malformedMessage = readerCase({
  id: "RDR-VER-0003",
  title: {
    ja: "壊れた begin は断られ、次の begin で始まる",
    en: "A hurt begin is declined, and the next begin begins",
  },
  cast: ["patient"],
  needs: ["selfTest"],
  hands: [],
  kills: ["M-RDR-UNKNOWN-SWALLOWED"],
  async steps({ bench, see }) {
    await bench.host.hello();
    await see(received("identity"));
    const cancel: FaceMessage = { is: "cancel", reception: 1 };
    await bench.host.sendBytes(encodeFace(cancel).subarray(0, -1));
    await see(received("notDone"));
    await bench.host.begin();
    await see(prompt("placeCard"));
  },
  expect: [
    assuming(
      "ASM-READER-PROTOCOL",
      check(
        "RCP-01",
        "version.unanswered",
        { ja: "notDone が返る", en: "notDone comes" },
        eventually(where(received("notDone"), "malformed", isOneOf("reason", ["malformed", "unknown"]))),
      ),
    ),
    check(
      "RCP-01",
      "reception.incomplete",
      { ja: "その後の受付が始まる", en: "the reception after it begins" },
      eventually(prompt("placeCard")),
    ),
  ],
});

export const greetedTwice = readerCase({
  id: "RDR-VER-0004",
  title: { ja: "二度目の hello にも identity が返る", en: "A second hello is answered as well" },
  async steps({ bench, see }) {
    await bench.host.hello();
    await see(received("identity"));
    await bench.host.hello();
    await see(received("identity"));
  },
  expect: [
    assuming(
      "ASM-READER-PROTOCOL",
      check(
        "RCP-01",
        "version.unanswered",
        { ja: "identity が2回届く", en: "identity comes a second time" },
        eventually(nth(2, received("identity"))),
      ),
    ),
  ],
});

export const livenessTold = readerCase({
  id: "RDR-FAC-0006",
  title: { ja: "撮影ごとに生体検知が知らされる", en: "With each capture its liveness is told" },
  cast: ["patient"],
  needs: ["face", "liveness"],
  hands: ["showFace", "placeCard", "chooseMethod", "consent", "removeCard"],
  kills: ["M-RDR-LIVENESS-UNTOLD"],
  async steps(stage) {
    const { hand } = stage;
    await hand.show("patient");
    await begin(stage);
    if ((await place(stage, "patient")) === "choice") await hand.choose("face");
    await agreeAndLeave(stage);
  },
  expect: [
    assuming(
      "ASM-READER-PROTOCOL",
      check(
        "RCP-02",
        "face.livenessUntold",
        { ja: "captured に liveness がある", en: "captured carries its liveness" },
        eventually(where(nth(1, received("captured")), "liveness", there("liveness"))),
      ),
    ),
    completes("face"),
  ],
});
