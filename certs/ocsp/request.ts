import { AsnConvert } from "@peculiar/asn1-schema";
import { OCSPRequest, id_pkix_ocsp_nonce } from "@peculiar/asn1-ocsp";
import type { Extension } from "@peculiar/asn1-x509";
import { hex } from "../../device/wire/bytes.ts";
import { isDer } from "../strict-der.ts";

/** One certificate that a client asks about (RFC 6960 §4.1.1). */
export interface Asked {
  /** The CertID as it came, DER: the answer repeats it. */
  readonly id: Uint8Array;
  /** Object identifier of the hash that names the issuer. */
  readonly hash: string;
  readonly issuerNameHash: string;
  readonly issuerKeyHash: string;
  readonly serial: Uint8Array;
}

export interface OcspRequest {
  readonly asked: readonly [Asked, ...Asked[]];
  /** The value of the nonce extension, DER of an octet string. */
  readonly nonce?: Uint8Array;
}

/** More than any client asks for in one go; each certificate asked about is about 80 bytes. */
export const REQUEST_LIMIT = 10_240;
const V1 = 0;
/** RFC 9654 §2.1. */
const LONGEST_NONCE = 128;

/** `undefined` for anything that is not a request this responder understands whole: the client is told `malformedRequest`. */
export function readOcspRequest(der: Uint8Array): OcspRequest | undefined {
  if (der.length > REQUEST_LIMIT || !isDer(der)) return undefined;
  try {
    const { tbsRequest } = AsnConvert.parse(der, OCSPRequest);
    const [first, ...more] = tbsRequest.requestList.map(askedOf);
    const extensions = tbsRequest.requestExtensions ?? [];
    const nonce = extensions.find(({ extnID }) => extnID === id_pkix_ocsp_nonce);
    const strange = extensions.some(({ critical, extnID }) => critical && extnID !== id_pkix_ocsp_nonce);
    const version: number = tbsRequest.version;
    if (version !== V1 || !first || strange || (nonce && !isNonce(nonce))) return undefined;
    return { asked: [first, ...more], ...(nonce ? { nonce: bytes(nonce.extnValue.buffer) } : {}) };
  } catch {
    // The library throws its own errors on what its schema does not want.
    return undefined;
  }
}

function askedOf({ reqCert }: OCSPRequest["tbsRequest"]["requestList"][number]): Asked {
  return {
    id: bytes(AsnConvert.serialize(reqCert)),
    hash: reqCert.hashAlgorithm.algorithm,
    issuerNameHash: hex(bytes(reqCert.issuerNameHash.buffer)),
    issuerKeyHash: hex(bytes(reqCert.issuerKeyHash.buffer)),
    serial: bytes(reqCert.serialNumber),
  };
}

function isNonce({ extnValue }: Extension): boolean {
  const value = bytes(extnValue.buffer);
  return isDer(value) && value[0] === 0x04 && value.length > 2 && value.length <= LONGEST_NONCE + 3;
}

const bytes = (buffer: ArrayBuffer): Uint8Array => new Uint8Array(buffer);
