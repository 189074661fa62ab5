import { sign } from "node:crypto";
import { describe, expect, test } from "vitest";
import { endOfDay, startOfDay, testPki } from "../../../certs/authorities.ts";
import { issueReaderCertificate } from "../../../certs/leaves.ts";
import { p256Key, p256PrivateKey } from "../../../certs/p256.ts";
import { chainOf, REVOKED_READER, revokedReaderKey } from "../../../certs/test-readers.ts";
import { CASES } from "../../../conformance/cases/all.ts";
import { centralMessage } from "../../../conformance/expect/central.ts";
import type { Expectation } from "../../../conformance/expect/finding.ts";
import { received } from "../../../conformance/expect/host.ts";
import { each, is } from "../../../conformance/expect/predicate.ts";
import { alike, atMost, every } from "../../../conformance/expect/vocabulary.ts";
import { look } from "../../../conformance/verify/rules.ts";
import { concat, hex } from "../../../device/wire/bytes.ts";
import { type FaceMessageOf, proofInput } from "../../../device/wire/face.ts";
import { OQSmuquc01res } from "../../../device/wire/oqs/bulk.ts";
import { OQSsiquc01res } from "../../../device/wire/oqs/siquc.ts";
import { published } from "../../../scripts/evidence-file.ts";
import { ended, events, fromReader, type Loose, PROFILE, toReader } from "../fake-bench.ts";

/** Both judges on traces written by hand: what the page says a rule comes to, each of them comes to. */

const START = Date.UTC(2026, 3, 1) * 1000;

function both(expectation: Expectation, ...trace: readonly Loose[]): string {
  const seen = events(...trace).map((event) => ({ ...event, at: START + event.at }));
  const first = expectation.look({ events: seen, cast: {}, latency: {} }).is;
  const second = look(expectation.rule, {
    events: seen,
    people: {},
    schemas: published().schemas,
    profile: PROFILE,
  }).is;
  expect(second, "as the first judge").toBe(first);
  return second;
}

/** The rules that stand by a name are the cases' own. */
function named(word: string): Expectation {
  for (const { expect: checks } of CASES)
    for (const { expectation } of checks)
      if (JSON.stringify(expectation.rule) === JSON.stringify({ [word]: true })) return expectation;
  throw new RangeError(word);
}

const bytes = (fill: number, length = 32) => new Uint8Array(length).fill(fill);
const begin = (reception: number) =>
  toReader({
    is: "begin",
    ...{ reception, nonce: bytes(1), challenge: bytes(2), methods: ["pin"], consents: [], language: "ja" },
    askPrescription: "no",
  });
const completed = (reception: number, certificate = bytes(3)) =>
  fromReader({
    is: "completed",
    ...{ reception, method: "pin", certificate, signature: bytes(4), consents: [], proof: bytes(5, 64) },
  });
const over = (reception: number) => fromReader({ is: "ended", reception, reason: "timedOut" });
const PLACED = fromReader({ is: "cardPlaced" });

describe("receptions", () => {
  test.each<[string, string, string, readonly Loose[]]>([
    ["oneEnd", "one each", "held", [begin(1), completed(1), begin(2), over(2)]],
    ["oneEnd", "two", "broken", [begin(1), completed(1), over(1)]],
    ["oneEnd", "one is open", "unseen", [begin(1), completed(1), begin(2)]],
    ["oneEnd", "none was begun", "unseen", [over(1)]],
    ["nameTheirReception", "its own", "held", [begin(1), over(1)]],
    ["nameTheirReception", "one that comes later", "broken", [over(1), begin(1)]],
    ["nameTheirReception", "nothing of one", "unseen", [begin(1), PLACED]],
  ])("%s, %s: %s", (word, _, comesTo, trace) => {
    expect(both(named(word), ...trace)).toBe(comesTo);
  });
  const twice = atMost(2, received("cardPlaced"));
  test.each<[string, readonly Loose[]]>([
    ["held", [PLACED, PLACED, ended(), PLACED]],
    ["broken", [PLACED, PLACED, PLACED, ended()]],
    ["broken", [PLACED, PLACED, PLACED]],
    ["unseen", [ended()]],
    ["unseen", [PLACED]],
  ])("atMost: %s", (comesTo, trace) => {
    expect(both(twice, ...trace)).toBe(comesTo);
  });
});

