import { constants, createHash, createPublicKey, privateEncrypt, verify, type KeyObject } from "node:crypto";
import { p256 } from "@noble/curves/nist.js";
import { describe, expect, test } from "vitest";
import { endOfDay, selfSigned, startOfDay, testPki } from "../../certs/authorities.ts";
import { verifyCardVerifiable } from "../../certs/card-verifiable.ts";
import { bits, integer, NULL, octets, oid, sequence } from "../../certs/der.ts";
import { tbsCertificate } from "../../certs/issue.ts";
import { p256Key } from "../../certs/p256.ts";
import { keyFor, POOL } from "../../certs/pool/key-for.ts";
import { AUTHORITIES, LEAVES } from "../../certs/profiles.data.ts";
import { verifyCertificate } from "../../certs/verify-certificate.ts";
import { concat, EMPTY, hex, unhex } from "../../device/wire/bytes.ts";
import { decodeTlv, decodeTlvs, encodeTlv } from "../../device/wire/tlv.ts";
import { OPENING } from "../../simulator/world.ts";
import { vectors } from "../vectors.ts";

/**
 * The mistakes of those who verify signatures, as Project Wycheproof collects them, at every door of this project: certificates,
 * card-verifiable certificates, and the bare calls that check a card's and a reader's proof.
 */
const pki = testPki({ at: OPENING });
const contents = {
  ...{ serial: Uint8Array.of(0x51), notBefore: startOfDay(OPENING, -1), notAfter: endOfDay(OPENING, 30) },
  ...{ subject: [["CN", "localhost"]] as const, spki: keyFor(POOL.server).spki, extensions: [LEAVES.server[0]] },
};

