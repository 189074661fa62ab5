import { describe, expect, test } from "vitest";
import { AP, cardOfPersona, hand, persona, readWhole, verify } from "./hand.ts";

/**
 * Which secret opens which file (myna-card, measured on test cards; jpki/myna; OpenSC). Rows are files, columns the secrets of the
 * application by reference.
 */
const hanako = persona("hanako");
const A = hanako.numberA;
const B = hanako.numberB;

interface Table {
  readonly secrets: Readonly<Record<string, readonly [number, string] | undefined>>;
  readonly opens: Readonly<Record<string, "all" | readonly string[]>>;
}

const tables: Readonly<Record<"jpki" | "text" | "visual", Table>> = {
  jpki: {
    secrets: { none: undefined, PIN: [0x18, "1234"], password: [0x1b, "ABC123"] },
    opens: {
      "0001": ["password"],
      "0002": "all",
      "0006": "all",
      "0008": "all",
      "000a": "all",
      "000b": "all",
    },
  },
  text: {
    secrets: { none: undefined, PIN: [0x11, "1234"], A: [0x14, A], B: [0x15, B] },
    opens: {
      "0001": ["PIN", "A"],
      "0002": ["PIN", "B"],
      "0003": ["PIN", "A", "B"],
      "0004": "all",
      "0005": "all",
      "0006": ["PIN", "A", "B"],
      "0007": ["PIN", "A", "B"],
      "0008": "all",
    },
  },
  visual: {
    secrets: { none: undefined, birth: [0x11, B.slice(0, 6)], B: [0x12, B], A: [0x13, A] },
    opens: {
      "0001": ["birth"],
      "0002": ["A", "B"],
      "0003": "all",
      "0004": "all",
      "0005": ["A"],
      "0006": ["A", "B"],
    },
  },
};

const card = cardOfPersona("hanako");

describe.each(Object.entries(tables))("in the application %s", (ap, { secrets, opens }) => {
  const cells = Object.entries(secrets).flatMap(([name, secret]) =>
    Object.entries(opens).map(([id, by]) => [name, id, secret, by] as const),
  );
  test.each(cells)("%s and file %s", (name, id, secret, by) => {
    const held = hand(card);
    held.send(AP[ap as keyof typeof AP]);
    if (secret) expect(held.sw(verify(secret[0], secret[1]))).toBe("9000");
    const open = by === "all" || by.includes(name);
    expect(held.sw(readWhole(parseInt(id, 16)))).toBe(open ? "9000" : "6982");
  });
});

describe("what was verified", () => {
  const opened = () => {
    const held = hand(card);
    held.send(AP.visual);
    held.send(verify(0x12, B));
    expect(held.sw(readWhole(0x02))).toBe("9000");
    return held;
  };

  test("is lost by a reset", () => {
    const held = opened();
    held.reset();
    held.send(AP.visual);
    expect(held.sw(readWhole(0x02))).toBe("6982");
  });

  test.each([
    ["the same application", [AP.visual]],
    ["another application and back", [AP.text, AP.visual]],
  ])("is lost by selecting %s", (_, selections) => {
    const held = opened();
    for (const select of selections) held.send(select);
    expect(held.sw(readWhole(0x02))).toBe("6982");
  });

  test("is kept by a search for an application that is not there", () => {
    const held = opened();
    expect(held.sw("00a4040c05a000000308")).toBe("6a82");
    expect(held.sw(readWhole(0x02))).toBe("9000");
  });

  test("is lost by a wrong secret", () => {
    const held = opened();
    expect(held.sw(verify(0x12, "00000000000000"))).toBe("63c9");
    expect(held.sw(readWhole(0x02))).toBe("6982");
  });

  test("in one application opens nothing in another, even under the same reference", () => {
    const held = hand(card);
    held.send(AP.text);
    held.send(verify(0x11, "1234"));
    held.send(AP.visual);
    expect(held.sw(readWhole(0x01))).toBe("6982");
  });
});
