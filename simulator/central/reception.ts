import { constants, verify } from "node:crypto";
import { z } from "zod";
import { CONSENT_ITEMS, METHODS } from "../../device/wire/face.ts";
import type { Clock } from "../../device/ports.ts";
import type { Method } from "../../device/wire/face.ts";
import { jstDate } from "../../device/wire/oqs/jst.ts";
import { writeJson } from "../../device/wire/oqs/message.ts";
import { OQSsiquc01res, type QualificationAnswer } from "../../device/wire/oqs/siquc.ts";
import { FACILITY_KINDS, type Facility } from "../facilities.ts";
import type { ResultCode } from "../result-codes.data.ts";
import type { Access } from "./access-log.ts";
import { bodyOf, headerOf } from "./answer.ts";
import { base64url, base64urlOf } from "./base64url.ts";
import { type CardHolder, monthsAfter } from "./card-authority.ts";
import type { Centre } from "./centre.ts";
import { grant } from "./consents.ts";
import { sentence, type Told } from "./desk.ts";
import { atInstitution, eligibilityByCard } from "./eligibility.ts";
import { openEmergency } from "./emergency.ts";
import type { Insured } from "./ledger.ts";
import { referenceOf } from "./references.ts";
import { Refusal } from "./refusal.ts";
import { asksForPrescription, settingsOf } from "./settings.ts";
import { type Consent, consentsChange } from "./store.ts";

/** How long a card may take to sign: a patient reads two screens and types a PIN. Microseconds. */
const CHALLENGE_LIFE = 10 * 60 * 1_000_000;
const CHALLENGE_BYTES = 32;

const METHOD_NAMES = Object.keys(METHODS) as [Method, ...Method[]];

/** What a card says wherever it is held to something. */
export const CARD_CALL = {
  challenge: base64url(CHALLENGE_BYTES),
  /** DER. */
  certificate: base64url(),
  /** RSASSA-PKCS1-v1_5 with SHA-256 over the challenge. */
  signature: base64url(256),
};
type CardCall = z.infer<z.ZodObject<typeof CARD_CALL>>;

/** A reception as a terminal reports it. */
export const ReceptionCall = z.strictObject({
  ...CARD_CALL,
  method: z.enum(METHOD_NAMES),
  consents: z.array(z.enum(CONSENT_ITEMS)).max(CONSENT_ITEMS.length),
  prescription: z.enum(["electronic", "paper"]).optional(),
  /** The patient cannot consent: a hospital may look at what is needed. */
  emergency: z.literal(true).optional(),
});
export type ReceptionCall = z.infer<typeof ReceptionCall>;

/** Thirty-two bytes for a card to sign, for this facility and once. */
export async function newChallenge({ clock, random, store }: Centre, { institutionCode }: Facility) {
  const challenge = random.bytes(CHALLENGE_BYTES);
  const expires = clock.now() + CHALLENGE_LIFE;
  const text = base64urlOf(challenge);
  await store.putChallenge(text, { institutionCode, expires });
  return { challenge: text, expires };
}

/** Who the card is, whether it counts, what was agreed to, and the eligibility that follows. */
export async function receive(centre: Centre, facility: Facility, call: ReceptionCall): Promise<Told> {
  const now = centre.clock.now();
  const { insured, holder } = await holderOf(centre, facility, call, now);
  if (call.emergency && !FACILITY_KINDS[facility.kind].viewsInEmergency)
    throw new Refusal("TSTM0005E", undefined, { person: insured.id });
  const { institutionCode: institution } = facility;
  // In the grace of a certificate there is eligibility and nothing else, whatever was agreed to before.
  const consents = holder.grace || call.emergency ? [] : grant(call.consents, facility, now);
  const { prescription } = call;
  const chooses =
    prescription !== undefined && asksForPrescription(await settingsOf(centre.store.records, institution));
  return {
    answer: await answerByCard(centre, facility, { insured, holder, now }, holder.grace ? "unobtainable" : consents, {
      PrescriptionIssueSelect: chooses ? CHOICES[prescription] : undefined,
    }),
    changes: [
      consentsChange(insured.id, institution, consents),
      ...(call.emergency && !holder.grace ? [openEmergency(institution, insured.id, now)] : []),
    ],
    accesses: [accessOf("reception", institution, insured, now)],
  };
}

