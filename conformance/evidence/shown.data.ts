/**
 * What of a trace is about nobody, and so may stand in sight when the rest is withheld. Whatever is named nowhere here stands apart: of
 * something new nobody has yet said that it is about nobody.
 */

/** Elements of files, and fields of the centre's answers: codes, counts of rows and times of processing. */
export const SHOWN_ELEMENTS: ReadonlySet<string> = new Set([
  ...["MedicalInstitutionCode", "ReferenceClassification", "ProcessExecutionTime", "QualificationConfirmationDate"],
  ...["SegmentOfResult", "ResultCode", "ErrorCode", "CharacterCodeIdentifier", "FileCategory", "ReceptionDateTime"],
  ...["ReceptionNumber"],
  ...["ProcessingResultStatus", "ProcessingResultCode", "NumberOfProcessingResult", "NumberOfNormalProcessing"],
  ...["NumberOfError", "QualificationValidity", "ConsentExpirationReason", "UrlAcquisitionClassification"],
  ...[
    "MedicalTreatmentFlag",
    "LimitApplicationCertificateRelatedConsFlg",
    "LimitApplicationCertificateRelatedConsTime",
  ],
  ...["PharmacistsInfoConsFlg", "PharmacistsInfoConsTime", "PharmacistsInfoAvailableTime"],
  ...["SpecificHealthCheckupsInfoConsFlg", "SpecificHealthCheckupsInfoConsTime"],
  ...["SpecificHealthCheckupsInfoAvailableTime", "DiagnosisInfoConsFlg", "DiagnosisInfoConsTime"],
  ...["DiagnosisInfoAvailableTime", "OperationInfoConsFlg", "OperationInfoConsTime", "OperationInfoAvailableTime"],
  ...["SpecificDiseasesCertificateRelatedConsFlg", "SpecificDiseasesCertificateRelatedConsTime"],
]);

/** Fields of the bench's own doors (docs/portal.md, docs/network.md) whose texts are words of a closed list, or a facility's. */
export const SHOWN_WORDS: ReadonlySet<string> = new Set([
  ...["code", "why", "refused", "standing", "notice", "kind", "method", "form", "scheme", "service", "act", "by", "is"],
  ...["because", "paidBefore", "shown", "use", "institutionCode", "consents"],
]);

/** Fields of JSON whose numbers are sums, points and times of the bench, and nobody's. */
export const SHOWN_NUMBERS: ReadonlySet<string> = new Set([
  ...["amount", "count", "counted", "device", "expires", "introduction", "limit", "oncePerMonths", "points"],
  ...["pointsADay", "pointsAMonth", "readers", "readersGiven", "registration", "systemChange", "yenAMonth", "yenAYear"],
  ...["yenAYearWithoutCards"],
]);

/** What a receipt computer tells of its chart. */
export const SHOWN_FACTS: ReadonlySet<string> = new Set([
  ...["validity", "nameIncomplete", "medicines", "checkups", "diagnoses", "operations", "specificDiseases"],
  ...["medicinesUntil", "checkupsUntil", "diagnosesUntil", "operationsUntil"],
]);

/** Texts that are codes, words or times, and no sentences. */
export const IS_CODE = /^[0-9A-Za-z:.+-]{1,40}$/;

/** Of the messages of a face-auth reader: fields that come from the patient's card, or would prove which card it was. */
export const CARD_FIELDS: Readonly<Record<string, readonly string[]>> = {
  authority: ["certificate", "signature"],
  authorityWanted: ["challenge"],
  completed: ["certificate", "signature", "proof"],
  registrationWanted: ["certificate"],
};

/** Fields of any bytes or text that are the reader's or the host's own. */
export const READER_FIELDS: Readonly<Record<string, readonly string[]>> = {
  begin: ["nonce", "challenge"],
  identity: ["maker", "model", "serial", "firmware", "attestation"],
  attest: ["nonce"],
  offerUpdate: ["manifest", "signature"],
  updateChunk: ["bytes"],
  attested: ["serial", "firmware", "chain", "proof"],
  updated: ["firmware"],
};
