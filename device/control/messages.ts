import { z } from "zod";
import type { Intent } from "../ports.ts";
import { CHANNELS } from "../trace.ts";
import { CONSENT_ITEMS } from "../wire/face.ts";

/**
 * The control API, declared once: the document, the client and the server all read these declarations, and so does whoever writes
 * intents as lines. A test holds them against the hand-written types of `ports.ts` and `trace.ts`.
 */

const WORDS = z.string().max(4096);
const personaId = z.string().min(1).max(64).describe("a persona id, as `shikaku personas` lists them");
const CHOICES = ["electronic", "paper"] as const;

const numberQuery = z.strictObject({
  insurer: z.string().max(8),
  symbol: z.string().max(40),
  number: z.string().max(40),
  branch: z.string().max(2),
  birthDate: z
    .string()
    .regex(/^\d{8}$/)
    .describe("YYYYMMDD"),
});

const many = z.strictObject({
  queries: z.array(numberQuery).min(1).max(100).readonly().describe("all of them in one request file"),
});

/** Fields of each intent by its name: what a request to `/intents/{name}` carries. */
export const INTENTS = {
  placeCard: z.strictObject({ persona: personaId }),
  removeCard: z.strictObject({}),
  chooseMethod: z.strictObject({ method: z.enum(["face", "pin", "staff", "iphone", "android"]) }),
  showFace: z.strictObject({
    person: personaId,
    mask: z.boolean().exactOptional(),
    lookAway: z.boolean().exactOptional(),
  }),
  enterPin: z.strictObject({ pin: z.string().max(64).describe("as typed: it stands in no observation and no error") }),
  cancel: z.strictObject({}),
  wait: z.strictObject({ milliseconds: z.number().nonnegative().max(600_000) }),
  confirmVisual: z.strictObject({ password: z.string().max(64), samePerson: z.boolean() }),
  consent: z.strictObject({ items: z.union([z.literal("all"), z.array(z.enum(CONSENT_ITEMS)).max(16).readonly()]) }),
  refuseConsent: z.strictObject({}),
  choosePrescription: z.strictObject({ choice: z.enum(CHOICES) }),
  registerFirstUse: z.strictObject({}),
  holdPhone: z.strictObject({ persona: personaId }),
  askEligibility: numberQuery,
  askEligibilityInBulk: many,
  registerReference: numberQuery,
  registerReferencesInBulk: many,
} as const satisfies Record<Intent["intent"], z.ZodObject>;

export type IntentName = keyof typeof INTENTS;

const names = <T extends object>(table: T) => Object.keys(table) as (keyof T & string)[];
export const INTENT_NAMES: readonly IntentName[] = names(INTENTS);

/** One intent as a line of a script or of standard input: its fields beside its name. */
export const INTENT_LINE = z.discriminatedUnion("intent", [
  INTENTS.placeCard.extend({ intent: z.literal("placeCard") }),
  INTENTS.removeCard.extend({ intent: z.literal("removeCard") }),
  INTENTS.chooseMethod.extend({ intent: z.literal("chooseMethod") }),
  INTENTS.showFace.extend({ intent: z.literal("showFace") }),
  INTENTS.enterPin.extend({ intent: z.literal("enterPin") }),
  INTENTS.cancel.extend({ intent: z.literal("cancel") }),
  INTENTS.wait.extend({ intent: z.literal("wait") }),
  INTENTS.confirmVisual.extend({ intent: z.literal("confirmVisual") }),
  INTENTS.consent.extend({ intent: z.literal("consent") }),
  INTENTS.refuseConsent.extend({ intent: z.literal("refuseConsent") }),
  INTENTS.choosePrescription.extend({ intent: z.literal("choosePrescription") }),
  INTENTS.registerFirstUse.extend({ intent: z.literal("registerFirstUse") }),
  INTENTS.holdPhone.extend({ intent: z.literal("holdPhone") }),
  INTENTS.askEligibility.extend({ intent: z.literal("askEligibility") }),
  INTENTS.askEligibilityInBulk.extend({ intent: z.literal("askEligibilityInBulk") }),
  INTENTS.registerReference.extend({ intent: z.literal("registerReference") }),
  INTENTS.registerReferencesInBulk.extend({ intent: z.literal("registerReferencesInBulk") }),
]);

