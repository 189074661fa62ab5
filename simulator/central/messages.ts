import type { ExchangeId } from "../../device/wire/oqs/messages.ts";
import { acceptCheck, acceptRegistrations, acceptTickets } from "./bulk/accept.ts";
import { collectCheck, collectRegistrations, collectTickets } from "./bulk/collect.ts";
import type { Desk } from "./desk.ts";
import { answerCheckups, answerDrugs } from "./medical/desk.ts";
import { answerQuery } from "./query.ts";
import { answerRegistration } from "./registration.ts";
import { askOnlineAgain, askVisitAgain, endVisits } from "./remote/again.ts";
import { acceptOnline, acceptVisits, collectOnline, collectVisits } from "./remote/lists.ts";
import { tellWebAddress } from "./remote/web-address.ts";
import { answerSettings, changeSettings } from "./settings.ts";

/** Who answers which message. */
export const DESKS: Readonly<Partial<Record<ExchangeId, Desk>>> = {
  OQSsiquc01: answerQuery,
  OQSsiimm01: answerRegistration,
  OQSmuquc01: acceptCheck,
  OQSmuquc02: collectCheck,
  OQSmuimm01: acceptRegistrations,
  OQSmuimm02: collectRegistrations,
  OQSmutic01: acceptTickets,
  OQSmutic02: collectTickets,
  OQSmuhvq01: acceptVisits,
  OQSmuhvq02: collectVisits,
  OQSmuonq01: acceptOnline,
  OQSmuonq02: collectOnline,
  OQSsihvq01: askVisitAgain,
  OQSsionq01: askOnlineAgain,
  OQSsihvd01: endVisits,
  OQSsiurl01: tellWebAddress,
  OQSsiinq01: answerSettings,
  OQSsiupd01: changeSettings,
  YZKsiquc01: answerDrugs,
  TKKsiquc01: answerCheckups,
};

export const deskOf = (exchange: string): Desk | undefined =>
  Object.hasOwn(DESKS, exchange) ? DESKS[exchange as ExchangeId] : undefined;
