import { fc } from "../draws.ts";
import { verify } from "node:crypto";
import { describe, expect, test } from "vitest";
import {
  issueCardVerifiable,
  keyId,
  readCardVerifiable,
  TERMINAL_CA_ID,
  verifyCardVerifiable,
} from "../../certs/card-verifiable.ts";
import { keyFor, POOL } from "../../certs/pool/key-for.ts";
import { signForCard, TERMINAL_ID, terminalCertificate } from "../../certs/terminal.ts";
import { hex } from "../../device/wire/bytes.ts";
import { decodeTlv, decodeTlvs } from "../../device/wire/tlv.ts";

const parts = (certificate: Uint8Array) => {
  const [body, signature] = decodeTlvs(decodeTlv(certificate).value);
  if (!body || !signature) throw new RangeError("not a certificate");
  return { body: body.value, signature: signature.value };
};

describe("a card-verifiable certificate", () => {
  test("is 568 bytes: 297 of body, 256 of signature, as measured on a card (myna-card)", () => {
    const certificate = terminalCertificate();
    const { body, signature } = parts(certificate);
    expect([certificate.length, body.length, signature.length]).toEqual([568, 297, 256]);
  });

  test("names both keys by sixteen bytes and carries the second", () => {
    const read = readCardVerifiable(parts(terminalCertificate()).body);
    expect(hex(read?.issuer ?? new Uint8Array(0))).toBe(hex(TERMINAL_CA_ID));
    expect(hex(read?.subject ?? new Uint8Array(0))).toBe(hex(TERMINAL_ID));
    expect(hex(keyId("6000023"))).toMatch(/^36303030303233080530303100000000$/);
    const challenge = new Uint8Array(16).fill(9);
    expect(read && verify("sha256", challenge, read.publicKey, signForCard(challenge))).toBe(true);
  });

  test("is refused under another key, and with any byte of it changed", () => {
    const { body, signature } = parts(terminalCertificate());
    const right = keyFor(POOL.terminalCa).publicKey;
    expect(verifyCardVerifiable(body, signature, right)).toBe(true);
    expect(verifyCardVerifiable(body, signature, keyFor(POOL.server).publicKey)).toBe(false);
    for (let at = 0; at < body.length; at++) {
      const changed = body.slice();
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(verifyCardVerifiable(changed, signature, right)).toBe(false);
    }
  });

  test("of any other shape is no certificate, and no exception", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        expect(readCardVerifiable(bytes)).toBeUndefined();
      }),
    );
  });

  test("is the same bytes each time", () => {
    const order = {
      issuer: TERMINAL_CA_ID,
      issuerKey: keyFor(POOL.terminalCa),
      subject: TERMINAL_ID,
      key: keyFor(POOL.terminal),
    };
    expect(hex(issueCardVerifiable(order))).toBe(hex(terminalCertificate()));
  });
});
