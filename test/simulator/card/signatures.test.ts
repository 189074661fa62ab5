import { constants, createHash, publicDecrypt, verify, X509Certificate } from "node:crypto";
import { describe, expect, test } from "vitest";
import { hex, unhex, utf8 } from "../../../device/wire/bytes.ts";
import { AP, cardOfPersona, hand, readWhole, SHA256_INFO, signDigest, verify as verifySecret } from "./hand.ts";

const message = utf8("資格確認");
const digest = hex(new Uint8Array(createHash("sha256").update(message).digest()));
const length = (data: string) => (data.length / 2).toString(16).padStart(2, "0");

/** A card with both keys open, and the certificates it gives for them. */
function opened() {
  const held = hand(cardOfPersona("hanako"));
  held.send(AP.jpki);
  held.send(verifySecret(0x18, "1234"));
  held.send(verifySecret(0x1b, "ABC123"));
  const certificate = (id: number) => new X509Certificate(unhex(held.send(readWhole(id)).slice(0, -4)));
  return { held, auth: certificate(0x0a).publicKey, sign: certificate(0x01).publicKey };
}

const sign = (held: ReturnType<typeof hand>, mode: string, key: string, data: string) => {
  const response = held.send(`802a${mode}${key}${length(data)}${data}00`);
  expect(response.slice(-4)).toBe("9000");
  return unhex(response.slice(0, -4));
};

describe("a signature of the card", () => {
  test.each([
    ["for authentication", "97", "auth"],
    ["for documents", "9a", "sign"],
  ] as const)("%s verifies with the certificate the card gives", (_, key, who) => {
    const { held, ...keys } = opened();
    const signature = sign(held, "00", key, SHA256_INFO + digest);
    expect(verify("sha256", message, keys[who], signature)).toBe(true);
    expect(verify("sha256", message, keys[who === "auth" ? "sign" : "auth"], signature)).toBe(false);
  });

  test("is the same through the current file, and the same again", () => {
    const { held } = opened();
    const bySfi = held.send(signDigest(0x17, digest));
    held.send("00a4020c020017");
    expect(held.send(`802a008033${SHA256_INFO}${digest}00`)).toBe(bySfi);
  });

  test.each([
    ["00 pads what it is given", "00", "c0ffee", "c0ffee"],
    ["01 pads the hash alone", "01", hex(message), digest],
    ["02 wraps a hash", "02", digest, SHA256_INFO + digest],
    ["03 hashes and wraps", "03", hex(message), SHA256_INFO + digest],
  ])("P1 %s", (_, mode, data, payload) => {
    const { held, auth } = opened();
    const padded = publicDecrypt({ key: auth, padding: constants.RSA_PKCS1_PADDING }, sign(held, mode, "97", data));
    expect(hex(padded)).toBe(payload);
  });

  test.each([
    ["04 of a hash", "04", digest],
    ["05 of a message", "05", hex(message)],
  ])("P1 %s is RSASSA-PSS by the judgement of OpenSSL, with another salt each time", (_, mode, data) => {
    const { held, auth } = opened();
    const key = { key: auth, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
    const first = sign(held, mode, "97", data);
    const second = sign(held, mode, "97", data);
    expect(verify("sha256", message, key, first)).toBe(true);
    expect(verify("sha256", message, key, second)).toBe(true);
    expect(hex(first)).not.toBe(hex(second));
  });

  test("takes 245 bytes as given and no more", () => {
    const { held } = opened();
    expect(held.sw(`802a0097f5${"61".repeat(245)}00`)).toBe("9000");
    expect(held.sw(`802a0097f6${"61".repeat(246)}00`)).toBe("6700");
  });
});

describe("the keys that prove a chip", () => {
  const publicKey = (object: string, at: string) => {
    const modulus = object.slice(object.indexOf("91820100", object.indexOf(at)) + 8).slice(0, 512);
    return { kty: "RSA", n: Buffer.from(modulus, "hex").toString("base64url"), e: "AQAB" };
  };

  test.each([
    ["text", AP.text, [0x11, "1234"], 0x07, "df51"],
    ["visual", AP.visual, [0x11, "010913"], 0x01, "df12"],
  ] as const)(
    "sign in %s without a secret, and the public half stands in a file",
    (_, ap, [ref, secret], file, tag) => {
      const held = hand(cardOfPersona("hanako"));
      held.send(ap);
      const signature = sign(held, "00", "00", SHA256_INFO + digest);
      held.send(verifySecret(ref, secret));
      const key = { key: publicKey(held.send(readWhole(file)), tag), format: "jwk" } as const;
      expect(verify("sha256", message, key, signature)).toBe(true);
    },
  );

  test("never repeat on one card", () => {
    const { held, auth, sign: document } = opened();
    held.send(AP.text);
    held.send(verifySecret(0x11, "1234"));
    const text = publicKey(held.send(readWhole(0x07)), "df51").n;
    const session = publicKey(held.send(readWhole(0x06)), "a182").n;
    held.send(AP.visual);
    held.send(verifySecret(0x11, "010913"));
    const visual = publicKey(held.send(readWhole(0x01)), "df12").n;
    const all = [auth.export({ format: "jwk" }).n, document.export({ format: "jwk" }).n, text, session, visual];
    expect(new Set(all).size).toBe(5);
  });
});
