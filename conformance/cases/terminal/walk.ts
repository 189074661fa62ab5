import type { ConsentItem, Method } from "../../../device/wire/face.ts";
import { jstDate } from "../../../device/wire/oqs/jst.ts";
import { type Message, type ValueOfMessage, writeMessage } from "../../../device/wire/oqs/message.ts";
import { requestName } from "../../../device/wire/oqs/names.ts";
import { OQSsiquc01req, padInsurer } from "../../../device/wire/oqs/siquc.ts";
import { YZKsiquc01req } from "../../../device/wire/oqs/yzk.ts";
import type { NumberQuery } from "../../../device/ports.ts";
import type { Part } from "../../cast.ts";
import { faceResult } from "../../expect/folder.ts";
import { prompt } from "../../expect/host.ts";
import type { Stage } from "../../stage.ts";

type TerminalStage = Stage<"terminal">;
type Consent = "all" | readonly ConsentItem[];

/** The patient lays the card down, which starts a reception, and is confirmed; the consent screen stands there. */
export async function confirm({ bench, hand, see }: TerminalStage, part: Part, method: Method): Promise<void> {
  if (method === "face") await hand.show(part);
  await hand.place(part);
  await see(prompt("chooseMethod"));
  await hand.choose(method);
  if (method === "pin" && bench.pinOf(part) !== undefined) await hand.typePinOf(part);
  if (method === "staff") await hand.confirm(true);
  await see(prompt("consent"));
}

/** A whole visit: from the card laid down to the result in the face folder and the card taken. */
export async function visit(stage: TerminalStage, part: Part, method: Method, consent: Consent = "all"): Promise<void> {
  await confirm(stage, part, method);
  await (consent === "all" || consent.length > 0 ? stage.hand.agree(consent) : stage.hand.refuse());
  await stage.see(faceResult);
  await stage.hand.remove();
}

/** Writes a request as a receipt computer would, under a suffix of the suite's own. */
export async function ask({ bench }: TerminalStage, suffix: string, query: NumberQuery): Promise<void> {
  await put(bench, suffix, OQSsiquc01req, "OQSsiquc01", {
    MessageHeader: {
      QualificationConfirmationDate: jstDate(bench.clock.now()),
      MedicalInstitutionCode: bench.institutionCode,
      ArbitraryFileIdentifier: suffix,
    },
    MessageBody: {
      QualificationConfirmSearchInfo: {
        InsurerNumber: padInsurer(query.insurer),
        ...(query.symbol === "" ? {} : { InsuredCardSymbol: query.symbol }),
        InsuredIdentificationNumber: query.number,
        ...(query.branch === "" ? {} : { InsuredBranchNumber: query.branch }),
        Birthdate: query.birthDate,
        LimitApplicationCertificateRelatedConsFlg: "0",
      },
    },
  });
}

/** Asks for the drug information of a patient. */
export async function askMedicines({ bench }: TerminalStage, suffix: string, query: NumberQuery): Promise<void> {
  await put(bench, suffix, YZKsiquc01req, "YZKsiquc01", {
    MessageHeader: {
      MedicalInstitutionCode: bench.institutionCode,
      InsurerNumber: padInsurer(query.insurer),
      ...(query.symbol === "" ? {} : { InsuranceCardSymbol: query.symbol }),
      InsuredPersonIdentificationNumber: query.number,
      ...(query.branch === "" ? {} : { BranchNumber: query.branch }),
      ArbitraryFileIdentifier: suffix,
    },
    MessageBody: { FileCategory: "2", MedicalTreatmentFlag: "1" },
  });
}

/** Writes any request under a suffix of the suite's own. */
export async function put<M extends Message>(
  { folders }: TerminalStage["bench"],
  suffix: string,
  message: M,
  id: string,
  value: ValueOfMessage<M>,
): Promise<void> {
  await folders.write("req", requestName(id, suffix), writeMessage(message, value, { encoding: "UTF-8" }));
}
