import { expect, test } from "vitest";
import { readerKeyOf } from "../../../certs/reader-key.ts";
import { signForCard, terminalCertificate } from "../../../certs/terminal.ts";
import { sleep } from "../../../device/ports.ts";
import { type FaceResult, openFaceReader } from "../../../device/reader/face-reader.ts";
import { memoryLink } from "../../../device/reader/memory-link.ts";
import { recorder } from "../../../device/trace.ts";
import { hex } from "../../../device/wire/bytes.ts";
import { makeProducts } from "../../../scripts/built-in/products.ts";
import { virtualReader } from "../../../simulator/reader/virtual-reader.ts";
import { virtualWorld } from "../../../simulator/world.ts";
import { AP, cardOfPersona, ef, hand, readWhole } from "../card/hand.ts";
import { JPKI_EF } from "../../../device/wire/card-files.ts";

/** Several readers in one process share a matcher and a country, and nothing of their patients. */

const { country, matcher } = makeProducts();
const PATIENTS = ["hanako", "taro", "gaiji", "child", "moved"] as const;
const CERTIFICATE = terminalCertificate();

const certificateOf = (persona: string): string => {
  const card = hand(cardOfPersona(persona));
  card.send(AP.jpki);
  card.send(ef(JPKI_EF.authCertificate));
  return card.send(readWhole(JPKI_EF.authCertificate)).slice(0, -4);
};

/** Patients at as many readers, all at once; `early` takes the card of the reader of that number away as it is read. */
async function allAtOnce(early?: number) {
  const world = virtualWorld(3);
  const { clock, random } = world;
  const issuer = country.pki.readerAttestation.certificate;
  const visits = PATIENTS.map(async (person, i): Promise<FaceResult> => {
    const reader = virtualReader({ world, recorder: recorder(clock), country, matcher, seed: i + 1 });
    const host = await openFaceReader(memoryLink(reader.device, clock), clock, {
      readerKey: (attestation) => readerKeyOf(attestation, issuer, clock.now()),
    });
    const reception = host.receive(
      {
        ...{ nonce: random.bytes(32), challenge: random.bytes(32), methods: ["face", "pin", "staff"] },
        ...{ consents: ["medicines"], language: "ja", askPrescription: false },
      },
      (challenge) => Promise.resolve({ certificate: CERTIFICATE, signature: signForCard(challenge) }),
    );
    const { operator } = reader;
    await operator.perform({ intent: "showFace", person });
    await operator.perform({ intent: "placeCard", persona: person });
    await operator.perform({ intent: "chooseMethod", method: "face" });
    if (i === early) {
      await sleep(clock, 20);
      await operator.perform({ intent: "removeCard" });
    } else await operator.perform({ intent: "consent", items: "all" });
    const result = await reception.result;
    reader.stop();
    return result;
  });
  return world.run(Promise.all(visits));
}

test("each gives its own patient's result, signed by its own key over its own nonce", async () => {
  const results = await allAtOnce();
  expect(results.map((result) => result.is === "completed" && result.proven)).toEqual(PATIENTS.map(() => true));
  const certificates = results.map((result) => (result.is === "completed" ? hex(result.certificate) : ""));
  expect(certificates).toEqual(PATIENTS.map(certificateOf));
}, 60_000);

test("a card taken away at one of them ends that reception and no other", async () => {
  const results = await allAtOnce(2);
  expect(results.map((result) => (result.is === "ended" ? result.reason : "completed"))).toEqual(
    PATIENTS.map((_, i) => (i === 2 ? "cardTakenEarly" : "completed")),
  );
}, 60_000);
