import { constants, verify } from "node:crypto";
import { readCardVerifiable, verifyCardVerifiable } from "../../../certs/card-verifiable.ts";
import { equal, hex, unhex } from "../../../device/wire/bytes.ts";
import { decodeTlvs } from "../../../device/wire/tlv.ts";
import { draw } from "../random.ts";
import type { Handlers } from "./handler.ts";
import { CURRENT, locate, target } from "./locate.ts";

const SIGNATURE_BYTES = 256;

/**
 * Use of the authentication key without its PIN, after a face match (特定利用者証明検証者). That a terminal loads a certificate
 * with 80 A2 against EF 0016 is measured; how it then proves that it holds the key is not public, so EXTERNAL AUTHENTICATE over
 * the card's challenge is an assumption of this bench.
 */
export const terminal: Handlers<
  "GET_CHALLENGE" | "SET_PUBLIC_KEY_BODY" | "SET_PUBLIC_KEY_SIGNATURE" | "EXTERNAL_AUTHENTICATE"
> = {
  GET_CHALLENGE(chip, state, { le, extended }) {
    if (extended) return [state, { outcome: "conditionsNotSatisfied" }];
    const drawn = draw(chip, state, le);
    return [
      { ...drawn.state, challenge: hex(drawn.bytes) },
      { outcome: "challenge", bytes: drawn.bytes },
    ];
  },

  SET_PUBLIC_KEY_BODY(chip, state, { object }) {
    const found = locate(chip, state, CURRENT, "terminalAuthority");
    if (found.refused) return [state, { outcome: refusal(found.refused) }];
    const body = unwrap(object, 0x5f4e);
    if (!body || !readCardVerifiable(body)) return [{ ...state, terminal: null }, { outcome: "wrongLength" }];
    return [{ ...state, terminal: { body: hex(body), trusted: false } }, { outcome: "accepted" }];
  },

  SET_PUBLIC_KEY_SIGNATURE(chip, state, { object }) {
    const found = locate(chip, state, CURRENT, "terminalAuthority");
    if (found.refused) return [state, { outcome: refusal(found.refused) }];
    if (!state.terminal) return [state, { outcome: "conditionsNotSatisfied" }];
    const signature = unwrap(object, 0x5f37);
    if (signature?.length !== SIGNATURE_BYTES) return [{ ...state, terminal: null }, { outcome: "wrongLength" }];
    const body = unhex(state.terminal.body);
    const { key, id } = found.file;
    if (!equal(readCardVerifiable(body)?.issuer ?? body, id) || !verifyCardVerifiable(body, signature, key))
      return [{ ...state, terminal: null }, { outcome: "refused" }];
    return [{ ...state, terminal: { body: state.terminal.body, trusted: true } }, { outcome: "accepted" }];
  },

  /** A good signature counts as a verified reference 0016 until a reset or the next SELECT of an application. */
  EXTERNAL_AUTHENTICATE(chip, state, { key, signature }) {
    const which = key <= 0x1e ? key : target(key);
    const found = which === undefined ? undefined : locate(chip, state, which, "terminalAuthority");
    if (!found || found.refused) return [state, { outcome: "conditionsNotSatisfied" }];
    if (!state.terminal?.trusted || state.challenge === null)
      return [found.state, { outcome: "conditionsNotSatisfied" }];
    if (signature.length !== SIGNATURE_BYTES) return [found.state, { outcome: "wrongLength" }];
    // A challenge is good for one try, right or wrong.
    const used = { ...found.state, challenge: null };
    const holder = readCardVerifiable(unhex(state.terminal.body));
    const padding = constants.RSA_PKCS1_PADDING;
    const right = holder && verify("sha256", unhex(state.challenge), { key: holder.publicKey, padding }, signature);
    if (!right) return [used, { outcome: "refused" }];
    return [{ ...used, verified: [...state.verified, found.id] }, { outcome: "authenticated" }];
  },
};

/** The value of the object alone; sources differ on whether it comes with its tag and length, so both will do. */
function unwrap(object: Uint8Array, tag: number): Uint8Array | undefined {
  if (object[0] !== 0x5f || object[1] !== (tag & 0xff)) return object;
  try {
    const [only, ...more] = decodeTlvs(object);
    return only?.tag === tag && more.length === 0 ? only.value : undefined;
  } catch {
    return undefined;
  }
}

const refusal = (refused: "noCurrentEf" | "notFound" | "wrongFileType") =>
  refused === "notFound" ? "wrongFileType" : refused;
