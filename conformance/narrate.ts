import type { Intent, NumberQuery, Operator } from "../device/ports.ts";
import type { TraceEvent } from "../device/trace.ts";
import { unhex } from "../device/wire/bytes.ts";
import { decodeFace } from "../device/wire/face.ts";
import { FACE_TITLES } from "../device/wire/face-titles.ts";
import { showApdu } from "../device/wire/show.ts";
import type { Bench, OpenBench } from "./bench.ts";
import type { Bilingual } from "./bilingual.ts";
import type { AnyCase, Case } from "./case.ts";
import type { Part } from "./cast.ts";
import { recordedOperator } from "./operator.ts";
import { ACTS } from "./operator/acts.data.ts";
import { type Stage, setStage, WaitedInVain } from "./stage.ts";

/** One step of a case as it went: the suite does something, hands do, or something is waited for. */
export interface Step {
  readonly who: "suite" | "hands" | "wait";
  readonly what: Bilingual;
  /** It was waited for and did not come; the steps went on without it, or ended there. */
  readonly missed?: true;
}

/** Plays the steps of a case once, at a bench that works, and writes down what is done and waited for. Nothing is judged. */
export async function narrate(testCase: AnyCase, open: OpenBench, seed: number): Promise<readonly Step[]> {
  const { role, id, cast: parts } = testCase;
  const bench: Bench = await open({ role, caseId: id, seed, parts });
  const steps: Step[] = [];
  const deaf = bench.trace.listen(listener(bench, steps));
  try {
    const operator = recordedOperator(bench.operator, bench.operatedBy, bench.trace, bench.clock);
    const stage = notedStage(setStage(withNotedFolders(bench, steps), notedOperator(operator, bench, steps)), steps);
    await bench.run((testCase as Case).steps(stage));
  } catch (error) {
    // What was waited for in vain stands in the steps already.
    if (!(error instanceof WaitedInVain)) throw error;
  } finally {
    deaf();
    await bench.close();
  }
  return shorter(steps);
}

function notedStage(stage: Stage, steps: Step[]): Stage {
  const glimpse: Stage["glimpse"] = async (selector, within) => {
    const value = await stage.glimpse(selector, within);
    steps.push({ who: "wait", what: same(selector.name), ...(value === undefined ? { missed: true } : {}) });
    return value;
  };
  return {
    ...stage,
    glimpse,
    async see(selector, within) {
      try {
        const value = await stage.see(selector, within);
        steps.push({ who: "wait", what: same(selector.name) });
        return value;
      } catch (error) {
        steps.push({ who: "wait", what: same(selector.name), missed: true });
        throw error;
      }
    },
    async rest(milliseconds) {
      const seconds = milliseconds / 1000;
      steps.push({
        who: "suite",
        what: { ja: `${seconds} 秒のあいだ何もしない`, en: `does nothing for ${seconds} s` },
      });
      await stage.rest(milliseconds);
    },
  };
}

const notedOperator = (operator: Operator, bench: Bench, steps: Step[]): Operator => ({
  async perform(intent) {
    const detail = detailOf(intent, bench);
    const { title } = ACTS[intent.intent];
    const what = detail
      ? { ja: `${title.ja}: ${detail.ja}`, en: `${title.en}: ${detail.en}` }
      : { ja: title.ja, en: title.en };
    steps.push({ who: "hands", what });
    await operator.perform(intent);
  },
});

/** Never what was typed: whether it was right is all that the reader of an explanation wants. */
function detailOf(intent: Intent, bench: Bench): Bilingual | undefined {
  switch (intent.intent) {
    case "placeCard":
    case "holdPhone":
      return partOf(intent.persona, bench);
    case "showFace":
      return partOf(intent.person, bench);
    case "chooseMethod":
      return same(intent.method);
    case "enterPin": {
      const pins = Object.keys(bench.cast).map((part) => bench.pinOf(part as Part));
      return pins.includes(intent.pin)
        ? { ja: "正しい番号", en: "the right one" }
        : { ja: "誤った番号", en: "a wrong one" };
    }
    case "confirmVisual": {
      const right = intent.password === bench.staffPassword;
      return {
        ja: `${intent.samePerson ? "本人と認める" : "別人とする"}（パスワードは${right ? "正しい" : "誤り"}）`,
        en: `${intent.samePerson ? "it is the holder" : "it is somebody else"} (the password is ${right ? "right" : "wrong"})`,
      };
    }
    case "consent":
      return intent.items === "all" ? { ja: "すべて", en: "to all" } : same(intent.items.join(", ") || "–");
    case "askEligibility":
    case "registerReference":
      return askedAbout(intent, bench);
    case "askEligibilityInBulk":
    case "registerReferencesInBulk": {
      const all = intent.queries.map((query) => askedAbout(query, bench));
      return { ja: all.map(({ ja }) => ja).join("・"), en: all.map(({ en }) => en).join(", ") };
    }
    default:
      return undefined;
  }
}

const askedAbout = (query: NumberQuery, bench: Bench): Bilingual =>
  partOf(Object.values(bench.cast).find(({ number }) => number === query.number)?.id ?? "", bench);

function partOf(person: string, { cast }: Bench): Bilingual {
  const part = Object.keys(cast).find((name) => cast[name as Part]?.id === person) as Part | undefined;
  return same(part ?? person);
}

/** What the suite sends in its own name: the trace has it, in the order of everything else. */
function listener({ role, trace }: Bench, steps: Step[]): (event: TraceEvent) => void {
  // An event is told again when a secret in it was recognised later.
  let next = trace.events.length;
  return (event) => {
    if (event.seq < next) return;
    next = event.seq + 1;
    const what = stimulus(event, role);
    if (what) steps.push({ who: "suite", what });
  };
}

function stimulus(event: TraceEvent, role: Bench["role"]): Bilingual | undefined {
  if (role === "reader" && event.channel === "host" && event.is === "sent") {
    const { ja, en } = FACE_TITLES[decodeFace(unhex(event.bytes)).is];
    return { ja: `リーダーに「${ja}」を送る`, en: `sends the reader “${en}”` };
  }
  if (role === "generic" && event.channel === "card" && event.is === "command") {
    const command = showApdu(unhex(event.bytes)).replace(" want nothing", "");
    return { ja: `カードに ${command}`, en: `to the card: ${command}` };
  }
  if (role === "central" && event.channel === "central" && event.is === "request")
    return { ja: `中央に ${event.method} ${event.path}`, en: `to the centre: ${event.method} ${event.path}` };
  return undefined;
}

/** A long file is read in pieces; one line says it all. */
const shorter = (steps: readonly Step[]): Step[] =>
  steps.filter(({ what }, i) => {
    const before = steps[i - 1]?.what.en;
    return !(what.en.includes(READING) && before?.includes(READING));
  });

const READING = "to the card: READ BINARY";

function withNotedFolders(bench: Bench, steps: Step[]): Bench {
  if (bench.role !== "receipt" && bench.role !== "terminal") return bench;
  const { folders } = bench;
  return {
    ...bench,
    folders: {
      ...folders,
      async write(folder, name, bytes) {
        steps.push({ who: "suite", what: { ja: `${folder} に ${name} を置く`, en: `puts ${name} into ${folder}` } });
        await folders.write(folder, name, bytes);
      },
    },
  };
}

const same = (text: string): Bilingual => ({ ja: text, en: text });
