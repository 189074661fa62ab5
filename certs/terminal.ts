import { sign } from "node:crypto";
import { issueCardVerifiable, keyId, TERMINAL_CA_ID } from "./card-verifiable.ts";
import { keyFor, POOL } from "./pool/key-for.ts";

/** A terminal that may use a card's authentication key without its PIN: a profile of this bench. */
export const TERMINAL_ID = keyId("6000017");

/** The terminal's card-verifiable certificate, one 7F21 object. */
export const terminalCertificate = (): Uint8Array =>
  issueCardVerifiable({
    issuer: TERMINAL_CA_ID,
    issuerKey: keyFor(POOL.terminalCa),
    subject: TERMINAL_ID,
    key: keyFor(POOL.terminal),
  });

/** RSASSA-PKCS1-v1_5 with SHA-256 over the challenge a card gave: 256 bytes for EXTERNAL AUTHENTICATE. */
export const signForCard = (challenge: Uint8Array): Uint8Array =>
  new Uint8Array(sign("sha256", challenge, keyFor(POOL.terminal).privateKey));
