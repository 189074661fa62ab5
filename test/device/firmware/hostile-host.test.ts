import { createPublicKey, verify } from "node:crypto";
import { describe, expect, test } from "vitest";
import { p256PrivateKey, p256Sign } from "../../../certs/p256.ts";
import { sleep } from "../../../device/ports.ts";
import { memoryLink } from "../../../device/reader/memory-link.ts";
import { concat, hex, unhex } from "../../../device/wire/bytes.ts";
import {
  CONSENT_ITEMS,
  decodeFace,
  encodeFace,
  type FaceMessage,
  type FaceMessageOf,
  METHODS,
  type Method,
  proofInput,
} from "../../../device/wire/face.ts";
import { encodeManifest } from "../../../device/wire/firmware-manifest.ts";
import { fc } from "../../draws.ts";
import { begin } from "./events.ts";
import { ASKED, GRANT, MAKER, readerBench } from "./reader-bench.ts";
import { byFace, byPin, rightPin } from "./visit.ts";

type Bench = ReturnType<typeof readerBench>;

/** A host with neither patience nor manners: it says what it says when it says it. */
function hostOf(bench: Bench, device = bench.device) {
  const heard: FaceMessage[] = [];
  device.onFrame((frame) => heard.push(decodeFace(frame)));
  const say = (message: FaceMessage | Uint8Array) =>
    device.receive(message instanceof Uint8Array ? message : encodeFace(message));
  const until = async (is: FaceMessage["is"]) => {
    for (let waited = 0; waited < 100_000 && !heard.some((message) => message.is === is); waited += 10)
      await sleep(bench.clock, 10);
  };
  return { heard, say, until };
}

const hello = (version = 2): FaceMessage => ({ is: "hello", version });
const kinds = (heard: readonly FaceMessage[]) => heard.map(({ is }) => is).filter((is) => is !== "prompt");

describe("a begin", () => {
  const wishing = (digits: string) =>
    unhex(hex(encodeFace(begin(7, { attempts: 1, patience: 1 }))).replace(/8701.*/, digits));

  test.each([
    ["no faces", wishing("8701008802002d")],
    ["no seconds", wishing("87010188020000")],
  ])("that allows %s is none, and the next patient is received", async (_, none) => {
    const bench = readerBench({ answers: byPin(rightPin) });
    const { heard, say, until } = hostOf(bench);
    await bench.world.run(
      (async () => {
        say(hello());
        say(none);
        bench.insert("hanako");
        await sleep(bench.clock, 3000);
        expect(heard.slice(1)).toEqual(
          [{ is: "cardPlaced" }, { is: "notDone", tag: 0xff21, reason: "malformed" }].reverse(),
        );
        say(begin(8, { askPrescription: "no" }));
        await until("completed");
      })(),
    );
    expect(heard.at(-2)).toMatchObject({ is: "completed", reception: 8 });
  });
});

test("what is signed is what the host reads, also where another host of an older version came in between", async () => {
  const bench = readerBench({ answers: { ...byPin(rightPin), register: [{ touched: "register", choice: "yes" }] } });
  const { heard, say, until } = hostOf(bench);
  const asked = begin(7, { askPrescription: "no", askRegistration: "yes" });
  await bench.world.run(
    (async () => {
      say(hello());
      bench.insert("hanako");
      say(asked);
      await until("registrationWanted");
      say({ is: "registration", reception: 7, state: "notRegistered" });
      await until("registrationChosen");
      say(hello(1));
      await until("completed");
    })(),
  );
  const completed = heard.find((message): message is FaceMessageOf<"completed"> => message.is === "completed");
  if (!completed?.proof) throw new Error("no result");
  expect(completed).not.toHaveProperty("registration");
  const key = { key: createPublicKey(p256PrivateKey(bench.key)), dsaEncoding: "ieee-p1363" as const };
  expect(verify("sha256", proofInput(asked.nonce, completed), key, completed.proof)).toBe(true);
});

describe("after a power cut", () => {
  /** The power goes at the PIN screen of reception 7; `next` is what the host does before it greets anew. */
  async function afterCut(next: (say: (message: FaceMessage) => void) => void) {
    const bench = readerBench({ answers: byPin(rightPin) });
    const before = hostOf(bench);
    return bench.world.run(
      (async () => {
        before.say(hello());
        bench.insert("hanako");
        before.say(begin(7));
        await before.until("methodChosen");
        bench.device.cut();
        const device = bench.start();
        const { heard, say, until } = hostOf(bench, device);
        next(say);
        await sleep(bench.clock, 100);
        say(hello());
        await sleep(bench.clock, 100);
        return { heard, say, until, bench, device };
      })(),
    );
  }

  test("the next patient who came before the greeting goes on, and the host hears what became of the last", async () => {
    const { heard, until, bench } = await afterCut((say) => say(begin(8, { askPrescription: "no" })));
    expect(heard).toContainEqual({ is: "ended", reception: 7, reason: "restarted" });
    await bench.world.run(until("completed"));
    expect(heard).toContainEqual(expect.objectContaining({ is: "completed", reception: 8 }));
  });

  test("a second one is heard of too, though the first was told of in the middle of that reception", async () => {
    const { bench, device } = await afterCut((say) => say(begin(8)));
    device.cut();
    const again = hostOf(bench, bench.start());
    again.say(hello());
    expect(again.heard).toContainEqual({ is: "ended", reception: 8, reason: "restarted" });
  });

  test("the same number begun anew has one end", async () => {
    const { heard, until, bench } = await afterCut((say) => say(begin(7, { askPrescription: "no" })));
    await bench.world.run(until("completed"));
    expect(kinds(heard)).not.toContain("ended");
  });
});