describe("what a reader says", () => {
  const prompt = (screen: "placeCard" | "pleaseWait") => fromReader({ is: "prompt", reception: 1, screen });
  const shown = (screen: "idle" | "placeCard" | "pleaseWait"): Loose => ({ channel: "panel", is: "shown", screen });
  const matched = (attempt: number, attemptsLeft: number) =>
    fromReader({ is: "matched", ...{ reception: 1, attempt, outcome: "refused", score: 1, attemptsLeft } });
  const wanted = fromReader({ is: "authorityWanted", reception: 1, challenge: bytes(7, 8) });
  const asks = (command: string, response: string): readonly Loose[] => [
    { channel: "card", is: "command", bytes: command },
    { channel: "card", is: "response", bytes: response },
  ];
  const given = asks("0084000008", `${"07".repeat(8)}9000`);
  const read = [
    ...asks("00a404000ad392f000260100000001", "9000"),
    ...asks("00a4020c02000a", "9000"),
    ...asks("00b0000002", "03039000"),
    ...asks("00b0000202", "03039000"),
  ];
  test.each<[string, string, readonly Loose[]]>([
    ["promptsAreScreens", "held", [shown("idle"), shown("placeCard"), prompt("placeCard"), prompt("placeCard")]],
    ["promptsAreScreens", "broken", [shown("placeCard"), prompt("pleaseWait")]],
    ["promptsAreScreens", "broken", [shown("placeCard")]],
    ["promptsAreScreens", "broken", [shown("placeCard"), prompt("placeCard"), prompt("pleaseWait")]],
    ["promptsAreScreens", "unseen", [shown("idle"), prompt("placeCard")]],
    ["countsAttempts", "held", [matched(1, 2), matched(2, 1), matched(3, 0)]],
    ["countsAttempts", "broken", [matched(1, 2), matched(2, 1)]],
    ["countsAttempts", "broken", [matched(1, 1), matched(2, 1), matched(3, 0)]],
    ["countsAttempts", "broken", [matched(2, 1), matched(3, 0)]],
    ["countsAttempts", "unseen", [matched(1, 0)]],
    ["handsOnChallenge", "held", [...given, wanted]],
    ["handsOnChallenge", "held", [wanted, ...given]],
    ["handsOnChallenge", "broken", [...asks("0084000008", `${"08".repeat(8)}9000`), wanted]],
    ["handsOnChallenge", "broken", [...asks("0084000008", `${"07".repeat(8)}6985`), wanted]],
    ["handsOnChallenge", "broken", [...asks("0084010008", `${"07".repeat(8)}9000`), wanted]],
    ["handsOnChallenge", "unseen", [...given]],
    ["carriesCardsCertificate", "held", [...read, completed(1, bytes(3, 4))]],
    ["carriesCardsCertificate", "held", [...read, completed(1, bytes(3, 3))]],
    ["carriesCardsCertificate", "broken", [...read, completed(1, bytes(3, 5))]],
    ["carriesCardsCertificate", "broken", [...read.slice(2), completed(1, bytes(3, 4))]],
    ["carriesCardsCertificate", "unseen", [...read]],
  ])("%s: %s", (word, comesTo, trace) => {
    expect(both(named(word), ...trace)).toBe(comesTo);
  });
});