describe("RSA PKCS#1 v1.5", () => {
  const ca = keyFor(POOL.serverCa);
  const { name, signer, certificate: issuer } = pki.server;
  const body = tbsCertificate({ ...contents, issuer: name }, signer.algorithm);
  const digest = (algorithm = "sha256") => new Uint8Array(createHash(algorithm).update(body).digest());
  const SHA256 = oid("2.16.840.1.101.3.4.2.1");
  const info = sequence(sequence(SHA256, NULL), octets(digest()));
  const padded = (rest: Uint8Array, type = 1, fill = 0xff, size = 256): Uint8Array =>
    concat(Uint8Array.of(0, type), new Uint8Array(size - 3 - rest.length).fill(fill), Uint8Array.of(0), rest);

  /** What only the holder of a key can make: the padded block, put through the private key as it stands. */
  const raw = (block: Uint8Array) =>
    new Uint8Array(privateEncrypt({ key: ca.privateKey, padding: constants.RSA_NO_PADDING }, block));
  const doors = (signature: Uint8Array, key: KeyObject = ca.publicKey) => {
    const certificate = sequence(body, signer.algorithm, bits(signature));
    const verdict = verifyCertificate({ certificate, issuer, at: OPENING });
    return {
      certificate: verdict.ok ? "accepted" : verdict.refused,
      card: verifyCardVerifiable(body, signature, key),
      proof: verify("sha256", body, key, signature),
    };
  };

  const rows = vectors<{ key: Uint8Array; message: Uint8Array; valid: boolean }>("rsa-pkcs1");
  test.each(rows)("$name", ({ bytes, value: { key, message, valid } }) => {
    const publicKey = createPublicKey({ key: Buffer.from(key), format: "der", type: "spki" });
    expect(verify("sha256", message, publicKey, bytes)).toBe(valid);
    expect(verifyCardVerifiable(message, bytes, publicKey)).toBe(valid);
  });

  test("as it should be is accepted at every door", () => {
    expect(doors(raw(padded(info)))).toEqual({ certificate: "accepted", card: true, proof: true });
  });

  const longForm = (element: Uint8Array) => concat(element.subarray(0, 1), Uint8Array.of(0x81), element.subarray(1));
  test.each<[string, Uint8Array]>([
    ["no NULL behind the digest's name", padded(sequence(sequence(SHA256), octets(digest())))],
    ["another NULL", padded(sequence(sequence(SHA256, encodeTlv(0x05, Uint8Array.of(0))), octets(digest())))],
    ["a length in long form", padded(longForm(info))],
    ["an inner length in long form", padded(sequence(longForm(sequence(SHA256, NULL)), octets(digest())))],
    ["a byte behind the digest", padded(concat(info, Uint8Array.of(0)))],
    ["a hundred bytes behind the digest", padded(concat(info, new Uint8Array(100).fill(0x5a)))],
    ["a byte inside, behind the digest", padded(sequence(sequence(SHA256, NULL), octets(digest()), NULL))],
    ["block type 0", padded(info, 0)],
    ["block type 2", padded(info, 2)],
    ["padding of zeros", padded(info, 1, 0)],
    ["padding of FE", padded(info, 1, 0xfe)],
    ["one padding byte wrong", padded(info).map((byte, at) => (at === 100 ? 0x00 : byte))],
    ["no end of the padding", padded(info).map((byte, at) => (at === 255 - info.length ? 0xff : byte))],
    ["the name of SHA-1", padded(sequence(sequence(oid("1.3.14.3.2.26"), NULL), octets(digest("sha1"))))],
    ["the name of SHA-512", padded(sequence(sequence(oid("2.16.840.1.101.3.4.2.3"), NULL), octets(digest("sha512"))))],
    [
      "the name of SHA-1 over a digest of SHA-256",
      padded(sequence(sequence(oid("1.3.14.3.2.26"), NULL), octets(digest()))),
    ],
    ["the digest without a name", padded(digest())],
    ["a digest cut short", padded(sequence(sequence(SHA256, NULL), octets(digest().subarray(0, 31))))],
    ["another digest", padded(sequence(sequence(SHA256, NULL), octets(new Uint8Array(32))))],
    ["nothing", padded(EMPTY)],
  ])("with %s is refused at every door", (_, block) => {
    expect(doors(raw(block))).toEqual({ certificate: "badSignature", card: false, proof: false });
  });

  const good = raw(padded(info));
  test.each<[string, Uint8Array]>([
    ["one byte short", good.subarray(1)],
    ["one byte long", concat(good, Uint8Array.of(0))],
    ["one zero before it", concat(Uint8Array.of(0), good)],
    ["empty", EMPTY],
    ["zero", new Uint8Array(256)],
    ["one", new Uint8Array(256).map((_, at) => (at === 255 ? 1 : 0))],
    ["all ones, more than the modulus", new Uint8Array(256).fill(0xff)],
    ["itself and the modulus", plusModulus(good, ca.publicKey)],
  ])("as a number that is %s is refused at every door", (_, signature) => {
    expect(doors(signature)).toEqual({ certificate: "badSignature", card: false, proof: false });
  });

  test("forged with a cube root under an exponent of 3 is refused, and such an authority is too weak", () => {
    const { n } = ca.publicKey.export({ format: "jwk" });
    const key = createPublicKey({ key: { kty: "RSA", n: n ?? "", e: "Aw" }, format: "jwk" });
    const start = concat(unhex("0001ffffffffffffffff00"), info);
    const block = BigInt(`0x${hex(start)}${"00".repeat(256 - start.length)}`);
    const forged = unhex((cubeRoot(block) + 1n).toString(16).padStart(512, "0"));
    // The forgery is a good one: its cube begins as a signature's block would.
    expect(
      (BigInt(`0x${hex(forged)}`) ** 3n)
        .toString(16)
        .padStart(512, "0")
        .slice(0, 2 * start.length),
    ).toBe(hex(start));
    expect(doors(forged, key)).toMatchObject({ card: false, proof: false });
    const spki = new Uint8Array(key.export({ format: "der", type: "spki" }));
    const weak = selfSigned(AUTHORITIES.server, { ...signer, spki }, contents.notBefore, contents.notAfter).certificate;
    const certificate = sequence(body, signer.algorithm, bits(forged));
    expect(verifyCertificate({ certificate, issuer: weak, at: OPENING })).toMatchObject({ refused: "tooWeak" });
  });
});

