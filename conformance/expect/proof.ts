import { verify, X509Certificate } from "node:crypto";
import type { FaceMessageOf } from "../../device/wire/face.ts";
import { proofInput } from "../../device/wire/face.ts";
import type { Bilingual } from "../bilingual.ts";
import type { Observation } from "../observation.ts";
import { broken, type Expectation, held, unseen } from "./finding.ts";
import { received, sent } from "./host.ts";
import type { Sighting } from "./selector.ts";

/** Every result is signed over the nonce of its own reception by the key the reader attested. */
export const resultProven: Expectation = {
  wants: {
    ja: "どの completed の証明も、その受付の nonce に対し identity の鍵で検証できる",
    en: "each completed verifies over its reception's nonce with the key of identity",
  },
  channels: ["host"],
  rule: { resultProven: true },
  look: (observation) => {
    const [identity] = received("identity").find(observation);
    if (!identity) return unseen({ ja: "identity が届きませんでした", en: "no identity came" });
    return eachCompleted(observation, ({ value }, { nonce }) => {
      const { proof } = value;
      if (!proof) return { ja: "証明がありません", en: "there is no proof" };
      const right = verifies(identity.value.attestation, proofInput(nonce, value), proof, "ieee-p1363");
      return right ? undefined : { ja: "証明を検証できません", en: "the proof does not verify" };
    });
  },
};

/** Every result carries the central system's challenge, signed by the key of the certificate that it carries. */
export const challengeSigned: Expectation = {
  wants: {
    ja: "どの completed の署名も、その受付の challenge に対し certificate の鍵で検証できる",
    en: "each completed carries the challenge signed by the key of its certificate",
  },
  channels: ["host"],
  rule: { challengeSigned: true },
  look: (observation) =>
    eachCompleted(observation, ({ value }, { challenge }) =>
      verifies(value.certificate, challenge, value.signature)
        ? undefined
        : { ja: "署名を検証できません", en: "the signature does not verify" },
    ),
};

type Completed = Sighting<FaceMessageOf<"completed">>;

function eachCompleted(
  observation: Observation,
  fault: (completed: Completed, begin: FaceMessageOf<"begin">) => Bilingual | undefined,
) {
  const begins = sent("begin").find(observation);
  const results = received("completed").find(observation);
  if (results.length === 0) return unseen({ ja: "結果が届きませんでした", en: "no result came" });
  for (const completed of results) {
    const begin = begins.findLast(
      ({ seq, value }) => seq < completed.seq && value.reception === completed.value.reception,
    );
    const wrong = begin
      ? fault(completed, begin.value)
      : { ja: "始めていない受付の結果です", en: "it is the result of a reception that was never begun" };
    if (wrong) return broken(wrong, completed);
  }
  return held(...results);
}

/** SHA-256 under the key of a certificate (DER). What is no certificate, or no signature, does not verify. */
function verifies(
  certificate: Uint8Array,
  input: Uint8Array,
  signature: Uint8Array,
  dsaEncoding?: "ieee-p1363",
): boolean {
  try {
    const key = new X509Certificate(certificate).publicKey;
    return verify("sha256", input, dsaEncoding ? { key, dsaEncoding } : key, signature);
  } catch {
    return false;
  }
}
