import { assuming, check, readerCase } from "../../case.ts";
import { prompt, received } from "../../expect/host.ts";
import { atLeast, is } from "../../expect/predicate.ts";
import { everyPartOnce } from "../../expect/self-test.ts";
import { keptSecret } from "../../expect/secret.ts";
import { where } from "../../expect/selector.ts";
import { after, eventually, every, inOrder, never, times } from "../../expect/vocabulary.ts";
import type { Stage } from "../../stage.ts";
import { completes } from "./claims.ts";
import { agreeAndLeave, arrive, byPin } from "./walk.ts";

/** Self-test and log: what a reader does for its keeper, never at a patient's cost. */

async function greet({ bench, see }: Stage<"reader">): Promise<void> {
  await bench.host.hello();
  await see(received("identity"));
}

export const selfTested = readerCase({
  id: "RDR-SLF-0001",
  title: { ja: "自己診断がどの部品にも答える", en: "The self-test tells of every part" },
  needs: ["selfTest"],
  kills: ["M-RDR-SELFTEST-BLIND"],
  async steps(stage) {
    await greet(stage);
    await stage.bench.host.send({ is: "selfTest" });
    await stage.see(received("tested"));
  },
  expect: [
    assuming(
      "ASM-READER-PROTOCOL",
      check(
        "RCP-12",
        "selfTest.incomplete",
        { ja: "どの部品も一度ずつ現れる", en: "each part is told once, as good or as bad" },
        everyPartOnce,
      ),
    ),
    assuming(
      "ASM-READER-PROTOCOL",
      check(
        "RCP-12",
        "selfTest.incomplete",
        { ja: "selfTest に tested が返る", en: "selfTest is answered by tested" },
        after(received("identity"), eventually(received("tested"))),
      ),
    ),
  ],
});

export const notDuringReception = readerCase({
  id: "RDR-SLF-0002",
  title: {
    ja: "受付中の自己診断は断られ、受付は続く",
    en: "A self-test during a reception is declined, and it goes on",
  },
  cast: ["patient"],
  needs: ["pin", "selfTest"],
  hands: ["placeCard", "chooseMethod", "enterPin", "consent", "removeCard"],
  async steps(stage) {
    await arrive(stage, "patient", "pin");
    await stage.see(prompt("enterPin"));
    await stage.bench.host.send({ is: "selfTest" });
    await stage.see(received("notDone"));
    await stage.hand.typePinOf("patient");
    await agreeAndLeave(stage);
  },
  expect: [
    assuming(
      "ASM-READER-PROTOCOL",
      check(
        "RCP-12",
        "selfTest.disturbs",
        { ja: "患者がいる間は診断しない", en: "nothing is tested while a patient is there" },
        never(received("tested"), received("completed")),
      ),
    ),
    completes("pin"),
  ],
});

const readLog = async (stage: Stage<"reader">, from = 0): Promise<void> => {
  await stage.bench.host.send({ is: "readLog", from });
  await stage.see(received("logEnd"));
};

const completedEntry = where(received("logEntry"), "completed", is("event", "completed"));

export const logTells = readerCase({
  id: "RDR-LOG-0001",
  title: { ja: "受付の完了がログに残る", en: "A completed reception is in the log" },
  cast: ["patient"],
  needs: ["pin", "log"],
  hands: ["placeCard", "chooseMethod", "enterPin", "consent", "removeCard"],
  kills: ["M-RDR-LOG-SILENT"],
  async steps(stage) {
    await byPin(stage, "patient");
    await readLog(stage);
  },
  expect: [
    assuming(
      "ASM-READER-PROTOCOL",
      check(
        "RCP-13",
        "log.incomplete",
        { ja: "completed の項目がある", en: "there is an entry of it" },
        eventually(completedEntry),
      ),
    ),
    check(
      "RCP-05",
      "privacy.pin",
      { ja: "ログに暗証番号がない", en: "the log has no PIN" },
      keptSecret(["pin"], ["host"]),
    ),
  ],
});

export const logEnds = readerCase({
  id: "RDR-LOG-0002",
  title: { ja: "ログは終わりまで読める", en: "The log can be read to its end" },
  needs: ["log"],
  async steps(stage) {
    await greet(stage);
    await readLog(stage);
    await stage.rest(1_000);
  },
  expect: [
    assuming(
      "ASM-READER-PROTOCOL",
      check(
        "RCP-13",
        "log.disorder",
        { ja: "項目の後に logEnd が1回ある", en: "one logEnd follows the entries" },
        times(1, received("logEnd")),
      ),
    ),
  ],
});

export const logFrom = readerCase({
  id: "RDR-LOG-0003",
  title: { ja: "番号を指定すればそれ以降だけが返る", en: "From a number on, nothing older comes" },
  cast: ["patient"],
  needs: ["log"],
  kills: ["M-RDR-LOG-WHOLE"],
  async steps(stage) {
    await greet(stage);
    const reception = await stage.bench.host.begin();
    await stage.see(prompt("placeCard"));
    await stage.bench.host.cancel(reception);
    await stage.see(received("ended"));
    await readLog(stage, 2);
  },
  expect: [
    assuming(
      "ASM-READER-PROTOCOL",
      check(
        "RCP-13",
        "log.disorder",
        { ja: "どの項目も番号が2以上である", en: "every entry is numbered 2 or more" },
        every(received("logEntry"), { ja: "番号が2以上", en: "2 or more" }, atLeast("number", 2)),
      ),
    ),
  ],
});

export const logKeepsSecrets = readerCase({
  id: "RDR-LOG-0004",
  title: { ja: "誤った暗証番号の後も、ログに個人の情報がない", en: "After wrong digits the log tells of nobody" },
  cast: ["patient"],
  needs: ["pin", "log"],
  hands: ["placeCard", "chooseMethod", "enterPin", "enterPin", "consent", "removeCard"],
  burns: { reference: "auth", tries: 1 },
  async steps(stage) {
    await arrive(stage, "patient", "pin");
    await stage.hand.typeWrongPin("patient");
    await stage.see(received("pinChecked"));
    await stage.see(prompt("enterPin"));
    await stage.hand.typePinOf("patient");
    await agreeAndLeave(stage);
    await readLog(stage);
  },
  expect: [
    check(
      "RCP-05",
      "privacy.individualNumber",
      { ja: "個人番号も照合番号も顔も現れない", en: "no individual number, key B or face appears" },
      keptSecret(["individualNumber", "keyB", "face"], ["host"]),
    ),
    check(
      "RCP-05",
      "privacy.pin",
      { ja: "暗証番号も、誤った暗証番号も現れない", en: "neither the PIN nor wrong digits appear" },
      keptSecret(["pin"], ["host"]),
    ),
    assuming(
      "ASM-READER-PROTOCOL",
      check(
        "RCP-13",
        "log.disorder",
        { ja: "開始、完了、終わりの順に届く", en: "start, completion and end come in this order" },
        inOrder(where(received("logEntry"), "started", is("event", "started")), completedEntry, received("logEnd")),
      ),
    ),
  ],
});
