import { X509Certificate } from "node:crypto";
import type { Dial } from "../../device/control/dials.ts";
import { type Clock, sleep } from "../../device/ports.ts";
import { isRecord } from "../../device/wire/oqs/finding.ts";
import { jstDate } from "../../device/wire/oqs/jst.ts";
import { bodyOf } from "./answer.ts";
import { type CentralHandler, jsonAnswer, jsonIn, parsed } from "./call.ts";
import type { DialledAnswers } from "./dialled-answers.ts";
import { registrationsOf } from "./eligibility.ts";
import type { Insured, Ledger } from "./ledger.ts";

type Record_ = Readonly<Record<string, unknown>>;

/** Medical information; its answers say otherwise than others how they ended. */
const MEDICAL: readonly string[] = ["/v1/messages/YZKsiquc01req", "/v1/messages/TKKsiquc01req"];

/** The central system, but for answers that were dialled: it comes to its own first, and what was dialled is put in its place. */
export const dialledCentral =
  (
    handler: CentralHandler,
    { answers, ledger, clock }: { answers: DialledAnswers; ledger: Ledger; clock: Clock },
  ): CentralHandler =>
  async (call, client) => {
    if (answers.list().length === 0) return handler(call, client);
    const insured = insuredIn(await jsonIn(call), ledger);
    const medical = MEDICAL.includes(call.path);
    // What is said of eligibility has no place in an answer about medicines.
    const dial = insured && answers.take(insured.id, ({ validity }) => validity === undefined || !medical);
    if (!dial) return handler(call, client);
    if (dial.milliseconds !== undefined) await sleep(clock, dial.milliseconds);
    if (dial.code !== undefined && dial.layer === "http")
      return jsonAnswer({ code: dial.code, message: { ja: MESSAGE.ja, en: MESSAGE.en } }, 403);
    const answer = await handler(call, client);
    const own = answer.status === 200 ? parsed(answer.text) : undefined;
    const message = isRecord(own) ? own["XmlMsg"] : undefined;
    if (!isRecord(message)) return answer;
    return jsonAnswer({ XmlMsg: toldBy(dial, message, insured, clock.now(), medical) });
  };

const MESSAGE = { ja: "試験のために指定された結果コードです。", en: "A result code that was dialled for a test." };

function toldBy(dial: Dial, message: Record_, insured: Insured, now: number, medical: boolean): Record_ {
  const header = recordIn(message["MessageHeader"]);
  const body = recordIn(message["MessageBody"]);
  const { code, layer = "header", validity } = dial;
  if (code !== undefined && medical)
    return { MessageHeader: { ...header, ResultCode: "9", MessageContents: `${code} ${MESSAGE.ja}` }, MessageBody: {} };
  if (code !== undefined && layer === "header")
    return {
      MessageHeader: { ...header, SegmentOfResult: "9", ErrorCode: code, ErrorMessage: MESSAGE.ja },
      MessageBody: {},
    };
  const { ResultList: _, ...without } = body;
  if (code !== undefined)
    return {
      MessageHeader: header,
      MessageBody: {
        ...without,
        ProcessingResultStatus: "2",
        ProcessingResultCode: code,
        ProcessingResultMessage: MESSAGE.ja,
      },
    };
  if (validity === undefined) return message;
  const said = { ...without, ProcessingResultStatus: "1", QualificationValidity: validity };
  const result = NO_RESULT.includes(validity) ? undefined : (resultIn(body) ?? usualResult(insured, now));
  const list = result && [{ ResultOfQualificationConfirmation: { ...result, ...LOSS(validity, result, now) } }];
  return { MessageHeader: header, MessageBody: list ? { ...said, ResultList: list } : said };
}

/** Nobody is found, or several are: then nobody is shown. */
const NO_RESULT: readonly string[] = ["4", "5"];

/** When and why it was lost, in keeping with what is said of it. */
const LOSS = (validity: string, { DisqualificationDate: day }: Record_, now: number): Record_ =>
  validity === "2" || validity === "3"
    ? { DisqualificationDate: day ?? jstDate(now), ReasonOfLoss: validity === "3" ? "03" : "99" }
    : { DisqualificationDate: undefined, ReasonOfLoss: undefined };

function resultIn(body: Record_): Record_ | undefined {
  const list: unknown = body["ResultList"];
  const first: unknown = Array.isArray(list) ? list[0] : undefined;
  const result = isRecord(first) ? first["ResultOfQualificationConfirmation"] : undefined;
  return isRecord(result) ? result : undefined;
}

/** What would be shown of a person whose last entitlement counted. */
function usualResult(insured: Insured, now: number): Record_ | undefined {
  const entitlement = insured.entitlements.at(-1);
  if (!entitlement) return undefined;
  const facility = { institutionCode: "" };
  const { ResultList } = bodyOf(
    { validity: "1", insured, entitlement },
    { day: jstDate(now), now, facility, by: "number" },
  );
  return ResultList?.[0]?.ResultOfQualificationConfirmation;
}

/** Whom a call is about: by the card's certificate, or by the number that is asked for. */
function insuredIn(call: unknown, ledger: Ledger): Insured | undefined {
  if (!isRecord(call)) return undefined;
  if (typeof call["certificate"] === "string") return byCertificate(call["certificate"], ledger);
  const message = recordIn(call["XmlMsg"]);
  const header = recordIn(message["MessageHeader"]);
  const body = recordIn(message["MessageBody"]);
  const asked = recordIn(body["QualificationConfirmSearchInfo"] ?? body["ReferenceNumberRegistrationInfo"]);
  const text = (...places: unknown[]) => places.find((place): place is string => typeof place === "string");
  const found = registrationsOf(ledger, {
    insurer: text(asked["InsurerNumber"], header["InsurerNumber"]) ?? "",
    symbol: text(asked["InsuredCardSymbol"], header["InsuranceCardSymbol"]),
    number: text(asked["InsuredIdentificationNumber"], header["InsuredPersonIdentificationNumber"]) ?? "",
    branch: text(asked["InsuredBranchNumber"], header["BranchNumber"]),
  });
  const born = text(asked["Birthdate"]);
  return found.find(({ insured }) => born === undefined || insured.birthDate === born)?.insured;
}

function byCertificate(base64url: string, ledger: Ledger): Insured | undefined {
  try {
    const { subject } = new X509Certificate(Buffer.from(base64url, "base64url"));
    return ledger.byCertificate(/^CN=(.*)$/m.exec(subject)?.[1] ?? "");
  } catch {
    return undefined;
  }
}

const recordIn = (value: unknown): Record_ => (isRecord(value) ? value : {});
