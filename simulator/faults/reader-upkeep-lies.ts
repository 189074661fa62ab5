import { p256 } from "@noble/curves/nist.js";
import { issue } from "../../certs/issue.ts";
import { p256Key } from "../../certs/p256.ts";
import { p256Signer } from "../../certs/signer.ts";
import { REVOKED_READER, revokedReaderKey } from "../../certs/test-readers.ts";
import { EMPTY } from "../../device/wire/bytes.ts";
import { type FaceMessage, type FaceMessageOf, proofInput } from "../../device/wire/face.ts";
import type { Country } from "../country.ts";
import { attestedBy, type Attested, type ReaderLie } from "../reader/virtual-reader.ts";
import { otherwise } from "./frames.ts";
import { resaying, saying } from "./sayings.ts";

/** What broken readers do about themselves, about limits, phones and registration, by the id of the mutant. */
export const UPKEEP_LIES: Readonly<Record<string, () => ReaderLie>> = {
  "M-RDR-UNATTESTED": () => ({ attestation: selfMade }),
  "M-RDR-REVOKED": () => ({ attestation: (_, country) => attestedBy(country, REVOKED_READER, revokedReaderKey()) }),
  "M-RDR-ATTEST-STALE": () => ({
    device: (device, key) =>
      otherwise(device, {
        say: (message) => [message.is === "attested" ? signed(message, new Uint8Array(32), key) : message],
      }),
  }),
  "M-RDR-OTHER-KEY": otherKey,
  "M-RDR-SELFTEST-BLIND": saying((message) => [
    message.is === "tested" ? { ...message, passed: message.passed.filter((part) => part !== "camera") } : message,
  ]),
  "M-RDR-LOG-SILENT": saying((message) =>
    message.is === "logEntry" && message.event === "completed" ? [] : [message],
  ),
  "M-RDR-LOG-WHOLE": hearing((message) => (message.is === "readLog" ? { ...message, from: 0 } : message)),
  "M-RDR-UPDATE-ANY": saying((message) => [
    message.is === "updateRefused" ? { is: "updated", firmware: "9.9.9", counter: 9 } : message,
  ]),
  "M-RDR-ATTEMPTS-IGNORED": hearing((message) => without(message, "attempts")),
  "M-RDR-PATIENCE-IGNORED": hearing((message) => without(message, "patience")),
  "M-RDR-PHARMACY-CHECKUPS": hearing((message) => without(message, "facility")),
  "M-RDR-MANNER-WRONG": saying((message) => [
    message.is === "consentGiven" && message.manner
      ? { ...message, manner: message.manner === "together" ? "separately" : "together" }
      : message,
  ]),
  "M-RDR-REGISTRATION-LOST": resaying((message) => {
    const { registration: _, ...rest } = message;
    return rest;
  }),
  "M-RDR-REGISTRATION-INVENTED": resaying((message) => ({ ...message, registration: "yes" })),
  "M-RDR-VERSION-CROSSED": hearing((message) => (message.is === "hello" ? { ...message, version: 2 } : message)),
  "M-RDR-UNKNOWN-SWALLOWED": saying((message) => (message.is === "notDone" ? [] : [message])),
  "M-RDR-LIVENESS-UNTOLD": saying((message) => (message.is === "captured" ? [] : [message])),
};

function hearing(hear: (message: FaceMessage) => FaceMessage): () => ReaderLie {
  return () => ({ device: (device) => otherwise(device, { hear }) });
}

function without(message: FaceMessage, field: "attempts" | "patience" | "facility"): FaceMessage {
  if (message.is !== "begin") return message;
  const { [field]: _, ...rest } = message;
  return rest;
}

const signed = (message: FaceMessageOf<"attested">, nonce: Uint8Array, key: Uint8Array): FaceMessage => ({
  ...message,
  proof: p256.sign(proofInput(nonce, message), key, { lowS: false }),
});

/** Its own authority, of its own name: nobody else knows it. */
function selfMade({ serial, key }: Attested, { at }: Country): Attested {
  const name = [
    ["C", "JP"],
    ["O", "NOBODY"],
    ["CN", serial],
  ] as const;
  const day = 86_400_000_000;
  const { certificate } = issue(
    { subject: name, spki: key.spki, notBefore: at - day, notAfter: at + 365 * day, extensions: [] },
    { name, signer: p256Signer(key) },
  );
  return { serial, key, chain: certificate };
}

/** A good certificate, and a proof by its key; but results are signed by another. */
function otherKey(): ReaderLie {
  const other = p256Key(9, "another key of a reader");
  let chain: Uint8Array = EMPTY;
  let nonce: Uint8Array = EMPTY;
  return {
    attestation(honest, country) {
      ({ chain } = attestedBy(country, honest.serial, other));
      return honest;
    },
    device: (device) =>
      otherwise(device, {
        hear(message) {
          if (message.is === "attest") ({ nonce } = message);
          return message;
        },
        say: (message) => [message.is === "attested" ? signed({ ...message, chain }, nonce, other.secret) : message],
      }),
  };
}
