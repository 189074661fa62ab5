import { OQSsiquc01req, OQSsiquc01res } from "./siquc.ts";
import { YZKsiquc01req, YZKsiquc01res } from "./yzk.ts";

/** Every message that is declared, by its id. */
export const OQS_MESSAGES = { OQSsiquc01req, OQSsiquc01res, YZKsiquc01req, YZKsiquc01res } as const;

/** Request and answer by the id both have in their names. */
export const OQS_EXCHANGES = {
  OQSsiquc01: { request: OQSsiquc01req, answer: OQSsiquc01res },
  YZKsiquc01: { request: YZKsiquc01req, answer: YZKsiquc01res },
} as const;

export type ExchangeId = keyof typeof OQS_EXCHANGES;
