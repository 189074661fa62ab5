import { verify, X509Certificate } from "node:crypto";
import { describe, expect, test } from "vitest";
import { myNumberCard } from "../../../device/card/my-number-card.ts";
import { isFault } from "../../../device/errors.ts";
import { hex, unhex, utf8 } from "../../../device/wire/bytes.ts";
import { personas } from "../../../simulator/personas.ts";
import { cardOfPersona, hand, persona, PHOTOGRAPH } from "../../simulator/card/hand.ts";

/** A persona's card behind a line that remembers what went over it. */
function held(id: string) {
  const card = hand(cardOfPersona(id));
  const sent: string[] = [];
  const transmit = (command: Uint8Array) => {
    sent.push(hex(command));
    return Promise.resolve(unhex(card.send(hex(command))));
  };
  const verifies = () => sent.filter((command) => /^0020....[0-9a-f]{2}/.test(command)).length;
  return { card: myNumberCard(transmit), sent, verifies };
}

const hanako = persona("hanako");

describe("what is free", () => {
  test("kind, certificates and counters, with no secret shown", async () => {
    const { card, verifies } = held("hanako");
    expect(await card.kind()).toBe("myNumberCard");
    const der = await card.certificate("auth");
    const authority = await card.certificate("authAuthority");
    const certificate = new X509Certificate(der ?? new Uint8Array());
    expect(certificate.checkIssued(new X509Certificate(authority ?? new Uint8Array()))).toBe(true);
    expect(await card.tries()).toEqual({ auth: 3, sign: 5, text: 3, textNumberB: 10, visualNumberB: 10 });
    expect(verifies()).toBe(0);
  });

  test("a face-only card keeps its PIN locked for good", async () => {
    const { card, verifies } = held("faceonly");
    expect((await card.tries()).auth).toBe(0);
    expect(await card.check("auth", "1234")).toEqual({ is: "locked" });
    expect(verifies()).toBe(0);
  });

  test("a card of another kind has none of it", async () => {
    const card = myNumberCard(() => Promise.resolve(unhex("6a82")));
    expect(await card.kind()).toBe("other");
    expect(await card.tries()).toEqual({});
    expect(await card.check("text", "1234")).toEqual({ is: "absent" });
  });
});

describe("what a secret opens", () => {
  test("a signature by each key verifies under the certificate of that key", async () => {
    const { card } = held("hanako");
    const message = utf8("資格確認");
    const auth = await card.sign("auth", "1234", message);
    const sign = await card.sign("sign", "ABC123", message);
    const signing = await card.signCertificate("ABC123");
    if (auth.is !== "read" || sign.is !== "read" || signing.is !== "read") throw new Error("refused");
    const authKey = new X509Certificate((await card.certificate("auth")) ?? new Uint8Array()).publicKey;
    expect(verify("sha256", message, authKey, auth.value)).toBe(true);
    expect(verify("sha256", message, new X509Certificate(signing.value).publicKey, sign.value)).toBe(true);
    expect(verify("sha256", message, authKey, sign.value)).toBe(false);
  });

  test("four items by the PIN of the text application", async () => {
    const read = await held("hanako").card.fourItems("1234");
    const { name, address, birthDate, sex } = hanako;
    expect(read).toEqual({ is: "read", value: { name, address, birthDate, sex } });
  });

  test("the card's face by number B, with the photograph as it was put in", async () => {
    const read = await held("hanako").card.face(hanako.numberB);
    if (read.is !== "read") throw new Error(read.is);
    expect(read.value.birthDate).toBe(hanako.birthDate);
    expect(hex(read.value.photograph)).toBe(hex(PHOTOGRAPH));
  });
});

