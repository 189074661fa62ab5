import { z } from "zod";

/**
 * What a served counter can be told to do wrong, and which answer to give next: declared once, as `messages.ts` is. A vendor's product
 * need not have any of it.
 */

const natural = z.int().nonnegative();
const WORDS = z.string().max(4096);
const milliseconds = natural.max(600_000);

/** The answer of `GET /faults`. */
export const FAULTS = z.strictObject({
  faults: z
    .array(
      z.strictObject({
        name: z.string().min(1).max(64),
        en: WORDS,
        ja: WORDS,
        on: z.boolean(),
        milliseconds: natural.exactOptional().describe("how long, for those that take a time"),
      }),
    )
    .readonly(),
});
export type Faults = z.output<typeof FAULTS>;
export type FaultState = Faults["faults"][number];

/** What a fault takes beside its name. */
export const FAULT_QUERY = {
  milliseconds: milliseconds.describe("how long, for faults that take a time; each has its own where nothing is said"),
};

/** The body of `POST /answers`: what the central system says the next time it is asked about a person. */
export const DIAL = z
  .strictObject({
    persona: z.string().min(1).max(64),
    validity: z
      .enum(["1", "2", "3", "4", "5", "6"])
      .exactOptional()
      .describe(
        "QualificationValidity (OQSCD006): 1 valid, 2 lost, 3 lost with a newer one, 4 none, 5 several, 6 unregistered",
      ),
    code: z
      .string()
      .regex(/^[A-Z]{4}\d{4}[IWE]$/)
      .exactOptional()
      .describe("a result code, official or invented, such as EPSB1032W"),
    layer: z
      .enum(["header", "body", "http"])
      .exactOptional()
      .describe(
        "where the code stands: SegmentOfResult 9 (the default), ProcessingResultStatus 2, or no message at all",
      ),
    milliseconds: milliseconds.exactOptional().describe("by how much the answer comes later"),
    times: z.int().min(1).max(1000).exactOptional().describe("how many answers are so; 1 where nothing is said"),
  })
  .refine(({ validity, code, milliseconds: late }) => (validity ?? code ?? late) !== undefined, {
    path: ["validity"],
    message: "say what to answer: validity, code or milliseconds",
  });
export type Dial = z.output<typeof DIAL>;

/** The answer of `GET /answers`: what is dialled and was not given yet, in order. */
export const DIALS = z.strictObject({ answers: z.array(DIAL).readonly() });
export type Dials = z.output<typeof DIALS>;
