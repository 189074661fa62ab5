import assert from "node:assert/strict";
import { once } from "node:events";
import { createConnection } from "node:net";
import { after, before, test } from "node:test";
import { connect, type TLSSocket } from "node:tls";
import { isFault } from "../../device/errors.ts";
import { systemClock } from "../../device/io/system-clock.ts";
import { type CentralLine, openCentralLine } from "../../scripts/built-in/central-line.ts";
import { fetchOverTls } from "../../simulator/terminal/central-client.ts";
import { centre, CLINIC } from "../simulator/counter.ts";

const clock = systemClock();
let line: CentralLine;
before(async () => void (line = await openCentralLine(centre().handler, clock)));
after(() => line.close());

const challenge = () => new Request("https://central.test/v1/challenge", { method: "POST", body: "{}" });

test("a terminal with its certificate is answered over a line that is kept", async () => {
  const client = fetchOverTls({ url: line.url, trust: line.trustOf(CLINIC.institutionCode), clock });
  for (let round = 0; round < 20; round++) {
    const response = await client(challenge());
    assert.equal(response.status, 200);
    assert.deepEqual(Object.keys((await response.json()) as object), ["challenge", "expires"]);
  }
  client.close();
});

test("another institution's certificate is refused with a reason", async () => {
  const client = fetchOverTls({ url: line.url, trust: line.trustOf("9910000099"), clock });
  const response = await client(challenge());
  assert.equal(response.status, 403);
  assert.match(await response.text(), /TSTA0001E/);
  client.close();
});

test("a server of another authority is not trusted, and it is told", async () => {
  const { cert, key } = line.trustOf(CLINIC.institutionCode);
  const client = fetchOverTls({ url: line.url, trust: { ca: cert, cert, key }, clock });
  await assert.rejects(client(challenge()), (error) => isFault(error, "link.refused"));
  client.close();
});

const address = () => ({ host: "127.0.0.1", port: Number(new URL(line.url).port) });

test("TLS 1.1 is refused", async () => {
  const { ca } = line.trustOf(CLINIC.institutionCode);
  const old: TLSSocket = connect({ ...address(), ca, minVersion: "TLSv1.1", maxVersion: "TLSv1.1" });
  const [error] = (await once(old, "error")) as [NodeJS.ErrnoException];
  assert.match(String(error.code), /SSL|TLS|ECONNRESET/);
});

test("a port that nobody listens on is told as closed", async () => {
  const socket = createConnection({ host: "127.0.0.1", port: 1 });
  const [error] = (await once(socket, "error")) as [NodeJS.ErrnoException];
  assert.equal(error.code, "ECONNREFUSED");
});
