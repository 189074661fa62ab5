import { createHash, createPublicKey, verify } from "node:crypto";
import { describe, expect, test } from "vitest";
import { p256PrivateKey, p256Sign, type P256Key } from "../../../certs/p256.ts";
import { LOG_LENGTH, readerLog } from "../../../device/firmware/reader-log.ts";
import { CHUNK } from "../../../device/firmware/update-machine.ts";
import { sleep } from "../../../device/ports.ts";
import { decodeFace, encodeFace, type FaceMessage, proofInput } from "../../../device/wire/face.ts";
import { decodeTlvs, encodeTlv } from "../../../device/wire/tlv.ts";
import { EMPTY, utf8 } from "../../../device/wire/bytes.ts";
import { encodeManifest, type FirmwareManifest } from "../../../device/wire/firmware-manifest.ts";
import { begin } from "./events.ts";
import { MAKER, readerBench } from "./reader-bench.ts";

type Bench = ReturnType<typeof readerBench>;

/** A host that says these things one after the other, and hears what the reader says to all of it. */
async function say(bench: Bench, ...messages: readonly (FaceMessage | Uint8Array)[]): Promise<FaceMessage[]> {
  const heard: FaceMessage[] = [];
  const stop = bench.device.onFrame((frame) => heard.push(decodeFace(frame)));
  return bench.world.run(
    (async () => {
      for (const message of messages) {
        bench.device.receive(message instanceof Uint8Array ? message : encodeFace(message));
        await sleep(bench.clock, 700);
      }
      stop();
      return heard;
    })(),
  );
}

const hello = (version = 2): FaceMessage => ({ is: "hello", version });
const publicKey = (key: P256Key) => createPublicKey(p256PrivateKey(key));

describe("attestation", () => {
  test("is signed over the host's nonce by the key that signs results, which another program confirms", async () => {
    const bench = readerBench();
    const nonce = new Uint8Array(32).fill(7);
    const [, attested] = await say(bench, hello(), { is: "attest", nonce });
    if (attested?.is !== "attested") throw new Error(`got ${attested?.is ?? "nothing"}`);
    const key = { key: publicKey(bench.key), dsaEncoding: "ieee-p1363" as const };
    const proof = attested.proof ?? new Uint8Array();
    expect(verify("sha256", proofInput(nonce, attested), key, proof)).toBe(true);
    expect(verify("sha256", proofInput(new Uint8Array(32), attested), key, proof)).toBe(false);
    expect(attested).toMatchObject({ serial: "1", firmware: "0", counter: 1 });
  });
});

describe("versions", () => {
  test("a host of version 1 hears nothing that came later", async () => {
    const bench = readerBench();
    const first = await say(bench, hello(1), { is: "attest", nonce: new Uint8Array(32) }, { is: "selfTest" });
    expect(first.map(({ is }) => is)).toEqual(["identity"]);
    expect(first[0]).not.toHaveProperty("counter");
    const second = await say(bench, hello());
    expect(second[0]).toMatchObject({ is: "identity", version: 2, counter: 1 });
  });

  test("what cannot be read changes nothing, and only a host of version 2 is told so", async () => {
    const bench = readerBench();
    const bad = [Uint8Array.of(0xff, 0x7f, 0x00), Uint8Array.of(0xff, 0x21, 0x00), Uint8Array.of(0x30, 0x00)];
    // A version that there is not: whoever took it for the lower of two versions would leave every field out from now on.
    bad.push(Uint8Array.of(0xff, 0x20, 0x04, 0x80, 0x02, 0x00, 0x00));
    expect(await say(bench, hello(1), ...bad)).toHaveLength(1);
    expect((await say(bench, hello(2), ...bad)).slice(1)).toEqual([
      { is: "notDone", tag: 0xff7f, reason: "unknown" },
      { is: "notDone", tag: 0xff21, reason: "malformed" },
      { is: "notDone", tag: 0xff20, reason: "malformed" },
    ]);
  });
});

describe("the self-test", () => {
  test("finds every part good, and says so of each once", async () => {
    const bench = readerBench();
    bench.seen.fronts = ["01020320301111"];
    expect((await say(bench, hello(), { is: "selfTest" })).slice(1)).toEqual([
      { is: "tested", passed: ["slot", "camera", "cardCamera", "panel", "store", "resultKey"], failed: [] },
    ]);
  });

  test("names the part that gives nothing", async () => {
    expect((await say(readerBench(), hello(), { is: "selfTest" }))[1]).toMatchObject({ failed: ["cardCamera"] });
  });

  test("waits until no patient is there; who the reader is may be asked all the same", async () => {
    const bench = readerBench();
    const nonce = new Uint8Array(32);
    const heard = await say(bench, hello(), begin(3), { is: "selfTest" }, { is: "attest", nonce });
    expect(heard).toContainEqual({ is: "notDone", tag: 0xff26, reason: "busy" });
    expect(heard.map(({ is }) => is)).toContain("attested");
    expect(heard.map(({ is }) => is)).not.toContain("tested");
  });
});

