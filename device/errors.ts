import { SETUP_FAULTS, type SetupFault } from "./setup-faults.data.ts";

/** Everything that can go wrong below an outcome: who must act, whether trying again can help, and what to say. */
export type Actor = "caller" | "operator" | "vendor" | "setup" | "suite";
export type Retry = "never" | "later" | "reconnect";

interface Row {
  readonly act: Actor;
  readonly retry: Retry;
}

/**
 * One row a fault; the context each fault carries stands in `Contexts` under the same name, its sentences in `SAY`.
 * A refusal that a card or reader may legitimately give (wrong PIN, no match) is no fault: it is an outcome in a return type.
 */
export const FAULTS = {
  "call.misuse": { act: "caller", retry: "never" },
  "config.invalid": { act: "setup", retry: "never" },
  "native.missing": { act: "setup", retry: "never" },
  "setup.unfit": { act: "setup", retry: "later" },
  "slot.notReady": { act: "operator", retry: "later" },
  "link.refused": { act: "setup", retry: "reconnect" },
  "link.lost": { act: "operator", retry: "reconnect" },
  "link.silent": { act: "vendor", retry: "later" },
  "peer.malformed": { act: "vendor", retry: "never" },
  "peer.unexpected": { act: "vendor", retry: "never" },
  "file.refused": { act: "setup", retry: "later" },
  "operator.notOffered": { act: "setup", retry: "never" },
  "operator.gaveUp": { act: "operator", retry: "later" },
  "card.lastTry": { act: "operator", retry: "later" },
  "suite.broken": { act: "suite", retry: "never" },
} as const satisfies Record<string, Row>;

export type Fault = keyof typeof FAULTS;

/** Which of the known set-up faults it is, where that can be told: its own words and mending step then stand in the sentence. */
interface Known {
  setup?: SetupFault | undefined;
}

export interface Contexts {
  /** `ja` where the sentence is for the person at the command line and not for a programmer. */
  "call.misuse": { why: string; ja?: string };
  /** A setting, option, profile or people file that cannot be used as it stands. */
  "config.invalid": Known & { where: string; why: string; ja?: string };
  /** A native library (libpcsclite, libusb, …) that is not on this machine. */
  "native.missing": Known & { library: string; install: string };
  /** What a look at the set-up found: `where` it is, and what was `found` there, a value or a name in no language. */
  "setup.unfit": { where: string; ja?: string; setup: SetupFault; found?: string };
  "slot.notReady": Known & { reader: string };
  "link.refused": Known & { address: string; why: string; ja?: string };
  "link.lost": Known & { link: string };
  "link.silent": { link: string; awaiting: string; seconds: number };
  /** Bytes that no message of `what` has; `at` is the offset of the first wrong byte. */
  "peer.malformed": { what: string; why: string; at?: number };
  "peer.unexpected": { during: string; got: string };
  "file.refused": Known & { path: string; why: string };
  /** An act that whoever moves the hands cannot make happen; over the control API, status 501. */
  "operator.notOffered": { intent: string; by: string };
  /** A person stopped, or did not come back from a dialog in time. */
  "operator.gaveUp": Known & { intent: string; why: string; ja: string };
  /** What would be done could lock a PIN of a real card; `left` is absent where nobody can tell the counter. */
  "card.lastTry": { card: string; left?: number; burns: number };
  "suite.broken": { why: string };
}

export type Lang = "en" | "ja";

type Sentences = { [F in Fault]: Record<Lang, (c: Contexts[F]) => string> };

