import { appendFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { systemClock } from "../../device/io/system-clock.ts";
import { jsonAnswer } from "../../simulator/central/call.ts";
import { serveCentral } from "../../simulator/central/server.ts";
import { serveGateway } from "../../simulator/network/gateway.ts";
import { heldNetwork } from "../../simulator/network/held-network.ts";
import { moved } from "../simulator/network/moved.ts";

/** The gateway and a central system behind it, in whatever network namespace this runs in. Attempts go to the file `log`. */
const folder = process.argv[2] ?? "";
const file = (name: string) => readFileSync(join(folder, name), "utf8");
const trust = {
  key: file("server.key"),
  cert: file("server.pem"),
  ca: file("facility-ca.pem"),
  crl: file("facility-crl.pem"),
};
const say = (line: string) => void process.stdout.write(`${line}\n`);

const network = heldNetwork({
  lines: [
    { line: "10.77.1.2", institutionCode: "9910000012", open: true },
    { line: "10.77.2.2", institutionCode: "9940000018", open: true },
  ],
  destinations: [{ host: "central.shikaku.test", port: 443 }],
});
const central = await serveCentral((_, client) => Promise.resolve(jsonAnswer(client)), { trust });
await serveGateway({
  clock: systemClock(),
  trust,
  network,
  log: (entry) => appendFileSync(join(folder, "log"), `${JSON.stringify(entry)}\n`),
  locate: () => ({ host: "127.0.0.1", port: Number(new URL(central.url).port) }),
  host: "0.0.0.0",
  port: 8443,
});
// The clinic has its line changed, first to another one, then to the same again: what is authenticated is the line, not its address.
process.on("SIGUSR2", () => {
  network.set(moved(network.get(), "9910000012", "10.77.3.2"));
  say("changed");
});
say("ready");
