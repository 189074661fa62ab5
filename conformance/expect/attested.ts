import { verify, X509Certificate } from "node:crypto";
import { firstOf, judgeAttestation } from "../../certs/test-readers.ts";
import { hex } from "../../device/wire/bytes.ts";
import { type FaceMessageOf, proofInput } from "../../device/wire/face.ts";
import type { Bilingual } from "../bilingual.ts";
import type { Observation } from "../observation.ts";
import { broken, type Expectation, held, unseen } from "./finding.ts";
import { received, sent } from "./host.ts";
import type { Sighting } from "./selector.ts";

/**
 * What a reader proves of itself, looked at in the trace alone: the bench's attestation authority and its list follow from the day.
 * The three ways in which an attestation fails have words of their own, so that a reader taken back is told from an unknown one.
 */

type Attested = Sighting<FaceMessageOf<"attested">>;

const each = (
  wants: Bilingual,
  rule: string,
  fault: (attested: Attested, observation: Observation) => Bilingual | undefined,
): Expectation => ({
  wants,
  channels: ["host"],
  rule: { [rule]: true },
  look(observation) {
    const all = received("attested").find(observation);
    if (all.length === 0) return unseen({ ja: "attested が届きませんでした", en: "nothing was attested" });
    for (const attested of all) {
      const wrong = fault(attested, observation);
      if (wrong) return broken(wrong, attested);
    }
    return held(...all);
  },
});

/** An authority of the bench vouches for the chain, whatever became of it since. */
export const attestationVouched = each(
  { ja: "chain が試験台の認証局に至る", en: "the chain leads to the bench's attestation authority" },
  "attestationVouched",
  ({ value, at }) => {
    const judged = judgeAttestation(value.chain, at);
    return judged.is === "unattested"
      ? { ja: `証明書が認められません（${judged.why}）`, en: `the certificate does not count: ${judged.why}` }
      : undefined;
  },
);

/** The authority has not taken it back. */
export const attestationStands = each(
  { ja: "chain の証明書が失効していない", en: "the certificate of the chain is not revoked" },
  "attestationStands",
  ({ value, at }) =>
    judgeAttestation(value.chain, at).is === "revoked"
      ? { ja: "証明書が失効しています", en: "the certificate is revoked" }
      : undefined,
);

/** Signed over the nonce of the `attest` before it, by the key of the certificate it carries. */
export const attestationProven = each(
  { ja: "attested が直前の attest の nonce に対して署名されている", en: "attested is signed over the nonce of attest" },
  "attestationProven",
  ({ seq, value }, observation) => {
    const asked = sent("attest")
      .find(observation)
      .findLast((one) => one.seq < seq);
    if (!asked) return { ja: "求めていない証明です", en: "nobody asked for it" };
    return verifies(value, asked.value.nonce) ? undefined : { ja: "証明を検証できません", en: "it does not verify" };
  },
);

/** The key that is attested is the one of `identity`, which signs results. */
export const sameKey = each(
  { ja: "attested と identity の証明書が同じである", en: "attested and identity carry the same certificate" },
  "attestationSameKey",
  ({ value }, observation) => {
    const identity = received("identity").find(observation).at(-1);
    return identity && hex(firstOf(value.chain)) === hex(identity.value.attestation)
      ? undefined
      : { ja: "別の証明書です", en: "it is another certificate" };
  },
);

function verifies(attested: FaceMessageOf<"attested">, nonce: Uint8Array): boolean {
  try {
    const key = new X509Certificate(firstOf(attested.chain)).publicKey;
    const proof = attested.proof ?? new Uint8Array();
    return verify("sha256", proofInput(nonce, attested), { key, dsaEncoding: "ieee-p1363" }, proof);
  } catch {
    return false;
  }
}