const natural = z.int().nonnegative();
const microseconds = natural.describe("microseconds since 1970-01-01T00:00:00Z, by the product's clock");

/** What every observation has beside what happened. */
const ENVELOPE = {
  seq: natural.describe("rises by one with each observation"),
  at: microseconds,
  scope: WORDS.exactOptional().describe("which reception it belongs to, where the product can tell"),
  cut: natural.exactOptional().describe("how many bytes were left off the end of `bytes` for want of room"),
};

const bytes = {
  bytes: z
    .string()
    .regex(/^[0-9a-f]*$/)
    .refine((text) => text.length % 2 === 0, "an odd number of hexadecimal digits")
    .describe("lower-case hexadecimal, two digits a byte; what was a secret reads 2a"),
  masked: z
    .array(z.tuple([natural, natural]).readonly())
    .readonly()
    .exactOptional()
    .describe("where secrets stood: [start, end) in bytes"),
};

const channel = <const C extends (typeof CHANNELS)[number]>(name: C) => ({ ...ENVELOPE, channel: z.literal(name) });
const is = <const N extends readonly [string, ...string[]]>(...which: N) => ({ is: z.literal(which) });
const secret = {
  ...is("secret"),
  kind: z.enum(["pin", "individualNumber", "keyB", "password", "face"]),
  person: WORDS,
  form: WORDS,
};

/** One thing that happened, as `GET /observations` tells it: an event of the trace. */
export const OBSERVATION = z.discriminatedUnion("channel", [
  z.discriminatedUnion("is", [
    z.strictObject({ ...channel("host"), ...is("sent", "received"), ...bytes }),
    z.strictObject({ ...channel("host"), ...is("opened", "closed", "lost") }),
    z.strictObject({ ...channel("host"), ...secret }),
  ]),
  z.discriminatedUnion("is", [
    z.strictObject({ ...channel("card"), ...is("inserted", "removed") }),
    z.strictObject({ ...channel("card"), ...is("reset"), ...bytes }),
    z.strictObject({ ...channel("card"), ...is("command", "response"), ...bytes }),
    z.strictObject({ ...channel("card"), ...secret }),
  ]),
  z.discriminatedUnion("is", [
    z.strictObject({
      ...channel("panel"),
      ...is("shown"),
      screen: WORDS,
      triesLeft: natural.exactOptional(),
      methods: z.array(WORDS).readonly().exactOptional(),
      items: z.array(WORDS).readonly().exactOptional(),
      code: WORDS.exactOptional(),
    }),
    z.strictObject({ ...channel("panel"), ...is("touched"), what: WORDS.describe("never what was typed") }),
    z.strictObject({ ...channel("panel"), ...secret }),
  ]),
  z.discriminatedUnion("is", [
    z.strictObject({ ...channel("camera"), ...is("captured", "nothing"), of: z.enum(["face", "cardFront"]) }),
    z.strictObject({ ...channel("camera"), ...secret }),
  ]),
  z.discriminatedUnion("is", [
    z.strictObject({ ...channel("folder"), ...is("appeared"), folder: WORDS, name: WORDS, size: natural, ...bytes }),
    z.strictObject({ ...channel("folder"), ...is("removed"), folder: WORDS, name: WORDS }),
    z.strictObject({ ...channel("folder"), ...secret }),
  ]),
  z.discriminatedUnion("is", [
    z.strictObject({
      ...channel("central"),
      ...is("request"),
      method: WORDS,
      path: WORDS,
      client: WORDS,
      ...bytes,
    }),
    z.strictObject({ ...channel("central"), ...is("response"), path: WORDS, status: natural, ...bytes }),
    z.strictObject({ ...channel("central"), ...secret }),
  ]),
  z.discriminatedUnion("is", [
    z.strictObject({
      ...channel("chart"),
      ...is("imported"),
      source: WORDS.describe("the file's name"),
      patient: z.record(WORDS, WORDS).readonly(),
    }),
    z.strictObject({
      ...channel("chart"),
      ...is("registered"),
      source: WORDS.describe("the file's name"),
      patient: z.record(WORDS, WORDS).readonly().describe("whose chart is registered by its number, `referenceNumber`"),
    }),
    z.strictObject({ ...channel("chart"), ...is("refused"), source: WORDS, reason: WORDS }),
    z.strictObject({ ...channel("chart"), ...secret }),
  ]),
  z.discriminatedUnion("is", [
    z.strictObject({ ...channel("operator"), ...is("asked"), intent: WORDS, persona: WORDS.exactOptional() }),
    z.strictObject({
      ...channel("operator"),
      ...is("did"),
      intent: WORDS,
      by: z.enum(["virtual", "dialog", "http"]),
      human: z.number().nonnegative().describe("microseconds that a person took"),
    }),
    z.strictObject({ ...channel("operator"), ...secret }),
  ]),
  z.discriminatedUnion("is", [
    z.strictObject({
      ...channel("clock"),
      ...is("source"),
      source: z.enum(["virtual", "system"]),
      uncertainty: z.number().nonnegative(),
    }),
    z.strictObject({ ...channel("clock"), ...is("mark"), mark: WORDS }),
    z.strictObject({ ...channel("clock"), ...secret }),
  ]),
]);
export type Observation = z.output<typeof OBSERVATION>;

