import { describe, expect, test } from "vitest";
import { centralAnswer, centralMessage } from "../../../conformance/expect/central.ts";
import { challengeSigned, resultProven } from "../../../conformance/expect/proof.ts";
import { eventually } from "../../../conformance/expect/vocabulary.ts";
import { hex } from "../../../device/wire/bytes.ts";
import { OQSsiquc01res } from "../../../device/wire/oqs/siquc.ts";
import type { FaceMessageOf } from "../../../device/wire/face.ts";
import { fromReader, type Loose, toReader } from "../fake-bench.ts";
import { both, found, onDay } from "./both-judges.ts";
import { ATTESTATION, provenResult } from "./proven-result.ts";

/** Proofs, and answers of the central system that are none, by both judges. */

const bytes = (fill: number) => new Uint8Array(32).fill(fill);
const identity = (attestation = ATTESTATION) =>
  fromReader({
    is: "identity",
    ...{ version: 1, maker: "m", model: "m", serial: "1", firmware: "1", methods: ["pin"], attestation },
  });
const begin = (reception: number, nonce = bytes(1), challenge = bytes(9)) =>
  toReader({
    is: "begin",
    ...{ reception, nonce, challenge, methods: ["pin"], consents: [], language: "ja", askPrescription: "no" },
  });
const result = (reception: number, nonce = bytes(1), challenge = bytes(9)): FaceMessageOf<"completed"> =>
  provenResult({ reception, nonce, challenge });
const RESULT = fromReader(result(1));

type Row = [what: string, comesTo: string, trace: readonly Loose[], says?: RegExp];

describe("a result is proven", () => {
  const { proof: _, ...bare } = result(1);
  test.each<Row>([
    ["by the attested key", "held", [identity(), begin(1), RESULT]],
    ["over the last nonce of its reception", "held", [identity(), begin(1, bytes(2)), begin(1), RESULT]],
    ["not over an earlier one", "broken", [identity(), begin(1), begin(1, bytes(2)), RESULT], /proof does not verify/],
    ["not over another reception's", "broken", [identity(), begin(1, bytes(2)), begin(2), RESULT]],
    ["not over one that came later", "broken", [identity(), RESULT, begin(1)], /never begun/],
    ["each of them", "broken", [identity(), begin(1), RESULT, begin(2), fromReader(result(2, bytes(3)))]],
    ["by no proof", "broken", [identity(), begin(1), fromReader(bare)], /there is no proof/],
    ["by rubbish for an attestation", "broken", [identity(bytes(1)), begin(1), RESULT]],
    ["by the first identity", "broken", [identity(bytes(1)), identity(), begin(1), RESULT]],
    ["without an identity", "unseen", [begin(1), RESULT], /no identity/],
    ["without a result", "unseen", [identity(), begin(1)], /no result/],
  ])("%s: %s", (...row) => {
    const [, comesTo, trace, says] = row;
    const finding = found(resultProven, onDay(trace));
    expect(finding.is).toBe(comesTo);
    const told = finding.is === "broken" ? finding.actual : finding.is === "unseen" ? finding.because : undefined;
    if (says) expect(told?.en).toMatch(says);
  });
  test("by its own event", () => {
    expect(found(resultProven, onDay([identity(), begin(1), RESULT]))).toMatchObject({ saw: [2] });
    expect(found(resultProven, onDay([identity(), RESULT]))).toMatchObject({ saw: [1] });
    expect(resultProven.channels).toEqual(["host"]);
  });
});

describe("a challenge is signed", () => {
  const rubbish = fromReader({ ...result(1), certificate: bytes(1) });
  test.each<Row>([
    ["by the certificate's key", "held", [begin(1), RESULT]],
    [
      "of the last begin of its reception",
      "broken",
      [begin(1), begin(1, bytes(1), bytes(8)), RESULT],
      /signature does not/,
    ],
    ["by rubbish", "broken", [begin(1), rubbish]],
    ["of no reception", "broken", [begin(2), RESULT], /never begun/],
    ["of nothing", "unseen", [begin(1)], /no result/],
  ])("%s: %s", (...row) => {
    const [, comesTo, trace, says] = row;
    const finding = found(challengeSigned, onDay(trace));
    expect(finding.is).toBe(comesTo);
    const told = finding.is === "broken" ? finding.actual : finding.is === "unseen" ? finding.because : undefined;
    if (says) expect(told?.en).toMatch(says);
    expect(challengeSigned.channels).toEqual(["host"]);
  });
});

describe("an answer of the central system", () => {
  const PATH = "/v1/messages/OQSsiquc01req";
  const body = hex(new TextEncoder().encode(JSON.stringify({ XmlMsg: {} })));
  const answer: Loose = { channel: "central", is: "response", path: PATH, status: 200, bytes: body };
  const request: Loose = { channel: "central", is: "request", method: "POST", path: PATH, client: "", bytes: body };
  const secret: Loose = { channel: "central", is: "secret", kind: "pin", person: "p", form: "ascii" };
  test.each([centralAnswer(PATH), centralMessage(OQSsiquc01res)].map((selector) => [selector.name, selector] as const))(
    "%s is no request of that path, and nothing else on the line",
    (_, selector) => {
      expect(selector.channels).toEqual(["central"]);
      expect(both(eventually(selector), answer)).toBe("held");
      for (const other of [
        request,
        secret,
        { ...answer, path: `${PATH}/more` },
        { channel: "host", is: "opened" } as const,
      ])
        expect(both(eventually(selector), other)).toBe("broken");
    },
  );
});
