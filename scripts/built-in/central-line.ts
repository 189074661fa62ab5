import { issueFacilityCertificate, issueServerCertificate } from "../../certs/leaves.ts";
import { testPki } from "../../certs/authorities.ts";
import { pem as toPem } from "../../certs/issue.ts";
import { revocationList } from "../../certs/revocation-list.ts";
import { keyFor, POOL } from "../../certs/pool/key-for.ts";
import { type Clock, type Fetch, sleep } from "../../device/ports.ts";
import type { CentralHandler } from "../../simulator/central/call.ts";
import { FACILITIES } from "../../simulator/facilities.ts";
import { serveCentral, type ServerTrust, type ServingOptions } from "../../simulator/central/server.ts";
import { type ClientTrust, fetchOverTls } from "../../simulator/terminal/central-client.ts";

/** What the central system takes for an answer: a model, in milliseconds. */
export const ANSWER_TIME = 400;

export interface CentralLine {
  readonly url: string;
  /** The server's own certificate and key, and who issues those of institutions: what another door of its own shows and trusts. */
  readonly server: ServerTrust;
  /** What an institution shows and trusts, for programs that call by themselves. */
  trustOf(institutionCode: string): ClientTrust;
  /** Certificates that an institution had, PEM: one that was taken back, one that has expired. Neither lets anybody in. */
  formerOf(institutionCode: string): Former;
  /** The central system as this institution reaches it. */
  as(institutionCode: string): Fetch;
  close(): Promise<void>;
}

/** The central system behind TLS with client certificates on the loopback, and terminals that show theirs. */
export async function openCentralLine(
  handler: CentralHandler,
  clock: Clock,
  options: Omit<ServingOptions, "trust"> = {},
): Promise<CentralLine> {
  const { facility, former, server } = lineCredentials();
  const served = await clock.real(serveCentral(handler, { ...options, trust: server }));
  const clients: { close(): void }[] = [];
  return {
    url: served.url,
    server,
    trustOf: facility,
    formerOf: former,
    as(institutionCode) {
      const client = fetchOverTls({ url: served.url, trust: facility(institutionCode), clock });
      clients.push(client);
      // The wait stands before the line and not in the central system: virtual time does not move while a socket is open.
      return async (request) => {
        await sleep(clock, ANSWER_TIME);
        return client(request);
      };
    },
    async close() {
      for (const client of clients) client.close();
      await served.close();
    },
  };
}

/** What the central system is called in the closed network. */
export const CENTRAL_NAME = "central.shikaku.test";

/** TLS looks at this machine's clock, not at the world's: these certificates are of today, and in no trace. */
const pem = (der: Uint8Array) => toPem("CERTIFICATE", der);

/**
 * What the server shows and trusts, and each institution's own, for this month. Made once a day: to make authorities takes longer than most
 * of what a line then carries.
 */
export function lineCredentials(): LineCredentials {
  const day = Math.floor((Date.now() * 1000) / DAY);
  if (made?.day !== day) made = { day, credentials: credentialsOf(Date.now() * 1000) };
  return made.credentials;
}

interface LineCredentials {
  readonly server: ServerTrust;
  readonly facility: (institutionCode: string) => ClientTrust;
  readonly former: (institutionCode: string) => Former;
}

export interface Former {
  readonly revoked: string;
  readonly expired: string;
}

let made: { readonly day: number; readonly credentials: LineCredentials } | undefined;

function credentialsOf(now: number): LineCredentials {
  const pki = testPki({ at: now });
  const term = { notBefore: now - DAY, notAfter: now + 30 * DAY };
  const keyPem = (index: number) => keyFor(index).privateKey.export({ format: "pem", type: "pkcs8" }).toString();
  const serverCertificate = issueServerCertificate({
    ...{ issuer: pki.server, spki: keyFor(POOL.server).spki, names: [CENTRAL_NAME], ...term },
  });
  const [key, ca] = [keyPem(POOL.facility), pem(pki.server.certificate)];
  const spki = keyFor(POOL.facility).spki;
  const known = new Map<string, ClientTrust>();
  const formerly = (institutionCode: string, notBefore: number, notAfter: number) =>
    issueFacilityCertificate({ issuer: pki.facility, spki, institutionCode, notBefore, notAfter });
  const revoked = (institutionCode: string) => formerly(institutionCode, now - 10 * DAY, term.notAfter);
  const list = revocationList({
    issuer: pki.facility,
    revoked: FACILITIES.map(({ institutionCode }) => ({ serial: revoked(institutionCode).serial, at: now - 3 * DAY })),
    // As long as the certificates themselves: nobody fetches another one.
    ...{ at: now - DAY, nextUpdate: term.notAfter, number: 1 },
  });
  return {
    former: (institutionCode) => ({
      revoked: pem(revoked(institutionCode).certificate),
      expired: pem(formerly(institutionCode, now - 10 * DAY, now - 2 * DAY).certificate),
    }),
    server: {
      ca: pem(pki.facility.certificate),
      crl: toPem("X509 CRL", list),
      cert: pem(serverCertificate.certificate),
      key: keyPem(POOL.server),
    },
    facility(institutionCode) {
      const trust = known.get(institutionCode) ?? {
        ...{ ca, key },
        cert: pem(issueFacilityCertificate({ issuer: pki.facility, spki, institutionCode, ...term }).certificate),
      };
      known.set(institutionCode, trust);
      return trust;
    },
  };
}

const DAY = 86_400_000_000;
