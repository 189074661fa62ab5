import type { Profile } from "../../conformance/profile.ts";
import type { Role } from "../../conformance/role.ts";

const product = (model: string): Profile["product"] => ({ maker: "shikaku", model, version: "0.1.0" });

/** The built-in products as their vendor describes them. */
export const BUILT_IN_PROFILES: Readonly<Record<Role, Profile>> = {
  reader: {
    product: product("reference firmware"),
    role: "reader",
    features: [
      ...(["face", "pin", "staff", "consentByItem", "reminder", "phone", "registration"] as const),
      ...(["limits", "liveness", "attestation", "selfTest", "log", "update"] as const),
    ],
    channels: ["host", "card", "panel", "camera", "operator"],
    declares: ["ASM-READER-PROTOCOL", "ASM-PINLESS", "ASM-READER-TIMES", "ASM-MESSAGE-TIMES", "ASM-CARD-TAKEN"],
    latency: {},
  },
  generic: {
    product: product("My Number Card"),
    role: "generic",
    features: [],
    channels: ["card", "operator", "central"],
    declares: ["ASM-LOCKED-WORDS"],
    latency: {},
  },
  receipt: {
    product: product("reference receipt computer"),
    role: "receipt",
    features: [
      ...(["faceResults", "numberQuery", "bulkQuery", "referenceNumbers", "bulkReferences"] as const),
      ...(["encryptedZip", "shiftJis"] as const),
    ],
    channels: ["folder", "chart", "operator"],
    declares: [
      ...(["ASM-HALF-WRITTEN", "ASM-SHARED-FOLDER", "ASM-REPLACED-NAME", "ASM-STAFF-TOLD"] as const),
      ...(["ASM-FIELDS", "ASM-PADDING", "ASM-ERR-FILE", "ASM-BULK-BODIES", "ASM-REFERENCE-TRUST"] as const),
      ...(["ASM-ENCRYPTED-ZIP"] as const),
    ],
    latency: {},
  },
  terminal: {
    product: product("terminal"),
    role: "terminal",
    features: ["face", "pin", "staff", "consentByItem", "faceResults", "numberQuery"],
    declares: ["ASM-READER-PROTOCOL", "ASM-PINLESS", "ASM-CARD-TAKEN", "ASM-ERR-FILE"],
    latency: {},
  },
  central: { product: product("central system"), role: "central", features: [], declares: [], latency: {} },
};