describe("the self-test and the card", () => {
  test("a card that the PC works with is taken from it first and given back, as for a patient", async () => {
    const calls: string[] = [];
    const note = (call: string) => Promise.resolve(void calls.push(call));
    const bench = readerBench({
      shared: () => ({ take: () => note("take"), release: () => note("release") }),
      view: (slot) => ({
        ...slot,
        present: () => slot.present(),
        powerOn: () => {
          calls.push("power on");
          return slot.powerOn();
        },
      }),
    });
    bench.insert("hanako");
    expect((await say(bench, hello(), { is: "selfTest" })).at(-1)).toMatchObject({ is: "tested", failed: [] });
    expect(calls).toEqual(["take", "power on", "release"]);
  });

  test("a part that never answers is one that fails", async () => {
    const bench = readerBench({
      view: (slot) => ({ ...slot, present: () => slot.present(), powerOn: () => new Promise(() => undefined) }),
    });
    bench.insert("hanako");
    const heard: FaceMessage[] = [];
    await say(bench, hello(), { is: "selfTest" });
    bench.device.onFrame((frame) => heard.push(decodeFace(frame)));
    await bench.world.run(sleep(bench.clock, 6000));
    expect(heard).toEqual([expect.objectContaining({ is: "tested", failed: ["slot"] })]);
  });

  test("no patient comes while it lasts, nor a second test; then one does", async () => {
    const bench = readerBench();
    bench.insert("hanako");
    const heard: FaceMessage[] = [];
    bench.device.onFrame((frame) => heard.push(decodeFace(frame)));
    for (const message of [hello(), { is: "selfTest" }, begin(3), { is: "selfTest" }] as const)
      bench.device.receive(encodeFace(message));
    await bench.world.run(sleep(bench.clock, 2000));
    expect(heard.slice(1)).toEqual([
      { is: "ended", reception: 3, reason: "busy" },
      { is: "notDone", tag: 0xff26, reason: "busy" },
      expect.objectContaining({ is: "tested", failed: [] }),
    ]);
    expect((await say(bench, begin(4))).map(({ is }) => is)).toContain("prompt");
  });
});

describe("the log", () => {
  test("tells what happened by numbers alone, oldest first, and goes on after a power cut", async () => {
    const bench = readerBench();
    await say(bench, hello(), begin(3), { is: "cancel", reception: 3 });
    bench.device.cut();
    const again = { ...bench, device: bench.start() };
    const heard = await say(again, hello(), { is: "readLog", from: 0 });
    expect(heard.filter(({ is }) => is === "logEntry").map((entry) => ({ ...entry, age: 0 }))).toEqual([
      { is: "logEntry", number: 1, age: 0, event: "started" },
      { is: "logEntry", number: 2, age: 0, event: "ended", detail: 2 },
      { is: "logEntry", number: 3, age: 0, event: "started" },
    ]);
    expect(heard.at(-1)).toEqual({ is: "logEnd", next: 4 });
    expect((await say(again, { is: "readLog", from: 3 })).map(({ is }) => is)).toEqual(["logEntry", "logEnd"]);
  });

  test("keeps the last of many, and counts on", () => {
    const { store, clock } = readerBench();
    const log = readerLog(store, clock);
    for (let i = 0; i < 2 * LOG_LENGTH; i++) log.write("completed", i % 3);
    const kept = log.since(0);
    expect(kept).toHaveLength(LOG_LENGTH);
    expect([kept[0]?.number, kept.at(-1)?.number, log.next]).toEqual([258, 513, 514]);
  });
});

