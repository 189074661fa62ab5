import { fc } from "../../draws.ts";
import { describe, expect, test } from "vitest";
import { p256Key, p256Sign } from "../../../certs/p256.ts";
import { isFault } from "../../../device/errors.ts";
import { sleep } from "../../../device/ports.ts";
import { type FaceReaderOptions, openFaceReader } from "../../../device/reader/face-reader.ts";
import { memoryLink } from "../../../device/reader/memory-link.ts";
import { decodeFace, encodeFace, type FaceMessage, type FaceMessageOf, proofInput } from "../../../device/wire/face.ts";
import { virtualWorld } from "../../../simulator/world.ts";
import { ASKED, GRANT } from "../firmware/reader-bench.ts";

const key = p256Key(1, "a maker's reader");
const identity: FaceMessage = {
  is: "identity",
  version: 1,
  maker: "a maker",
  model: "r",
  serial: "1",
  firmware: "0",
  methods: ["pin"],
  attestation: Uint8Array.of(1),
};

/** A maker's reader that says what the test has it say. */
function makersReader(answer: (heard: FaceMessage, say: (message: FaceMessage | Uint8Array) => void) => void) {
  const world = virtualWorld(1);
  const heard: FaceMessage[] = [];
  const strays: FaceMessage[] = [];
  const warnings: string[] = [];
  let send: (frame: Uint8Array) => void = () => undefined;
  const say = (message: FaceMessage | Uint8Array) =>
    send(message instanceof Uint8Array ? message : encodeFace(message));
  const link = memoryLink(
    {
      receive(frame) {
        const message = decodeFace(frame);
        heard.push(message);
        answer(message, say);
      },
      onFrame(listener) {
        send = listener;
        return () => (send = () => undefined);
      },
    },
    world.clock,
    5,
  );
  const open = (options: FaceReaderOptions = {}) =>
    openFaceReader(link, world.clock, {
      readerKey: () => key.publicKey,
      onStray: (message) => strays.push(message),
      onWarning: (error) => warnings.push(error.fault),
      ...options,
    });
  return { world, link, open, say, heard, strays, warnings };
}

const completed = (begin: FaceMessageOf<"begin">): FaceMessageOf<"completed"> => ({
  is: "completed",
  reception: begin.reception,
  method: "pin",
  certificate: Uint8Array.of(1),
  signature: Uint8Array.of(2),
  consents: [],
});
const proven = (begin: FaceMessageOf<"begin">, message = completed(begin)): FaceMessage => ({
  ...message,
  proof: p256Sign(key, proofInput(begin.nonce, message)),
});
const honest = (message: FaceMessage, say: (message: FaceMessage) => void) => {
  if (message.is === "hello") say(identity);
  if (message.is === "begin") say(proven(message));
  if (message.is === "cancel") say({ is: "ended", reception: message.reception, reason: "cancelledByHost" });
};
const faultOf = (work: Promise<unknown>) =>
  work.then(
    () => "none",
    (error: unknown) => (isFault(error) ? error.fault : String(error)),
  );

describe("opening", () => {
  test("gives the reader's identity", async () => {
    const { world, open } = makersReader(honest);
    expect((await world.run(open())).identity).toEqual(identity);
  });

  test.each<[string, Parameters<typeof makersReader>[0], FaceReaderOptions, string]>([
    ["a reader that says nothing is silent", () => undefined, {}, "link.silent"],
    ["a reader whose attestation nobody trusts is refused", honest, { readerKey: () => undefined }, "peer.unexpected"],
  ])("%s", async (_, answer, options, fault) => {
    const { world, open } = makersReader(answer);
    expect(await world.run(faultOf(open(options)))).toBe(fault);
  });

  test("is not put off by noise before the identity", async () => {
    const { world, open, warnings, strays } = makersReader((message, say) => {
      say(Uint8Array.of(1, 2, 3));
      say({ is: "prompt", reception: 9, screen: "idle" });
      honest(message, say);
    });
    expect((await world.run(open())).identity.maker).toBe("a maker");
    expect(warnings).toEqual(["peer.malformed"]);
    expect(strays).toHaveLength(1);
  });

  test("fails when the cable is pulled", async () => {
    const { world, open, link } = makersReader(() => undefined);
    world.clock.after(100, () => link.unplug());
    expect(await world.run(faultOf(open()))).toBe("link.lost");
  });
});

