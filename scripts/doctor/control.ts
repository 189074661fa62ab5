import type { Role } from "../../conformance/role.ts";
import type { SetupFinding } from "../../conformance/setup/finding.ts";
import { controlClient } from "../../device/control/client.ts";
import { isFault } from "../../device/errors.ts";
import type { Clock } from "../../device/ports.ts";
import { controlFetch } from "../targets/hands.ts";
import { findingOf, missing, ok } from "./finding-of.ts";

/** Microseconds. Further apart, certificates and dated files of the one are not valid for the other. */
const APART = 300_000_000;

/** The control API of the product: whether it is there, whose it is, and what time it is there. */
export async function examineControl(url: string, role: Role | undefined, clock: Clock): Promise<SetupFinding[]> {
  const what = { ja: `制御 API ${url}`, en: `control API at ${url}` };
  try {
    const sent = clock.now();
    const { product, role: theirs, time } = await controlClient({ fetch: controlFetch, url, clock }).about();
    const ahead = time - (sent + clock.now()) / 2;
    if (theirs !== undefined && role !== undefined && theirs !== role)
      return [missing(what, "control.otherProduct", `${theirs} ≠ ${role}`)];
    const times = { ja: "製品の時計", en: "the product's clock" };
    const seconds = `${ahead < 0 ? "−" : "+"}${Math.abs(ahead / 1e6).toFixed(1)} s`;
    return [
      ok(what, `${product.maker} ${product.model} ${product.version}`),
      Math.abs(ahead) > APART ? missing(times, "clock.off", seconds) : ok(times, seconds),
    ];
  } catch (error) {
    if (isFault(error, "config.invalid")) return [missing(what, "control.malformed", error.context.why)];
    return [findingOf(what, error)];
  }
}
