import { X509Certificate, verify } from "node:crypto";
import { describe, expect, test } from "vitest";
import { sleep } from "../../../device/ports.ts";
import { decodeFace, encodeFace, type FaceMessage } from "../../../device/wire/face.ts";
import { persona } from "../../simulator/card/hand.ts";
import { type Answers, ASKED, GRANT, readerBench, touch } from "./reader-bench.ts";
import { byFace, byPin, nameOf, rightPin, visit, wrongPin } from "./visit.ts";

describe("a reception", () => {
  test("by face: key B from the front, the photograph, a match, the centre's leave, a signature without PIN", async () => {
    const { said, result } = await visit({ answers: byFace });
    expect(said).toEqual([
      "identity",
      "(placeCard)",
      "cardPlaced",
      "(readingCard)",
      "(chooseMethod)",
      "methodChosen",
      "(readingCard)",
      "(lookAtCamera)",
      "captured",
      "matched accepted",
      "(pleaseWait)",
      "authorityWanted",
      "(consent)",
      "consentGiven",
      "completed",
    ]);
    expect(result).toMatchObject({ method: "face", consents: ["medicines", "checkups"], proven: true });
  });

  test("gives the card's own signature of the challenge, by the key in the certificate", async () => {
    const { result } = await visit({ answers: byPin(rightPin) });
    if (result.is !== "completed") throw new Error(result.reason);
    const { publicKey, subject } = new X509Certificate(result.certificate);
    expect(subject).toContain(`CN=${persona("hanako").certificateSerial}`);
    expect(verify("sha256", ASKED.challenge, publicKey, result.signature)).toBe(true);
  });

  test("by PIN asks nobody's leave", async () => {
    const { said, result } = await visit({ answers: byPin(rightPin) });
    expect(result).toMatchObject({ is: "completed", method: "pin" });
    expect(said).not.toContain("authorityWanted");
  });

  test("by PIN at the third and last try, which the screen had announced", async () => {
    const { said, trace } = await visit({ answers: byPin(wrongPin, wrongPin, rightPin) });
    expect(said.filter((name) => name.startsWith("pin "))).toEqual(["pin wrong 2", "pin wrong 1", "pin verified"]);
    const shown = trace.events.flatMap((event) =>
      event.channel === "panel" && event.is === "shown" && event.screen === "enterPin" ? [event.triesLeft] : [],
    );
    expect(shown).toEqual([3, 2, 1]);
  });

  test("by visual check, asked for by the patient", async () => {
    const { said, result } = await visit({
      answers: { chooseMethod: [touch.staff], staffPassword: [touch.confirm], consent: [touch.consent()] },
    });
    expect(result).toMatchObject({ is: "completed", method: "staff", consents: [] });
    expect(said).toContain("staffChecked confirmed");
  });

  test("of a locked card goes on to what is left", async () => {
    const { said, result } = await visit({
      card: "locked",
      asked: { methods: ["pin", "staff"] },
      answers: byPin(wrongPin),
    });
    expect(said).toContain("pin locked 0");
    expect(result).toMatchObject({ is: "completed", method: "staff" });
  });

  test("falls from face to PIN to staff, and the patient is never stuck", async () => {
    const { said, result } = await visit({
      face: "other",
      answers: { ...byPin(wrongPin), chooseMethod: [touch.face] },
    });
    expect(said.filter((name) => /^(matched|pin|staff)/.test(name))).toEqual([
      "matched refused",
      "matched refused",
      "matched refused",
      "pin wrong 2",
      "pin wrong 1",
      "pin locked 0",
      "staffChecked confirmed",
    ]);
    expect(result).toMatchObject({ is: "completed", method: "staff" });
  });

  test.each([
    ["a picture of the right face", { depth: 0 }, "matched notLive"],
    ["no face", { face: "nobody" }, "matched noFace"],
  ] as const)("does not take %s for the patient", async (_, shown, said) => {
    const visited = await visit({ ...shown, answers: { ...byPin(rightPin), chooseMethod: [touch.face] } });
    expect(visited.said.filter((name) => name.startsWith("matched"))).toEqual([said, said, said]);
    expect(visited.result).toMatchObject({ is: "completed", method: "pin" });
  });

  test("where one method is allowed asks for no choice", async () => {
    const { said } = await visit({ asked: { methods: ["pin"] }, answers: byPin(rightPin) });
    expect(said).not.toContain("(chooseMethod)");
  });

  test("asks for the prescription where the facility does", async () => {
    const { result } = await visit({
      asked: { askPrescription: true },
      answers: { ...byPin(rightPin), choosePrescription: [{ touched: "prescription", choice: "paper" }] },
    });
    expect(result).toMatchObject({ is: "completed", prescription: "paper" });
  });

  test.each([
    ["all", touch.consent("medicines", "checkups", "diagnoses"), ["medicines", "checkups"]],
    ["one item", touch.consent("checkups"), ["checkups"]],
    ["nothing", touch.consent(), []],
  ])("takes consent to %s", async (_, touched, consents) => {
    const { result, said } = await visit({ answers: { ...byPin(rightPin), consent: [touched] } });
    expect(result).toMatchObject({ is: "completed", consents });
    expect(said).toContain("consentGiven");
  });

  test("refused leave by the centre ends as not authorised, where no PIN is left to try", async () => {
    const { result } = await visit({
      asked: { methods: ["face"] },
      answers: byFace,
      grant: () => Promise.resolve(undefined),
    });
    expect(result).toMatchObject({ is: "ended", reason: "notAuthorised" });
  });

  test("with a leave that another key signed is refused by the card itself", async () => {
    const { result } = await visit({
      asked: { methods: ["face"] },
      answers: byFace,
      grant: async (challenge) => {
        const given = await GRANT(challenge);
        return given && { ...given, signature: given.signature.map((byte) => byte ^ 1) };
      },
    });
    expect(result).toMatchObject({ is: "ended", reason: "notAuthorised" });
  });
});

