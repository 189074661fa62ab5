import { describe, expect, test } from "vitest";
import { sleep } from "../../../device/ports.ts";
import { decodeFace, encodeFace, type FaceMessage } from "../../../device/wire/face.ts";
import { persona } from "../../simulator/card/hand.ts";
import { begin } from "./events.ts";
import { type Answers, ASKED, GRANT, readerBench, touch } from "./reader-bench.ts";
import { byFace, byPin, rightPin, visit, wrongPin } from "./visit.ts";

const phone = (kind: "iphone" | "android", ...digits: string[]): Answers => ({
  placeCard: [{ touched: "method", method: kind }],
  enterPin: digits.map(touch.digits),
  consent: [touch.consent("medicines")],
});
const PHONES = { asked: { methods: ["face", "pin", "iphone", "android"] } } as const;

describe("a phone in place of the card", () => {
  test("an iPhone has recognised its owner: no PIN, no face, no leave of the centre", async () => {
    const { said, result, trace } = await visit({ ...PHONES, phone: "iphone", answers: phone("iphone") });
    expect(said).toEqual([
      ...["identity", "(placeCard)", "methodChosen", "(holdPhone)", "cardPlaced", "(readingCard)"],
      ...["(pleaseWait)", "(consent)", "consentGiven", "completed"],
    ]);
    expect(result).toMatchObject({ is: "completed", method: "iphone", consents: ["medicines"], proven: true });
    expect(trace.events.some(({ channel, is }) => channel === "camera" && is === "captured")).toBe(false);
  });

  test("an Android phone wants its own four digits on the reader's pad, and tells the tries left", async () => {
    const right = persona("android").pins.auth ?? "";
    const { said, result } = await visit({ ...PHONES, phone: "android", answers: phone("android", wrongPin, right) });
    expect(said.filter((name) => name.startsWith("pin "))).toEqual(["pin wrong 2", "pin verified"]);
    expect(said).not.toContain("authorityWanted");
    expect(result).toMatchObject({ is: "completed", method: "android" });
  });

  test("an Android phone whose digits are locked leaves nothing else to try", async () => {
    const { result } = await visit({ ...PHONES, phone: "android", answers: phone("android", wrongPin) });
    expect(result).toMatchObject({ is: "ended", reason: "noMethodLeft" });
  });

  test("the other kind of phone than was chosen is not taken", async () => {
    const { result } = await visit({ ...PHONES, phone: "android", answers: phone("iphone") });
    expect(result).toMatchObject({ is: "ended", reason: "notMyNumberCard" });
  });

  test("is not taken where a card is asked for", async () => {
    const bench = readerBench();
    const result = await bench.world.run(
      (async () => {
        const reader = await bench.open();
        const reception = reader.receive(ASKED, GRANT);
        await sleep(bench.clock, 500);
        bench.holdPhone("iphone");
        return reception.result;
      })(),
    );
    expect(result).toMatchObject({ is: "ended", reason: "notMyNumberCard" });
  });
});

describe("a face-only card", () => {
  test("is never asked for a PIN, and goes from a refused face to staff", async () => {
    const { said, result } = await visit({
      card: "faceonly",
      face: "other",
      answers: { chooseMethod: [touch.face], staffPassword: [touch.confirm], consent: [touch.consent()] },
    });
    expect(said).not.toContain("(enterPin)");
    expect(result).toMatchObject({ is: "completed", method: "staff" });
  });
});

describe("first registration", () => {
  const asked = { askRegistration: "yes" } as const;
  const registers: Answers = { register: [{ touched: "register", choice: "yes" }] };

  test.each([
    ["face", byFace],
    ["pin", byPin(rightPin)],
  ])("after %s, of a card that the centre does not know yet", async (_, answers) => {
    const { said, result } = await visit({ asked, registered: false, answers: { ...answers, ...registers } });
    expect(said.indexOf("registrationChosen")).toBeGreaterThan(said.indexOf("(register)"));
    expect(said.indexOf("(consent)")).toBeGreaterThan(said.indexOf("registrationChosen"));
    expect(result).toMatchObject({ is: "completed", registration: "yes" });
  });

  test("is not offered where the card is registered", async () => {
    const { said, result } = await visit({ asked, answers: byFace });
    expect(said).toContain("registrationWanted");
    expect(said).not.toContain("(register)");
    expect(result).not.toHaveProperty("registration");
  });

  test("that the patient does not want ends it, with nothing done", async () => {
    const answers: Answers = { ...byFace, register: [{ touched: "register", choice: "no" }] };
    const { result } = await visit({ asked, registered: false, answers });
    expect(result).toMatchObject({ is: "ended", reason: "notRegistered" });
  });

  test("is not offered to whom only staff have confirmed", async () => {
    const answers: Answers = { chooseMethod: [touch.staff], staffPassword: [touch.confirm] };
    const { said, result } = await visit({ asked, registered: false, answers });
    expect(said).not.toContain("(register)");
    expect(result).toMatchObject({ is: "ended", reason: "notRegistered" });
  });
});