describe("what a card refuses", () => {
  test("each wrong PIN costs a try and says how many are left; the right one restores them", async () => {
    const { card } = held("hanako");
    expect(await card.check("auth", "0000")).toEqual({ is: "wrong", triesLeft: 2 });
    expect(await card.check("auth", "0000")).toEqual({ is: "wrong", triesLeft: 1 });
    expect(await card.check("auth", "1234", { spendLastTry: true })).toEqual({ is: "verified" });
    expect((await card.tries()).auth).toBe(3);
  });

  test("the last try is not spent unsaid, not even by the right PIN", async () => {
    const { card, verifies } = held("last-try");
    expect(await card.check("auth", "1234")).toEqual({ is: "lastTry" });
    expect(await card.sign("auth", "1234", utf8("x"))).toEqual({ is: "lastTry" });
    expect(verifies()).toBe(0);
    expect(await card.check("auth", "0000", { spendLastTry: true })).toEqual({ is: "wrong", triesLeft: 0 });
    expect(await card.check("auth", "1234", { spendLastTry: true })).toEqual({ is: "locked" });
  });

  test.each(["123", "12345", "12a4", "１２３４", ""])("%j cannot be a PIN, and the card is not asked", async (pin) => {
    const { card, verifies } = held("hanako");
    expect(await card.check("auth", pin)).toEqual({ is: "formless" });
    expect(verifies()).toBe(0);
  });

  test("a locked card says so without being asked again", async () => {
    const { card, verifies } = held("locked");
    expect(await card.check("auth", "1234")).toEqual({ is: "locked" });
    expect(verifies()).toBe(0);
  });
});

describe("in every state that a persona's card is in", () => {
  test.each(personas.map((person) => [person.id, person] as const))("%s", async (id, { pins, triesLeft, numberB }) => {
    const { card } = held(id);
    const left = { auth: 3, sign: 5, text: 3, keyB: 10, ...triesLeft };
    const tries = {
      auth: pins.auth === undefined ? 0 : left.auth,
      sign: pins.sign === undefined ? 0 : left.sign,
      text: pins.text === undefined ? 0 : left.text,
      ...{ textNumberB: left.keyB, visualNumberB: left.keyB },
    };
    expect(await card.tries()).toEqual(tries);
    const outcome = (of: keyof typeof tries) => (["locked", "lastTry"] as const)[tries[of]] ?? "read";
    const message = utf8("資格確認");
    expect([
      (await card.sign("auth", pins.auth ?? "0000", message)).is,
      (await card.signCertificate(pins.sign ?? "ABC123")).is,
      (await card.fourItems(pins.text ?? "0000")).is,
      (await card.face(numberB)).is,
    ]).toEqual([outcome("auth"), outcome("sign"), outcome("text"), outcome("visualNumberB")]);
  });
});

describe("the line", () => {
  test("calls at once do not mix: each finds what it selected", async () => {
    const { card } = held("hanako");
    const [items, signed, face, tries] = await Promise.all([
      card.fourItems("1234"),
      card.sign("auth", "1234", utf8("a")),
      card.face(hanako.numberB),
      card.tries(),
    ]);
    expect([items.is, signed.is, face.is]).toEqual(["read", "read", "read"]);
    expect(tries.auth).toBe(3);
  });

  test("an answer that no card gives is a fault of the card, and the next call goes on", async () => {
    let calls = 0;
    const real = hand(cardOfPersona("hanako"));
    const card = myNumberCard((command) =>
      Promise.resolve(calls++ === 0 ? unhex("6f00") : unhex(real.send(hex(command)))),
    );
    await expect(card.kind()).rejects.toSatisfy((error) => isFault(error, "peer.unexpected"));
    expect(await card.kind()).toBe("myNumberCard");
  });

  test("no secret stands in what a refusal or fault says", async () => {
    const card = myNumberCard((command) => Promise.resolve(unhex(hex(command).startsWith("0020") ? "6f00" : "9000")));
    const said = await card.check("auth", "4821").catch((error: unknown) => String(error));
    expect(JSON.stringify(said)).not.toContain("4821");
  });

  test("individual numbers have no way in: no secret and no reading is named after them", async () => {
    const { card, sent } = held("hanako");
    await card.fourItems("1234");
    await card.face(hanako.numberB);
    expect(sent.filter((command) => command.includes(hex(utf8(hanako.numberA))))).toEqual([]);
  });
});