describe("a result", () => {
  const resultOf = async (answer: Parameters<typeof makersReader>[0], options?: FaceReaderOptions) => {
    const maker = makersReader(answer);
    const reader = await maker.world.run(maker.open(options));
    const reception = reader.receive(ASKED, GRANT);
    const outcome = await maker.world.run(
      reception.result.then(
        (result) => (result.is === "ended" ? result.reason : `completed, ${result.proven ? "proven" : "unproven"}`),
        (error: unknown) => (isFault(error) ? error.fault : String(error)),
      ),
    );
    return { ...maker, reader, reception, outcome };
  };
  const on =
    (begun: (begin: FaceMessageOf<"begin">) => FaceMessage | Uint8Array): Parameters<typeof makersReader>[0] =>
    (message, say) => {
      if (message.is === "hello") say(identity);
      if (message.is === "begin") say(begun(message));
    };

  test.each<[string, (begin: FaceMessageOf<"begin">) => FaceMessage | Uint8Array, string]>([
    ["with a good proof is taken", (begin) => proven(begin), "completed, proven"],
    ["without a proof is refused", (begin) => completed(begin), "peer.unexpected"],
    ["over another nonce is refused", (begin) => proven({ ...begin, nonce: new Uint8Array(32) }), "peer.unexpected"],
    [
      "changed after it was signed is refused",
      (begin) => ({ ...(proven(begin) as FaceMessageOf<"completed">), certificate: Uint8Array.of(9) }),
      "peer.unexpected",
    ],
    [
      "by another key is refused",
      (begin) => ({
        ...completed(begin),
        proof: p256Sign(p256Key(2, "another"), proofInput(begin.nonce, completed(begin))),
      }),
      "peer.unexpected",
    ],
    [
      "with a registration that nobody asked about is refused",
      (begin) => proven(begin, { ...completed(begin), registration: "yes" }),
      "peer.unexpected",
    ],
    ["that is no message is refused", () => Uint8Array.of(0xff, 0x5b, 0x00, 0x00), "peer.malformed"],
    ["may be that it ended", ({ reception }) => ({ is: "ended", reception, reason: "timedOut" }), "timedOut"],
  ])("%s", async (_, answer, expected) => {
    expect((await resultOf(on(answer))).outcome).toBe(expected);
  });

  test("is unproven where nobody can check it", async () => {
    const maker = makersReader(honest);
    const reader = await maker.world.run(openFaceReader(maker.link, maker.world.clock));
    expect(await maker.world.run(reader.receive(ASKED, GRANT).result)).toMatchObject({ proven: false });
  });

  test("that never comes is silence after 75 seconds, and the reader is told", async () => {
    const { outcome, heard, world } = await resultOf((message, say) => message.is === "hello" && say(identity));
    expect(outcome).toBe("link.silent");
    await world.run(sleep(world.clock, 10));
    expect(heard.map(({ is }) => is)).toEqual(["hello", "begin", "cancel"]);
  });

  test("that never came may be of a reader whose power went: it is greeted anew before the next patient", async () => {
    let silent = true;
    const { world, reader, heard } = await resultOf((message, say) => {
      if (message.is === "hello" || !silent) honest(message, say);
    });
    silent = false;
    await world.run(sleep(world.clock, 10));
    const next = reader.receive({ ...ASKED, nonce: new Uint8Array(32).fill(9) }, GRANT);
    expect(await world.run(next.result)).toMatchObject({ is: "completed", proven: true });
    expect(heard.map(({ is }) => is)).toEqual(["hello", "begin", "cancel", "hello", "begin"]);
  });

  test("after a refused one comes the next patient's", async () => {
    let first = true;
    const { world, reader } = await resultOf((message, say) => {
      if (message.is === "begin" && first) say(Uint8Array.of(1));
      else honest(message, say);
      first &&= message.is !== "begin";
    });
    const nonce = new Uint8Array(32).fill(9);
    expect(await world.run(reader.receive({ ...ASKED, nonce }, GRANT).result)).toMatchObject({ is: "completed" });
  });

  test("of another reception is reported and changes nothing", async () => {
    const { outcome, strays } = await resultOf((message, say) => {
      if (message.is === "begin") say({ is: "ended", reception: 5, reason: "timedOut" });
      honest(message, say);
    });
    expect(outcome).toBe("completed, proven");
    expect(strays).toEqual([{ is: "ended", reception: 5, reason: "timedOut" }]);
  });

  test("comes also to who cancels", async () => {
    const { world, open } = makersReader((message, say) => message.is !== "begin" && honest(message, say));
    const reader = await world.run(open());
    const reception = reader.receive(ASKED, GRANT);
    world.clock.after(1000, () => reception.cancel());
    expect(await world.run(reception.result)).toMatchObject({ reason: "cancelledByHost" });
  });

  test("is lost with the link, and so is every later one", async () => {
    const { world, open, link } = makersReader((message, say) => message.is === "hello" && say(identity));
    const reader = await world.run(open());
    const reception = reader.receive(ASKED, GRANT);
    world.clock.after(1000, () => link.unplug());
    expect(await world.run(faultOf(reception.result))).toBe("link.lost");
    expect(await world.run(faultOf(reader.receive(ASKED, GRANT).result))).toBe("link.lost");
  });

  test("of a second patient at once is refused, and the first goes on", async () => {
    const { world, open } = makersReader(honest);
    const reader = await world.run(open());
    const first = reader.receive(ASKED, GRANT);
    const second = reader.receive({ ...ASKED, nonce: new Uint8Array(32).fill(3) }, GRANT);
    expect(await world.run(faultOf(second.result))).toBe("call.misuse");
    expect(await world.run(first.result)).toMatchObject({ is: "completed" });
  });
});