describe("what the host sets", () => {
  test("so many faces are compared and no more", async () => {
    const answers = { ...byPin(rightPin), chooseMethod: [touch.face] };
    const { said } = await visit({ face: "other", asked: { attempts: 1 }, answers });
    expect(said.filter((name) => name.startsWith("matched"))).toEqual(["matched refused"]);
  });

  test("so long a screen waits and no longer", async () => {
    const { result, trace } = await visit({ asked: { methods: ["pin"], patience: 7 }, answers: {} });
    expect(result).toMatchObject({ is: "ended", reason: "timedOut" });
    const shownAt = (screen: string) =>
      trace.events.find((event) => event.channel === "panel" && event.is === "shown" && event.screen === screen)?.at;
    expect(((shownAt("failed") ?? 0) - (shownAt("enterPin") ?? 0)) / 1_000_000).toBeCloseTo(7, 2);
  });

  test.each([
    ["pharmacy", ["medicines"]],
    ["clinic", ["medicines", "checkups"]],
    ["hospital", ["medicines", "checkups"]],
    ["dentalClinic", ["medicines", "checkups"]],
  ] as const)("at a %s %s are asked for", async (facility, consents) => {
    const { result } = await visit({ asked: { facility }, answers: byFace });
    expect(result).toMatchObject({ is: "completed", consents });
  });
});

describe("a power cut at any moment of the longest reception", () => {
  const answers: Answers = {
    chooseMethod: [touch.face],
    enterPin: [touch.digits(wrongPin)],
    staffPassword: [touch.confirm],
    register: [{ touched: "register", choice: "yes" }],
    consent: [touch.consent()],
    choosePrescription: [{ touched: "prescription", choice: "paper" }],
  };

  /** The power goes half a millisecond into the n-th screen or command to the card, and comes back three seconds later. */
  async function cutAt(moment: number) {
    const bench = readerBench({ answers });
    const { clock, seen, trace, world } = bench;
    return world.run(
      (async () => {
        const heard: FaceMessage[] = [];
        const host = (device: Pick<typeof bench.device, "onFrame" | "receive">) => {
          device.onFrame((frame) => {
            const message = decodeFace(frame);
            heard.push(message);
            if (message.is === "authorityWanted")
              void GRANT(message.challenge).then((grant) =>
                device.receive(encodeFace({ is: "authority", reception: message.reception, ...grant })),
              );
            if (message.is === "registrationWanted")
              device.receive(encodeFace({ is: "registration", reception: 3, state: "notRegistered" }));
          });
          device.receive(encodeFace({ is: "hello", version: 2 }));
        };
        host(bench.device);
        seen.face = "other";
        let moments = 0;
        const stopped = new Set<number>();
        trace.listen((event) => {
          const command = event.channel === "card" && event.is === "command";
          const screen = event.channel === "panel" && event.is === "shown";
          if ((command || screen) && moments++ === moment)
            clock.after(0.5, () => {
              stopped.add(moment);
              bench.device.cut();
            });
        });
        bench.device.receive(encodeFace(begin(3, { askRegistration: "yes" })));
        await sleep(clock, 500);
        bench.insert("hanako");
        await sleep(clock, 120_000);
        const before = heard.map(({ is }) => is);
        if (stopped.size === 0 || before.includes("completed") || before.includes("ended"))
          return { over: true, heard };
        const again = bench.start();
        host(again);
        await sleep(clock, 1000);
        const told = heard.slice(before.length);
        bench.slot.remove();
        seen.face = "holder";
        again.receive(encodeFace(begin(4, { methods: ["face"], askPrescription: "no" })));
        await sleep(clock, 500);
        bench.insert("taro");
        await sleep(clock, 30_000);
        again.stop();
        return { over: false, heard, told, next: heard.findLast(({ is }) => is === "completed") };
      })(),
    );
  }

  test("is told after the next hello, completes nothing, and leaves nothing behind for the next patient", async () => {
    for (let moment = 0; ; moment++) {
      const { over, heard, told, next } = await cutAt(moment);
      if (over) {
        expect(moment).toBeGreaterThan(40);
        return;
      }
      const what = `at moment ${moment}`;
      expect(
        told?.filter(({ is }) => is === "ended"),
        what,
      ).toEqual([{ is: "ended", reception: 3, reason: "restarted" }]);
      expect(
        heard.filter((message) => message.is === "completed" && message.reception === 3),
        what,
      ).toEqual([]);
      expect(next, what).toMatchObject({ is: "completed", reception: 4, method: "face" });
    }
  });
});
