import type { Fetch } from "../../../device/ports.ts";
import { centralCase, check } from "../../case.ts";
import { centralAnswer } from "../../expect/central.ts";
import { atLeast, atMost, both, is, isOneOf } from "../../expect/predicate.ts";
import { every } from "../../expect/vocabulary.ts";

/** Where the central system is, the bench knows; only the path of an address is looked at. */
const call = (fetch: Fetch, path: string, body: unknown) =>
  fetch(
    new Request(`https://central.shikaku.test${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    }),
  );

const CHALLENGE = "/v1/challenge";
const RECEPTION = "/v1/reception";

const status = ({ status }: { readonly status: number }) => ({ ja: `${status} でした`, en: `it was ${status}` });

export const admitted = centralCase({
  id: "CTL-NET-0001",
  title: { ja: "認められた医療機関は中央に届く", en: "An admitted institution reaches the centre" },
  spares: ["B-CTL-MORE-MEMBERS"],
  async steps({ bench }) {
    await call(bench.central, CHALLENGE, {});
  },
  expect: [
    check(
      "NET-01",
      "centre.unreachable",
      { ja: "認められた医療機関の呼出しに答える", en: "a call of an admitted institution is answered" },
      every(centralAnswer(CHALLENGE), { ja: "状態 200", en: "status 200" }, is("status", 200), status),
    ),
  ],
});

export const stranger = centralCase({
  id: "CTL-NET-0002",
  title: { ja: "認められていない医療機関は拒まれる", en: "An institution that was never admitted is refused" },
  kills: ["M-CTL-STRANGER-SERVED"],
  spares: ["B-CTL-OWN-WORDS"],
  async steps({ bench }) {
    await call(bench.asStranger, CHALLENGE, {});
  },
  expect: [
    check(
      "NET-01",
      "centre.open",
      { ja: "認められていない相手には何も答えない", en: "nothing is given to whom nobody let in" },
      every(
        centralAnswer(CHALLENGE),
        { ja: "状態 401 か 403", en: "status 401 or 403" },
        isOneOf("status", [401, 403]),
        status,
      ),
    ),
  ],
});

export const forgedReception = centralCase({
  id: "CTL-REC-0001",
  title: {
    ja: "カードの署名のない受付に資格を回答しない",
    en: "A reception without a card's signature gets no eligibility",
  },
  async steps({ bench }) {
    const answer = await call(bench.central, CHALLENGE, {});
    const told = (await bench.clock.real(answer.json())) as { readonly challenge?: unknown };
    await call(bench.central, RECEPTION, {
      challenge: told.challenge,
      certificate: base64url(bench.random.bytes(600)),
      signature: base64url(bench.random.bytes(256)),
      method: "face",
      consents: ["medicines"],
    });
  },
  expect: [
    check(
      "RCP-05",
      "eligibility.granted",
      { ja: "証明書と署名が偽りなら拒まれる", en: "a made-up certificate and signature are refused" },
      every(
        centralAnswer(RECEPTION),
        { ja: "状態 400 以上 500 未満", en: "status from 400 to 499" },
        both(atLeast("status", 400), atMost("status", 499)),
        status,
      ),
    ),
  ],
});

const base64url = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64url");
