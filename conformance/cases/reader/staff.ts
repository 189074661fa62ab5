import { check, readerCase } from "../../case.ts";
import { prompt, received } from "../../expect/host.ts";
import { acted } from "../../expect/operator.ts";
import { is } from "../../expect/predicate.ts";
import { anyOf, nth, where } from "../../expect/selector.ts";
import { eventually, never } from "../../expect/vocabulary.ts";
import { completes, signsWithCertificate } from "./claims.ts";
import { agreeAndLeave, arrive } from "./walk.ts";

const confirmed = where(received("staffChecked"), "confirmed", is("outcome", "confirmed"));
/** What would come next for who was recognised. */
const overruled = anyOf<unknown>(prompt("consent"), received("completed"));
const denied = where(received("staffChecked"), "refused", is("outcome", "refused"));

export const staffConfirm = readerCase({
  id: "RDR-STF-0001",
  title: { ja: "職員の目視確認で受付が完了する", en: "A visual check by staff completes a reception" },
  cast: ["patient"],
  needs: ["staff"],
  hands: ["placeCard", "chooseMethod", "confirmVisual", "consent", "removeCard"],
  spares: ["B-RDR-SLOW", "B-RDR-PROMPTS-TWICE"],
  async steps(stage) {
    await arrive(stage, "patient", "staff");
    await stage.hand.confirm(true);
    await agreeAndLeave(stage);
  },
  expect: [
    check(
      "RCP-04",
      "staff.notConfirmed",
      { ja: "職員が本人と認めれば確認が成り立つ", en: "it counts when staff recognise the holder" },
      eventually(confirmed),
    ),
    completes("staff"),
    signsWithCertificate,
  ],
});

export const staffDeny = readerCase({
  id: "RDR-STF-0002",
  title: { ja: "職員が別人とした受付は成り立たない", en: "A reception that staff deny does not complete" },
  cast: ["patient"],
  needs: ["staff"],
  hands: ["placeCard", "chooseMethod", "confirmVisual", "removeCard"],
  async steps(stage) {
    await arrive(stage, "patient", "staff");
    await stage.hand.confirm(false);
    await stage.see(anyOf<unknown>(denied, received("ended"), overruled));
    await stage.hand.remove();
    await stage.see(received("cardRemoved"));
  },
  expect: [
    check(
      "RCP-04",
      "staff.overruled",
      {
        ja: "別人とされた患者に同意を尋ねず、結果も出ない",
        en: "someone staff say is another person is asked for no consent and given no result",
      },
      never(overruled),
    ),
  ],
});

export const wrongPassword = readerCase({
  id: "RDR-STF-0003",
  title: { ja: "誤った施設パスワードでは目視確認できない", en: "A wrong facility password opens no visual check" },
  cast: ["patient"],
  needs: ["staff"],
  hands: ["placeCard", "chooseMethod", "confirmVisual", "confirmVisual", "consent", "removeCard"],
  async steps(stage) {
    const { bench, hand, see } = stage;
    await arrive(stage, "patient", "staff");
    await see(prompt("staffPassword"));
    await hand.confirm(true, `${bench.staffPassword}-not`);
    await see(anyOf<unknown>(prompt("staffPassword"), received("staffChecked")));
    await hand.confirm(true);
    await agreeAndLeave(stage);
  },
  expect: [
    check(
      "RCP-04",
      "staff.passwordIgnored",
      { ja: "誤ったパスワードでは確認が成り立たない", en: "a wrong password confirms nobody" },
      never(confirmed, nth(2, acted("confirmVisual"))),
    ),
    completes("staff"),
  ],
});