const CHOICES = { electronic: "1", paper: "2" } as const;

/**
 * The same card at a device that may ask for eligibility and nothing else: whatever it says of consent is not kept, and whatever was
 * consented to before is not told (LTD-01).
 */
export async function receiveLimited(centre: Centre, facility: Facility, call: ReceptionCall): Promise<Told> {
  const now = centre.clock.now();
  const { insured, holder } = await holderOf(centre, facility, call, now);
  return {
    answer: await answerByCard(centre, facility, { insured, holder, now }),
    accesses: [accessOf(LIMITED, facility.institutionCode, insured, now)],
  };
}

/** What an eligibility-only reception is called in the log. */
export const LIMITED = "eligibilityOnly";

const accessOf = (exchange: string, institution: string, { id: person }: Insured, at: number): Access => ({
  ...{ at, institution, person, exchange, basis: "card", shown: ["eligibility"] },
});

/** Whose card it is that signed the challenge, and when that was asked for (microseconds). */
export async function holderOf(
  centre: Centre,
  facility: Facility,
  call: CardCall,
  now: number,
): Promise<{ readonly insured: Insured; readonly holder: CardHolder; readonly asked: number }> {
  const asked = await spend(centre, facility, call.challenge, now);
  const holder = centre.cards.verify(call.certificate, now);
  if ("refused" in holder) throw new Refusal(holder.refused);
  if (!(await isSigned(call, holder, centre.clock))) throw new Refusal("TSTR0002E");
  const insured = centre.ledger.byCertificate(holder.serial);
  if (!insured) throw new Refusal("TSTR0008E");
  return { insured, holder, asked };
}

/**
 * The longest piece of work in a reception: done in a thread beside the one that everybody waits for. Which of two threads ends first no
 * seed decides, so that in virtual time it is done at once.
 */
async function isSigned(
  { challenge, signature }: CardCall,
  { publicKey }: CardHolder,
  { source }: Pick<Clock, "source">,
): Promise<boolean> {
  const key = { key: publicKey, padding: constants.RSA_PKCS1_PADDING };
  if (source === "virtual") return verify("sha256", challenge, key, signature);
  return new Promise((resolve, reject) => {
    verify("sha256", challenge, key, signature, (error, isGood) => (error ? reject(error) : resolve(isGood)));
  });
}

export async function answerByCard(
  { store }: Centre,
  facility: Facility,
  { insured, holder, now }: { insured: Insured; holder: CardHolder; now: number },
  consents?: readonly Consent[] | "unobtainable",
  more: Partial<QualificationAnswer["MessageBody"]> = {},
): Promise<Told["answer"]> {
  const day = jstDate(now);
  const { institutionCode } = facility;
  const eligibility = atInstitution(eligibilityByCard(insured, day), institutionCode, day);
  const reference = consents && (await referenceOf(store.records, institutionCode, insured.id));
  const options = { day, now, facility, by: "card", reference, ...(consents ? { consents } : {}) } as const;
  return writeJson(OQSsiquc01res, {
    MessageHeader: headerOf(now, { MedicalInstitutionCode: institutionCode, ReferenceClassification: "1" }),
    MessageBody: bodyOf(eligibility, options, { ...noticeOf(holder, now), ...more }),
  });
}

/** What the patient should be told of the certificate: it expires within three months, or has expired and counts a little longer. */
function noticeOf({ expires, grace }: CardHolder, now: number) {
  const code: ResultCode | undefined = grace
    ? "TSTN0002W"
    : monthsAfter(now, NOTICE_MONTHS) >= expires
      ? "TSTN0001I"
      : undefined;
  if (code === undefined) return {};
  return { ProcessingResultCode: code, ProcessingResultMessage: sentence({ code }) };
}

const NOTICE_MONTHS = 3;

/** A challenge is gone with its first use, whatever came of it. One from before a clock jumped back counts as little as one too old. */
async function spend(
  { store }: Centre,
  { institutionCode }: Facility,
  challenge: Uint8Array,
  now: number,
): Promise<number> {
  const issued = await store.takeChallenge(base64urlOf(challenge));
  if (issued?.institutionCode !== institutionCode) throw new Refusal("TSTR0001E");
  const asked = issued.expires - CHALLENGE_LIFE;
  if (now < asked || now >= issued.expires) throw new Refusal("TSTR0001E");
  return asked;
}
