import type { ExchangeId } from "../../device/wire/oqs/messages.ts";
import { acceptCheck, acceptRegistrations, acceptTickets } from "./bulk/accept.ts";
import { collectCheck, collectRegistrations, collectTickets } from "./bulk/collect.ts";
import type { Desk } from "./desk.ts";
import { answerCheckups, answerDrugs } from "./medical/desk.ts";
import { answerQuery } from "./query.ts";
import { answerRegistration } from "./registration.ts";
import { answerSettings, changeSettings } from "./settings.ts";

/** Who answers which message. Messages of the remote modes have no desk yet. */
export const DESKS: Readonly<Partial<Record<ExchangeId, Desk>>> = {
  OQSsiquc01: answerQuery,
  OQSsiimm01: answerRegistration,
  OQSmuquc01: acceptCheck,
  OQSmuquc02: collectCheck,
  OQSmuimm01: acceptRegistrations,
  OQSmuimm02: collectRegistrations,
  OQSmutic01: acceptTickets,
  OQSmutic02: collectTickets,
  OQSsiinq01: answerSettings,
  OQSsiupd01: changeSettings,
  YZKsiquc01: answerDrugs,
  TKKsiquc01: answerCheckups,
};

export const deskOf = (exchange: string): Desk | undefined =>
  Object.hasOwn(DESKS, exchange) ? DESKS[exchange as ExchangeId] : undefined;
