import type { CentralBench } from "../../bench.ts";
import { centralCase, check } from "../../case.ts";
import { centralAnswer } from "../../expect/central.ts";
import { sequence } from "../../expect/vocabulary.ts";
import { look, post } from "./caller.ts";

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

const DAY = 24 * 3600_000;

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
  kills: ["M-CTL-BIRTH-UNSEEN", "M-CTL-BIRTH-NEAR"],
  spares: ["B-CTL-OWN-WORDS"],
  async steps({ bench }) {
    await registerAfter(bench, HELD[1], NEW.otherBirth);
    await register(bench, A, HELD[0]);
    await register(bench, A, ["1111", "19890914", "シカク ハナコ"]);
  },
  expect: [
    check(
      "MMS-01",
      "registry.unseen",
      { ja: "登録されず、保険者に通知される", en: "not registered, and the insurer is told" },
      standings("registered", "suspended", "registered", "suspended"),
    ),
  ],
});

export const newcomer = centralCase({
  id: "CTL-MMS-0003",
  title: {
    ja: "履歴のない新規の人は、住基ネットに照会して知らせる",
    en: "A newcomer without history is asked of the resident registry, and the outcome told",
  },
  kills: ["M-CTL-NEWCOMER-UNTOLD", "M-CTL-UNKNOWN-REGISTERED"],
  spares: ["B-CTL-MORE-MEMBERS"],
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
    check(
      "MMS-02",
      "registry.outcomeWrong",
      { ja: "一致すれば登録され、不明なら登録されない", en: "who is known is registered, and who is not is held back" },
      standings("registered", "suspended"),
    ),
  ],
});

export const twin = centralCase({
  id: "CTL-MMS-0004",
  title: { ja: "双子は氏名まで突き合わせて見分ける", en: "Twins are told apart by their names" },
  kills: ["M-CTL-TWINS-ONE", "M-CTL-NAME-NEAR"],
  spares: ["B-CTL-OWN-WORDS"],
  async steps({ bench }) {
    await registerAfter(bench, HELD[2], NEW.twin);
    await register(bench, A, ["4444", "20040804", "シカク タロキチ"]);
  },
  expect: [
    check(
      "MMS-03",
      "registry.unseen",
      { ja: "名が似ていても、別人の疑いとして登録しない", en: "a suspicion, also where the names are alike" },
      standings("registered", "suspended", "suspended"),
    ),
  ],
});

const MATCHING = "/v1/insurers/matching";
const NOTICES = "/v1/insurers/notices";
const UNKNOWN: Person = ["7777", "20210301", "シカク フメイ"];

/** From now on the registry has another birth date of the newcomer, and knows whom it did not. */
function changeRegistry(bench: CentralBench): void {
  const [[individualNumber, , kana], [number, birthDate, name]] = [NEW.newcomer, UNKNOWN];
  bench.resident({ individualNumber, birthDate: "20210303", kana });
  bench.resident({ individualNumber: number, birthDate, kana: name });
}

/** What is told at one matching after the other, at this place of each. */
const toldAt = (place: 0 | 1, ...expected: readonly (string | undefined)[]) =>
  sequence(centralAnswer(MATCHING), `json.notices.${place}.notice`, expected);

export const matchedAgain = centralCase({
  id: "CTL-MMS-0005",
  title: {
    ja: "履歴なしで登録したものを再び突き合わせ、変わったものだけを知らせる",
    en: "What was registered without history is matched again, and what has changed is told, once",
  },
  kills: ["M-CTL-MATCHING-NOISY", "M-CTL-MATCHING-NEVER", "M-CTL-MATCHING-HALF"],
  spares: ["B-CTL-OWN-WORDS", "B-CTL-MORE-MEMBERS"],
  async steps({ bench }) {
    const by = bench.as(A);
    const match = () => post(bench, MATCHING, {}, { by });
    await register(bench, A, NEW.newcomer);
    const { registration } = await register(bench, A, UNKNOWN);
    await match();
    changeRegistry(bench);
    await match();
    await match();
    const path = `${REGISTRATIONS}/${String(registration)}/confirmation`;
    await post(bench, path, { by: "residentRegistry", individualNumber: UNKNOWN[0] }, { by });
  },
  expect: [
    check(
      "MMS-05",
      "registry.outcomeWrong",
      {
        ja: "一致しなくなった登録は一度だけ知らせ、変わりがなければ何も知らせない",
        en: "what no longer agrees is told once, and nothing where nothing has changed",
      },
      toldAt(0, undefined, "nowDoubted", undefined),
    ),
    check(
      "MMS-05",
      "registry.outcomeWrong",
      {
        ja: "見合わせていた番号が一致するようになれば、それも一度だけ知らせる",
        en: "a number that was held back and agrees now is told, once",
      },
      toldAt(1, undefined, "nowAgrees", undefined),
    ),
    check(
      "MMS-06",
      "registry.unconfirmed",
      { ja: "それを登録するのは確かめた後である", en: "and it is registered when it is confirmed, not before" },
      sequence(centralAnswer(`${REGISTRATIONS}/1/confirmation`), "status", [200]),
    ),
  ],
});

export const matchedByItself = centralCase({
  id: "CTL-MMS-0007",
  title: {
    ja: "履歴なしの登録は、誰も頼まなくても定期に突き合わされる",
    en: "What came without history is matched at intervals although nobody asks",
  },
  kills: ["M-CTL-MATCHING-ASKED-ONLY"],
  spares: ["B-CTL-OWN-WORDS", "B-CTL-MORE-MEMBERS"],
  limit: 60 * DAY,
  async steps({ bench, rest }) {
    await register(bench, A, NEW.newcomer);
    changeRegistry(bench);
    await rest(32 * DAY);
    await look(NOTICES, bench.as(A));
    await look(NOTICES, bench.as(B));
  },
  expect: [
    check(
      "MMS-05",
      "registry.untold",
      {
        ja: "ひと月のうちに、登録した保険者にだけ知らされる",
        en: "within a month the insurer that registered it is told, and no other",
      },
      sequence(centralAnswer(NOTICES), "json.notices.1.notice", ["nowDoubted", undefined]),
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
  spares: ["B-CTL-OWN-WORDS"],
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
