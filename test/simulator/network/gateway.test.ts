import { type AddressInfo, connect, createServer, type Server } from "node:net";
import tls from "node:tls";
import { afterEach, describe, expect, test } from "vitest";
import { NETWORK } from "../../../device/control/network.ts";
import { systemClock } from "../../../device/io/system-clock.ts";
import { jsonAnswer } from "../../../simulator/central/call.ts";
import { type GatewayEntry, serveGateway } from "../../../simulator/network/gateway.ts";
import { type HeldNetwork, heldNetwork } from "../../../simulator/network/held-network.ts";
import { fetchOverTls } from "../../../simulator/terminal/central-client.ts";
import { networkClient } from "../../../simulator/terminal/network-client.ts";
import { lineCredentials, openCentralLine } from "../../../scripts/built-in/central-line.ts";
import { moved } from "./moved.ts";

const [CLINIC, PHARMACY] = ["9910000012", "9940000018"];
const CENTRE = "central.shikaku.test:443";
const clock = systemClock();
const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (let end = closing.pop(); end; end = closing.pop()) await end();
});

async function gateway(destination?: Server) {
  const central = await openCentralLine((_, client) => Promise.resolve(jsonAnswer(client)), clock);
  closing.push(() => central.close());
  const network: HeldNetwork = heldNetwork({
    lines: [{ line: "127.0.0.1", institutionCode: CLINIC, open: true }],
    destinations: [{ host: "central.shikaku.test", port: 443 }],
  });
  const log: GatewayEntry[] = [];
  const port = destination ? (destination.address() as AddressInfo).port : Number(new URL(central.url).port);
  const served = await serveGateway({
    ...{ clock, network, trust: lineCredentials().server },
    log: (entry) => log.push(entry),
    locate: () => ({ host: "127.0.0.1", port }),
  });
  closing.push(() => served.close());
  const program = (institutionCode: string) => networkClient(served.port, central.trustOf(institutionCode), clock);
  return { network, log, program, served, central, trust: central.trustOf(CLINIC) };
}
const refusedOf = ({ text }: { readonly text: string }) => (JSON.parse(text) as { readonly refused: string }).refused;

test.each([
  ["revoked", "CERT_REVOKED"],
  ["expired", "CERT_HAS_EXPIRED"],
] as const)("a certificate that is %s opens neither the network nor the central system behind it", async (how, why) => {
  const { log, served, trust, central } = await gateway();
  const former = { ...trust, cert: central.formerOf(CLINIC)[how] };
  const program = networkClient(served.port, former, clock);
  expect(refusedOf(await program.connect(CENTRE))).toBe("badCertificate");
  expect(log.at(-1)).toMatchObject({ line: "127.0.0.1", to: CENTRE, refused: "badCertificate" });
  const direct = fetchOverTls({ url: central.url, trust: former, clock });
  const answer = await direct(new Request("https://central.shikaku.test/v1/challenge", { method: "POST", body: "{}" }));
  direct.close();
  expect([answer.status, await answer.json()]).toMatchObject([403, { code: "TSTA0003E", detail: why }]);
});
test("a destination of ten thousand letters is refused, and its line in the log is one that can be told", async () => {
  const { log, program } = await gateway();
  expect(refusedOf(await program(CLINIC).connect(`${"a".repeat(10_000)}:443`))).toBe("notNamed");
  expect(NETWORK.shape.log.safeParse(log).success).toBe(true);
});

