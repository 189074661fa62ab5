import { generateKeyPairSync, sign, verify } from "node:crypto";
import type { RequestListener } from "node:http";
import https from "node:https";
import type { AddressInfo } from "node:net";
import { testPki } from "../../certs/authorities.ts";
import { pem } from "../../certs/issue.ts";
import { revocationList } from "../../certs/revocation-list.ts";
import { dataStore } from "../../scripts/built-in/data-store.ts";
import { lineCredentials } from "../../scripts/built-in/central-line.ts";
import { makeProducts } from "../../scripts/built-in/products.ts";
import { systemClock } from "../../device/io/system-clock.ts";
import { centralApp } from "../../simulator/central/app.ts";
import { serveCentral } from "../../simulator/central/server.ts";
import { memoryStore } from "../../simulator/central/store.ts";
import { FACILITIES } from "../../simulator/facilities.ts";
import { seededRandom } from "../../simulator/world.ts";

/**
 * One server in a process of its own, as the parent says: the central system (`memory`, or the folder of its data file), or `bare`, an
 * https server of Node's with an empty handler, or `essential`, one that does what no answer can be without: it reads each body as JSON,
 * verifies one signature by RSA-2048 and writes as much JSON as an answer is, so that one sees what is left to be had. All behind the same mutual TLS with the same revocation list. It tells its address.
 */
const clock = systemClock();
const [what = "bare"] = process.argv.slice(2);
const now = clock.now();
const DAY = 86_400_000_000;
const crl = revocationList({
  issuer: testPki({ at: now }).facility,
  revoked: [{ serial: Uint8Array.of(1, 2, 3), at: now - DAY }],
  at: now - DAY,
  nextUpdate: now + DAY,
  number: 1,
});
const { server, facility } = lineCredentials();
const trust = { ...server, crl: pem("X509 CRL", crl) };
const url = await (what === "bare"
  ? bare((_, response) => void response.end())
  : what === "essential"
    ? bare(essential())
    : central());
process.send?.({ url, client: facility(FACILITIES[0]?.institutionCode ?? "") });
process.on("message", () => process.send?.({ cpu: process.cpuUsage() }));
process.on("disconnect", () => process.exit(0));

async function central(): Promise<string> {
  const store = what === "memory" ? memoryStore() : await dataStore(what, { later: () => undefined });
  const { country } = makeProducts(now);
  const handler = centralApp({
    ...{ clock, random: seededRandom(1), facilities: FACILITIES, store },
    ...{ ledger: country.ledger, cards: country.cards },
  });
  return (await serveCentral(handler, { trust })).url;
}

/** An answer is some forty elements in one and a half kilobytes. The signature has 256 bytes over 32, and is verified in a thread beside. */
function essential(): RequestListener {
  const answer = Object.fromEntries(Array.from({ length: 40 }, (_, n) => [`Element${n}`, "0123456789abcdefghij"]));
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const challenge = Buffer.alloc(32, 7);
  const signature = sign("sha256", challenge, privateKey);
  return (request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      JSON.parse(Buffer.concat(chunks).toString());
      verify("sha256", challenge, publicKey, signature, (_, isGood) => {
        response.writeHead(isGood ? 200 : 500, { "content-type": "application/json" });
        response.end(JSON.stringify(answer));
      });
    });
  };
}

async function bare(handler: RequestListener): Promise<string> {
  const options = { ...trust, requestCert: true, rejectUnauthorized: false, minVersion: "TLSv1.2" } as const;
  const listening = https.createServer(options, handler);
  await new Promise<void>((resolve) => listening.listen(0, "127.0.0.1", resolve));
  return `https://127.0.0.1:${(listening.address() as AddressInfo).port}`;
}
