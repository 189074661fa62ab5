import type { CentralHandler } from "../central/call.ts";
import type { CardAuthority } from "../central/card-authority.ts";
import type { Ledger } from "../central/ledger.ts";
import type { Store } from "../central/store.ts";
import { FACILITIES, type Facility } from "../facilities.ts";
import type { DrugAnswer } from "../../device/wire/oqs/yzk.ts";
import type { NetworkRules } from "../network/closed-network.ts";
import { CONSENT_ITEMS } from "../../device/wire/face.ts";

/** What an otherwise honest central system does otherwise. */
export interface CentralLie {
  readonly store?: (store: Store) => Store;
  readonly ledger?: (ledger: Ledger) => Ledger;
  readonly cards?: (cards: CardAuthority) => CardAuthority;
  /** Whether it is in disaster mode. */
  readonly isDisaster?: (is: () => boolean) => () => boolean;
  readonly handler?: (handler: CentralHandler) => CentralHandler;
  /** By what the gateway of the closed network in front of it goes. */
  readonly network?: (rules: NetworkRules) => NetworkRules;
}

export const CENTRAL_LIES: Readonly<Record<string, () => CentralLie>> = {
  "M-CTL-NEWER-UNSAID": () => ({
    handler: rewriting(/OQSsiquc01req$/, (text) =>
      text.replace(`"QualificationValidity":"3"`, `"QualificationValidity":"2"`),
    ),
  }),
  "M-CTL-CONSENT-IGNORED": () => ({
    store: (store) => ({
      ...store,
      consentsOf: () =>
        Promise.resolve(CONSENT_ITEMS.map((item) => ({ item, given: 0, ends: Number.MAX_SAFE_INTEGER }))),
    }),
  }),
  "M-CTL-ROWS-SHIFTED": () => ({ handler: rewriting(/OQSmuquc02req$/, shifted) }),
  "M-CTL-EVER-RUNNING": () => ({
    handler: rewriting(/OQSmuquc02req$/, (text) => {
      const { XmlMsg } = JSON.parse(text) as { XmlMsg: { MessageHeader: object } };
      const MessageHeader = { ...XmlMsg.MessageHeader, SegmentOfResult: "2" };
      return JSON.stringify({ XmlMsg: { MessageHeader, MessageBody: {} } });
    }),
  }),
  "M-CTL-OLD-CARD-COUNTS": () => ({
    handler: rewriting(/evidence$/, (text) =>
      text.replace(`"accepted":false,"because":["insuranceCard"]`, `"accepted":true,"by":["insuranceCard"]`),
    ),
  }),
  "M-CTL-KEY-IGNORED": () => ({
    handler: (handler) => (call, client) => {
      const { "idempotency-key": _, ...headers } = call.headers;
      return handler({ ...call, headers }, client);
    },
  }),
  "M-CTL-DISASTER-UNHEARD": () => ({ isDisaster: () => () => false }),
  "M-CTL-CLAIMS-EARLY": () => ({ handler: rewriting(/YZKsiquc01req$/, claimedAtOnce) }),
  "M-CTL-TICKETS-UNTOLD": () => ({
    handler: rewriting(/OQSmutic02req$/, (text) =>
      JSON.stringify(
        JSON.parse(text, (tag, value: unknown) => (tag === "PublicExpenseResultList" ? undefined : value)),
      ),
    ),
  }),
  "M-CTL-STRANGER-SERVED": () => ({
    handler: (handler) => (request, client) => {
      const isStranger = client.institutionCode.length === 10 && !FACILITIES.some(isOf(client.institutionCode));
      const institutionCode = FACILITIES[0]?.institutionCode ?? "";
      return handler(request, isStranger ? { ...client, institutionCode } : client);
    },
  }),
};

const isOf = (code: string) => (facility: Facility) => facility.institutionCode === code;

/** What stands in the answers of this door. */
const rewriting =
  (path: RegExp, rewrite: (text: string) => string) =>
  (handler: CentralHandler): CentralHandler =>
  async (call, client) => {
    const answer = await handler(call, client);
    return answer.status === 200 && path.test(call.path) ? { ...answer, text: rewrite(answer.text) } : answer;
  };

/** Each row gets the key of the one before it. */
export function shifted(text: string): string {
  const key = /"ArbitraryIdentifier":"([^"]*)"/g;
  const keys = [...text.matchAll(key)].map(([whole]) => whole);
  let at = 0;
  return text.replace(key, () => keys[(at++ + keys.length - 1) % keys.length] ?? "");
}

/** What was prescribed electronically stands among the claims of its month, too. */
function claimedAtOnce(text: string): string {
  const said = JSON.parse(text) as { XmlMsg: { MessageBody: DrugAnswer["MessageBody"] } };
  const { MessageBody: body } = said.XmlMsg;
  const months = body.ShPrInf?.ShPrMonthInf ?? [];
  const early = months.map(({ ShPrMonth }) => ({
    MeTrMonth: ShPrMonth,
    DiDateInfs: [{ DiDateInf: { DiDate: `${ShPrMonth}01` } }],
  }));
  const MeTrMonthInf = [...early, ...(body.MeTrMonthInf ?? [])];
  return JSON.stringify({ XmlMsg: { ...said.XmlMsg, MessageBody: { ...body, MeTrMonthInf } } });
}
