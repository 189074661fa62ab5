import type { ConsentItem } from "../../device/wire/face.ts";

/** What an app shows of the central system's answer; times are yyyyMMddHHmmss, JST. */
export interface EligibilityShown {
  readonly validity: string;
  readonly name?: string;
  readonly kana?: string;
  readonly birthDate?: string;
  readonly insurerName?: string;
  readonly insurer?: string;
  readonly symbol?: string;
  readonly number?: string;
  readonly branch?: string;
  /** Those in force; without `until` it goes on until somebody ends it. */
  readonly consents: readonly { readonly item: ConsentItem; readonly until?: string }[];
  /** Such as a certificate that ends soon. */
  readonly notice?: { readonly code: string; readonly message: string };
}

const TAGS: Readonly<Record<ConsentItem, readonly [flag: string, until?: string]>> = {
  medicines: ["PharmacistsInfoConsFlg", "PharmacistsInfoAvailableTime"],
  diagnoses: ["DiagnosisInfoConsFlg", "DiagnosisInfoAvailableTime"],
  operations: ["OperationInfoConsFlg", "OperationInfoAvailableTime"],
  checkups: ["SpecificHealthCheckupsInfoConsFlg", "SpecificHealthCheckupsInfoAvailableTime"],
  specificDiseases: ["SpecificDiseasesCertificateRelatedConsFlg"],
};
const FIELDS = {
  ...{ name: "Name", kana: "NameKana", birthDate: "Birthdate", insurerName: "InsurerName", insurer: "InsurerNumber" },
  ...{ symbol: "InsuredCardSymbol", number: "InsuredIdentificationNumber", branch: "InsuredBranchNumber" },
} as const;

interface Answer {
  readonly XmlMsg?: {
    readonly MessageBody?: Readonly<Record<string, unknown>> & {
      readonly ResultList?: readonly {
        readonly ResultOfQualificationConfirmation?: Readonly<Record<string, string>>;
      }[];
    };
  };
}

/** The first entitlement in an answer, as JSON of the file interface. */
export function eligibilityShown(json: Readonly<Record<string, unknown>>): EligibilityShown {
  const body = (json as Answer).XmlMsg?.MessageBody ?? {};
  const found: Readonly<Record<string, string>> = body.ResultList?.[0]?.ResultOfQualificationConfirmation ?? {};
  const fields = Object.entries(FIELDS).flatMap(([name, tag]) => (found[tag] ? [[name, found[tag]] as const] : []));
  const { ProcessingResultCode: code, ProcessingResultMessage: message } = body;
  return {
    validity: word(body["QualificationValidity"]),
    ...Object.fromEntries(fields),
    consents: (Object.keys(TAGS) as ConsentItem[]).flatMap((item) => {
      const [flag, end = ""] = TAGS[item];
      const until = found[end];
      return found[flag] === "1" ? [{ item, ...(until === undefined ? {} : { until }) }] : [];
    }),
    ...(typeof code === "string" ? { notice: { code, message: word(message) } } : {}),
  };
}

const word = (value: unknown): string => (typeof value === "string" ? value : "");