describe("key B on a real card", () => {
  const verifies = (bench: Awaited<ReturnType<typeof visit>>) =>
    bench.trace.events.filter(
      (event) => event.channel === "card" && event.is === "command" && event.bytes.startsWith("002000800e"),
    ).length;
  const numberB = persona("hanako").numberB;
  const misread = `${numberB.slice(0, 13)}${numberB.endsWith("0") ? "1" : "0"}`;

  test("misread twice alike costs one try, and a third picture opens the card", async () => {
    const bench = readerBench({ answers: byFace });
    bench.seen.face = "holder";
    await bench.world.run(
      (async () => {
        const reader = await bench.open();
        const reception = reader.receive(ASKED, GRANT);
        bench.insert("hanako");
        bench.seen.fronts = [misread, misread, numberB];
        expect(await reception.result).toMatchObject({ is: "completed", method: "face" });
      })(),
    );
    const tried = bench.trace.events.filter(
      (event) => event.channel === "card" && event.is === "command" && event.bytes.startsWith("002000800e"),
    );
    expect(tried).toHaveLength(2);
  });

  test("with few tries left is not tried at all, not even rightly", async () => {
    const bench = await visit({ card: "keyb", answers: { ...byPin("1234"), chooseMethod: [touch.face] } });
    expect(verifies(bench)).toBe(0);
    expect(bench.result).toMatchObject({ is: "completed", method: "pin" });
  });
});

describe("time", () => {
  const rows: [string, Answers, object, string][] = [
    ["to choose a method", {}, {}, "timedOut"],
    ["to type a PIN", { chooseMethod: [touch.pin] }, {}, "timedOut"],
    ["for staff to come", { chooseMethod: [touch.staff] }, {}, "timedOut"],
    ["to consent", { ...byPin(rightPin), consent: [] }, {}, "timedOut"],
    ["to choose a prescription", byPin(rightPin), { askPrescription: true }, "timedOut"],
  ];
  test.each(rows)("%s ends after a minute", async (_, answers, asked, reason) => {
    const { result, clock } = await visit({ answers, asked });
    expect(result).toMatchObject({ is: "ended", reason });
    expect(clock.source).toBe("virtual");
  });

  test("to lay the card down ends after a minute", async () => {
    const bench = readerBench();
    const reader = await bench.world.run(bench.open());
    const from = bench.clock.now();
    const result = await bench.world.run(reader.receive(ASKED, GRANT).result);
    expect(result).toMatchObject({ is: "ended", reason: "timedOut" });
    expect(Math.round((bench.clock.now() - from) / 1e6)).toBe(60);
  });

  test("for a card left behind is called out every five seconds until it is taken", async () => {
    const { messages, world, clock, slot } = await visit({ answers: byPin(rightPin) });
    await world.run(sleep(clock, 17_000));
    expect(messages().filter(({ is }) => is === "cardLeft")).toHaveLength(3);
    slot.remove();
    await world.run(sleep(clock, 60_000));
    expect(messages().filter(({ is }) => is === "cardLeft")).toHaveLength(3);
    expect(messages().at(-1)).toEqual({ is: "cardRemoved" });
  });
});