describe("a reader of another version", () => {
  test("that is older is told nothing that it has no word for", async () => {
    const { world, open, heard } = makersReader(honest);
    const reader = await world.run(open());
    const wishes = { attempts: 1, patience: 30, facility: "pharmacy", askRegistration: "yes" } as const;
    expect(await world.run(reader.receive({ ...ASKED, ...wishes }, GRANT).result)).toMatchObject({ is: "completed" });
    for (const wish of Object.keys(wishes)) expect(heard.at(-1)).not.toHaveProperty(wish);
  });

  test("that is newer, or has words of its own, is passed over where it says what nobody here knows", async () => {
    const others = [0x6a, 0x7f].map((tag) => Uint8Array.of(0xff, tag, 0x03, 0x80, 0x01, 0x05));
    const { world, open, warnings, heard } = makersReader((message, say) => {
      others.forEach(say);
      if (message.is === "hello") say({ ...identity, version: 3 });
      else honest(message, say);
    });
    const reader = await world.run(open());
    expect(await world.run(reader.receive({ ...ASKED, patience: 30 }, GRANT).result)).toMatchObject({ proven: true });
    expect(warnings).toEqual([]);
    expect(heard.at(-1)).toMatchObject({ is: "begin", patience: 30 });
  });

  test("that cannot read what it is asked ends it at once, with its own reason", async () => {
    const { world, open } = makersReader((message, say) => {
      if (message.is === "begin") say({ is: "notDone", tag: 0xff21, reason: "malformed" });
      else honest(message, say);
    });
    const reader = await world.run(open());
    const asked = world.clock.now();
    const why = await world.run(reader.receive(ASKED, GRANT).result.catch((error: unknown) => String(error)));
    expect(why).toMatch(/during begin: that it is malformed/);
    expect(world.clock.now() - asked).toBeLessThan(1_000_000);
  });

  test("that cannot read what another host asks goes on with this one's patient", async () => {
    const { world, open } = makersReader((message, say) => {
      if (message.is === "begin") say({ is: "prompt", reception: message.reception, screen: "placeCard" });
      if (message.is === "begin") say({ is: "notDone", tag: 0xff21, reason: "malformed" });
      honest(message, say);
    });
    const reader = await world.run(open());
    expect(await world.run(reader.receive(ASKED, GRANT).result)).toMatchObject({ is: "completed" });
  });
});

