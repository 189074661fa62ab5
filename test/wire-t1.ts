import { fc } from "./draws.ts";
import type { T1Block } from "../device/wire/t1.ts";

const nad = fc.nat(255);
const seq = fc.constantFrom(0 as const, 1 as const);
const plain = { noNullPrototype: true } as const;

/** Every block that ISO/IEC 7816-3 §11.3 can spell. */
export const t1Blocks: fc.Arbitrary<T1Block> = fc.oneof(
  fc.record(
    { is: fc.constant("I" as const), nad, seq, more: fc.boolean(), data: fc.uint8Array({ maxLength: 254 }) },
    plain,
  ),
  fc.record({ is: fc.constant("R" as const), nad, seq, error: fc.constantFrom("none", "edc", "other") }, plain),
  fc.record(
    { is: fc.constant("S" as const), nad, ask: fc.constantFrom("resynch", "abort"), answer: fc.boolean() },
    plain,
  ),
  fc.record(
    {
      is: fc.constant("S" as const),
      nad,
      ask: fc.constantFrom("ifs", "wtx"),
      answer: fc.boolean(),
      value: fc.nat(255),
    },
    plain,
  ),
);
