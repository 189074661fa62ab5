import { z } from "zod";

/**
 * What only a served counter of ours can show, whose patients and cards are invented: who may come, what the camera sees, and the
 * receipt computer's chart. Declared once, as `messages.ts` is; a vendor's product need not have any of it.
 */

const WORDS = z.string().max(4096);

/** The answer of `GET /people`. No PIN and no individual number is among it. */
export const PEOPLE = z.strictObject({
  people: z
    .array(
      z.strictObject({
        id: z.string().min(1).max(64),
        name: WORDS,
        kana: WORDS,
        birthDate: z.string().describe("YYYYMMDD"),
        sex: z.enum(["male", "female", "unset"]),
        address: WORDS,
        insurer: WORDS,
        insurerName: WORDS,
        symbol: WORDS,
        number: WORDS,
        branch: WORDS,
        hasPin: z.boolean().describe("whether the card takes a PIN for authentication at all"),
        phone: z
          .enum(["iphone", "android"])
          .exactOptional()
          .describe("which phone has this person's certificate as well"),
        note: z.strictObject({ en: WORDS, ja: WORDS }),
      }),
    )
    .readonly(),
});
export type People = z.output<typeof PEOPLE>;
export type PersonShown = People["people"][number];

/** How a person stands before the camera. */
export const FACE_QUERY = {
  mask: z.enum(["0", "1"]).describe("1: with a mask"),
  lookAway: z.enum(["0", "1"]).describe("1: looking away"),
};

/** What the terminal has its reader ask of patients, from the next reception on: the answer of `GET /asking`, and the body of `POST /asking`. */
export const ASKING = z.strictObject({
  phones: z
    .boolean()
    .describe("whether a phone may stand in for the card: the reader then asks for either as soon as it is free"),
  prescription: z.boolean().describe("whether patients choose between an electronic and a paper prescription"),
});
export type Asking = z.output<typeof ASKING>;

/** The answer of `GET /chart`: one page a patient, as the receipt computer has it now. */
export const CHART = z.strictObject({
  entries: z
    .array(
      z.strictObject({
        source: WORDS.describe("name of the file that was taken in last"),
        patient: z.record(WORDS, WORDS).readonly().describe("names as in docs/control.md"),
        nameIncomplete: z.boolean().describe("staff must complete a name with a character that could not be carried"),
        copaymentInDoubt: z.boolean().describe("no share to be paid was told, or two that differ: staff must ask"),
      }),
    )
    .readonly(),
});
export type Chart = z.output<typeof CHART>;
