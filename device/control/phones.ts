import { z } from "zod";
import { CONSENT_ITEMS } from "../wire/face-values.ts";

/**
 * Care away from the counter (居宅同意取得型, 資格確認限定型): what only a served counter of ours offers, declared once as `messages.ts` is. A
 * vendor's product need not have any of it.
 */

const WORDS = z.string().max(4096);
const ID = z.string().min(1).max(64);
const DAY = z.string().regex(/^\d{8}$/);

/** `patient`: the patient's own; `nurse`: the facility's, for visits and other routes; `eligibility`: eligibility and nothing else. */
export const PHONE_NAMES = ["patient", "nurse", "eligibility"] as const;
export type PhoneName = (typeof PHONE_NAMES)[number];

/** The answer of `GET /phones`. */
export const PHONES = z.strictObject({
  phones: z
    .array(
      z.strictObject({
        name: z.enum(PHONE_NAMES),
        registered: z.boolean().describe("whether it may call; a patient's own needs no registration"),
        card: ID.exactOptional().describe("whose card is held to it"),
        reader: WORDS.exactOptional().describe("the real card reader that it reads with, where it has one"),
      }),
    )
    .readonly(),
  modes: z
    .strictObject({ homeVisit: z.boolean(), online: z.boolean() })
    .describe("the facility's environment settings that switch the modes on"),
});
export type Phones = z.output<typeof PHONES>;

/** The body of `PUT /phones/modes`: the facility changes its environment settings; what is left out stays. */
export const MODES = z.strictObject({ homeVisit: z.boolean().exactOptional(), online: z.boolean().exactOptional() });
export type Modes = z.output<typeof MODES>;

/** The body of `PUT /phones/{phone}/card`. */
export const HELD_CARD = z.strictObject({ persona: ID });

/** The body of `POST /phones/{phone}/registration`: without a code the facility's terminal issues one. */
export const REGISTRATION = z.strictObject({ code: z.string().max(40).exactOptional() });

/** The answer of `POST /phones/{phone}/codes`. */
export const ACTIVATION_CODE = z.strictObject({
  code: z.string(),
  expires: z.int().describe("microseconds since 1970"),
});
export type ActivationCodeTold = z.output<typeof ACTIVATION_CODE>;

/** The answer of `POST /phones/addresses/{use}`: where patients find the facility's web reception. */
export const ADDRESS = z.strictObject({ url: WORDS });
export type Address = z.output<typeof ADDRESS>;

/** The body of `POST /phones/{phone}/readings`: the card that is held to it is read. */
export const READING = z.strictObject({
  form: z
    .enum(["homeVisit", "houseCall", "online", "otherRoute"])
    .exactOptional()
    .describe("how the patient is seen; the eligibility-only app has none"),
  by: z.enum(["pin", "staff"]).describe("how the card's holder is confirmed: by PIN, or by the eyes of staff"),
  pin: z.string().max(16).exactOptional(),
  spendLastTry: z.boolean().exactOptional().describe("one try is left, and its holder knows"),
  consents: z.array(z.enum(CONSENT_ITEMS)).max(CONSENT_ITEMS.length).exactOptional(),
  careDay: DAY.exactOptional().describe("day of care in Japan, YYYYMMDD; today where nothing is said"),
  expects: ID.exactOptional().describe("the persona of an earlier visit: another person's card is then refused"),
});
export type Reading = z.output<typeof READING>;

/** The body of `POST /phones/patient/release`: a patient takes a consent back. */
export const RELEASE = z.strictObject({
  use: z.enum(["2", "3"]).describe("2 visits, 3 online and other routes (OQSCD028)"),
  pin: z.string().max(16),
  spendLastTry: z.boolean().exactOptional(),
});
export type Release = z.output<typeof RELEASE>;

/** What holding a card to a phone came to. A refusal is an answer: nothing was wrong with the call. */
export const OUTCOME = z.discriminatedUnion("is", [
  z.strictObject({
    is: z.literal("given"),
    validity: z
      .string()
      .describe("QualificationValidity (OQSCD006); empty where nothing was asked for but the end of a consent"),
    ...{ name: WORDS.exactOptional(), kana: WORDS.exactOptional(), birthDate: WORDS.exactOptional() },
    ...{ insurerName: WORDS.exactOptional(), insurer: WORDS.exactOptional(), symbol: WORDS.exactOptional() },
    ...{ number: WORDS.exactOptional(), branch: WORDS.exactOptional() },
    consents: z
      .array(z.strictObject({ item: z.enum(CONSENT_ITEMS), until: WORDS.exactOptional() }))
      .readonly()
      .describe("those in force; without `until` (yyyyMMddHHmmss) it goes on until somebody ends it"),
    notice: z.strictObject({ code: WORDS, message: WORDS }).exactOptional(),
  }),
  z.strictObject({ is: z.literal("refused"), code: WORDS, en: WORDS, ja: WORDS }),
  z.strictObject({
    is: z.literal("card"),
    because: z.enum(["wrong", "locked", "lastTry", "formless", "absent", "noLeave"]),
    triesLeft: z.int().nonnegative().exactOptional(),
  }),
]);
export type PhoneOutcome = z.output<typeof OUTCOME>;

/** By the names of the document. */
export const PHONE_SCHEMAS = {
  Phones: PHONES,
  Modes: MODES,
  HeldCard: HELD_CARD,
  PhoneRegistration: REGISTRATION,
  ActivationCode: ACTIVATION_CODE,
  WebAddress: ADDRESS,
  CardReading: READING,
  ConsentRelease: RELEASE,
  PhoneOutcome: OUTCOME,
} as const;
