import type { AnyCase } from "../case.ts";
import * as centralAway from "./central/away.ts";
import * as centralDoor from "./central/door.ts";
import * as centralEligibility from "./central/eligibility.ts";
import * as centralEvidence from "./central/evidence.ts";
import * as centralInsurers from "./central/insurers.ts";
import * as centralLimited from "./central/limited.ts";
import * as centralLists from "./central/lists.ts";
import * as centralMeeting from "./central/meeting.ts";
import * as centralNetwork from "./central/network.ts";
import * as centralPortal from "./central/portal.ts";
import * as centralPublicHelp from "./central/public-help.ts";
import * as centralVisits from "./central/visits.ts";
import * as genericDeclared from "./generic/declared.ts";
import * as genericLimited from "./generic/limited.ts";
import * as genericLock from "./generic/lock.ts";
import * as genericPulled from "./generic/pulled.ts";
import * as genericRemoval from "./generic/removal.ts";
import * as genericSession from "./generic/session.ts";
import * as readerAttestation from "./reader/attestation.ts";
import * as readerBusy from "./reader/busy.ts";
import * as readerCancelled from "./reader/cancelled.ts";
import * as readerChangeOfMind from "./reader/change-of-mind.ts";
import * as readerExchanged from "./reader/exchanged.ts";
import * as readerLeftBehind from "./reader/left-behind.ts";
import * as readerOutOfTurn from "./reader/out-of-turn.ts";
import * as readerOutside from "./reader/outside.ts";
import * as readerPrescription from "./reader/prescription.ts";
import * as readerPulled from "./reader/pulled.ts";
import * as readerReady from "./reader/ready-again.ts";
import * as readerTimedOut from "./reader/timed-out.ts";
import * as readerCard from "./reader/card.ts";
import * as readerConsent from "./reader/consent.ts";
import * as readerDeclared from "./reader/declared.ts";
import * as readerFace from "./reader/face.ts";
import * as readerInterruption from "./reader/interruption.ts";
import * as readerLatency from "./reader/latency.ts";
import * as readerLimits from "./reader/limits.ts";
import * as readerPhone from "./reader/phone.ts";
import * as readerPin from "./reader/pin.ts";
import * as readerPrivacy from "./reader/privacy.ts";
import * as readerRegistration from "./reader/registration.ts";
import * as readerSession from "./reader/session.ts";
import * as readerStaff from "./reader/staff.ts";
import * as readerUpdate from "./reader/update.ts";
import * as readerUpkeep from "./reader/upkeep.ts";
import * as readerVersions from "./reader/versions.ts";
import * as receiptAsking from "./receipt/asking.ts";
import * as receiptBulk from "./receipt/bulk.ts";
import * as receiptConsent from "./receipt/consent.ts";
import * as receiptDeclared from "./receipt/declared.ts";
import * as receiptFailure from "./receipt/failure.ts";
import * as receiptImport from "./receipt/import.ts";
import * as receiptLatency from "./receipt/latency.ts";
import * as receiptOutage from "./receipt/outage.ts";
import * as receiptMatching from "./receipt/matching.ts";
import * as receiptReading from "./receipt/reading.ts";
import * as receiptReferences from "./receipt/references.ts";
import * as receiptReferencesBulk from "./receipt/references-bulk.ts";
import * as receiptValidity from "./receipt/validity.ts";
import * as receiptZipped from "./receipt/zipped.ts";
import * as terminalBulk from "./terminal/bulk.ts";
import * as terminalLatency from "./terminal/latency.ts";
import * as terminalQuery from "./terminal/query.ts";
import * as terminalReaders from "./terminal/readers.ts";
import * as terminalReception from "./terminal/reception.ts";

const FILES: readonly Readonly<Record<string, unknown>>[] = [
  readerFace,
  readerPin,
  readerStaff,
  readerCard,
  readerConsent,
  readerSession,
  readerPrivacy,
  readerLatency,
  readerDeclared,
  readerInterruption,
  readerLimits,
  readerPhone,
  readerRegistration,
  readerVersions,
  readerAttestation,
  readerUpkeep,
  readerUpdate,
  readerPulled,
  readerCancelled,
  readerTimedOut,
  readerLeftBehind,
  readerReady,
  readerBusy,
  readerChangeOfMind,
  readerOutside,
  readerOutOfTurn,
  readerPrescription,
  readerExchanged,
  genericSession,
  genericRemoval,
  genericPulled,
  genericLock,
  genericLimited,
  genericDeclared,
  receiptImport,
  receiptMatching,
  receiptValidity,
  receiptFailure,
  receiptOutage,
  receiptReading,
  receiptAsking,
  receiptBulk,
  receiptReferences,
  receiptReferencesBulk,
  receiptZipped,
  receiptConsent,
  receiptLatency,
  receiptDeclared,
  terminalReception,
  terminalReaders,
  terminalQuery,
  terminalBulk,
  terminalLatency,
  centralDoor,
  centralNetwork,
  centralEligibility,
  centralEvidence,
  centralVisits,
  centralAway,
  centralLists,
  centralMeeting,
  centralLimited,
  centralInsurers,
  centralPortal,
  centralPublicHelp,
];

/** Every case there is: whatever a file of cases exports and has steps, alone or in a list. File by file, and in a file by id. */
export const CASES: readonly AnyCase[] = FILES.flatMap((file) =>
  Object.values(file)
    .flat()
    .filter(isCase)
    .sort((a, b) => (a.id < b.id ? -1 : 1)),
);

function isCase(exported: unknown): exported is AnyCase {
  return typeof exported === "object" && exported !== null && "steps" in exported && "expect" in exported;
}