describe("a firmware update", () => {
  const image = Uint8Array.from({ length: 2 * CHUNK + 100 }, (_, i) => i % 251);
  const manifestOf = (changes: Partial<FirmwareManifest> = {}): Uint8Array =>
    encodeManifest({
      ...{ model: "bench", counter: 2, firmware: "1.0", size: image.length },
      digest: createHash("sha256").update(image).digest(),
      ...changes,
    });
  const offer = (manifest = manifestOf(), signature = p256Sign(MAKER, manifest)): FaceMessage => ({
    ...{ is: "offerUpdate", manifest, signature },
  });
  const chunk = (offset: number, bytes = image.subarray(offset, offset + CHUNK)): FaceMessage => ({
    ...{ is: "updateChunk", offset, bytes },
  });
  const all = [chunk(0), chunk(CHUNK), chunk(2 * CHUNK)];

  test("is asked for piece by piece, installed whole, and outlives a power cut", async () => {
    const bench = readerBench();
    const heard = await say(bench, hello(), offer(), ...all);
    expect(heard.slice(1)).toEqual([
      { is: "updateWanted", offset: 0, size: CHUNK },
      { is: "updateWanted", offset: CHUNK, size: CHUNK },
      { is: "updateWanted", offset: 2 * CHUNK, size: 100 },
      { is: "updated", firmware: "1.0", counter: 2 },
    ]);
    bench.device.cut();
    const [identity] = await say({ ...bench, device: bench.start() }, hello());
    expect(identity).toMatchObject({ firmware: "1.0", counter: 2 });
  });

  const other = p256Sign(readerBench().key, manifestOf());
  /** A manifest with any name at all, which no honest tool writes. */
  const named = (name: string) => {
    const fields = decodeTlvs(decodeTlvs(manifestOf())[0]?.value ?? EMPTY);
    const changed = fields.map(({ tag, value }) => encodeTlv(tag, tag === 0x82 ? utf8(name) : value));
    return encodeTlv(0x7f31, ...changed);
  };
  const rows: [string, readonly FaceMessage[], string][] = [
    ["signed by somebody else", [offer(manifestOf(), other)], "wrongSignature"],
    ["with a signature that is none", [offer(manifestOf(), Uint8Array.of(1, 2, 3))], "wrongSignature"],
    [
      "whose manifest was changed",
      [offer(manifestOf({ counter: 9 }), p256Sign(MAKER, manifestOf()))],
      "wrongSignature",
    ],
    ["whose signed manifest is none", [offer(Uint8Array.of(0x30, 0x00))], "unreadable"],
    ["whose name no identity would have room for", [offer(named("v".repeat(3800)))], "unreadable"],
    ["for another model", [offer(manifestOf({ model: "other" }))], "otherModel"],
    ["with the counter that runs", [offer(manifestOf({ counter: 1 }))], "notNewer"],
    ["to an older firmware", [offer(manifestOf({ counter: 0 }))], "notNewer"],
    ["of nothing", [offer(manifestOf({ size: 0 }))], "tooLarge"],
    ["of more than it can hold", [offer(manifestOf({ size: 100_000_000 }))], "tooLarge"],
    ["that ends early", [offer(), chunk(0), chunk(CHUNK, image.subarray(CHUNK, CHUNK + 10))], "truncated"],
    ["with more than was asked for", [offer(), chunk(0, image.subarray(0, CHUNK + 1))], "tooLarge"],
    ["out of order", [offer(), chunk(CHUNK)], "outOfOrder"],
    ["that nobody offered", [chunk(0)], "outOfOrder"],
    ["of another image", [offer(), chunk(0, new Uint8Array(CHUNK)), ...all.slice(1)], "wrongDigest"],
  ];
  test.each(rows)("%s is refused, with the reason, and nothing is installed", async (_, messages, reason) => {
    const bench = readerBench();
    const heard = await say(bench, hello(), ...messages, { is: "attest", nonce: new Uint8Array(32) });
    expect(heard).toContainEqual({ is: "updateRefused", reason });
    expect(heard.at(-1)).toMatchObject({ is: "attested", firmware: "0", counter: 1 });
  });

  test("that stops coming is given up as truncated, and a reception can begin again", async () => {
    const bench = readerBench();
    const busy = await say(bench, hello(), offer(), begin(5));
    expect(busy).toContainEqual({ is: "ended", reception: 5, reason: "busy" });
    const heard: FaceMessage[] = [];
    bench.device.onFrame((frame) => heard.push(decodeFace(frame)));
    await bench.world.run(sleep(bench.clock, 11_000));
    expect(heard).toEqual([{ is: "updateRefused", reason: "truncated" }]);
    expect((await say(bench, begin(6))).map(({ is }) => is)).toEqual(["prompt"]);
  });

  test("in the middle of which the power goes leaves the old firmware", async () => {
    const bench = readerBench();
    await say(bench, hello(), offer(), chunk(0));
    bench.device.cut();
    const again = { ...bench, device: bench.start() };
    expect((await say(again, hello()))[0]).toMatchObject({ firmware: "0", counter: 1 });
    expect(await say(again, chunk(CHUNK))).toEqual([{ is: "updateRefused", reason: "outOfOrder" }]);
  });

  test("never takes the counter back, however it is asked", async () => {
    const bench = readerBench();
    await say(bench, hello(), offer(manifestOf({ counter: 7 })), ...all);
    const refused = await say(bench, offer(manifestOf({ counter: 6 })), offer(manifestOf({ counter: 7 })));
    expect(refused).toEqual(Array(2).fill({ is: "updateRefused", reason: "notNewer" }));
  });
});
