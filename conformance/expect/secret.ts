import type { Channel, SecretSeen } from "../../device/trace.ts";
import { type Bilingual } from "../bilingual.ts";
import { canarySeen } from "../canary.ts";
import { allDone } from "../script-end.ts";
import { broken, type Expectation, held, unseen } from "./finding.ts";

/**
 * No byte of these kinds went through these channels. The recorder searches all bytes as they pass and leaves a note in place of
 * what it found, so that this can be judged from a trace that holds no secret. Silence counts only from a recorder that has shown,
 * by the canary, that it looks.
 */
export const keptSecret = (kinds: readonly SecretSeen["kind"][], channels: readonly Channel[]): Expectation => ({
  wants: {
    ja: `${channels.join("・")} に ${kinds.join("・")} が出ない`,
    en: `no ${kinds.join(", ")} on ${channels.join(", ")}`,
  },
  channels,
  rule: { keptSecret: kinds, on: channels },
  look(observation) {
    const leak = observation.events.find(
      (event): event is typeof event & SecretSeen =>
        event.is === "secret" &&
        // On the clock's channel nobody speaks but the suite itself, with its canary.
        event.channel !== "clock" &&
        channels.includes(event.channel) &&
        kinds.includes(event.kind),
    );
    if (leak) return broken(leaked(leak), leak);
    const [canary] = canarySeen.find(observation);
    if (!canary)
      return unseen({
        ja: "記録する側が秘密を探していません（試しに流した秘密が報告されませんでした）",
        en: "the recorder did not look for secrets: one that was spoken to try it was not reported",
      });
    const [end] = allDone.find(observation);
    return end
      ? held(canary, end)
      : unseen({ ja: "最後まで観察できませんでした", en: "it was not watched to the end" });
  },
});

const leaked = ({ kind, person, channel, form }: SecretSeen): Bilingual => ({
  ja: `${person} の ${kind} が ${channel} に ${form} で現れました`,
  en: `the ${kind} of ${person} was on ${channel} as ${form}`,
});
