import { CHANNELS } from "../../device/trace.ts";
import { type Feature, FEATURES } from "../profile.ts";
import { allDone } from "../script-end.ts";
import { broken, type Expectation, type Finding, held, unseen } from "./finding.ts";
import { type Rule, ruleOf } from "./rule.ts";
import type { Selector } from "./selector.ts";

/** By what each feature gives itself away. */
export type Signs = Readonly<Partial<Record<Feature, Selector<unknown>>>>;

/** Each feature of these that the profile declares shows itself. */
export const showsDeclared = (signs: Signs): Expectation => ({
  wants: {
    ja: `申告した機能（${list(signs, "ja")} のうち）がどれも現れる`,
    en: `of ${list(signs, "en")}: each that is declared shows`,
  },
  channels: channelsOf(signs),
  rule: ruleOf({ showsDeclared: rulesBy(signs) }),
  look(observation) {
    const { declared } = observation;
    if (!declared) return NO_PROFILE;
    const mine = Object.entries(signs).filter(([feature]) => declared.features.includes(feature as Feature));
    const found = mine.map(([feature, sign]) => ({ feature, first: sign.find(observation)[0] }));
    const missing = found.filter(({ first }) => !first).map(({ feature }) => feature as Feature);
    if (missing.length > 0)
      return broken({ ja: `${named(missing, "ja")} が現れません`, en: `${named(missing, "en")} did not show` });
    const [end] = allDone.find(observation);
    // Where none of them is declared, nothing has to show.
    return mine.length > 0 || end
      ? held(...found.flatMap(({ first }) => first ?? []), ...(end ? [end] : []))
      : NOT_WATCHED;
  },
});

/** No feature of these shows itself that the profile denies. */
export const hidesUndeclared = (signs: Signs): Expectation => ({
  wants: {
    ja: `申告にない機能（${list(signs, "ja")} のうち）がどれも現れない`,
    en: `of ${list(signs, "en")}: none shows that is not declared`,
  },
  channels: channelsOf(signs),
  rule: ruleOf({ hidesUndeclared: rulesBy(signs) }),
  look(observation) {
    const { declared } = observation;
    if (!declared) return NO_PROFILE;
    const denied = Object.entries(signs).filter(([feature]) => !declared.features.includes(feature as Feature));
    const shown = denied.flatMap(([feature, sign]) =>
      sign.find(observation).map((sighting) => ({ feature, sighting })),
    );
    if (shown.length > 0) {
      const features = [...new Set(shown.map(({ feature }) => feature as Feature))];
      const actual = { ja: `${named(features, "ja")} が現れました`, en: `${named(features, "en")} showed` };
      return broken(actual, ...shown.map(({ sighting }) => sighting));
    }
    const [end] = allDone.find(observation);
    return end ? held(end) : NOT_WATCHED;
  },
});

/** On each channel that the profile declares, something came. */
export const suppliesChannels: Expectation = {
  wants: { ja: "申告したチャネルのどれにも事象が現れる", en: "something comes on each channel that is declared" },
  channels: ["clock"],
  rule: { suppliesChannels: true },
  look(observation) {
    const { declared, events } = observation;
    if (!declared) return NO_PROFILE;
    const firsts = (declared.channels ?? []).map((channel) => ({
      channel,
      first: events.find((event) => event.channel === channel),
    }));
    const silent = firsts.filter(({ first }) => !first).map(({ channel }) => channel);
    if (silent.length > 0) {
      const named = CHANNELS.filter((channel) => silent.includes(channel)).join(", ");
      return broken({ ja: `${named} に何も現れません`, en: `nothing came on ${named}` });
    }
    const [end] = allDone.find(observation);
    return end ? held(...firsts.flatMap(({ first }) => first ?? []), end) : NOT_WATCHED;
  },
};

const NO_PROFILE: Finding = unseen({ ja: "申告がありません", en: "there is no profile" });
const NOT_WATCHED: Finding = unseen({ ja: "最後まで観察できませんでした", en: "it was not watched to the end" });

const rulesBy = (signs: Signs): Rule | undefined =>
  ruleOf(Object.fromEntries(Object.entries(signs).map(([feature, { rule }]) => [feature, rule])));

const channelsOf = (signs: Signs) => [...new Set(Object.values(signs).flatMap(({ channels }) => channels))];

const named = (features: readonly Feature[], lang: "ja" | "en") =>
  features.map((feature) => FEATURES[feature][lang]).join(lang === "ja" ? "、" : ", ");

const list = (signs: Signs, lang: "ja" | "en") => named(Object.keys(signs) as Feature[], lang);