test("a card whose certificate no message can carry cannot be read, and the next patient is received", async () => {
  const certificate = concat(unhex("30821770"), new Uint8Array(6000));
  let swollen = true;
  let file = "";
  const bench = readerBench({
    answers: byPin(rightPin),
    view: (slot) => ({
      ...slot,
      present: () => slot.present(),
      transmit(apdu) {
        const [, ins, high = 0, low = 0] = apdu;
        if (ins === 0xa4) file = hex(apdu.slice(5));
        if (!swollen || ins !== 0xb0 || !/^000a/i.test(file)) return slot.transmit(apdu);
        const at = high * 256 + low;
        return Promise.resolve(concat(certificate.subarray(at, at + 256), unhex("9000")));
      },
    }),
  });
  const results = await bench.world.run(
    (async () => {
      const reader = await bench.open();
      bench.insert("hanako");
      const first = await reader.receive(ASKED, GRANT).result;
      bench.slot.remove();
      swollen = false;
      await sleep(bench.clock, 1000);
      bench.insert("hanako");
      return [first, await reader.receive({ ...ASKED, nonce: new Uint8Array(32).fill(0x99) }, GRANT).result];
    })(),
  );
  expect(results).toMatchObject([{ is: "ended", reason: "cardUnreadable" }, { is: "completed" }]);
});

describe("whatever a host says, and whenever", () => {
  const numbers = fc.constantFrom(0, 1, 7, 0x55555555, 0xffffffff);
  const yesNo = fc.constantFrom("yes" as const, "no" as const);
  const some = { noNullPrototype: true } as const;
  const { askPrescription: _, ...asked } = ASKED;
  const manifest = fc.record(
    {
      model: fc.constantFrom("bench", "another", ""),
      counter: fc.constantFrom(0, 1, 2, 0xffffffff),
      firmware: fc.constantFrom("", "0.2", "é".repeat(32)),
      size: fc.constantFrom(0, 1, 2048, 2049, 0xffffffff),
      digest: fc.constant(new Uint8Array(32)),
    },
    some,
  );
  const message: fc.Arbitrary<FaceMessage> = fc.oneof(
    fc.constantFrom(1, 2, 3, 0xffff).map(hello),
    fc.record(
      {
        ...{ is: fc.constant("begin" as const), reception: numbers },
        ...{ nonce: fc.constant(asked.nonce), challenge: fc.constant(asked.challenge) },
        methods: fc.subarray(Object.keys(METHODS) as Method[]),
        consents: fc.subarray([...CONSENT_ITEMS]),
        ...{ language: fc.constantFrom("ja" as const, "en" as const), askPrescription: yesNo, askRegistration: yesNo },
        ...{ attempts: fc.constantFrom(1, 255), patience: fc.constantFrom(1, 0xffff) },
        facility: fc.constantFrom("hospital" as const, "pharmacy" as const),
      },
      {
        ...some,
        requiredKeys: ["is", "reception", "nonce", "challenge", "methods", "consents", "language", "askPrescription"],
      },
    ),
    numbers.map((reception) => ({ is: "cancel", reception }) as const),
    fc.record(
      {
        ...{ is: fc.constant("authority" as const), reception: numbers },
        ...{ certificate: fc.uint8Array({ maxLength: 300 }), signature: fc.uint8Array({ maxLength: 300 }) },
      },
      { ...some, requiredKeys: ["is", "reception"] },
    ),
    fc.record(
      {
        ...{ is: fc.constant("registration" as const), reception: numbers },
        state: fc.constantFrom("registered" as const, "notRegistered" as const),
      },
      some,
    ),
    fc.constant({ is: "attest", nonce: asked.nonce } as const),
    fc.constant({ is: "selfTest" } as const),
    numbers.map((from) => ({ is: "readLog", from }) as const),
    manifest
      .map(encodeManifest)
      .map((signed) => ({ is: "offerUpdate", manifest: signed, signature: p256Sign(MAKER, signed) }) as const),
    fc.record(
      {
        ...{ is: fc.constant("updateChunk" as const), offset: fc.constantFrom(0, 1, 2048, 0xffffffff) },
        bytes: fc.constantFrom(0, 1, 2048, 4000).map((length) => new Uint8Array(length)),
      },
      some,
    ),
  );
  /** The number of faces becomes 0 where it was 255. */
  const worse = (frame: Uint8Array) => unhex(hex(frame).replace(/^(ff21.*)8701ff/, "$1870100"));

  test("nothing in the reader breaks, and the next patient is received", async () => {
    const sayings = fc.array(fc.tuple(fc.integer({ min: 50, max: 9000 }), message), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(sayings, async (sent) => {
        const bench = readerBench({ answers: { ...byFace, ...byPin(rightPin) } });
        const result = await bench.world.run(
          (async () => {
            bench.seen.face = "other";
            for (const [when, said] of sent)
              bench.clock.after(when, () => bench.device.receive(worse(encodeFace(said))));
            for (let patients = 0; patients < 2; patients++) {
              bench.insert("hanako");
              await sleep(bench.clock, 4500);
              bench.slot.remove();
              await sleep(bench.clock, 1500);
            }
            await sleep(bench.clock, 20_000);
            for (const reception of [0, 1, 7, 0x55555555, 0xffffffff])
              bench.device.receive(encodeFace({ is: "cancel", reception }));
            await sleep(bench.clock, 2000);
            const reader = await bench.open(memoryLink(bench.device, bench.clock, 1));
            bench.insert("hanako");
            return reader.receive({ ...ASKED, nonce: new Uint8Array(32).fill(0x99) }, GRANT).result;
          })(),
        );
        expect(result).toMatchObject({ is: "completed", proven: true });
      }),
      { numRuns: 50 },
    );
  });
});