const SAY: Sentences = {
  "call.misuse": { en: (c) => c.why, ja: (c) => c.ja ?? c.why },
  "config.invalid": {
    en: (c) => `${c.where} cannot be used: ${c.why}. Put that right and try again.`,
    ja: (c) => `${c.where} を使えません: ${c.ja ?? c.why}。該当箇所を直して、もう一度実行してください。`,
  },
  "native.missing": {
    en: (c) => `${c.library} is not installed. ${c.install}`,
    ja: (c) => `${c.library} が見つかりません。${c.install}`,
  },
  "setup.unfit": {
    en: (c) => knownSentence(c, c.setup, "en"),
    ja: (c) => knownSentence(c, c.setup, "ja"),
  },
  "slot.notReady": {
    en: (c) => `${c.reader} has no card ready. Put the card on the reader and try again.`,
    ja: (c) => `${c.reader} にカードがありません。カードを置き直してください。`,
  },
  "link.refused": {
    en: (c) =>
      `Cannot connect to ${c.address}: ${c.why}. Check that it is switched on and that no other program holds it.`,
    ja: (c) =>
      `${c.address} に接続できません: ${c.ja ?? c.why}。電源と、他のプログラムが使用中でないかを確認してください。`,
  },
  "link.lost": {
    en: (c) => `${c.link} was disconnected. Plug it in again and reconnect.`,
    ja: (c) => `${c.link} との接続が切れました。接続し直してください。`,
  },
  "link.silent": {
    en: (c) => `${c.link} did not send ${c.awaiting} within ${c.seconds} s.`,
    ja: (c) => `${c.link} から ${c.seconds} 秒以内に ${c.awaiting} が届きませんでした。`,
  },
  "peer.malformed": {
    en: (c) => `Malformed ${c.what}: ${c.why}${c.at === undefined ? "" : ` (byte ${c.at})`}.`,
    ja: (c) => `${c.what} の形式が不正です: ${c.why}${c.at === undefined ? "" : `（${c.at} バイト目）`}。`,
  },
  "peer.unexpected": {
    en: (c) => `Unexpected answer during ${c.during}: ${c.got}.`,
    ja: (c) => `${c.during} に対する想定外の応答です: ${c.got}。`,
  },
  "file.refused": {
    en: (c) => `${c.path}: ${c.why}. Check the folder's rights and that no other program holds the file.`,
    ja: (c) => `${c.path}: ${c.why}。フォルダーの権限と、他のプログラムが開いていないかを確認してください。`,
  },
  "operator.notOffered": {
    en: (c) => `${c.by} does not offer ${c.intent}. Leave its cases out with --only, or let a person do it by dialog.`,
    ja: (c) =>
      `${c.by} では ${c.intent} を行えません。--only でその試験を外すか、対話（--operator dialog）で人が行ってください。`,
  },
  "operator.gaveUp": {
    en: (c) => `The act ${c.intent} was not done: ${c.why}. Run the case again when someone is at the counter.`,
    ja: (c) => `操作 ${c.intent} は行われませんでした: ${c.ja}。人がいるときに、その試験をもう一度実行してください。`,
  },
  "card.lastTry": {
    en: (c) =>
      `The card of ${c.card} is kept from its last try: ${c.left === undefined ? "its retry counter is unknown" : `tries left: ${c.left}`}, to be used up: ${c.burns}. Enter the right PIN once at a terminal to restore the counter, then run the case again.`,
    ja: (c) =>
      `${c.card} のカードを閉塞から守るため行いません（${c.left === undefined ? "残り回数が不明" : `残り ${c.left} 回`}、使う回数 ${c.burns} 回）。端末で正しい暗証番号を一度入力して残り回数を戻してから、もう一度実行してください。`,
  },
  "suite.broken": {
    en: (c) => `The suite itself failed: ${c.why}. This says nothing about the product; please report it.`,
    ja: (c) => `試験ツール自体の不具合です: ${c.why}。製品の問題ではありません。ご報告ください。`,
  },
};

function sentence<F extends Fault>(fault: F, context: Contexts[F], lang: Lang): string {
  const setup = "setup" in context ? context.setup : undefined;
  return setup === undefined ? SAY[fault][lang](context) : knownSentence(context, setup, lang);
}

/** Where it is, what it is, what the machine itself said of it, and the mending step. */
function knownSentence(context: Contexts[Fault], setup: SetupFault, lang: Lang): string {
  const { what, mend } = SETUP_FAULTS[setup];
  const place = placeOf(context, lang);
  const said = saidOf(context, lang);
  const detail = said === undefined || said === "" ? "" : lang === "ja" ? `（${said}）` : ` (${said})`;
  return lang === "ja" ? `${place}: ${what.ja}${detail}。${mend.ja}` : `${place}: ${what.en}${detail}. ${mend.en}`;
}

function placeOf(context: Contexts[Fault], lang: Lang): string {
  if ("where" in context && !("why" in context)) return (lang === "ja" ? context.ja : undefined) ?? context.where;
  for (const key of ["address", "path", "where", "link", "reader", "library", "intent"] as const)
    if (key in context) return String((context as Partial<Record<typeof key, string>>)[key]);
  return "";
}

function saidOf(context: Contexts[Fault], lang: Lang): string | undefined {
  if ("found" in context) return context.found;
  if (!("why" in context)) return undefined;
  return lang === "ja" && "ja" in context ? context.ja : context.why;
}

export class DeviceError<F extends Fault = Fault> extends Error {
  override readonly name = "DeviceError";
  readonly fault: F;
  readonly context: Contexts[F];

  constructor(fault: F, context: Contexts[F], options?: ErrorOptions) {
    super(sentence(fault, context, "en"), options);
    this.fault = fault;
    this.context = context;
  }

  get act(): Actor {
    return FAULTS[this.fault].act;
  }
  get retry(): Retry {
    return FAULTS[this.fault].retry;
  }
  /** Which known fault of the set-up it is, if one. */
  get setup(): SetupFault | undefined {
    return "setup" in this.context ? this.context.setup : undefined;
  }
  say(lang: Lang): string {
    return sentence(this.fault, this.context, lang);
  }
}

/** Narrows by fault, so that `error.context` is typed by it. Without a fault: any DeviceError. */
export function isFault<F extends Fault = Fault>(error: unknown, fault?: F): error is DeviceError<F> {
  return error instanceof DeviceError && (fault === undefined || error.fault === fault);
}

/** The one fault a decoder may end in. */
export const malformed = (what: string, why: string, at?: number): DeviceError<"peer.malformed"> =>
  new DeviceError("peer.malformed", at === undefined ? { what, why } : { what, why, at });
