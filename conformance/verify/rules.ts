import type { Sighting } from "./card.ts";
import { attestationProven, attestationSameKey, attestationStands, attestationVouched } from "./attested.ts";
import { asItsSource, certifiedKeySigns, challengeSigned, keyBeforePin, resultProven, triesAddUp } from "./claims.ts";
import { hidesUndeclared, keptSecret, showsDeclared, suppliesChannels } from "./declared.ts";
import { BROKEN, type Finding, HELD, heldIf, UNSEEN } from "./finding.ts";
import { comparable, isSame } from "./hidden.ts";
import type { Fields, Profile } from "./material.ts";
import { at, holds } from "./places.ts";
import { quantity } from "./quantity.ts";
import {
  carriesCardsCertificate,
  countsAttempts,
  handsOnChallenge,
  nameTheirReception,
  namesItself,
  oneEnd,
  promptsAreScreens,
} from "./receptions.ts";
import { sightings, type Trace } from "./sightings.ts";

/** docs/evidence.md, "Rules": what is asked of a trace as a whole. */

export interface Scene extends Trace {
  readonly profile: Profile;
}

type Look = (rule: Fields, scene: Scene) => Finding;

const see = (rule: unknown, scene: Trace) => sightings(rule, scene);
const first = (rule: unknown, scene: Trace): Sighting | undefined => see(rule, scene)[0];

const upTo = (scene: Scene, end: Sighting | undefined): Scene =>
  end ? { ...scene, events: scene.events.filter(({ seq }) => seq <= end.seq) } : scene;

export const LOOKS: Readonly<Record<string, Look>> = {
  eventually: (rule, scene) => heldIf(first(rule["eventually"], scene) !== undefined),
  never(rule, scene) {
    const end = first(rule["until"], scene);
    if (first(rule["never"], upTo(scene, end))) return BROKEN;
    return end ? HELD : UNSEEN;
  },
  times(rule, scene) {
    const end = first(rule["until"], scene);
    const found = see(rule["of"], upTo(scene, end)).length;
    const wanted = Number(rule["times"]);
    if (found > wanted || (end && found < wanted)) return BROKEN;
    return end ? HELD : UNSEEN;
  },
  atMost(rule, scene) {
    const end = first(rule["until"], scene);
    const found = see(rule["of"], upTo(scene, end)).length;
    if (found > Number(rule["atMost"])) return BROKEN;
    return end && found > 0 ? HELD : UNSEEN;
  },
  sequence(rule, scene) {
    const wanted = rule["is"] as readonly unknown[];
    const told = see(rule["sequence"], scene).map(({ value }) => at(value, String(rule["at"])) ?? null);
    if (told.some((value, i) => !isSame(value, wanted[i]))) return BROKEN;
    return told.length === wanted.length ? HELD : UNSEEN;
  },
  every(rule, scene) {
    const found = see(rule["every"], scene);
    if (found.some(({ value }) => !holds(rule["is"], value, scene.people))) return BROKEN;
    return found.length > 0 ? HELD : UNSEEN;
  },
  distinct(rule, scene) {
    const places = rule["by"] as readonly string[];
    const told = comparable(
      see(rule["distinct"], scene).map(({ value }) =>
        places.map((place) => at(value, place)).find((each) => each !== undefined),
      ),
    );
    if (new Set(told).size < told.length) return BROKEN;
    return told.length > 1 ? HELD : UNSEEN;
  },
  alike(rule, scene) {
    const texts = comparable(see(rule["alike"], scene).map(({ value }) => at(value, String(rule["by"]))));
    if (texts.length === 0) return UNSEEN;
    return heldIf(texts.every((text) => typeof text === "string" && text === texts[0]));
  },
  consistent(rule, scene) {
    const [by, of] = [String(rule["by"]), String(rule["one"])];
    const found = see(rule["consistent"], scene);
    const [keys, ones] = [by, of].map((path) => comparable(found.map(({ value }) => at(value, path))));
    const pairs = found
      .map((_, i) => [keys?.[i], ones?.[i]] as const)
      .filter(([key]) => typeof key === "string")
      .map(([key, told]) => [key, typeof told === "string" ? told : "–"] as const);
    const last = new Map(pairs);
    if (pairs.some(([key, told]) => last.get(key) !== told)) return BROKEN;
    return pairs.length > 0 ? HELD : UNSEEN;
  },
  inOrder(rule, scene) {
    let last = -1;
    for (const each of rule["inOrder"] as readonly unknown[]) {
      const next = see(each, scene).find(({ seq }) => seq > last);
      if (!next) return BROKEN;
      last = next.seq;
    }
    return HELD;
  },
  within(rule, scene) {
    const start = first(rule["from"], scene);
    if (!start) return UNSEEN;
    const end = see(rule["to"], scene).find(({ seq }) => seq > start.seq);
    if (!end) return BROKEN;
    const limit = Number(rule["within"]) * 1000;
    const [by, knownBy, asked] = ["by", "knownBy", "asked"].map((name) => at(start.value, name));
    const isByHand = typeof by === "string" && by !== "virtual";
    if (isByHand && Number(knownBy) >= end.seq && end.at - Number(asked) > limit) return UNSEEN;
    return heldIf(Math.max(0, end.at - start.at) <= limit);
  },
  given: (rule, scene) => (first(rule["given"], scene) ? look(rule["then"], scene) : UNSEEN),
  after(rule, scene) {
    const start = first(rule["after"], scene);
    if (!start) return UNSEEN;
    return look(rule["then"], { ...scene, events: scene.events.filter(({ seq }) => seq > start.seq) });
  },
  budget: quantity,
  keptSecret,
  showsDeclared,
  hidesUndeclared,
  suppliesChannels,
  resultProven,
  challengeSigned,
  keyBeforePin,
  triesAddUp,
  asItsSource,
  certifiedKeySigns,
  oneEnd,
  nameTheirReception,
  promptsAreScreens,
  namesItself,
  countsAttempts,
  handsOnChallenge,
  carriesCardsCertificate,
  attestationVouched,
  attestationStands,
  attestationProven,
  attestationSameKey,
};

export function look(rule: unknown, scene: Scene): Finding {
  const fields = rule as Fields;
  // `every` is also a word within others; the first word of a rule names it.
  const [word = ""] = Object.keys(fields);
  const named = Object.hasOwn(LOOKS, word) ? LOOKS[word] : undefined;
  if (!named) throw new RangeError(`unknown rule ${word}`);
  return named(fields, scene);
}