describe("what a reader attests", () => {
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
  const attest = toReader({ is: "attest", nonce: bytes(1) });
  const identity = (attestation: Uint8Array, version = 2, serial = "SHK-1") =>
    fromReader({
      is: "identity",
      ...{ version, maker: "m", model: "m", serial, firmware: "1", methods: ["pin"], attestation },
    });
  const damaged = chain.map((byte, i) => (i === 40 ? byte ^ 1 : byte));
  test.each<[string, string, string, readonly Loose[]]>([
    ["attestationVouched", "by the authority", "held", [attested(chain)]],
    ["attestationVouched", "taken back", "held", [attested(revoked)]],
    ["attestationVouched", "by another authority", "broken", [attested(own({ issuer: testPki({ at: START }).lab }))]],
    [
      "attestationVouched",
      "by another key",
      "broken",
      [attested(own({ issuer: testPki({ at: START, seed: 1 }).readerAttestation }))],
    ],
    ["attestationVouched", "expired", "broken", [attested(own({ notAfter: START - 1_000_000 }))]],
    ["attestationVouched", "not yet", "broken", [attested(own({ notBefore: START + 60_000_000 }))]],
    ["attestationVouched", "damaged", "broken", [attested(damaged)]],
    ["attestationVouched", "the authority's own certificate", "broken", [attested(issuer.certificate)]],
    ["attestationVouched", "rubbish", "broken", [attested(bytes(1))]],
    ["attestationVouched", "nothing", "unseen", [identity(chain)]],
    ["attestationStands", "it does", "held", [attested(chain)]],
    ["attestationStands", "nobody vouches", "held", [attested(bytes(1))]],
    ["attestationStands", "taken back", "broken", [attested(chain), attested(revoked)]],
    ["attestationStands", "nothing", "unseen", []],
    ["attestationProven", "over the nonce", "held", [attest, attested(chain)]],
    ["attestationProven", "over another", "broken", [attest, attested(chain, bytes(2))]],
    ["attestationProven", "by another key", "broken", [attest, attested(revoked)]],
    ["attestationProven", "unasked", "broken", [attested(chain), attest]],
    ["attestationProven", "nothing", "unseen", [attest]],
    ["attestationSameKey", "the same", "held", [identity(own({})), attested(concat(own({}), issuer.certificate))]],
    ["attestationSameKey", "another", "broken", [identity(own({})), attested(chain)]],
    ["attestationSameKey", "no identity", "broken", [attested(chain)]],
    ["attestationSameKey", "nothing", "unseen", [identity(own({}))]],
    ["namesItself", "rightly", "held", [identity(own({}))]],
    ["namesItself", "by another number", "broken", [identity(own({}), 2, "SHK-2")]],
    ["namesItself", "of another version", "broken", [identity(own({}), 1)]],
    ["namesItself", "by rubbish", "broken", [identity(bytes(1))]],
    ["namesItself", "nothing", "unseen", []],
  ])("%s, %s: %s", (word, _, comesTo, trace) => {
    expect(both(named(word), ...trace)).toBe(comesTo);
  });
});

describe("answers of the central system", () => {
  const answer = (id: string, body: unknown, status = 200): Loose => ({
    channel: "central",
    is: "response",
    path: `/v1/messages/${id}req`,
    status,
    bytes: hex(new TextEncoder().encode(typeof body === "string" ? body : JSON.stringify(body))),
  });
  const accepts = (body: unknown, status?: number) => answer("OQSmuquc01", { XmlMsg: body }, status);
  const numbered = (ReceptionNumber: unknown) => accepts({ MessageBody: { ReceptionNumber } });
  const sameNumber = alike(centralMessage(OQSmuquc01res), "loose.MessageBody.ReceptionNumber", {
    ja: "同",
    en: "same",
  });
  test.each<[string, string, readonly Loose[]]>([
    ["one number", "held", [numbered("1"), numbered("1")]],
    ["two numbers", "broken", [numbered("1"), numbered("2")]],
    ["one without", "broken", [numbered("1"), accepts({ MessageBody: {} })]],
    ["an empty one", "broken", [numbered("")]],
    ["one that is no text", "broken", [numbered(1)]],
    ["a body that is no object", "broken", [accepts({ MessageBody: ["1"] })]],
    ["a refusal counts for nothing", "held", [numbered("1"), accepts({ MessageBody: { ReceptionNumber: "2" } }, 409)]],
    ["what is no message counts for nothing", "held", [numbered("1"), accepts("x"), answer("OQSmuquc01", "{")]],
    ["another message", "unseen", [answer("OQSsiquc01", { XmlMsg: {} })]],
  ])("alike, %s: %s", (_, comesTo, trace) => {
    expect(both(sameNumber, ...trace)).toBe(comesTo);
  });
  const results = (ResultList: unknown) => answer("OQSsiquc01", { XmlMsg: { MessageBody: { ResultList } } });
  const result = (flag: string) => ({
    ResultOfQualificationConfirmation: { PharmacistsInfoConsFlg: flag, Name: "見本" },
  });
  const noConsent = every(
    centralMessage(OQSsiquc01res),
    { ja: "無", en: "none" },
    each("consents", is("given", false)),
  );
  test.each<[string, string, readonly Loose[]]>([
    ["one without consent", "held", [results([result("0")])]],
    ["one with", "broken", [results([result("1")])]],
    ["of two results neither is looked at", "held", [results([result("1"), result("1")])]],
    ["what is no list has no result", "held", [results(result("1"))]],
    ["none", "held", [results([])]],
  ])("consents, %s: %s", (_, comesTo, trace) => {
    expect(both(noConsent, ...trace)).toBe(comesTo);
  });
});
