import { performance } from "node:perf_hooks";
import { readerKeyOf } from "../../certs/reader-key.ts";
import { signForCard, terminalCertificate } from "../../certs/terminal.ts";
import { sleep } from "../../device/ports.ts";
import { openFaceReader } from "../../device/reader/face-reader.ts";
import { memoryLink } from "../../device/reader/memory-link.ts";
import { forgetfulRecorder } from "../../device/trace.ts";
import type { FaceMessage } from "../../device/wire/face.ts";
import { makeProducts, type Products } from "../../scripts/built-in/products.ts";
import { realTime } from "../../scripts/real-time.ts";
import { type ReaderLie, virtualReader } from "../../simulator/reader/virtual-reader.ts";
import { sameLook } from "./receptions.ts";
import type { World } from "../../simulator/world.ts";

/**
 * Sixty-four readers in one process and in real time, one patient at each within thirty seconds, beside one reader at which as many
 * patients come one after the other. A leg is the reader's own time: hands act at once, and what they take is no part of it.
 */

const READERS = 64;
const WITHIN = 30_000;
const PERSON = "hanako";

const LEGS = {
  "card to choice": ["placed", "chooseMethod"],
  "choice to match": ["chosen", "matched"],
  "consent to result": ["consented", "completed"],
} as const;
type Leg = keyof typeof LEGS;
type Legs = Readonly<Record<Leg, number>>;

/** A reader with its host; each call is one patient, and gives back milliseconds by leg. */
async function readerDesk(world: World, { country, matcher }: Products, seed: number, lie: ReaderLie) {
  const { clock } = world;
  const reader = virtualReader({ world, recorder: forgetfulRecorder, country, matcher, seed, lie });
  const issuer = country.pki.readerAttestation.certificate;
  const host = await openFaceReader(memoryLink(reader.device, clock), clock, {
    readerKey: (attestation) => readerKeyOf(attestation, issuer, clock.now()),
  });
  const { operator } = reader;
  return {
    async receive(): Promise<Legs> {
      const moments = new Map<string, number>();
      const note = (what: string) => {
        if (!moments.has(what)) moments.set(what, performance.now());
      };
      const unhear = host.onMessage((message: FaceMessage) => {
        if (message.is === "prompt") note(message.screen);
        else note(message.is);
      });
      const reception = host.receive(
        {
          ...{ nonce: world.random.bytes(32), challenge: world.random.bytes(32), methods: ["face", "pin", "staff"] },
          ...{ consents: ["medicines"], language: "ja", askPrescription: false },
        },
        (challenge) => Promise.resolve({ certificate: terminalCertificate(), signature: signForCard(challenge) }),
      );
      await operator.perform({ intent: "showFace", person: PERSON });
      note("placed");
      await operator.perform({ intent: "placeCard", persona: PERSON });
      await reader.panel.until("chooseMethod");
      note("chosen");
      await operator.perform({ intent: "chooseMethod", method: "face" });
      await reader.panel.until("consent");
      note("consented");
      await operator.perform({ intent: "consent", items: "all" });
      const result = await reception.result;
      if (result.is !== "completed" || !result.proven) throw new Error(`a reception that ${result.is}`);
      await operator.perform({ intent: "removeCard" });
      unhear();
      const at = (what: string) => moments.get(what) ?? Number.NaN;
      return Object.fromEntries(
        Object.entries(LEGS).map(([leg, [from, to]]) => [leg, at(to) - at(from)]),
      ) as unknown as Legs;
    },
    stop() {
      reader.stop();
      void host.close();
    },
  };
}

const p95 = (times: readonly number[]): number =>
  [...times].sort((a, b) => a - b)[Math.ceil(0.95 * times.length) - 1] ?? NaN;

export async function manyReaders(): Promise<string[]> {
  const time = realTime();
  const { world } = time;
  const { clock } = world;
  const products = makeProducts();
  // Drawing what stands before a camera is the world's work, and no reader's.
  const lie = { camera: sameLook() };
  const desks = await Promise.all(Array.from({ length: READERS }, (_, i) => readerDesk(world, products, i + 1, lie)));
  const [one] = desks;
  if (!one) throw new Error("no reader");
  for (let warm = 0; warm < 5; warm++) await one.receive();
  const alone: Legs[] = [];
  for (let i = 0; i < READERS; i++) alone.push(await one.receive());
  const together = await Promise.all(
    desks.map(async (desk, i) => {
      await sleep(clock, (WITHIN * i) / READERS);
      return desk.receive();
    }),
  );
  desks.forEach((desk) => desk.stop());
  time.stop();
  return (Object.keys(LEGS) as Leg[]).flatMap((leg) => {
    const [single, many] = [alone, together].map((all) => p95(all.map((legs) => legs[leg])));
    const ratio = (many ?? NaN) / (single ?? NaN);
    console.log(
      `${READERS} readers, one arrival each in ${WITHIN / 1000} s, ${leg}: p95 ${many?.toFixed(0) ?? ""} ms / one reader's ${single?.toFixed(0) ?? ""} ms = ${ratio.toFixed(2)} (at most 2)`,
    );
    return ratio <= 2 ? [] : [`64 readers, ${leg}`];
  });
}