const N = p256.Point.Fn.ORDER;

describe("ECDSA on P-256", () => {
  const rows = vectors<{ key: Uint8Array; message: Uint8Array; valid: boolean }>("ecdsa-p256");
  test.each(rows)("$name", ({ bytes, value }) => {
    const key = createPublicKey({ key: Buffer.from(value.key), format: "der", type: "spki" });
    expect(verify("sha256", value.message, key, bytes)).toBe(value.valid);
    // The reader driver's library, as it is called there, knows r and s side by side: what can be told so is judged alike.
    const side = compact(bytes);
    const said = () => p256.verify(side ?? EMPTY, value.message, value.key.slice(-65), { lowS: false });
    expect(side ? refusing(said) : false).toBe(value.valid);
  });

  test("has among those vectors each kind of mistake, and as many as can be told with r and s side by side", () => {
    expect(rows.length).toBeGreaterThanOrEqual(200);
    expect(rows.filter(({ value: { valid } }) => valid).length).toBeGreaterThanOrEqual(30);
    expect(rows.filter(({ bytes }) => compact(bytes)).length).toBeGreaterThanOrEqual(80);
  });

  const { name, signer, certificate: issuer } = pki.readerAttestation;
  const body = tbsCertificate({ ...contents, issuer: name }, signer.algorithm);
  const point = signer.spki.slice(-65);
  const [r, s] = numbers(signer.sign(body));
  const doors = (one: Uint8Array) => {
    const verdict = verifyCertificate({
      certificate: sequence(body, signer.algorithm, bits(one)),
      issuer,
      at: OPENING,
    });
    return verdict.ok ? "accepted" : verdict.refused;
  };
  const asCompact = (one: bigint, other: bigint) =>
    unhex(one.toString(16).padStart(64, "0") + other.toString(16).padStart(64, "0"));
  const reader = (one: bigint, other: bigint) =>
    refusing(() => p256.verify(asCompact(one, other), body, point, { lowS: false }));
  const proof = (one: bigint, other: bigint) => {
    const key = createPublicKey({ key: Buffer.from(signer.spki), format: "der", type: "spki" });
    return verify("sha256", body, { key, dsaEncoding: "ieee-p1363" }, asCompact(one, other));
  };
  const der = (one: bigint, other: bigint) => sequence(signed(one), signed(other));

  test.each<[string, bigint]>([
    ["lower", s < N - s ? s : N - s],
    ["upper", s < N - s ? N - s : s],
  ])("with s in the %s half is accepted at every door", (_, half) => {
    expect([doors(der(r, half)), reader(r, half), proof(r, half)]).toEqual(["accepted", true, true]);
  });

  test.each<[string, bigint, bigint]>([
    ["r and s zero", 0n, 0n],
    ["r zero", 0n, s],
    ["s zero", r, 0n],
    ["r one and s zero", 1n, 0n],
    ["r the order", N, s],
    ["s the order", r, N],
    ["r and s the order", N, N],
    ["r one above the order", N + 1n, s],
    ["s one below the order", r, N - 1n],
    ["r and s one", 1n, 1n],
    ["r and s exchanged", s, r],
    ["the prime of the field for r", p256.Point.Fp.ORDER, s],
  ])("with %s is refused at every door", (_, one, other) => {
    expect([doors(der(one, other)), reader(one, other), proof(one, other)]).toEqual(["badSignature", false, false]);
  });

  test.each<[string, Uint8Array]>([
    ["r negative", der(r - N, s)],
    ["r and the order", der(r + N, s)],
    ["r and 2²⁵⁶", der(r + (1n << 256n), s)],
    ["a zero too many before r", sequence(encodeTlv(0x02, Uint8Array.of(0, 0), bytesOf(r)), signed(s))],
    ["a third number", sequence(signed(r), signed(s), integer(0))],
    ["one number", sequence(signed(r))],
    ["a byte behind it", concat(der(r, s), Uint8Array.of(0))],
    ["another tag", encodeTlv(0x31, signed(r), signed(s))],
    ["an indefinite length", concat(unhex("3080"), signed(r), signed(s), unhex("0000"))],
    ["r and s side by side", asCompact(r, s)],
    ["NULL in place of both", sequence(NULL, NULL)],
    ["nothing", EMPTY],
  ])("spelled with %s is refused in a certificate", (_, one) => {
    expect(doors(one)).toBe("badSignature");
  });

  test("under a key that is no point of the curve verifies nothing, and makes no certificate readable", () => {
    const off = point.slice();
    off[64] = (off[64] ?? 0) ^ 1;
    expect(() => p256.Point.fromBytes(off)).toThrow();
    const spki = concat(signer.spki.subarray(0, -65), off);
    const certificate = selfSigned(
      AUTHORITIES.readerAttestation,
      { ...signer, spki },
      contents.notBefore,
      contents.notAfter,
    );
    const asked = { certificate: certificate.certificate, issuer: certificate.certificate, at: OPENING };
    expect(verifyCertificate(asked)).toMatchObject({ refused: "malformed" });
  });

  test("by another key is refused", () => {
    const other = p256Key(99, "another");
    const signature = p256.sign(body, other.secret, { lowS: false, format: "der" });
    expect(doors(signature)).toBe("badSignature");
  });
});

