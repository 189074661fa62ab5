import { sign } from "node:crypto";
import { describe, expect, test } from "vitest";
import { issueCardVerifiable, keyId, TERMINAL_CA_ID } from "../../../certs/card-verifiable.ts";
import { keyFor, POOL } from "../../../certs/pool/key-for.ts";
import { signForCard, terminalCertificate } from "../../../certs/terminal.ts";
import { hex, unhex } from "../../../device/wire/bytes.ts";
import { decodeTlv, decodeTlvs, encodeTlv } from "../../../device/wire/tlv.ts";
import { AP, cardOfPersona, ef, hand, signDigest, triesOf } from "./hand.ts";

const digest = "5a".repeat(32);

/** Extended Lc. */
const long = (header: string, data: Uint8Array) =>
  `${header}00${data.length.toString(16).padStart(4, "0")}${hex(data)}`;

const parts = (certificate: Uint8Array) => {
  const [body, signature] = decodeTlvs(decodeTlv(certificate).value);
  if (!body || !signature) throw new RangeError("not a certificate");
  return { body: body.value, signature: signature.value };
};

/** Everything a reader does to sign without a PIN, any step of which a test may change. */
function attempt(changed: {
  certificate?: Uint8Array;
  bare?: boolean;
  proof?: (challenge: Uint8Array) => Uint8Array;
  between?: readonly string[];
}) {
  const { certificate = terminalCertificate(), proof = signForCard, between = [], bare = false } = changed;
  const { body, signature } = parts(certificate);
  const held = hand(cardOfPersona("locked"));
  held.send(AP.jpki);
  const challenge = unhex(held.send("0084000010").slice(0, -4));
  for (const step of between) held.send(step);
  held.send(ef(0x16));
  const words = [
    held.sw(long("80a206c1", bare ? body : encodeTlv(0x5f4e, body))),
    held.sw(long("80a200c1", bare ? signature : encodeTlv(0x5f37, signature))),
    held.sw(long("00820016", proof(challenge))),
    held.sw(signDigest(0x17, digest)),
  ];
  return { held, words };
}

describe("a terminal with a right to it", () => {
  test("has the authentication key sign without a PIN, and the PIN's tries stay as they were", () => {
    const { held, words } = attempt({});
    expect(words).toEqual(["9000", "9000", "9000", "9000"]);
    expect(held.sw(triesOf(0x18))).toBe("63c0");
  });

  test("may send the objects without tag and length", () => {
    expect(attempt({ bare: true }).words).toEqual(["9000", "9000", "9000", "9000"]);
  });

  test.each([
    ["a reset", (held: ReturnType<typeof hand>) => held.reset()],
    ["another application", (held: ReturnType<typeof hand>) => void held.send(AP.visual)],
    ["the same application", (held: ReturnType<typeof hand>) => void held.send(AP.jpki)],
  ])("loses it by %s", (_, lose) => {
    const { held } = attempt({});
    lose(held);
    held.send(AP.jpki);
    expect(held.sw(signDigest(0x17, digest))).toBe("6982");
  });

  test("does not get the key for documents", () => {
    expect(attempt({}).held.sw(signDigest(0x1a, digest))).toBe("6982");
  });
});

describe("a terminal without a right to it is refused", () => {
  test("with a certificate of another authority", () => {
    const certificate = issueCardVerifiable({
      issuer: TERMINAL_CA_ID,
      issuerKey: keyFor(POOL.server),
      subject: keyId("6000017"),
      key: keyFor(POOL.terminal),
    });
    expect(attempt({ certificate }).words).toEqual(["9000", "6300", "6985", "6982"]);
  });

  test("with a certificate that names another issuer", () => {
    const certificate = issueCardVerifiable({
      issuer: keyId("6000099"),
      issuerKey: keyFor(POOL.terminalCa),
      subject: keyId("6000017"),
      key: keyFor(POOL.terminal),
    });
    expect(attempt({ certificate }).words).toEqual(["9000", "6300", "6985", "6982"]);
  });

  test.each([
    ["with another key", (challenge: Uint8Array) => new Uint8Array(sign("sha256", challenge, keyFor(3).privateKey))],
    ["over another challenge", () => signForCard(new Uint8Array(16))],
    ["with noise", () => new Uint8Array(256).fill(1)],
  ])("when it proves its key %s", (_, proof) => {
    expect(attempt({ proof }).words).toEqual(["9000", "9000", "6300", "6982"]);
  });

  test("when the challenge was asked for again in between", () => {
    expect(attempt({ between: ["0084000010"] }).words).toEqual(["9000", "9000", "6300", "6982"]);
  });

  test("when it proves the same challenge twice", () => {
    const proofs: Uint8Array[] = [];
    const { held } = attempt({
      proof(challenge) {
        proofs.push(signForCard(challenge));
        return new Uint8Array(256);
      },
    });
    expect(held.sw(long("00820016", proofs[0] ?? new Uint8Array(0)))).toBe("6985");
  });
});
