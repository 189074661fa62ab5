import type { CentralBench } from "../../bench.ts";
import { centralCase, check } from "../../case.ts";
import { centralAnswer } from "../../expect/central.ts";
import { like, not } from "../../expect/predicate.ts";
import { every, sequence } from "../../expect/vocabulary.ts";
import { post } from "./caller.ts";

/** The insurers' intermediate server and the four persons of the ministry's drawing, with the numbers that stand there. */
const REGISTRATIONS = "/v1/insurers/registrations";
const [A, B] = ["06990014", "06990022"];
type Person = readonly [individualNumber: string, birthDate: string, kana: string];
const HELD: readonly [Person, Person, Person] = [
  ["1111", "19890913", "シカク ハナコ"],
  ["2222", "19870913", "シカク ミホン"],
  ["4444", "20040804", "シカク タロウ"],
];
const NEW: Readonly<Record<"same" | "otherBirth" | "newcomer" | "twin", Person>> = {
  same: ["1111", "19890913", "シカク ハナコ"],
  otherBirth: ["2222", "19910704", "シカク ミホン"],
  newcomer: ["3333", "20210301", "シカク ミライ"],
  twin: ["4444", "20040804", "シカク ジロウ"],
};

const register = (bench: CentralBench, insurer: string, [individualNumber, birthDate, kana]: Person) =>
  post(bench, REGISTRATIONS, { individualNumber, birthDate, kana }, { by: bench.as(insurer) });

/** What insurer A registers after B has registered somebody under the same number. */
async function registerAfter(bench: CentralBench, held: Person, now: Person) {
  await register(bench, B, held);
  return register(bench, A, now);
}

const standings = (...expected: readonly string[]) => sequence(centralAnswer(REGISTRATIONS), "json.standing", expected);
const notices = (...expected: readonly (string | undefined)[]) =>
  sequence(centralAnswer(REGISTRATIONS), "json.notices.0.notice", expected);

export const fourPersons = centralCase({
  id: "CTL-MMS-0001",
  title: {
    ja: "通知文書の4人は、描かれたとおりの結果になる",
    en: "The notice's four persons come out as they are drawn",
  },
  kills: ["M-CTL-MOVER-DOUBTED"],
  spares: ["B-CTL-OWN-WORDS", "B-CTL-MORE-MEMBERS"],
  async steps({ bench }) {
    for (const person of HELD) await register(bench, B, person);
    for (const person of Object.values(NEW)) await register(bench, A, person);
  },
  expect: [
    check(
      "MMS-04",
      "registry.outcomeWrong",
      { ja: "登録・疑い・住基ネット照会・疑い", en: "registered, suspected, asked of the registry, suspected" },
      standings("registered", "registered", "registered", "registered", "suspended", "registered", "suspended"),
    ),
    check(
      "MMS-04",
      "registry.untold",
      { ja: "通知も描かれたとおり", en: "and insurers are told as drawn" },
      notices(
        "residentAgrees",
        "residentAgrees",
        "residentAgrees",
        undefined,
        "otherBirthDate",
        "residentAgrees",
        "otherName",
      ),
    ),
  ],
});

export const otherBirthDate = centralCase({
  id: "CTL-MMS-0002",
  title: {
    ja: "同じ番号で生年月日が違えば、誤登録の疑いとして知らせる",
    en: "The same number with another birth date is a suspicion, and told",
  },
  kills: ["M-CTL-BIRTH-UNSEEN"],
  async steps({ bench }) {
    await registerAfter(bench, HELD[1], NEW.otherBirth);
  },
  expect: [
    check(
      "MMS-01",
      "registry.unseen",
      { ja: "登録されず、保険者に通知される", en: "not registered, and the insurer is told" },
      standings("registered", "suspended"),
    ),
  ],
});

export const newcomer = centralCase({
  id: "CTL-MMS-0003",
  title: {
    ja: "履歴のない新規の人は、住基ネットに照会して知らせる",
    en: "A newcomer without history is asked of the resident registry, and the outcome told",
  },
  kills: ["M-CTL-NEWCOMER-UNTOLD"],
  async steps({ bench }) {
    await register(bench, A, NEW.newcomer);
    await register(bench, A, ["7777", "20210301", "シカク フメイ"]);
  },
  expect: [
    check(
      "MMS-02",
      "registry.untold",
      { ja: "一致も不明も通知される", en: "agreement is told, and so is not being known" },
      notices("residentAgrees", "residentUnknown"),
    ),
  ],
});

export const twin = centralCase({
  id: "CTL-MMS-0004",
  title: { ja: "双子は氏名まで突き合わせて見分ける", en: "Twins are told apart by their names" },
  kills: ["M-CTL-TWINS-ONE"],
  async steps({ bench }) {
    await registerAfter(bench, HELD[2], NEW.twin);
  },
  expect: [
    check(
      "MMS-03",
      "registry.unseen",
      { ja: "別人の疑いとして知らせる", en: "told as a suspicion" },
      standings("registered", "suspended"),
    ),
  ],
});

export const matchedAgain = centralCase({
  id: "CTL-MMS-0005",
  title: {
    ja: "履歴なしで登録したものは定期に突き合わせる",
    en: "What was registered without history is matched again",
  },
  kills: ["M-CTL-MATCHING-NOISY"],
  async steps({ bench }) {
    await register(bench, A, NEW.newcomer);
    await post(bench, "/v1/insurers/matching", {}, { by: bench.as(A) });
  },
  expect: [
    check(
      "MMS-05",
      "registry.outcomeWrong",
      { ja: "変わりがなければ何も知らせない", en: "nothing is told where nothing changed" },
      every(
        centralAnswer("/v1/insurers/matching"),
        { ja: "通知なし", en: "no notice" },
        not(like("json.notices.0.notice", ".")),
      ),
    ),
  ],
});

export const confirmed = centralCase({
  id: "CTL-MMS-0006",
  title: {
    ja: "疑いのある登録は、番号を確かめてから登録される",
    en: "What was suspected is registered once the number is confirmed",
  },
  kills: ["M-CTL-UNCONFIRMED"],
  async steps({ bench }) {
    const { registration } = await registerAfter(bench, HELD[2], NEW.twin);
    const path = `${REGISTRATIONS}/${String(registration)}/confirmation`;
    const by = bench.as(A);
    await post(bench, path, { by: "residentRegistry", individualNumber: "4444" }, { by });
    await post(bench, path, { by: "residentRegistry", individualNumber: "5555" }, { by });
  },
  expect: [
    check(
      "MMS-06",
      "registry.unconfirmed",
      { ja: "誤った番号のままでは登録されない", en: "with the wrong number it is not registered" },
      sequence(centralAnswer(`${REGISTRATIONS}/1/confirmation`), "status", [409, 200]),
    ),
  ],
});
