import { fc } from "../../draws.ts";
import { describe, expect, test } from "vitest";
import { issueCardVerifiable, keyId } from "../../../certs/card-verifiable.ts";
import { keyFor, POOL } from "../../../certs/pool/key-for.ts";
import { signForCard, terminalCertificate } from "../../../certs/terminal.ts";
import type { Procedure } from "../../../device/card/procedure.ts";
import * as procedures from "../../../device/firmware/card-procedures.ts";
import { isFault } from "../../../device/errors.ts";
import { hex, unhex } from "../../../device/wire/bytes.ts";
import { cardOfPersona, hand, persona, PHOTOGRAPH } from "../../simulator/card/hand.ts";

/** A card in a tester's hand, asked by the firmware's procedures. */
function reader(id: string) {
  const held = hand(cardOfPersona(id));
  const asked: string[] = [];
  return {
    asked,
    run: <T>(procedure: Procedure<T>): T => {
      let step = procedure.next();
      while (!step.done) {
        asked.push(hex(step.value));
        step = procedure.next(unhex(held.send(hex(step.value))));
      }
      return step.value;
    },
  };
}

/** Answers each command with the next of these; with nothing more to say, it repeats the last. */
function answered<T>(procedure: Procedure<T>, ...answers: readonly string[]): T {
  const left = [...answers];
  let step = procedure.next();
  for (let commands = 0; !step.done; commands++) {
    if (commands > 10_000) throw new Error("no end");
    step = procedure.next(unhex((left.length > 1 ? left.shift() : left[0]) ?? ""));
  }
  return step.value;
}

describe("against the simulated card", () => {
  test("a My Number Card is known by the token of its JPKI application", () => {
    expect(reader("hanako").run(procedures.identify())).toBe("myNumberCard");
  });

  test.each([
    ["has no such application", ["6a82"]],
    ["is an old resident card", ["9000", "9000", `${hex(Buffer.from("JPKIAPICCTOKEN".padEnd(32)))}9000`]],
  ])("a card that %s is another", (_, answers) => {
    expect(answered(procedures.identify(), ...answers)).toBe("otherCard");
  });

  test.each([
    ["JPKIAPGPSETOKEN", "android"],
    ["JPKIAPIOSTOKEN", "iphone"],
  ])("%s is the token of an %s", (token, kind) => {
    expect(answered(procedures.identify(), "9000", "9000", `${hex(Buffer.from(token.padEnd(32)))}9000`)).toBe(kind);
  });

  test.each([
    ["hanako", "myNumberCard"],
    ["locked", "myNumberCard"],
    ["child", "myNumberCard"],
    ["faceonly", "faceOnlyCard"],
  ])("the card of %s is a %s", (id, kind) => {
    expect(reader(id).run(procedures.identify())).toBe(kind);
  });

  test("key B opens the photograph", () => {
    const { run } = reader("hanako");
    expect(run(procedures.tryKeyB(persona("hanako").numberB))).toBe("opened");
    expect(run(procedures.readPhotograph())).toEqual(PHOTOGRAPH);
  });

  test("a wrong key B costs one try each, and the last three are left alone", () => {
    const { run, asked } = reader("hanako");
    const outcomes = Array.from({ length: 9 }, (_, i) => run(procedures.tryKeyB(`0000000000000${i}`)));
    expect(outcomes).toEqual([...Array<string>(7).fill("wrong"), "spared", "spared"]);
    expect(asked.filter((command) => command.startsWith("002000800e"))).toHaveLength(7);
  });

  test("the PIN's tries are counted without costing one", () => {
    const { run } = reader("hanako");
    expect([run(procedures.countPinTries()), run(procedures.countPinTries())]).toEqual([3, 3]);
    expect(run(procedures.verifyPin("0000"))).toEqual({ outcome: "wrong", triesLeft: 2 });
    expect(run(procedures.countPinTries())).toBe(2);
    expect(run(procedures.verifyPin(persona("hanako").pins.auth ?? ""))).toMatchObject({ outcome: "verified" });
    expect(run(procedures.countPinTries())).toBe(3);
  });

  test("a blocked PIN has no tries and verifies as locked", () => {
    const { run } = reader("locked");
    expect(run(procedures.countPinTries())).toBe(0);
    expect(run(procedures.verifyPin("1234"))).toEqual({ outcome: "locked", triesLeft: 0 });
  });

  test("no signature without PIN or leave", () => {
    const { run } = reader("hanako");
    run(procedures.countPinTries());
    expect(() => run(procedures.signChallenge(new Uint8Array(32)))).toThrow(/securityNotSatisfied/);
  });

  test("leave lets it sign, a leave by anybody else does not", () => {
    const { run } = reader("locked");
    const challenge = run(procedures.getCardChallenge());
    expect(challenge).toHaveLength(16);
    const key = keyFor(POOL.facility);
    const forged = issueCardVerifiable({ issuer: keyId("6000016"), issuerKey: key, subject: keyId("1"), key });
    expect(run(procedures.loadAuthority({ certificate: forged, signature: signForCard(challenge) }))).toBe(false);
    const again = run(procedures.getCardChallenge());
    const authority = { certificate: terminalCertificate(), signature: signForCard(again) };
    expect(run(procedures.loadAuthority(authority))).toBe(true);
    expect(run(procedures.signChallenge(new Uint8Array(32)))).toHaveLength(256);
    expect(run(procedures.readCertificate())[0]).toBe(0x30);
  });

  test.each([
    ["nothing", new Uint8Array(0)],
    ["no certificate", Uint8Array.of(0x30, 0x00)],
    ["half a certificate", terminalCertificate().slice(0, 100)],
  ])("a leave that holds %s is refused without asking the card", (_, certificate) => {
    const { run, asked } = reader("hanako");
    expect(run(procedures.loadAuthority({ certificate, signature: new Uint8Array(256) }))).toBe(false);
    expect(asked).toEqual([]);
  });
});

describe("against a card that answers anything", () => {
  const all: [string, () => Procedure<unknown>][] = [
    ["identify", () => procedures.identify()],
    ["tryKeyB", () => procedures.tryKeyB("01020320301111")],
    ["readPhotograph", () => procedures.readPhotograph()],
    ["countPinTries", () => procedures.countPinTries()],
    ["verifyPin", () => procedures.verifyPin("1234")],
    ["getCardChallenge", () => procedures.getCardChallenge()],
    [
      "loadAuthority",
      () => procedures.loadAuthority({ certificate: terminalCertificate(), signature: new Uint8Array(256) }),
    ],
    ["signChallenge", () => procedures.signChallenge(new Uint8Array(32))],
    ["readCertificate", () => procedures.readCertificate()],
  ];

  test.each(all)("%s ends in a result or a named fault", (_, procedure) => {
    const answer = fc
      .tuple(
        fc.uint8Array({ maxLength: 40 }),
        fc.oneof(fc.constant("9000"), fc.constant("63c2"), fc.constant("6a82"), fc.constant("ffff")),
      )
      .map(([data, sw]) => hex(data) + sw);
    fc.assert(
      fc.property(
        fc.array(fc.oneof(answer, fc.constant("9000"), fc.constant("")), { minLength: 1, maxLength: 12 }),
        (answers) => {
          try {
            answered(procedure(), ...answers);
          } catch (error) {
            if (!isFault(error, "peer.malformed") && !isFault(error, "peer.unexpected")) throw error;
          }
        },
      ),
    );
  });

  test("a file that says it is larger than any file ends in a fault", () => {
    expect(() => answered(procedures.readCertificate(), "9000", `3083ffffff${"00".repeat(250)}9000`)).toThrow();
  });
});
