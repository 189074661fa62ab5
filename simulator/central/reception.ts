import { constants, verify } from "node:crypto";
import { z } from "zod";
import { CONSENT_ITEMS, METHODS } from "../../device/wire/face.ts";
import type { Method } from "../../device/wire/face.ts";
import { hex } from "../../device/wire/bytes.ts";
import { jstDate } from "../../device/wire/oqs/jst.ts";
import type { QualificationAnswer } from "../../device/wire/oqs/siquc.ts";
import { bodyOf, headerOf } from "./answer.ts";
import { base64url } from "./base64url.ts";
import type { Centre } from "./centre.ts";
import { grant } from "./consents.ts";
import { eligibilityByCard } from "./eligibility.ts";
import type { Insured } from "./ledger.ts";
import type { Facility } from "../facilities.ts";
import { Refusal } from "./refusal.ts";

/** How long a card may take to sign: a patient reads two screens and types a PIN. Microseconds. */
const CHALLENGE_LIFE = 10 * 60 * 1_000_000;
const CHALLENGE_BYTES = 32;

const METHOD_NAMES = Object.keys(METHODS) as [Method, ...Method[]];

/** A reception as a terminal reports it. */
export const ReceptionCall = z.strictObject({
  challenge: base64url(CHALLENGE_BYTES),
  /** DER. */
  certificate: base64url(),
  /** RSASSA-PKCS1-v1_5 with SHA-256 over the challenge. */
  signature: base64url(256),
  method: z.enum(METHOD_NAMES),
  consents: z.array(z.enum(CONSENT_ITEMS)),
  prescription: z.enum(["electronic", "paper"]).optional(),
});
export type ReceptionCall = z.infer<typeof ReceptionCall>;

/** Thirty-two bytes for a card to sign, for this facility and once. */
export async function newChallenge({ clock, random, store }: Centre, { institutionCode }: Facility) {
  const challenge = random.bytes(CHALLENGE_BYTES);
  const expires = clock.now() + CHALLENGE_LIFE;
  await store.putChallenge(hex(challenge), { institutionCode, expires });
  return { challenge: Buffer.from(challenge).toString("base64url"), expires };
}

/** Who the card is, whether it counts, what was agreed to, and the eligibility that follows. */
export async function receive(centre: Centre, facility: Facility, call: ReceptionCall): Promise<QualificationAnswer> {
  const now = centre.clock.now();
  const insured = await holderOf(centre, facility, call, now);
  const consents = grant(call.consents, facility, now);
  await centre.store.putConsents(insured.id, facility.institutionCode, consents);
  const choice = call.prescription && ({ electronic: "1", paper: "2" } as const)[call.prescription];
  return answerByCard(facility, insured, now, { consents, PrescriptionIssueSelect: choice });
}

/**
 * The same card at a device that may ask for eligibility and nothing else: whatever it says of consent is not kept, and whatever was
 * consented to before is not told (LTD-01).
 */
export async function receiveLimited(
  centre: Centre,
  facility: Facility,
  call: ReceptionCall,
): Promise<QualificationAnswer> {
  const now = centre.clock.now();
  return answerByCard(facility, await holderOf(centre, facility, call, now), now);
}

/** Whose card it is that signed the challenge. */
async function holderOf(centre: Centre, facility: Facility, call: ReceptionCall, now: number): Promise<Insured> {
  await spend(centre, facility, call.challenge, now);
  const holder = centre.cards.verify(call.certificate, now);
  if ("refused" in holder) throw new Refusal(holder.refused);
  const key = { key: holder.publicKey, padding: constants.RSA_PKCS1_PADDING };
  if (!verify("sha256", call.challenge, key, call.signature)) throw new Refusal("TSTR0002E");
  const insured = centre.ledger.byCertificate(holder.serial);
  if (!insured) throw new Refusal("TSTR0008E");
  return insured;
}

function answerByCard(
  { institutionCode }: Facility,
  insured: Insured,
  now: number,
  more: Omit<Parameters<typeof bodyOf>[1], "day" | "now"> = {},
): QualificationAnswer {
  const day = jstDate(now);
  return {
    MessageHeader: headerOf(now, { MedicalInstitutionCode: institutionCode, ReferenceClassification: "1" }),
    MessageBody: bodyOf(eligibilityByCard(insured, day), { day, now, ...more }),
  };
}

/** A challenge is gone with its first use, whatever came of it. */
async function spend({ store }: Centre, { institutionCode }: Facility, challenge: Uint8Array, now: number) {
  const issued = await store.takeChallenge(hex(challenge));
  if (issued?.institutionCode !== institutionCode || now >= issued.expires) throw new Refusal("TSTR0001E");
}
