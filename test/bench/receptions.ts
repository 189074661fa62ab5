import { signForCard, terminalCertificate } from "../../certs/terminal.ts";
import { readerKeyOf } from "../../certs/reader-key.ts";
import { type Camera, type Clock, sleep } from "../../device/ports.ts";
import { type FaceReader, openFaceReader } from "../../device/reader/face-reader.ts";
import { memoryLink } from "../../device/reader/memory-link.ts";
import { forgetfulRecorder } from "../../device/trace.ts";
import type { Method } from "../../device/wire/face.ts";
import { makeProducts } from "../../scripts/built-in/products.ts";
import { EXPOSURE } from "../../simulator/reader/camera.ts";
import { type VirtualReader, virtualReader } from "../../simulator/reader/virtual-reader.ts";
import { virtualWorld, type World } from "../../simulator/world.ts";
import { cpuRate } from "./measure.ts";

/** Receptions at the built-in reader in this process, in virtual time, by a host that checks each proof. */

const PERSON = "hanako";
const CERTIFICATE = terminalCertificate();

export interface ReceptionBench {
  readonly world: World;
  /** One patient: card, method, PIN or face, consent, result, card taken. Rejects where the result is not proven. */
  receive(method: Method): Promise<void>;
  close(): void;
}

export async function receptionBench(): Promise<ReceptionBench> {
  const { country, matcher } = makeProducts();
  const world = virtualWorld(1);
  const { clock } = world;
  const lie = { camera: sameLook() };
  const reader = virtualReader({ world, recorder: forgetfulRecorder, country, matcher, seed: 1, lie });
  const issuer = country.pki.readerAttestation.certificate;
  const host = await world.run(
    openFaceReader(memoryLink(reader.device, clock), clock, {
      readerKey: (attestation) => readerKeyOf(attestation, issuer, clock.now()),
    }),
  );
  const pin = country.person(PERSON).pins.auth ?? "";
  return {
    world,
    receive: (method) => receiveOne({ world, reader, host, method, pin }),
    close() {
      reader.stop();
      void host.close();
    },
  };
}

/** What the cameras of all these readers see is drawn once: neither a picture nor its template is made anew for each patient. */
export function sameLook(): (camera: Camera, clock: Clock) => Camera {
  let face: ReturnType<Camera["captureFace"]> | undefined;
  let front: ReturnType<Camera["captureCardFront"]> | undefined;
  return (camera, clock) => {
    /** A picture takes its time all the same. */
    const exposed = async <T>(drawn: Promise<T>) => {
      await sleep(clock, EXPOSURE);
      return drawn;
    };
    return {
      captureFace: (within) => (face ? exposed(face) : (face = camera.captureFace(within))),
      captureCardFront: () => (front ? exposed(front) : (front = camera.captureCardFront())),
    };
  };
}

async function receiveOne(parts: {
  readonly world: World;
  readonly reader: VirtualReader;
  readonly host: FaceReader;
  readonly method: Method;
  readonly pin: string;
}): Promise<void> {
  const { world, reader, host, method, pin } = parts;
  const reception = host.receive(
    {
      ...{ nonce: world.random.bytes(32), challenge: world.random.bytes(32), methods: ["face", "pin", "staff"] },
      ...{ consents: ["medicines", "checkups"], language: "ja", askPrescription: false },
    },
    (challenge) => Promise.resolve({ certificate: CERTIFICATE, signature: signForCard(challenge) }),
  );
  const { operator } = reader;
  if (method === "face") await operator.perform({ intent: "showFace", person: PERSON });
  await operator.perform({ intent: "placeCard", persona: PERSON });
  await operator.perform({ intent: "chooseMethod", method });
  if (method === "pin") await operator.perform({ intent: "enterPin", pin });
  await operator.perform({ intent: "consent", items: "all" });
  const result = await reception.result;
  if (result.is !== "completed" || !result.proven) throw new Error(`a reception that ${result.is}`);
  await operator.perform({ intent: "removeCard" });
}

export async function receptionRate(bench: ReceptionBench, method: Method, milliseconds: number): Promise<number> {
  return cpuRate(milliseconds, () => bench.world.run(bench.receive(method)));
}
