import { EMPTY, startsWith } from "../../../device/wire/bytes.ts";
import { encodeTlv } from "../../../device/wire/tlv.ts";
import { selectApplication } from "../state.ts";
import type { Handlers } from "./handler.ts";

const LONGEST_AID = 16;

export const select: Handlers<"SELECT_AP" | "SELECT_EF" | "SELECT_MF" | "GET_DATA"> = {
  /** A beginning of an AID will do (JICSAP 1.1 §4.2); what is not found leaves everything as it was. */
  SELECT_AP(chip, state, { aid, want, le }) {
    if (aid.length > LONGEST_AID) return [state, { outcome: "notFound" }];
    for (const [application, applet] of chip.applets) {
      if (!startsWith(applet.aid, aid)) continue;
      const control = want === "fci" && le !== undefined ? encodeTlv(0x6f, encodeTlv(0x84, applet.aid)) : EMPTY;
      return [selectApplication(state, application), { outcome: "selected", bytes: control }];
    }
    return [state, { outcome: "notFound" }];
  },

  SELECT_EF(chip, state, { id }) {
    if (!chip.applets.get(state.application)?.files.has(id)) return [state, { outcome: "notFound" }];
    return [
      { ...state, ef: id },
      { outcome: "selected", bytes: EMPTY },
    ];
  },

  /** Measured (myna-card): refused after a reset, accepted without any effect inside an application, never found by its id. */
  SELECT_MF(_, state, { id }) {
    if (id !== undefined) return [state, { outcome: "notFound" }];
    if (state.application === "cardManager") return [state, { outcome: "wrongParameters" }];
    return [state, { outcome: "selected", bytes: EMPTY }];
  },

  /** The card cuts nothing short: an Le below the object's length is wrong, and a short one cannot ask for the certificates. */
  GET_DATA(chip, state, { tag, le = 0 }) {
    const bytes = state.application === "cardManager" ? chip.objects.get(tag) : undefined;
    if (!bytes) return [state, { outcome: "referenceNotFound" }];
    return [state, le < bytes.length ? { outcome: "wrongLength" } : { outcome: "found", bytes }];
  },
};
