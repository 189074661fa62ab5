import { sign } from "node:crypto";
import { describe, expect, test } from "vitest";
import { endOfDay, startOfDay, testPki } from "../../../certs/authorities.ts";
import { issueReaderCertificate } from "../../../certs/leaves.ts";
import { p256Key, p256PrivateKey } from "../../../certs/p256.ts";
import { chainOf, REVOKED_READER, revokedReaderKey } from "../../../certs/test-readers.ts";
import {
  attestationProven,
  attestationStands,
  attestationVouched,
  sameKey,
} from "../../../conformance/expect/attested.ts";
import type { Expectation } from "../../../conformance/expect/finding.ts";
import { namesItself } from "../../../conformance/expect/reader-messages.ts";
import { concat } from "../../../device/wire/bytes.ts";
import { type FaceMessageOf, proofInput } from "../../../device/wire/face.ts";
import { fromReader, type Loose, toReader } from "../fake-bench.ts";
import { found, onDay, START } from "./both-judges.ts";

/** What a reader attests, by both judges: what the page says a rule comes to, each of them comes to. */

const bytes = (fill: number, length = 32) => new Uint8Array(length).fill(fill);
const issuer = testPki({ at: START }).readerAttestation;
const key = p256Key(0, "reader of this test");
const chain = chainOf({ issuer, serial: "SHK-1", key, at: START });
const term = { notBefore: startOfDay(START, -1), notAfter: endOfDay(START, 10) };
const own = (change: object) =>
  issueReaderCertificate({ issuer, reader: "SHK-1", publicKey: key.publicKey, ...term, ...change }).certificate;
const revoked = chainOf({ issuer, serial: REVOKED_READER, key: revokedReaderKey(), at: START });
const attested = (leaf: Uint8Array, nonce = bytes(1)): Loose => {
  const plain: FaceMessageOf<"attested"> = {
    is: "attested",
    ...{ serial: "SHK-1", firmware: "1", counter: 1, chain: leaf },
  };
  const signer = { key: p256PrivateKey(key), dsaEncoding: "ieee-p1363" } as const;
  return fromReader({ ...plain, proof: new Uint8Array(sign("sha256", proofInput(nonce, plain), signer)) });
};
const unsigned = (leaf: Uint8Array) =>
  fromReader({ is: "attested", ...{ serial: "SHK-1", firmware: "1", counter: 1, chain: leaf } });
const attest = toReader({ is: "attest", nonce: bytes(1) });
const identity = (attestation: Uint8Array, version = 2, serial = "SHK-1") =>
  fromReader({
    is: "identity",
    ...{ version, maker: "m", model: "m", serial, firmware: "1", methods: ["pin"], attestation },
  });
const damaged = chain.map((byte, i) => (i === 40 ? byte ^ 1 : byte));

type Row = readonly [of: Expectation, what: string, comesTo: string, trace: readonly Loose[], says?: RegExp];
const ROWS: readonly Row[] = [
  [attestationVouched, "by the authority", "held", [attested(chain)]],
  [attestationVouched, "taken back", "held", [attested(revoked)]],
  [attestationVouched, "by another authority", "broken", [attested(own({ issuer: testPki({ at: START }).lab }))]],
  [
    attestationVouched,
    "by another key",
    "broken",
    [attested(own({ issuer: testPki({ at: START, seed: 1 }).readerAttestation }))],
  ],
  [attestationVouched, "expired", "broken", [attested(own({ notAfter: START - 1_000_000 }))], /expired|valid/],
  [attestationVouched, "not yet", "broken", [attested(own({ notBefore: START + 60_000_000 }))]],
  [attestationVouched, "damaged", "broken", [attested(damaged)]],
  [attestationVouched, "the authority's own certificate", "broken", [attested(issuer.certificate)]],
  [attestationVouched, "rubbish", "broken", [attested(bytes(1))], /does not count/],
  [attestationVouched, "one of two", "broken", [attested(chain), attested(bytes(1))]],
  [attestationVouched, "nothing", "unseen", [identity(chain)], /nothing was attested/],
  [attestationStands, "it does", "held", [attested(chain)]],
  [attestationStands, "nobody vouches", "held", [attested(bytes(1))]],
  [attestationStands, "taken back", "broken", [attested(chain), attested(revoked)], /revoked/],
  [attestationStands, "nothing", "unseen", []],
  [attestationProven, "over the nonce", "held", [attest, attested(chain)]],
  [attestationProven, "over another", "broken", [attest, attested(chain, bytes(2))], /does not verify/],
  [
    attestationProven,
    "over the nonce before",
    "broken",
    [attest, toReader({ is: "attest", nonce: bytes(3) }), attested(chain)],
  ],
  [attestationProven, "without a proof", "broken", [attest, unsigned(chain)]],
  [attestationProven, "by rubbish", "broken", [attest, attested(bytes(1))]],
  [attestationProven, "by another key", "broken", [attest, attested(revoked)]],
  [attestationProven, "unasked", "broken", [attested(chain), attest], /nobody asked/],
  [attestationProven, "nothing", "unseen", [attest]],
  [sameKey, "the same", "held", [identity(own({})), attested(concat(own({}), issuer.certificate))]],
  [
    sameKey,
    "the same as last told",
    "held",
    [identity(chain), identity(own({})), attested(concat(own({}), issuer.certificate))],
  ],
  [sameKey, "another", "broken", [identity(own({})), attested(chain)], /another certificate/],
  [sameKey, "no identity", "broken", [attested(chain)]],
  [sameKey, "nothing", "unseen", [identity(own({}))]],
  [namesItself, "rightly", "held", [identity(own({}))]],
  [namesItself, "by another number", "broken", [identity(own({}), 2, "SHK-2")], /serial SHK-2, subject SHK-1/],
  [namesItself, "of another version", "broken", [identity(own({}), 1)], /version 1/],
  [namesItself, "by rubbish", "broken", [identity(bytes(1))], /subject –/],
  [namesItself, "nothing", "unseen", [], /no identity/],
];

describe("what a reader attests", () => {
  test.each(ROWS.map((row) => [Object.keys(row[0].rule as object).join(), ...row.slice(1), row[0]] as const))(
    "%s, %s: %s",
    (...row) => {
      const [, , comesTo, trace, ...rest] = row;
      const expectation = rest.at(-1) as Expectation;
      const finding = found(expectation, onDay(trace as readonly Loose[]));
      expect(finding.is).toBe(comesTo);
      const told = finding.is === "broken" ? finding.actual : finding.is === "unseen" ? finding.because : undefined;
      if (rest[0] instanceof RegExp) expect(told?.en).toMatch(rest[0]);
    },
  );
  test("is known by the events of it", () => {
    const trace = onDay([attest, attested(chain), identity(chain), attested(revoked)]);
    expect(found(attestationVouched, trace)).toMatchObject({ saw: [1, 3] });
    expect(found(attestationStands, trace)).toMatchObject({ saw: [3] });
    expect(found(namesItself, trace.slice(2))).toMatchObject({ saw: [2] });
  });
});
