import { EMPTY } from "../../../device/wire/bytes.ts";
import type { Applet, Chip } from "../files.ts";
import { draw } from "../random.ts";
import { SCHEMES, signMessage } from "../signature.ts";
import type { CardState } from "../state.ts";
import type { Handlers } from "./handler.ts";
import { isOpen, locate, target } from "./locate.ts";

const SALT_BYTES = 32;

export const sign: Handlers<"COMPUTE_DIGITAL_SIGNATURE" | "INTERNAL_AUTHENTICATE"> = {
  COMPUTE_DIGITAL_SIGNATURE(chip, state, { mode, key, input }) {
    const scheme = SCHEMES.get(mode);
    const which = key === 0 ? appletOf(chip, state)?.ownKey : target(key);
    if (!scheme || which === undefined) return [state, { outcome: "wrongParameters" }];
    const found = locate(chip, state, which, "key");
    if (found.refused) return [state, { outcome: found.refused }];
    const { file } = found;
    if (file.answers !== "signature") return [found.state, { outcome: "conditionsNotSatisfied" }];
    if (!isOpen(state, file.opens)) return [found.state, { outcome: "securityNotSatisfied" }];
    if (!scheme.fits(input)) return [found.state, { outcome: mode === 0 ? "wrongLength" : "conditionsNotSatisfied" }];
    const { state: drawn, bytes: salt } = scheme.salted
      ? draw(chip, found.state, SALT_BYTES)
      : { state: found.state, bytes: EMPTY };
    return [drawn, { outcome: "signed", bytes: scheme.sign(file.key, input, salt) }];
  },

  /** Only the common application's own key answers; the others say why not (measured: myna-card). */
  INTERNAL_AUTHENTICATE(chip, state, { key, challenge }) {
    const which = target(key);
    const found = which === undefined ? undefined : locate(chip, state, which, "key");
    if (!found || found.refused) return [state, { outcome: "conditionsNotSatisfied" }];
    const { file } = found;
    if (file.opens !== "free") return [found.state, { outcome: "securityNotSatisfied" }];
    if (file.answers !== "challenge") return [found.state, { outcome: "conditionsNotSatisfied" }];
    return [found.state, { outcome: "answered", bytes: signMessage(file.key, challenge) }];
  },
};

const appletOf = (chip: Chip, state: CardState): Applet | undefined => chip.applets.get(state.application);
