import { fromAscii } from "../wire/bytes.ts";
import { JPKI_EF, TEXT_EF, VISUAL_EF } from "../wire/card-files.ts";
import * as card from "../wire/card.ts";
import { encodeTlv } from "../wire/tlv.ts";
import { type CardFace, type FourItems, readCardFace, readFourItems } from "./contents.ts";
import {
  ask,
  hasApplication,
  perform,
  type Procedure,
  readObject,
  select,
  selectApplication,
  unexpected,
} from "./procedure.ts";
import {
  checkSecret,
  type Checked,
  type CheckOptions,
  countTries,
  type Refusal,
  type SecretName,
  SECRETS,
} from "./secret-check.ts";
import { signMessage } from "./signature.ts";

/** By the token of the JPKI application: the card, the resident card before it, or a phone that carries its certificates. */
export type CardKind = "myNumberCard" | "residentCard" | "androidPhone" | "iPhone" | "other";

export type KeyName = "auth" | "sign";

/**
 * A My Number Card as a host sees it. Calls queue up: each selects what it needs, so that none depends on the one before it. What
 * a card may rightly refuse is an outcome; a rejection is a `link.*`, `slot.notReady` or `peer.*` fault.
 */
export interface MyNumberCard {
  kind(): Promise<CardKind>;
  /** X.509 in DER; undefined where the card carries none (a child's card has no certificate for signatures). */
  certificate(of: "auth" | "authAuthority" | "signAuthority"): Promise<Uint8Array | undefined>;
  /** The certificate for signatures names its holder, and its password opens it. */
  signCertificate(password: string, options?: CheckOptions): Promise<Read<Uint8Array>>;
  /** Tries left by secret, at no cost; a secret that the card does not have is missing. */
  tries(): Promise<Readonly<Partial<Record<SecretName, number>>>>;
  check(secret: SecretName, value: string, options?: CheckOptions): Promise<Checked>;
  /** RSASSA-PKCS1-v1_5 with SHA-256 over `message` (RFC 8017 §8.2), 256 bytes. */
  sign(key: KeyName, pin: string, message: Uint8Array, options?: CheckOptions): Promise<Read<Uint8Array>>;
  /** By 照合番号B: fourteen digits, as printed on the front. */
  face(numberB: string, options?: CheckOptions): Promise<Read<CardFace>>;
  /** By the four-digit PIN of the text application. */
  fourItems(pin: string, options?: CheckOptions): Promise<Read<FourItems>>;
}

export type Read<T> = { readonly is: "read"; readonly value: T } | Refusal;

/** `transmit` carries command bytes and answer bytes, one at a time. */
export function myNumberCard(transmit: (command: Uint8Array) => Promise<Uint8Array>): MyNumberCard {
  let last: Promise<unknown> = Promise.resolve();
  const next = <T>(procedure: () => Procedure<T>): Promise<T> => {
    const result = last.then(() => perform(procedure(), transmit));
    last = result.catch(() => undefined);
    return result;
  };
  return {
    kind: () => next(kind),
    certificate: (of) => next(() => certificate(CERTIFICATES[of])),
    signCertificate: (password, options) =>
      next(() => opened("sign", password, options, () => readCertificate(JPKI_EF.signCertificate))),
    tries: () => next(allTries),
    check: (secret, value, options) => next(() => checkSecret(secret, value, options)),
    sign: (key, pin, message, options) => next(() => opened(key, pin, options, () => signMessage(KEYS[key], message))),
    face: (numberB, options) =>
      next(() =>
        opened("visualNumberB", numberB, options, function* () {
          yield* select(VISUAL_EF.face);
          return readCardFace(yield* readObject());
        }),
      ),
    fourItems: (pin, options) =>
      next(() =>
        opened("text", pin, options, function* () {
          yield* select(TEXT_EF.fourItems);
          return readFourItems(yield* readObject());
        }),
      ),
  };
}

const CERTIFICATES = {
  auth: JPKI_EF.authCertificate,
  authAuthority: JPKI_EF.authAuthority,
  signAuthority: JPKI_EF.signAuthority,
} as const;

const KEYS = { auth: JPKI_EF.authKey, sign: JPKI_EF.signKey } as const;

/** What the token EF says, padded with spaces (OpenSC card-jpki.c, jpki/myna). */
const TOKENS: Readonly<Record<string, CardKind>> = {
  JPKIAPICCTOKEN2: "myNumberCard",
  JPKIAPICCTOKEN: "residentCard",
  JPKIAPGPSETOKEN: "androidPhone",
  JPKIAPIOSTOKEN: "iPhone",
};

const TOKEN_LENGTH = 32;

function* kind(): Procedure<CardKind> {
  if (!(yield* hasApplication("jpki"))) return "other";
  yield* select(JPKI_EF.token);
  const token = yield* ask(card.READ_BINARY, { offset: 0, le: TOKEN_LENGTH });
  if (token.outcome !== "read") return unexpected("READ BINARY of the token", token.outcome);
  return TOKENS[fromAscii(token.bytes).trimEnd()] ?? "other";
}

function* certificate(id: number): Procedure<Uint8Array | undefined> {
  yield* selectApplication("jpki");
  const { outcome } = yield* ask(card.SELECT_EF, { id, want: "nothing" });
  if (outcome === "notFound") return undefined;
  return yield* certificateHere();
}

function* readCertificate(id: number): Procedure<Uint8Array> {
  yield* select(id);
  return yield* certificateHere();
}

function* certificateHere(): Procedure<Uint8Array> {
  const { tag, value } = yield* readObject();
  return encodeTlv(tag, value);
}

function* allTries(): Procedure<Partial<Record<SecretName, number>>> {
  const tries: Partial<Record<SecretName, number>> = {};
  for (const name of Object.keys(SECRETS) as SecretName[]) {
    const left = yield* countTries(name);
    if (left !== undefined) tries[name] = left;
  }
  return tries;
}

/** What a secret opens, once it is verified. */
function* opened<T>(
  secret: SecretName,
  value: string,
  options: CheckOptions | undefined,
  inside: () => Procedure<T>,
): Procedure<Read<T>> {
  const checked = yield* checkSecret(secret, value, options);
  return checked.is === "verified" ? { is: "read", value: yield* inside() } : checked;
}
