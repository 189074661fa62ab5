import { z } from "zod";

/** The closed network in front of the central system: what only a served counter of ours offers, declared once as `messages.ts` is. */

const ADDRESS = z.union([z.ipv4(), z.ipv6()]);
const CODE = z.string().regex(/^\d{10}$/);
const WORDS = z.string().max(4096);

/** The answer of `GET /network`. */
export const NETWORK = z.strictObject({
  lines: z
    .array(
      z.strictObject({
        line: ADDRESS.describe("the address from which the line's programs call"),
        institutionCode: CODE,
        open: z.boolean().describe("false after a change, until its facility has shown its certificate on it"),
      }),
    )
    .readonly(),
  destinations: z.array(WORDS).readonly().describe("`host:port` of all that can be reached"),
  log: z
    .array(
      z.strictObject({
        at: z.int().describe("microseconds since 1970"),
        line: WORDS,
        institutionCode: WORDS.exactOptional().describe("whom the certificate named, where it was accepted"),
        to: WORDS,
        refused: WORDS.exactOptional().describe("why; where nothing is said it was let through"),
        cut: z.literal(true).exactOptional().describe("it was open when its line was changed"),
      }),
    )
    .readonly()
    .describe("the last thousand attempts, oldest first"),
});
export type NetworkShown = z.output<typeof NETWORK>;

/** The body of `PUT /network/lines/{institutionCode}`. */
export const LINE = z.strictObject({ line: ADDRESS });

/** By the names of the document. */
export const NETWORK_SCHEMAS = { ClosedNetwork: NETWORK, NetworkLine: LINE } as const;