describe("a tunnel", () => {
  test("is cut when its line is changed, at once and in the log, until the facility has shown its certificate anew", async () => {
    const { network, log, program, trust } = await gateway();
    const { way } = await program(CLINIC).connect(CENTRE);
    if (!way) throw new Error("it is let through");
    const ask = fetchOverTls({ url: "https://127.0.0.1:1", trust, clock, over: way });
    const call = () => ask(new Request("https://central.shikaku.test/", { method: "POST", body: "{}" }));
    expect((await call()).status).toBe(200);
    network.set(moved(network.get(), CLINIC, "127.0.0.1"));
    await expect(call()).rejects.toThrow();
    expect(log.at(-1)).toMatchObject({ line: "127.0.0.1", to: CENTRE, refused: "lineShut", cut: true });
    expect(refusedOf(await program(CLINIC).connect(CENTRE))).toBe("lineShut");
    expect(refusedOf(await program(PHARMACY).authenticate())).toBe("otherFacility");
    expect((await program(CLINIC).authenticate()).status).toBe(200);
    const { status, way: anew } = await program(CLINIC).connect(CENTRE);
    anew?.destroy();
    expect(status).toBe(200);
  });
  test("does not outlast a change and a new authentication that come right after one another", async () => {
    const { network, program } = await gateway();
    const { way } = await program(CLINIC).connect(CENTRE);
    const ended = new Promise((resolve) => way?.once("close", resolve).resume());
    network.set(moved(network.get(), CLINIC, "127.0.0.1"));
    network.set({ ...network.get(), lines: network.get().lines.map((line) => ({ ...line, open: true })) });
    await ended;
  });
  test("is cut when the line becomes another one's, and stays when another facility moves", async () => {
    const { network, program, log } = await gateway();
    const { way } = await program(CLINIC).connect(CENTRE);
    network.set(moved(network.get(), PHARMACY, "127.0.0.9"));
    expect(way?.destroyed).toBe(false);
    const ended = new Promise((resolve) => way?.once("close", resolve).resume());
    network.set(moved(network.get(), CLINIC, "127.0.0.8"));
    await ended;
    expect(log.filter(({ cut }) => cut)).toEqual([expect.objectContaining({ refused: "unknownLine" })]);
  });
  test("carries all that a destination says before it hangs up", async () => {
    const much = Buffer.alloc(3_000_000, "x");
    const destination = createServer((socket) => socket.end(much));
    await new Promise<void>((resolve) => void destination.listen(0, "127.0.0.1", resolve));
    closing.push(() => destination.close());
    const { program } = await gateway(destination);
    const { way } = await program(CLINIC).connect(CENTRE);
    let length = 0;
    for await (const chunk of way ?? []) length += (chunk as Buffer).length;
    expect(length).toBe(much.length);
  });
});

const IN_BOTH = {
  ja: expect.stringMatching(/。.+。$/) as string,
  en: expect.stringMatching(/^[^ぁ-ん]+\.$/) as string,
};

describe("who is not let through", () => {
  test("hears why, in both languages, with what to do next", async () => {
    const { program, log } = await gateway();
    const { status, text } = await program(CLINIC).connect("10.0.0.9:443");
    expect(status).toBe(403);
    expect(JSON.parse(text)).toMatchObject({ refused: "notNamed", message: IN_BOTH });
    expect(log).toEqual([
      expect.objectContaining({ to: "10.0.0.9:443", refused: "notNamed", institutionCode: CLINIC }),
    ]);
  });
  test("may break off in the midst of it, and others are served all the same", async () => {
    const { program, served } = await gateway();
    const socket = connect(served.port, "127.0.0.1");
    await new Promise<void>((resolve) => {
      const rude = tls.connect({ socket, rejectUnauthorized: false }, () => {
        rude.write("CONNECT 10.0.0.9:443 HTTP/1.1\r\nhost: x\r\n\r\n", () => socket.resetAndDestroy());
      });
      rude.once("error", () => undefined).once("close", () => resolve());
    });
    expect((await program(CLINIC).authenticate()).status).toBe(200);
  });
  test("where the destination does not run, is told so", async () => {
    const gone = createServer();
    await new Promise<void>((resolve) => void gone.listen(0, "127.0.0.1", resolve));
    const { program } = await gateway(gone);
    await new Promise((resolve) => gone.close(resolve));
    const { status, text } = await program(CLINIC).connect(CENTRE);
    expect([status, (JSON.parse(text) as { refused: string }).refused]).toEqual([502, "unreachable"]);
  });
});

test("a gateway ends at once, also while somebody has connected and says nothing", async () => {
  const { served } = await gateway();
  const silent = connect(served.port, "127.0.0.1");
  await new Promise((resolve) => silent.once("connect", resolve));
  const ended = new Promise((resolve) => silent.once("close", resolve).resume());
  await served.close();
  await ended;
});