describe("secrets", () => {
  test("PIN, key B and individual number are in no frame and on no screen's record", async () => {
    const { id: person, pins, numberB, numberA } = persona("hanako");
    const { trace, result } = await visit({
      face: "other",
      answers: { ...byPin(pins.auth ?? ""), chooseMethod: [touch.face] },
      secrets: [
        { kind: "pin", person, value: pins.auth ?? "" },
        { kind: "keyB", person, value: numberB },
        { kind: "individualNumber", person, value: numberA },
        { kind: "password", person, value: "counter-password" },
      ],
    });
    expect(result).toMatchObject({ is: "completed", method: "pin" });
    const seen = trace.events.flatMap((event) => (event.is === "secret" ? [`${event.kind} on ${event.channel}`] : []));
    expect(seen.sort()).toEqual(["keyB on card", "pin on card"]);
  });
});

describe("however the doors of the reader behave", () => {
  test("a person quicker than the screen finds every step in its order", async () => {
    const bench = readerBench();
    bench.panel.onShow(({ screen }) => {
      if (screen === "enterPin") bench.panel.press(touch.digits(rightPin));
      if (screen === "consent") bench.panel.press(touch.consent());
    });
    bench.insert("hanako");
    await bench.world.run(bench.open().then((reader) => reader.receive({ ...ASKED, methods: ["pin"] }, GRANT).result));
    expect(bench.messages().map(nameOf)).toEqual([
      "cardPlaced",
      "identity",
      "(readingCard)",
      "(pleaseWait)",
      "(enterPin)",
      "(pleaseWait)",
      "pin verified",
      "(pleaseWait)",
      "(consent)",
      "consentGiven",
      "completed",
    ]);
  });

  test("a card that is gone is gone, even if the slot forgets to say so", async () => {
    const bench = readerBench({
      answers: { chooseMethod: [touch.face] },
      view: (slot) => ({ ...slot, onChange: () => () => undefined }),
    });
    bench.insert("hanako");
    bench.trace.listen((event) => {
      if (event.channel === "card" && event.is === "command" && event.bytes.startsWith("00b00100"))
        bench.clock.after(1, () => bench.slot.remove());
    });
    const result = await bench.world.run(bench.open().then((reader) => reader.receive(ASKED, GRANT).result));
    expect(result).toMatchObject({ is: "ended", reason: "cardTakenEarly" });
  });
});

describe("settings", () => {
  test("of a reader may shorten its waits", async () => {
    const bench = readerBench({ settings: { waits: { card: 2000 } } });
    const reader = await bench.world.run(bench.open());
    const from = bench.clock.now();
    const result = await bench.world.run(reader.receive(ASKED, GRANT).result);
    expect(result).toMatchObject({ is: "ended", reason: "timedOut" });
    expect(Math.round((bench.clock.now() - from) / 1e6)).toBe(2);
  });

  test.each(["ja", "en"] as const)("of the facility have the screens in its language: %s", async (language) => {
    const bench = readerBench({ answers: byPin(rightPin) });
    const shown = new Set<string | undefined>();
    await bench.world.run(
      (async () => {
        const reader = await bench.open();
        bench.panel.onShow((screen) => shown.add(screen.language));
        bench.insert("hanako");
        await reader.receive({ ...ASKED, language }, GRANT).result;
      })(),
    );
    expect([...shown]).toEqual([language]);
  });

  test("without a key to sign results with are no reader", () => {
    expect(() => readerBench({ unprovisioned: true })).toThrow(/holds no key/);
  });
});

describe("bytes that are no message", () => {
  test("are ignored, and the next frame is answered", () => {
    const { device, faults } = readerBench();
    const answers: FaceMessage[] = [];
    device.onFrame((frame) => answers.push(decodeFace(frame)));
    const hello = encodeFace({ is: "hello", version: 1 });
    for (let end = 0; end < hello.length; end++) device.receive(hello.slice(0, end));
    expect(answers).toEqual([]);
    expect(faults).toHaveLength(hello.length);
    device.receive(hello);
    expect(answers.map(({ is }) => is)).toEqual(["identity"]);
  });
});
