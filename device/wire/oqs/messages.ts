import * as bulk from "./bulk.ts";
import type { Message } from "./message.ts";
import * as remote from "./remote.ts";
import { OQSsiimm01req, OQSsiimm01res } from "./siimm.ts";
import { OQSsiquc01req, OQSsiquc01res } from "./siquc.ts";
import { TKKsiquc01req, TKKsiquc01res } from "./tkk.ts";
import { YZKsiquc01req, YZKsiquc01res } from "./yzk.ts";

/** Request and answer by the id that both have in their names. */
export const OQS_EXCHANGES = {
  OQSsiquc01: { request: OQSsiquc01req, answer: OQSsiquc01res },
  OQSsiimm01: { request: OQSsiimm01req, answer: OQSsiimm01res },
  OQSmuquc01: { request: bulk.OQSmuquc01req, answer: bulk.OQSmuquc01res },
  OQSmuquc02: { request: bulk.OQSmuquc02req, answer: bulk.OQSmuquc02res },
  OQSmuimm01: { request: bulk.OQSmuimm01req, answer: bulk.OQSmuimm01res },
  OQSmuimm02: { request: bulk.OQSmuimm02req, answer: bulk.OQSmuimm02res },
  OQSmutic01: { request: bulk.OQSmutic01req, answer: bulk.OQSmutic01res },
  OQSmutic02: { request: bulk.OQSmutic02req, answer: bulk.OQSmutic02res },
  OQSmuhvq01: { request: bulk.OQSmuhvq01req, answer: bulk.OQSmuhvq01res },
  OQSmuhvq02: { request: bulk.OQSmuhvq02req, answer: bulk.OQSmuhvq02res },
  OQSmuonq01: { request: bulk.OQSmuonq01req, answer: bulk.OQSmuonq01res },
  OQSmuonq02: { request: bulk.OQSmuonq02req, answer: bulk.OQSmuonq02res },
  OQSsihvq01: { request: remote.OQSsihvq01req, answer: remote.OQSsihvq01res },
  OQSsionq01: { request: remote.OQSsionq01req, answer: remote.OQSsionq01res },
  OQSsihvd01: { request: remote.OQSsihvd01req, answer: remote.OQSsihvd01res },
  OQSsiurl01: { request: remote.OQSsiurl01req, answer: remote.OQSsiurl01res },
  OQSsiinq01: { request: remote.OQSsiinq01req, answer: remote.OQSsiinq01res },
  OQSsiupd01: { request: remote.OQSsiupd01req, answer: remote.OQSsiupd01res },
  YZKsiquc01: { request: YZKsiquc01req, answer: YZKsiquc01res },
  TKKsiquc01: { request: TKKsiquc01req, answer: TKKsiquc01res },
} as const;

export type ExchangeId = keyof typeof OQS_EXCHANGES;

/** Every message that is declared, requests before their answers. */
export const OQS_MESSAGES: readonly Message[] = Object.values(OQS_EXCHANGES).flatMap(
  ({ request, answer }): Message[] => [request, answer],
);

/** A result that a face-auth reader brings about, in the folder face: nobody asked, so it carries no identifier back. */
export const FACE_RESULT = OQSsiquc01res;

export const messageNamed = (id: string): Message | undefined => OQS_MESSAGES.find((message) => message.id === id);
