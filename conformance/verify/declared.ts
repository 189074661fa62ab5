import { BROKEN, type Finding, HELD, UNSEEN } from "./finding.ts";
import type { Fields, Profile } from "./material.ts";
import { on, sightings, type Trace } from "./sightings.ts";

/** docs/evidence.md, "Rules": the vendor's word, and secrets. */

type Scene = Trace & { readonly profile: Profile };

const isDone = (scene: Trace) => sightings({ see: "end" }, scene).length > 0;

export function showsDeclared(rule: Fields, scene: Scene): Finding {
  const mine = Object.entries(rule["showsDeclared"] as Fields).filter(([name]) =>
    scene.profile.features.includes(name),
  );
  if (mine.some(([, sign]) => sightings(sign, scene).length === 0)) return BROKEN;
  return mine.length > 0 || isDone(scene) ? HELD : UNSEEN;
}

export function hidesUndeclared(rule: Fields, scene: Scene): Finding {
  const denied = Object.entries(rule["hidesUndeclared"] as Fields).filter(
    ([name]) => !scene.profile.features.includes(name),
  );
  if (denied.some(([, sign]) => sightings(sign, scene).length > 0)) return BROKEN;
  return isDone(scene) ? HELD : UNSEEN;
}

export function suppliesChannels(_: Fields, scene: Scene): Finding {
  const silent = (scene.profile.channels ?? []).filter((name) => !scene.events.some(({ channel }) => channel === name));
  if (silent.length > 0) return BROKEN;
  return isDone(scene) ? HELD : UNSEEN;
}

export function keptSecret(rule: Fields, scene: Scene): Finding {
  const [kinds, channels] = [rule["keptSecret"], rule["on"]] as readonly (readonly unknown[])[];
  const isLeak = (event: Fields) =>
    event["is"] === "secret" &&
    event["channel"] !== "clock" &&
    channels?.includes(event["channel"]) &&
    kinds?.includes(event["kind"]);
  if (scene.events.some(isLeak)) return BROKEN;
  const canary = on(scene.events, "clock", "secret", (event) => (event["kind"] === "password" ? true : undefined));
  return canary.length > 0 && isDone(scene) ? HELD : UNSEEN;
}
