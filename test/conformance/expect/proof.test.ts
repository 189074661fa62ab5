import { describe, expect, test } from "vitest";
import { challengeSigned, resultProven } from "../../../conformance/expect/proof.ts";
import type { FaceMessageOf } from "../../../device/wire/face.ts";
import { ATTESTATION, provenResult } from "./proven-result.ts";
import { events, fromReader, type Loose, toReader } from "../fake-bench.ts";

const bytes = (fill: number) => new Uint8Array(32).fill(fill);

const identity: FaceMessageOf<"identity"> = {
  is: "identity",
  ...{ version: 1, maker: "m", model: "m", serial: "1", firmware: "1", methods: ["pin"] },
  attestation: ATTESTATION,
};

const begin = (reception: number, nonce: Uint8Array, challenge = bytes(9)): FaceMessageOf<"begin"> => ({
  is: "begin",
  ...{ reception, nonce, challenge, methods: ["pin"], consents: [], language: "ja", askPrescription: "no" },
});

const completed = (reception: number, nonce: Uint8Array, challenge = bytes(9)) =>
  provenResult({ reception, nonce, challenge });

const look = (expectation: typeof resultProven, ...trace: readonly Loose[]) =>
  expectation.look({ events: events(...trace), cast: {}, latency: {} }).is;

describe("a result is proven", () => {
  test("over the nonce of its own reception, also the second time", () => {
    const trace = [1, 2].flatMap((id) => [toReader(begin(id, bytes(id))), fromReader(completed(id, bytes(id)))]);
    expect(look(resultProven, fromReader(identity), ...trace)).toBe("held");
  });
  test("and not over another's", () => {
    const replayed = [toReader(begin(1, bytes(1))), toReader(begin(2, bytes(2))), fromReader(completed(2, bytes(1)))];
    expect(look(resultProven, fromReader(identity), ...replayed)).toBe("broken");
    expect(
      look(resultProven, fromReader(identity), toReader(begin(1, bytes(1))), fromReader(completed(1, bytes(0)))),
    ).toBe("broken");
  });
  test("by no reader that gives no proof, or that was never asked", () => {
    const { proof: _, ...bare } = completed(1, bytes(1));
    expect(look(resultProven, fromReader(identity), toReader(begin(1, bytes(1))), fromReader(bare))).toBe("broken");
    expect(look(resultProven, fromReader(identity), fromReader(completed(1, bytes(1))))).toBe("broken");
  });
  test("only where there is one", () => {
    expect(look(resultProven, fromReader(identity))).toBe("unseen");
  });
  test("and changed consents undo it", () => {
    const forged = { ...completed(1, bytes(1)), consents: ["medicines"] as const };
    expect(look(resultProven, fromReader(identity), toReader(begin(1, bytes(1))), fromReader(forged))).toBe("broken");
  });
});

describe("the challenge is signed", () => {
  test("by the key of the certificate in the result", () => {
    expect(look(challengeSigned, toReader(begin(1, bytes(1))), fromReader(completed(1, bytes(1))))).toBe("held");
  });
  test("and a signature of another challenge, or rubbish for a certificate, is none", () => {
    expect(look(challengeSigned, toReader(begin(1, bytes(1))), fromReader(completed(1, bytes(1), bytes(8))))).toBe(
      "broken",
    );
    const rubbish = { ...completed(1, bytes(1)), certificate: Uint8Array.of(1, 2, 3) };
    expect(look(challengeSigned, toReader(begin(1, bytes(1))), fromReader(rubbish))).toBe("broken");
  });
});
