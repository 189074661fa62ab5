import { X509Certificate } from "node:crypto";
import { describe, expect, test } from "vitest";
import { authorityExtensions, testPki } from "../../certs/authorities.ts";
import { tbsCertificate } from "../../certs/issue.ts";
import { jpkiAlternativeName, jpkiName } from "../../certs/profiles.data.ts";
import { rsaSigner } from "../../certs/signer.ts";
import { keyFor } from "../../certs/pool/key-for.ts";
import { hex, unhex } from "../../device/wire/bytes.ts";
import { OPENING } from "../../simulator/world.ts";
import vectors from "../vectors/jpki-authorities.json" with { type: "json" };

describe("an authority of the test world", () => {
  test.each(vectors)("has the bytes of $name, but for organisation, key and dates", ({ bytes, value }) => {
    const real = new X509Certificate(unhex(bytes));
    const spki = new Uint8Array(real.publicKey.export({ format: "der", type: "spki" }));
    const subject = jpkiName("JPKI", value.use);
    const profile = { subject, alternativeName: jpkiAlternativeName(value.use_ja), crlAtSelf: true };
    const rebuilt = tbsCertificate(
      {
        serial: unhex(value.serial),
        issuer: subject,
        subject,
        spki,
        notBefore: Date.parse(value.notBefore) * 1000,
        notAfter: Date.parse(value.notAfter) * 1000,
        extensions: authorityExtensions(profile, spki),
      },
      rsaSigner(keyFor(0)).algorithm,
    );
    // The signed part starts after the four bytes of the outer header.
    expect(hex(rebuilt)).toBe(bytes.slice(8, 8 + 2 * rebuilt.length));
  });

  test("is the same bytes on the same day and others on the next", () => {
    const at = (when: number) => hex(testPki({ at: when }).userAuthentication.certificate);
    expect(at(OPENING)).toBe(at(OPENING + 3_600_000_000));
    expect(at(OPENING)).not.toBe(at(OPENING + 86_400_000_000));
  });

  test("attests readers with a key that follows the seed", () => {
    const key = (seed: number) => hex(testPki({ at: OPENING, seed }).readerAttestation.signer.spki);
    expect(key(1)).toBe(key(1));
    expect(key(1)).not.toBe(key(2));
  });

  test.each(["userAuthentication", "digitalSignature", "facility", "server", "readerAttestation"] as const)(
    "%s is signed by itself, by the judgement of OpenSSL",
    (name) => {
      const certificate = new X509Certificate(testPki({ at: OPENING })[name].certificate);
      expect(certificate.verify(certificate.publicKey)).toBe(true);
      expect(certificate.ca).toBe(true);
    },
  );
});