describe("what a host asks", () => {
  test("for longer than a minute is waited for so long", async () => {
    const { world, open } = makersReader((message, say) => {
      if (message.is === "hello") say({ ...identity, version: 2 });
      if (message.is === "begin") world.clock.after(300_000, () => say(proven(message)));
    });
    const reader = await world.run(open());
    expect(await world.run(reader.receive({ ...ASKED, patience: 300 }, GRANT).result)).toMatchObject({ proven: true });
  });

  test.each([
    ["no faces at all", { attempts: 0 }],
    ["no time at all", { patience: 0 }],
    ["a nonce that is too short", { nonce: new Uint8Array(3) }],
    ["a challenge that is too long", { challenge: new Uint8Array(33) }],
  ])("of %s is a misuse, and the next patient is received", async (_, wish) => {
    const { world, open } = makersReader(honest);
    const reader = await world.run(open());
    expect(() => reader.receive({ ...ASKED, ...wish }, GRANT)).toThrow(/cannot be asked/);
    expect(await world.run(reader.receive(ASKED, GRANT).result)).toMatchObject({ is: "completed" });
  });
});

test("a central system that cannot be asked for leave has not given it", async () => {
  const { world, open, heard } = makersReader((message, say) => {
    if (message.is === "begin")
      say({ is: "authorityWanted", reception: message.reception, challenge: new Uint8Array(16) });
    if (message.is === "authority") say({ is: "ended", reception: message.reception, reason: "notAuthorised" });
    if (message.is === "hello") say(identity);
  });
  const reader = await world.run(open());
  const reception = reader.receive(ASKED, () => Promise.reject(new Error("no line")));
  expect(await world.run(reception.result)).toMatchObject({ reason: "notAuthorised" });
  expect(heard.at(-1)).toEqual({ is: "authority", reception: 0x01020304 });
});

test("leave of the central system that no message can carry is a refusal to the reader, and is warned of", async () => {
  const { world, open, heard, warnings } = makersReader((message, say) => {
    if (message.is === "begin")
      say({ is: "authorityWanted", reception: message.reception, challenge: new Uint8Array(16) });
    if (message.is === "authority") say({ is: "ended", reception: message.reception, reason: "notAuthorised" });
    if (message.is === "hello") say(identity);
  });
  const reader = await world.run(open());
  const much = { certificate: new Uint8Array(5000), signature: new Uint8Array(256) };
  const reception = reader.receive(ASKED, () => Promise.resolve(much));
  expect(await world.run(reception.result)).toMatchObject({ reason: "notAuthorised" });
  expect(heard.at(-1)).toEqual({ is: "authority", reception: 0x01020304 });
  expect(warnings).toEqual(["peer.unexpected"]);
});

test("whatever bytes a reader sends while a patient is received end in the named fault or are ignored", async () => {
  const noise = fc.oneof(
    fc.uint8Array({ maxLength: 60 }),
    fc.integer({ min: 0, max: 30 }).map((end) => encodeFace(identity).slice(0, end)),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(noise, { minLength: 1, maxLength: 5 }), async (frames) => {
      const { world, open, say } = makersReader((message, say) => message.is === "hello" && say(identity));
      const reader = await world.run(open());
      const first = faultOf(reader.receive(ASKED, GRANT).result);
      for (const frame of frames) say(frame);
      expect(["peer.malformed", "link.silent"]).toContain(await world.run(first));
      await world.run(sleep(world.clock, 10));
      const next = reader.receive({ ...ASKED, nonce: new Uint8Array(32).fill(8) }, GRANT);
      await world.run(sleep(world.clock, 10));
      say({ is: "ended", reception: 0x08080808, reason: "timedOut" });
      expect(await world.run(next.result)).toMatchObject({ reason: "timedOut" });
    }),
    { numRuns: 60 },
  );
});
