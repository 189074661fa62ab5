import { assuming, check, readerCase } from "../../case.ts";
import { prompt, received, sent } from "../../expect/host.ts";
import { acted } from "../../expect/operator.ts";
import { is } from "../../expect/predicate.ts";
import { anyOf, nth, where } from "../../expect/selector.ts";
import { after, eventually, never, within } from "../../expect/vocabulary.ts";
import { completes, givesNoResult } from "./claims.ts";
import { agreeAndLeave, arrive, begin, place } from "./walk.ts";

const endedAs = (reason: string) => where(received("ended"), reason, is("reason", reason));

export const secondIsBusy = readerCase({
  id: "RDR-SES-0001",
  title: {
    ja: "受付中の二重開始は断られ、受付は続く",
    en: "A second reception is refused as busy and the first goes on",
  },
  cast: ["patient"],
  needs: ["pin"],
  hands: ["placeCard", "chooseMethod", "enterPin", "consent", "removeCard"],
  async steps(stage) {
    const { bench, hand, see } = stage;
    await arrive(stage, "patient", "pin");
    await see(prompt("enterPin"));
    await bench.host.begin();
    await see(received("ended"));
    await hand.typePinOf("patient");
    await agreeAndLeave(stage);
  },
  expect: [
    assuming(
      "ASM-READER-PROTOCOL",
      check(
        "RCP-01",
        "reception.notBusy",
        { ja: "2件目の受付は busy で終わる", en: "the second reception ends as busy" },
        within(2000, nth(2, sent("begin")), endedAs("busy")),
      ),
    ),
    completes("pin"),
  ],
});

export const hostCancels = readerCase({
  id: "RDR-SES-0002",
  title: { ja: "端末からの中止で受付が終わる", en: "The host cancels a reception" },
  cast: ["patient"],
  hands: ["placeCard", "removeCard"],
  async steps(stage) {
    const { bench, hand, see } = stage;
    const reception = await begin(stage);
    await place(stage, "patient");
    await bench.host.cancel(reception);
    await see(received("ended"));
    await hand.remove();
    await see(received("cardRemoved"));
  },
  expect: [
    assuming(
      "ASM-READER-PROTOCOL",
      check(
        "RCP-13",
        "reception.notCancelled",
        { ja: "2秒以内に cancelledByHost で終わる", en: "it ends as cancelledByHost within two seconds" },
        within(2000, sent("cancel"), endedAs("cancelledByHost")),
      ),
    ),
    givesNoResult,
  ],
});

export const patientCancels = readerCase({
  id: "RDR-SES-0003",
  title: { ja: "患者の中止で受付が終わる", en: "The patient cancels a reception" },
  cast: ["patient"],
  hands: ["placeCard", "cancel", "removeCard"],
  async steps(stage) {
    const { hand, see } = stage;
    await begin(stage);
    await place(stage, "patient");
    await hand.cancel();
    await see(received("ended"));
    await hand.remove();
    await see(received("cardRemoved"));
  },
  expect: [
    assuming(
      "ASM-READER-PROTOCOL",
      check(
        "RCP-13",
        "reception.notCancelled",
        { ja: "2秒以内に cancelledByPatient で終わる", en: "it ends as cancelledByPatient within two seconds" },
        within(2000, acted("cancel"), endedAs("cancelledByPatient")),
      ),
    ),
    givesNoResult,
  ],
});

export const leaveRefused = readerCase({
  id: "RDR-SES-0004",
  title: {
    ja: "中央が暗証番号なしの利用を認めなければ、暗証番号へ進む",
    en: "Refused leave to sign without PIN leads to the PIN",
  },
  cast: ["patient"],
  needs: ["face", "pin"],
  hands: ["showFace", "placeCard", "chooseMethod", "enterPin", "consent", "removeCard"],
  async steps(stage) {
    const { bench, hand, see } = stage;
    bench.host.refuseAuthority();
    await hand.show("patient");
    await arrive(stage, "patient", "face");
    await see(sent("authority"), 60_000);
    const next = await see(anyOf(prompt("chooseMethod"), prompt("enterPin")));
    if (next.screen === "chooseMethod") await hand.choose("pin");
    await hand.typePinOf("patient");
    await agreeAndLeave(stage);
  },
  expect: [
    assuming(
      "ASM-PINLESS",
      check(
        "RCP-05",
        "authority.ignored",
        { ja: "許可がなければ、顔だけでは結果が出ない", en: "without leave the face alone gives no result" },
        after(sent("authority"), never(where(received("completed"), "face", is("method", "face")))),
      ),
    ),
    check(
      "RCP-12",
      "fallback.missing",
      { ja: "暗証番号の入力に進める", en: "the PIN is offered" },
      after(sent("authority"), eventually(anyOf(prompt("chooseMethod"), prompt("enterPin")))),
    ),
    completes("pin"),
  ],
});