function numbers(der: Uint8Array): [bigint, bigint] {
  const [r, s] = decodeTlvs(decodeTlv(der).value).map(({ value }) => BigInt(`0x${hex(value)}`));
  return [r ?? 0n, s ?? 0n];
}

/** r and s in 32 bytes each, where the DER is that of two such numbers and of nothing else. */
function compact(der: Uint8Array): Uint8Array | undefined {
  try {
    const [r, s] = numbers(der);
    const isWhole = hex(sequence(signed(r), signed(s))) === hex(der);
    const [left, right] = [r, s].map((number) => number.toString(16).padStart(64, "0"));
    return isWhole && left?.length === 64 && right?.length === 64 ? unhex(left + right) : undefined;
  } catch {
    return undefined;
  }
}

/** A library refuses some by an error. */
function refusing(verified: () => boolean): boolean {
  try {
    return verified();
  } catch {
    return false;
  }
}

const bytesOf = (value: bigint): Uint8Array => {
  const digits = value.toString(16);
  return unhex(digits.padStart(digits.length + (digits.length % 2), "0"));
};

/** An INTEGER with its sign. */
function signed(value: bigint): Uint8Array {
  if (value >= 0n) return integer(bytesOf(value));
  const size = BigInt(8 * (bytesOf(-value).length + 1));
  const bytes = bytesOf((1n << size) + value);
  return encodeTlv(0x02, bytes[0] === 0xff && (bytes[1] ?? 0) & 0x80 ? bytes.subarray(1) : bytes);
}

function plusModulus(signature: Uint8Array, key: KeyObject): Uint8Array {
  const n = BigInt(`0x${Buffer.from(key.export({ format: "jwk" }).n ?? "", "base64url").toString("hex")}`);
  return bytesOf(BigInt(`0x${hex(signature)}`) + n);
}

function cubeRoot(value: bigint): bigint {
  let [low, high] = [0n, 1n << 700n];
  while (high - low > 1n) {
    const middle = (low + high) / 2n;
    if (middle ** 3n <= value) low = middle;
    else high = middle;
  }
  return low;
}
