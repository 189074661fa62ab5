import { createHash, createPublicKey, privateEncrypt, publicDecrypt } from "node:crypto";
import { describe, expect, test } from "vitest";
import { keyFor, NAMED_PERSONS, personKeys, POOL } from "../../../certs/pool/key-for.ts";
import { RSA_2048 } from "../../../certs/pool/rsa-2048.data.ts";
import { hex } from "../../../device/wire/bytes.ts";
import { personas } from "../../../simulator/personas.ts";

const modulus = (index: number) => createPublicKey(keyFor(index).privateKey).export({ format: "jwk" }).n;

describe("a key of the pool", () => {
  test("has 2048 bits, is whole, and is there once", () => {
    expect(new Set(RSA_2048).size).toBe(RSA_2048.length);
    for (const index of [0, 1, 17, 39, 40, 99, RSA_2048.length - 1]) {
      expect(Buffer.from(modulus(index) ?? "", "base64url").length).toBe(256);
      const { privateKey, publicKey } = keyFor(index);
      const message = Buffer.from("whole");
      expect(publicDecrypt(publicKey, privateEncrypt(privateKey, message)).equals(message)).toBe(true);
    }
  });

  test.each([
    [POOL.userAuthenticationCa, "38087f37133923d12de5c5eb1561fdaa84670f48f849689a13170dd9665cb9a7"],
    [POOL.firstNamed - 1, "26ff1ea5bbea5a54532ea86461c21d20ec32c16df1060b60bb7e7e0a69f8117e"],
  ])("is, number %i, bit for bit what openssl wrote", (index, digest) => {
    // SHA-256 of the PKCS#8 form that these keys were published in before only their primes were kept.
    const der = keyFor(index).privateKey.export({ format: "der", type: "pkcs8" });
    expect(createHash("sha256").update(der).digest("hex")).toBe(digest);
  });
});

describe("the keys of a card", () => {
  const spki = (n: number) => Object.values(personKeys(n)).map((key: { spki: Uint8Array }) => hex(key.spki));

  test("are a named person's alone", () => {
    expect(personas.length).toBeLessThanOrEqual(NAMED_PERSONS);
    const all = personas.flatMap((_, i) => spki(i + 1));
    const roles = Array.from({ length: POOL.firstNamed }, (_, i) => hex(keyFor(i).spki));
    expect(new Set([...all, ...roles]).size).toBe(5 * personas.length + POOL.firstNamed);
  });

  test("differ from one another on the card of any of the many", () => {
    for (let n = 1000; n < 1015; n++) expect(new Set(spki(n)).size, String(n)).toBe(5);
  });
});
