import type { FaceMessage } from "../../device/wire/face.ts";
import type { Reason } from "../catalog/reasons.data.ts";
import type { Clause } from "../catalog/requirements.data.ts";
import type { Broken } from "./reader-messages.data.ts";
import type { BrokenRow } from "./reader-rows.data.ts";

/**
 * What version 2 of the protocol added, broken in the ways that a case would notice. `untried`: no case looks at it, so nothing could be
 * learnt from a survivor; the field is the reader's own to say, or the message asks for what the suite does anyhow.
 */
interface BrokenSecond {
  readonly dropped: Broken;
  readonly doubled: Broken;
  readonly delayed: Broken;
  readonly also?: readonly Reason[];
  readonly fields: Readonly<Record<string, Broken>>;
}

const REGISTRATION: readonly [Clause, Reason] = ["RCP-15", "registration.missing"];
const UNPROVEN: readonly [Clause, Reason] = ["RCP-02", "attestation.unproven"];
const UNTESTED: readonly [Clause, Reason] = ["RCP-12", "selfTest.incomplete"];
const LOG_LOST: readonly [Clause, Reason] = ["RCP-13", "log.incomplete"];
const LOG_DISORDER: readonly [Clause, Reason] = ["RCP-13", "log.disorder"];
const UNANSWERED: readonly [Clause, Reason] = ["RCP-01", "version.unanswered"];

/** What the reader says. */
export const SAID_SECOND: Readonly<Partial<Record<FaceMessage["is"], BrokenSecond>>> = {
  captured: {
    dropped: ["RCP-02", "face.livenessUntold"],
    ...{ doubled: "untried", delayed: "untried" },
    fields: { reception: "untried", attempt: "untried", faces: "untried", liveness: "untried" },
  },
  registrationWanted: {
    ...{ dropped: REGISTRATION, doubled: "untried", delayed: "untried" },
    fields: { reception: REGISTRATION, method: "untried", certificate: "untried" },
  },
  registrationChosen: {
    ...{ dropped: ["RCP-15", "reception.disorder"], doubled: "untried", delayed: "untried" },
    fields: { reception: "untried", choice: "untried" },
  },
  attested: {
    also: ["attestation.unattested", "attestation.revoked", "attestation.unproven", "attestation.otherKey"],
    ...{ dropped: ["RCP-02", "attestation.missing"], doubled: "untried", delayed: "untried" },
    fields: {
      ...{ serial: UNPROVEN, firmware: UNPROVEN, counter: UNPROVEN, chain: UNPROVEN, proof: UNPROVEN },
    },
  },
  tested: {
    ...{ dropped: UNTESTED, doubled: "untried", delayed: "untried" },
    fields: { passed: UNTESTED, failed: UNTESTED },
  },
  logEntry: {
    also: ["log.disorder"],
    ...{ dropped: LOG_LOST, doubled: "untried", delayed: "untried" },
    fields: { number: "untried", age: "untried", event: LOG_LOST, detail: "untried" },
  },
  logEnd: {
    ...{ dropped: LOG_DISORDER, doubled: LOG_DISORDER, delayed: "untried" },
    fields: { next: "untried" },
  },
  updateWanted: {
    ...{ dropped: "untried", doubled: "untried", delayed: "untried" },
    fields: { offset: "untried", size: "untried" },
  },
  updated: {
    ...{ dropped: "untried", doubled: "untried", delayed: "untried" },
    fields: { firmware: "untried", counter: "untried" },
  },
  updateRefused: {
    ...{ dropped: ["RCP-02", "update.unexplained"], doubled: "untried", delayed: "untried" },
    fields: { reason: "untried" },
  },
  notDone: {
    also: ["selfTest.disturbs"],
    ...{ dropped: UNANSWERED, doubled: "untried", delayed: "untried" },
    fields: { tag: "untried", reason: UNANSWERED },
  },
};

/** What the reader hears. */
export const HEARD_SECOND: Readonly<Partial<Record<FaceMessage["is"], Omit<BrokenSecond, "fields">>>> = {
  registration: { dropped: REGISTRATION, doubled: "untried", delayed: "untried" },
  attest: { dropped: ["RCP-02", "attestation.missing"], doubled: "untried", delayed: "untried" },
  selfTest: { dropped: UNTESTED, doubled: "untried", delayed: "untried", also: ["selfTest.disturbs"] },
  readLog: { dropped: LOG_DISORDER, doubled: LOG_DISORDER, delayed: "untried" },
  offerUpdate: {
    ...{ dropped: ["RCP-02", "update.unexplained"], doubled: "untried", delayed: "untried" },
    also: ["selfTest.disturbs"],
  },
  // An image that is cut short is refused as well as a wrong one.
  updateChunk: { dropped: "untried", doubled: "untried", delayed: "untried" },
};

/** Rows of the tables that came with version 2. */
export const SECOND_ROWS: readonly BrokenRow[] = [
  {
    ...{ state: "registering/asking", event: "registration" },
    breaks: { removed: REGISTRATION, kept: REGISTRATION, home: REGISTRATION },
  },
  {
    ...{ state: "registering/offering", event: "registerTouched" },
    breaks: { removed: REGISTRATION, kept: REGISTRATION, home: REGISTRATION },
  },
  {
    ...{ state: "arriving/waiting", event: "methodTouched" },
    breaks: {
      removed: ["RCP-01", "phone.refused"],
      kept: ["RCP-01", "phone.refused"],
      home: ["RCP-01", "phone.refused"],
    },
  },
];
