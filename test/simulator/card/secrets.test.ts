import { describe, expect, test } from "vitest";
import { AP, cardOfPersona, ef, hand, persona, triesOf, verify } from "./hand.ts";

const hanako = persona("hanako");

const limits = [
  ["the authentication PIN", AP.jpki, 0x18, "1234", 3],
  ["the signature password", AP.jpki, 0x1b, "ABC123", 5],
  ["the text PIN", AP.text, 0x11, "1234", 3],
  ["number A in text", AP.text, 0x14, hanako.numberA, 10],
  ["number B in text", AP.text, 0x15, hanako.numberB, 10],
  ["the birth date", AP.visual, 0x11, hanako.numberB.slice(0, 6), 10],
  ["number B in visual", AP.visual, 0x12, hanako.numberB, 10],
  ["number A in visual", AP.visual, 0x13, hanako.numberA, 10],
  ["the juki PIN", AP.juki, 0x1c, "1234", 3],
  ["the common PIN", AP.common, 0x1c, "1234", 3],
] as const;

describe.each(limits)("%s", (_, ap, reference, secret, limit) => {
  const wrong = verify(reference, secret.replace(/./g, "9"));
  const opened = () => {
    const held = hand(cardOfPersona("hanako"));
    held.send(ap);
    return held;
  };

  test("counts down to 63C0, is blocked with 6984 after that, and stays so for the right one", () => {
    const held = opened();
    for (let left = limit - 1; left >= 0; left--) expect(held.sw(wrong)).toBe(`63c${left.toString(16)}`);
    expect(held.sw(wrong)).toBe("6984");
    expect(held.sw(verify(reference, secret))).toBe("6984");
    expect(held.sw(triesOf(reference))).toBe("63c0");
  });

  test("is full again after one success, and asking costs nothing", () => {
    const held = opened();
    held.sw(wrong);
    for (let i = 0; i < 20; i++) expect(held.sw(triesOf(reference))).toBe(`63c${(limit - 1).toString(16)}`);
    expect(held.sw(verify(reference, secret))).toBe("9000");
    expect(held.sw(triesOf(reference))).toBe(`63c${limit.toString(16)}`);
  });

  test("keeps its count through a reset and a saved state", () => {
    const held = opened();
    held.sw(wrong);
    held.reset();
    const again = hand(cardOfPersona("hanako"), JSON.parse(JSON.stringify(held.state)) as typeof held.state);
    again.send(ap);
    expect(again.sw(triesOf(reference))).toBe(`63c${(limit - 1).toString(16)}`);
  });
});

describe("the secrets of a persona's card", () => {
  test.each([
    ["locked", AP.jpki, 0x18, "63c0"],
    ["last-try", AP.jpki, 0x18, "63c1"],
    ["keyb", AP.visual, 0x12, "63c2"],
    ["keyb", AP.text, 0x15, "63c2"],
    ["faceonly", AP.jpki, 0x18, "63c0"],
    ["faceonly", AP.text, 0x11, "63c0"],
    ["child", AP.jpki, 0x1b, "63c0"],
    ["text-locked", AP.text, 0x11, "63c0"],
    ["text-locked", AP.jpki, 0x18, "63c3"],
  ])("%s starts as described: %s %i %s", (id, ap, reference, counted) => {
    const held = hand(cardOfPersona(id));
    held.send(ap);
    expect(held.sw(triesOf(reference))).toBe(counted);
  });

  test("a face-only card opens to number B alone", () => {
    const held = hand(cardOfPersona("faceonly"));
    held.send(AP.jpki);
    expect(held.sw(verify(0x18, "1234"))).toBe("6984");
    held.send(AP.visual);
    expect(held.sw(verify(0x12, persona("faceonly").numberB))).toBe("9000");
  });

  test("a child's card has no certificate for signatures, and says so", () => {
    const held = hand(cardOfPersona("child"));
    held.send(AP.jpki);
    expect(held.send("00b0880000")).toBe("008f009000");
    expect(held.sw(ef(0x0001))).toBe("6a82");
    expect(held.sw(ef(0x001a))).toBe("6a82");
    expect(held.sw(ef(0x000a))).toBe("9000");
  });

  test("padding makes another secret of it", () => {
    const held = hand(cardOfPersona("hanako"));
    held.send(AP.jpki);
    expect(held.sw("002000980831323334ffffffff")).toBe("63c2");
  });
});

describe("a changed secret", () => {
  test("counts from then on, after a reset too, and the old one does not", () => {
    const held = hand(cardOfPersona("hanako"));
    held.send(AP.jpki);
    held.send(verify(0x18, "1234"));
    expect(held.sw("002401980435363738")).toBe("9000");
    held.reset();
    held.send(AP.jpki);
    expect(held.sw(verify(0x18, "1234"))).toBe("63c2");
    expect(held.sw(verify(0x18, "5678"))).toBe("9000");
  });

  test.each([
    ["five digits for a PIN", 0x18, "1234", "3132333435"],
    ["a letter in a PIN", 0x18, "1234", "31323341"],
    ["a password without a digit", 0x1b, "ABC123", "414243444546"],
    ["a password in small letters", 0x1b, "ABC123", "616263313233"],
    ["a password of five", 0x1b, "ABC123", "4142433132"],
  ])("cannot be %s", (_, reference, old, fresh) => {
    const held = hand(cardOfPersona("hanako"));
    held.send(AP.jpki);
    held.send(verify(reference, old));
    const length = (fresh.length / 2).toString(16).padStart(2, "0");
    expect(held.sw(`002401${(0x80 | reference).toString(16)}${length}${fresh}`)).toBe("6700");
    expect(held.sw(verify(reference, old))).toBe("9000");
  });
});