/** The answer of `GET /observations`. */
export const OBSERVATIONS = z.strictObject({
  observations: z.array(OBSERVATION).readonly(),
  next: natural.describe(
    "how many observations there have been up to the end of this answer: the `after` of the next one",
  ),
  time: microseconds.describe("the product's clock when it wrote this answer, in microseconds since 1970"),
});
export type Observations = z.output<typeof OBSERVATIONS>;

/** What is judged, by the names of `conform`. */
export const PRODUCT_ROLES = ["reader", "generic", "receipt", "terminal", "central"] as const;

/** The answer of `GET /about`. */
export const ABOUT = z.strictObject({
  product: z.strictObject({ maker: WORDS.min(1), model: WORDS.min(1), version: WORDS.min(1) }),
  role: z.enum(PRODUCT_ROLES).exactOptional(),
  channels: z.array(z.enum(CHANNELS)).readonly().describe("what observations come from: the product shows these"),
  intents: z
    .array(z.enum(names(INTENTS)))
    .readonly()
    .describe("those that are offered; any other answers 501"),
  next: natural.describe(
    "how many observations there have been up to now: the `after` of whoever wants only what is new",
  ),
  time: microseconds,
  began: microseconds
    .exactOptional()
    .describe("when the product was started: whoever sees another value than before knows nothing of it any more"),
  uncertainty: natural.exactOptional().describe("how far `time` may be from the truth, in microseconds"),
});
export type About = z.output<typeof ABOUT>;

/** The body of `POST /cases`: bring the product into its initial state for one case. */
export const CASE_START = z.strictObject({
  caseId: z.string().min(1).max(64),
  seed: z.int(),
  cast: z.record(z.string().max(64), personaId).readonly().describe("who plays which part: part → persona id"),
});
export type CaseStart = z.output<typeof CASE_START>;

/** Every answer that is no success. Neither sentence repeats a PIN or a password. */
export const FAULT_ANSWER = z.strictObject({
  fault: z.string().max(64).describe("a word for programs"),
  en: WORDS,
  ja: WORDS,
});
export type FaultAnswer = z.output<typeof FAULT_ANSWER>;

/** Where observations begin, and how long an answer may be held back for want of one. */
export const OBSERVATIONS_QUERY = {
  after: natural.describe(
    "after how many observations to begin: `next` of the answer before; 0: the oldest that is kept",
  ),
  wait: natural.max(30_000).describe("milliseconds to wait for the first observation"),
};

/** No answer of the control API is longer, in bytes. */
export const ANSWER_LIMIT = 1024 * 1024;
/** No request to it is. */
export const REQUEST_LIMIT = 64 * 1024;
