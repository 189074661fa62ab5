import { constants, publicDecrypt, verify, X509Certificate } from "node:crypto";
import { bytesRead, exchanges, is } from "./card.ts";
import { documents } from "./documents.ts";
import { BROKEN, type Finding, HELD, heldIf, UNSEEN } from "./finding.ts";
import { Hidden, isSame, shown, Withheld } from "./hidden.ts";
import type { Fields } from "./material.ts";
import { at } from "./places.ts";
import { withoutField } from "./reader-message.ts";
import { messageOf, on, type Trace } from "./sightings.ts";

/** docs/evidence.md, "Rules": those that stand by a name alone. */

export interface Told {
  readonly seq: number;
  readonly at: number;
  readonly bytes: unknown;
  readonly message: Fields;
}

export const told = ({ events }: Trace, direction: "sent" | "received", name: string): readonly Told[] =>
  on(events, "host", direction, (event) => {
    const message = messageOf(event);
    return message?.["is"] === name ? { seq: event.seq, at: event.at, bytes: event["bytes"], message } : undefined;
  }).map(({ value }) => value as Told);

function eachCompleted(trace: Trace, isRight: (completed: Told, begin: Fields) => boolean): Finding {
  const begins = told(trace, "sent", "begin");
  const results = told(trace, "received", "completed");
  if (results.length === 0) return UNSEEN;
  return heldIf(
    results.every((completed) => {
      const own = ({ seq, message }: Told) =>
        seq < completed.seq && message["reception"] === completed.message["reception"];
      const begin = begins.findLast(own);
      return begin !== undefined && isRight(completed, begin.message);
    }),
  );
}

export function resultProven(_: Fields, trace: Trace): Finding {
  const [identity] = told(trace, "received", "identity");
  if (!identity) return UNSEEN;
  return eachCompleted(trace, ({ bytes, message }, { nonce }) => {
    const input = Buffer.concat([nonce as Buffer, withoutField(0x86, bytes)]);
    return signedBy(identity.message["attestation"], input, message["proof"], "ieee-p1363");
  });
}

export const challengeSigned = (_: Fields, trace: Trace): Finding =>
  eachCompleted(trace, ({ message }, { challenge }) =>
    signedBy(message["certificate"], challenge as Buffer, message["signature"]),
  );

/** SHA-256 under the key of a certificate (DER). What is no certificate, or no signature, does not verify. */
export function signedBy(certificate: unknown, input: Buffer, signature: unknown, dsaEncoding?: "ieee-p1363"): boolean {
  if (!Buffer.isBuffer(certificate) || !Buffer.isBuffer(signature)) return false;
  try {
    const key = new X509Certificate(certificate).publicKey;
    return verify("sha256", input, dsaEncoding ? { key, dsaEncoding } : key, signature);
  } catch {
    return false;
  }
}

const [AUTH_KEY, AUTH_PIN, AUTH_CERTIFICATE] = [0x17, 0x18, 0x0a];

export function keyBeforePin(_: Fields, { events }: Trace): Finding {
  let [isOpen, signatures, last] = [false, 0, -1];
  for (const { seq, value } of exchanges(events)) {
    const { application, file, command, response } = value;
    const between = events.some(
      (event) =>
        event.channel === "card" && ["reset", "removed"].includes(event.is) && event.seq > last && event.seq < seq,
    );
    last = seq;
    if (between || (command.ins === 0xa4 && command.p1 === 0x04)) isOpen = false;
    const isJpki = application === "jpki";
    if (isJpki && file === AUTH_PIN && is("VERIFY", command)) isOpen = response.sw === 0x9000;
    if (!isJpki || file !== AUTH_KEY || response.sw !== 0x9000 || !is("COMPUTE DIGITAL SIGNATURE", command)) continue;
    if (!isOpen) return BROKEN;
    signatures++;
  }
  return signatures > 0 ? HELD : UNSEEN;
}

const LOCKED: readonly number[] = [0x6983, 0x6984];

export function triesAddUp(_: Fields, { events }: Trace): Finding {
  const left = new Map<string, number>();
  let counted = 0;
  for (const { value } of exchanges(events)) {
    const { application, file, command, response } = value;
    const isQuery = is("VERIFY (retry query)", command);
    if (!isQuery && !is("VERIFY", command)) continue;
    const reference = `${application} ${file ?? 0}`;
    const before = left.get(reference);
    if (response.sw >> 4 !== 0x63c) {
      if (!isQuery && response.sw === 0x9000) left.delete(reference);
      if (!isQuery && LOCKED.includes(response.sw) && before === 1) left.set(reference, 0);
      continue;
    }
    const tries = response.sw & 0x0f;
    if (before !== undefined && tries !== (isQuery ? before : before - 1)) return BROKEN;
    left.set(reference, tries);
    counted++;
  }
  return counted > 0 ? HELD : UNSEEN;
}

const FACTS = [
  ["name", "Name"],
  ["kana", "NameKana"],
  ["birthDate", "Birthdate"],
  ["address", "Address"],
  ["symbol", "InsuredCardSymbol"],
  ["number", "InsuredIdentificationNumber"],
] as const;

export function asItsSource(_: Fields, trace: Trace): Finding {
  const answers = [
    ...documents(
      trace.events,
      { folder: "res", named: "exchange", like: "^OQSsiquc01res_.*\\.xml$", message: "OQSsiquc01res" },
      trace.schemas,
    ),
    ...documents(trace.events, { folder: "face", named: "face", message: "OQSsiquc01res" }, trace.schemas),
  ].sort((a, b) => a.seq - b.seq);
  const imports = on(trace.events, "chart", "imported", (event) => event);
  for (const { seq, value } of imports) {
    const source = String(at(value, "source")).toLowerCase();
    const file = answers.findLast((answer) => answer.seq < seq && answer.value.name.toLowerCase() === source);
    const result = at(file?.value.read?.loose, "MessageBody.ResultList.0.ResultOfQualificationConfirmation");
    if (result === undefined) return BROKEN;
    for (const [fact, tag] of FACTS) {
      const said = at(result, tag);
      // What could not be carried, and reads ●, may be there in full from elsewhere.
      if (!(said instanceof Hidden) && (typeof said !== "string" || said.includes("●"))) continue;
      if (said instanceof Hidden && said.token === undefined) throw new Withheld();
      if (!isSame(at(value, `patient.${fact}`) ?? "", said)) return BROKEN;
    }
  }
  return imports.length > 0 ? HELD : UNSEEN;
}

export function certifiedKeySigns(_: Fields, { events }: Trace): Finding {
  const jpki = exchanges(events).filter(({ value }) => value.application === "jpki" && value.response.sw === 0x9000);
  const signatures = jpki.filter(
    ({ value }) => value.file === AUTH_KEY && is("COMPUTE DIGITAL SIGNATURE", value.command) && value.command.p1 === 0,
  );
  const certificate = certificateOf(bytesRead(events, "jpki", AUTH_CERTIFICATE));
  if (!certificate || signatures.length === 0) return UNSEEN;
  return heldIf(
    signatures.every(({ value }) => {
      const [signature, given] = [shown(value.response.data), shown(value.command.data) ?? Buffer.alloc(0)];
      try {
        const key = { key: certificate.publicKey, padding: constants.RSA_PKCS1_PADDING };
        return publicDecrypt(key, signature).equals(given);
      } catch {
        return false;
      }
    }),
  );
}

function certificateOf(bytes: Buffer): X509Certificate | undefined {
  try {
    return new X509Certificate(bytes);
  } catch {
    return undefined;
  }
}
