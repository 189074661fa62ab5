import { EMPTY } from "../../device/wire/bytes.ts";
import { encodeTlv } from "../../device/wire/tlv.ts";
import { bits, enumerated, explicit, generalizedTime, implicit, octets, oid, sequence } from "../der.ts";
import { encodeExtension, keyIdentifier, REASONS } from "../extension.ts";
import type { Status } from "../registry.ts";
import type { Signer } from "../signer.ts";

/** What a responder says when it has no answer (RFC 6960 §4.2.1); none of it is signed. */
const REFUSALS = { malformedRequest: 1, internalError: 2, tryLater: 3, unauthorized: 6 } as const;

export const ocspRefusal = (why: keyof typeof REFUSALS): Uint8Array => sequence(enumerated(REFUSALS[why]));

/** Who signs: a certificate (DER) of the authority whose certificates are asked about, and its key. */
export interface Responder {
  readonly certificate: Uint8Array;
  readonly signer: Signer;
}

export interface OcspAnswer {
  readonly id: Uint8Array;
  readonly status: Status;
}

/** A successful basic response, DER. Times are microseconds; `nonce` is the extension's value as it was asked. */
export function ocspResponse({
  responder,
  answers,
  at,
  nextUpdate,
  nonce,
}: {
  readonly responder: Responder;
  readonly answers: readonly OcspAnswer[];
  readonly at: number;
  readonly nextUpdate: number;
  readonly nonce?: Uint8Array | undefined;
}): Uint8Array {
  const { certificate, signer } = responder;
  const data = sequence(
    explicit(2, octets(keyIdentifier(signer.spki))),
    generalizedTime(at),
    sequence(
      ...answers.map(({ id, status }) =>
        sequence(id, encodeStatus(status), generalizedTime(at), explicit(0, generalizedTime(nextUpdate))),
      ),
    ),
    nonce ? explicit(1, sequence(encodeExtension({ is: "other", id: NONCE, critical: false, value: nonce }))) : EMPTY,
  );
  const basic = sequence(data, signer.algorithm, bits(signer.sign(data)), explicit(0, sequence(certificate)));
  return sequence(enumerated(SUCCESSFUL), explicit(0, sequence(oid(BASIC), octets(basic))));
}

const SUCCESSFUL = 0;
const BASIC = "1.3.6.1.5.5.7.48.1.1";
const NONCE = "1.3.6.1.5.5.7.48.1.2";

/** A choice by implicit tags: good is `[0]` NULL, unknown `[2]` NULL, revoked `[1]` a time and perhaps a reason. */
function encodeStatus(status: Status): Uint8Array {
  switch (status.is) {
    case "good":
      return implicit(0, EMPTY);
    case "unknown":
      return implicit(2, EMPTY);
    case "revoked": {
      const reason = status.reason === undefined ? EMPTY : explicit(0, enumerated(REASONS[status.reason]));
      return encodeTlv(0xa1, generalizedTime(status.at), reason);
    }
  }
}
