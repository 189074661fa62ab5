import { z } from "zod";
import { readJson } from "../../../device/wire/oqs/message.ts";
import { OQSsiurl01req, OQSsiurl01res } from "../../../device/wire/oqs/remote.ts";
import { NOBODY } from "../access-log.ts";
import { headerOf } from "../answer.ts";
import type { Centre } from "../centre.ts";
import { abnormal, type Desk, echo, sentence, told, wholeOf } from "../desk.ts";
import type { Records } from "../records.ts";
import { get, put, type Shelf } from "../shelf.ts";
import { isSwitchedOn, type Use } from "./forms.ts";
import { codePdf, codePng } from "./two-dimensional-code.ts";

/** Which facility's web reception (マイナ在宅受付Web) stands behind an address, and for which use. */
export interface WebReception {
  readonly institutionCode: string;
  readonly use: Use;
}
const RECEPTIONS: Shelf<WebReception> = {
  name: "web-receptions",
  holds: z.strictObject({ institutionCode: z.string(), use: z.enum(["2", "3"]) }),
};
const TOKENS: Shelf<string> = { name: "web-tokens", holds: z.string() };

export const webReceptionOf = (records: Records, token: string): Promise<WebReception | undefined> =>
  get(records, RECEPTIONS, token);

/** The facility's address, the same one each time, and its two-dimensional code to hang up or to send. */
export const tellWebAddress: Desk = async (call) => {
  const { centre, facility, now } = call;
  const { institutionCode } = facility;
  const reading = readJson(OQSsiurl01req, call.json);
  const header = {
    MedicalInstitutionCode: institutionCode,
    ReferenceClassification: "2",
    ...echo(reading.loose.MessageHeader?.ArbitraryFileIdentifier),
  } as const;
  const whole = wholeOf(reading, facility);
  if ("no" in whole)
    return told(OQSsiurl01res, { MessageHeader: headerOf(now, { ...header, ...abnormal(whole.no) }), MessageBody: {} });
  const { UrlAcquisitionClassification: use, UrlFileFormat: format } = whole.asked.MessageBody;
  const MessageHeader = headerOf(now, header);
  if (!(await isSwitchedOn(centre.store.records, institutionCode, use))) {
    const code = "TSTV0001E";
    const line = { at: now, institution: institutionCode, person: NOBODY, exchange: "OQSsiurl01" } as const;
    return told(
      OQSsiurl01res,
      {
        MessageHeader,
        MessageBody: {
          ProcessingResultStatus: "2",
          ProcessingResultCode: code,
          ProcessingResultMessage: sentence({ code }),
          UrlAcquisitionClassification: use,
        },
      },
      { accesses: [{ ...line, basis: "nothing", shown: [], refused: code }] },
    );
  }
  const decide = async () => {
    const { token, changes } = await tokenFor(centre, { institutionCode, use });
    const url = `${centre.webReception?.() ?? "https://reception.shikaku.test"}/r/${token}`;
    const file = format === "1" ? await centre.clock.real(codePdf(url)) : codePng(url);
    return told(
      OQSsiurl01res,
      {
        MessageHeader,
        MessageBody: {
          ProcessingResultStatus: "1",
          UrlAcquisitionClassification: use,
          Url: url,
          UrlFileFormat: format,
          UrlFileData: Buffer.from(file).toString("base64"),
        },
      },
      { changes },
    );
  };
  // Two who ask for the first time at once are told the same.
  return { about: `address ${institutionCode} ${use}`, decide };
};

async function tokenFor({ store: { records }, random }: Centre, { institutionCode, use }: WebReception) {
  const key = `${institutionCode} ${use}`;
  const known = await get(records, TOKENS, key);
  if (known !== undefined) return { token: known, changes: [] };
  const token = Buffer.from(random.bytes(16)).toString("hex");
  return { token, changes: [put(TOKENS, key, token), put(RECEPTIONS, token, { institutionCode, use })] };
}
