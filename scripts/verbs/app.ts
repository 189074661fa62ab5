import { DeviceError } from "../../device/errors.ts";
import { systemClock } from "../../device/io/system-clock.ts";
import { CONSENT_ITEMS, type ConsentItem } from "../../device/wire/face.ts";
import { jstDate } from "../../device/wire/oqs/jst.ts";
import { outcomeTold } from "../../simulator/apps/phones.ts";
import { FORM_NAMES, type FormOfCare } from "../../simulator/central/remote/forms.ts";
import { APP_NAMES, type AppName, type AppOrder, runApp } from "../built-in/app-run.ts";
import { EXIT } from "../exit.ts";
import { writeJson } from "../json-output.ts";
import { outcomeText } from "../outcome-text.ts";
import { typedSecret } from "../typed-secret.ts";
import type { Call, Verb } from "../verb.ts";

export const app: Verb = {
  name: "app",
  does: {
    ja: "訪問・オンライン・資格確認限定型のアプリとして、カードを読み、動いている serve に確かめる（docs/remote.md）",
    en: "read a card as the app of a visiting nurse, a patient or an eligibility-only place does, at a running serve (docs/remote.md)",
  },
  takes: { "<app>": { ja: "nurse | patient | eligibility", en: "nurse | patient | eligibility" } },
  options: {
    "--mobile <url>": {
      ja: "serve の ready にある mobile のURL",
      en: "the address `mobile` of serve's ready line",
    },
    "--ca <file>": { ja: "その証明書を出した認証局（pki/ca.pem）", en: "who issued its certificate: pki/ca.pem" },
    "--reader <reader>": {
      ja: "実際のカードリーダー（pcsc:名前。名前は一部でも可）",
      en: "a real card reader, pcsc:NAME or a part of it",
    },
    "--card <persona>": {
      ja: "リーダーの代わりに使う仮想カード（既定 hanako）",
      en: "a virtual card in place of a reader (default: hanako)",
    },
    "--code <code>": { ja: "この端末の登録コード", en: "activation code that registers this device" },
    "--identity <file>": {
      ja: "端末の登録を残すファイル（--code で作り、次からはこれだけで使う）",
      en: "where the registration is kept: made with --code, enough by itself from then on",
    },
    "--address <url>": {
      ja: "patient: 医療機関のマイナ在宅受付Webのアドレス",
      en: "patient: the address of the facility's web reception",
    },
    "--form <form>": {
      ja: `受診の方法 ${FORM_NAMES.join(" | ")}`,
      en: `how the patient is seen: ${FORM_NAMES.join(" | ")}`,
    },
    "--care-day <day>": { ja: "診療日 YYYYMMDD（既定は今日）", en: "day of care, YYYYMMDD (default: today)" },
    "--consent <items>": {
      ja: `同意する情報をコンマで（${CONSENT_ITEMS.join(",")}）`,
      en: `what is consented to, with commas: ${CONSENT_ITEMS.join(",")}`,
    },
    "--staff": {
      ja: "暗証番号の代わりに職員の目視で確かめた（nurse、eligibility）",
      en: "staff have looked, in place of the PIN (nurse, eligibility)",
    },
    "--release": { ja: "patient: 同意を取り消す", en: "patient: take the consent back" },
    "--spend-last-try": { ja: "残り1回でも暗証番号を入れる", en: "enter the PIN although one try is left" },
    "--json [file]": { ja: "結果を JSON で出力", en: "write what came of it as JSON" },
  },
  async run({ args: [name], options, lang }) {
    const clock = systemClock();
    const order = orderOf(name, options, jstDate(clock.now()));
    const pin = order.staff === true ? undefined : ((await typedSecret(lang === "ja" ? "暗証番号: " : "PIN: ")) ?? "");
    const outcome = outcomeTold(await runApp({ ...order, ...(pin === undefined ? {} : { pin }) }, clock));
    if (options["json"] !== undefined) writeJson(options["json"], outcome);
    console.error(outcomeText(outcome, lang));
    return outcome.is === "given" ? EXIT.conforms : EXIT.couldNotTell;
  },
};

function orderOf(name: string | undefined, options: Call["options"], today: string): AppOrder {
  const app = oneOf(APP_NAMES, "app", name);
  const word = (option: string) => (typeof options[option] === "string" ? options[option] : undefined);
  const form = word("form");
  const order = {
    app,
    mobile: demanded("--mobile", word("mobile")),
    ca: demanded("--ca", word("ca")),
    ...present("reader", word("reader")),
    card: word("card") ?? "hanako",
    ...present("code", word("code")),
    ...present("identity", word("identity")),
    ...present("address", word("address")),
    form: form === undefined ? USUAL[app] : oneOf(FORM_NAMES, "--form", form),
    careDay: word("careDay") ?? today,
    consents: itemsOf(word("consent")),
    ...(options["staff"] === true ? { staff: true } : {}),
    ...(options["release"] === true ? { release: true } : {}),
    ...(options["spendLastTry"] === true ? { spendLastTry: true } : {}),
  };
  if (app === "patient") demanded("--address", order.address);
  if (app === "patient" && options["staff"] === true)
    throw wrong("--staff", "a patient's own device takes the PIN", "患者自身の端末では暗証番号だけが使えます");
  return order;
}

const USUAL = { nurse: "homeVisit", patient: "online", eligibility: "homeVisit" } as const satisfies Record<
  AppName,
  FormOfCare
>;

const present = <K extends string>(name: K, value: string | undefined) =>
  (value === undefined ? {} : { [name]: value }) as Partial<Record<K, string>>;

function itemsOf(text: string | undefined): readonly ConsentItem[] {
  const words = (text ?? "").split(",").filter((word) => word !== "");
  return words.map((word) => oneOf(CONSENT_ITEMS, "--consent", word));
}

function oneOf<T extends string>(known: readonly T[], where: string, word: string | undefined): T {
  const found = known.find((one) => one === word);
  if (found !== undefined) return found;
  throw wrong(where, `it is one of ${known.join(", ")}`, `${known.join("、")} のいずれかです`);
}

function demanded(where: string, value: string | undefined): string {
  if (value !== undefined) return value;
  throw wrong(where, "it is needed: see the ready line of `serve`", "serve の ready の行にある値を指定してください");
}

const wrong = (where: string, why: string, ja: string) => new DeviceError("config.invalid", { where, why, ja });
