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
 * https server of Node's with an empty handler. All behind the same mutual TLS with the same revocation list. It tells its address.
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
const url = await (what === "bare" ? bare() : central());
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

async function bare(): Promise<string> {
  const options = { ...trust, requestCert: true, rejectUnauthorized: false, minVersion: "TLSv1.2" } as const;
  const listening = https.createServer(options, (_, response) => void response.end());
  await new Promise<void>((resolve) => listening.listen(0, "127.0.0.1", resolve));
  return `https://127.0.0.1:${(listening.address() as AddressInfo).port}`;
}
