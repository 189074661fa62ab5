import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { CASES } from "../../conformance/cases/all.ts";
import { plan } from "../../conformance/plan.ts";
import { runPlan } from "../../conformance/runner.ts";
import { forgetfulRecorder } from "../../device/trace.ts";
import { unhex } from "../../device/wire/bytes.ts";
import { builtInBenches } from "../../scripts/built-in/benches.ts";
import { makeProducts } from "../../scripts/built-in/products.ts";
import { BUILT_IN_PROFILES } from "../../scripts/built-in/profiles.ts";
import type { Card, CardState } from "../../simulator/card/card.ts";
import { virtualPcd } from "../system/card-on-vpcd.ts";
import { type Pcscd, until } from "../system/pcscd.ts";
import { readerUnderPcscd } from "../system/reader-under-pcscd.ts";
import { fileAnswers } from "./file-answers.ts";
import { eligibility } from "./eligibility.ts";
import { consoleFigures } from "./console.ts";
import { hidEcho } from "./hid-echo.ts";
import { manyFiles } from "./many-files.ts";
import { manyReaders } from "./many-readers.ts";
import { opensslList, ourList } from "./hundred-thousand.ts";
import { suiteRuns } from "./suite.ts";
import { receptionBench, receptionRate } from "./receptions.ts";
import { cpuRate, interleaved, type Measured, rate, summarise, swing } from "./measure.ts";

/**
 * Every figure is a ratio to a named peer in the same run, round by round, with the peer's own swing beside it. A floor that is missed
 * fails the bench.
 */
const ROUNDS = 7;
const SPELL = 400;
const missed: string[] = [];

const PARTS: Readonly<Record<string, () => Promise<void>>> = {
  "pty": readThroughPcscd,
  "vpcd": readThroughVpcd,
  "hid": echoThroughUmockdev,
  signature,
  "crl": revocationLists,
  "first-card": firstCard,
  "card": cardShare,
  "eligibility": async () => void missed.push(...(await eligibility())),
  "files": async () => void missed.push(...(await fileAnswers())),
  "many-files": async () => void missed.push(...(await manyFiles())),
  "suite": () => suiteRuns(missed),
  "start": startTime,
  "receptions": receptions,
  "readers": async () => void missed.push(...(await manyReaders())),
  "console": () => consoleFigures(missed),
};

/** All of them, or those that the command line names. */
const wanted = process.argv.slice(2);
const unknown = wanted.filter((part) => !Object.hasOwn(PARTS, part));
if (unknown.length > 0) throw new Error(`no part ${unknown.join(", ")}; there are ${Object.keys(PARTS).join(", ")}`);
for (const [name, measure] of Object.entries(PARTS)) if (wanted.length === 0 || wanted.includes(name)) await measure();
if (missed.length > 0) {
  console.log(`missed: ${missed.join("; ")}`);
  process.exitCode = 1;
}

/** READ BINARY of 256 bytes by a PC/SC client through pcscd, libccid and a pty, against a bare TCP round trip of as many bytes. */
async function readThroughPcscd(): Promise<void> {
  const reader = await readerUnderPcscd({ trace: forgetfulRecorder });
  await readThrough("pcscd + pty", reader);
}

/** The same through vsmartcard's driver, whose messages come in two pieces: the card acknowledges the first at once. */
async function readThroughVpcd(): Promise<void> {
  const reader = await virtualPcd();
  await reader.lay("hanako");
  const env = { ...process.env, ...reader.pcscd.env };
  const seen = () => spawnSync("opensc-tool", ["--reader", "0", "--atr"], { env }).status === 0;
  await until(seen, 15_000, "pcscd to see the card", 200);
  await readThrough("pcscd + vpcd", reader);
}

/** A HID report there and back, beside a bare TCP round trip of as many bytes in the same rounds. */
async function echoThroughUmockdev(): Promise<void> {
  const echo = await hidEcho();
  const tcp = await tcpEcho();
  try {
    await echo.measure(500);
    const slowest: number[] = [];
    const [hid, bare] = await pair(
      {
        name: "HID echo through umockdev, 64 B",
        async measure() {
          const { p50, p99 } = await echo.measure(500);
          slowest.push(p99);
          return 1000 / p50;
        },
      },
      { name: "TCP round trip, 64 B", measure: () => rate(SPELL, () => tcp.roundTrip(64)) },
    );
    const ms = (perSecond: number) => (1000 / perSecond).toFixed(2);
    const p99 = summarise("p99", slowest).median.toFixed(2);
    console.log(
      `${hid.name}: p50 ${ms(hid.median)} ms [${ms(hid.most)}–${ms(hid.least)}], p99 ${p99} ms (p50 at most 1 ms) / ${bare.name} ${ms(bare.median)} ms, which swings ${swing(bare)}`,
    );
    if (!(1000 / hid.median <= 1)) missed.push(hid.name);
  } finally {
    await tcp.close();
    await echo.stop();
  }
}

interface Reader {
  readonly name: string;
  readonly pcscd: Pcscd;
  stop(): Promise<void>;
}

async function readThrough(what: string, reader: Reader): Promise<void> {
  const client = pcscClient(reader);
  const tcp = await tcpEcho();
  try {
    // The first second finds every program cold.
    await client.rate(1000);
    const [read, bare] = await pair(
      { name: `READ 256 through ${what}`, measure: () => client.rate(SPELL) },
      { name: "TCP round trip, 258 B", measure: () => rate(SPELL, () => tcp.roundTrip(258)) },
    );
    tell(read, bare, 0.05);
  } finally {
    await tcp.close();
    await client.stop();
  }
}

function pcscClient(reader: Reader): { rate(milliseconds: number): Promise<number>; stop(): Promise<void> } {
  const program = fileURLToPath(new URL("pcsc-client.ts", import.meta.url));
  const child = spawn(process.execPath, ["--import", "tsx", program, reader.name], {
    env: { ...process.env, ...reader.pcscd.env },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout });
  return {
    async rate(milliseconds) {
      child.stdin.write(`${milliseconds}\n`);
      const [line] = (await once(lines, "line")) as [string];
      return Number(line);
    },
    async stop() {
      child.stdin.end();
      await once(child, "exit");
      await reader.stop();
    },
  };
}

/** A signature on the card with its APDU around it, against what openssl does with the same kind of key: both a second of CPU time. */
async function signature(): Promise<void> {
  const card = await makeProducts().country.card("hanako");
  const ready = verified(card);
  const digestInfo = unhex(`3031300d060960864801650304020105000420${"5a".repeat(32)}`);
  const command = Buffer.concat([unhex("802a008033"), digestInfo, unhex("00")]);
  const [sign, openssl] = await pair(
    {
      name: "COMPUTE DIGITAL SIGNATURE",
      measure: () => cpuRate(1000, () => card.transact(ready, command)),
    },
    { name: "openssl speed rsa2048", measure: () => Promise.resolve(opensslSpeed()) },
  );
  tell(sign, openssl, 0.8);
}

function verified(card: Card): CardState {
  const commands = ["00a4040c0ad392f000260100000001", "00a4020c020018", "002000800431323334", "00a4020c020017"];
  return commands.reduce((state, command) => card.transact(state, unhex(command))[0], card.initial);
}

/** Signatures per second of CPU time. */
function opensslSpeed(): number {
  const out = execFileSync("openssl", ["speed", "-mr", "-seconds", "1", "rsa2048"], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  return Number(/^\+F2:\d+:2048:([\d.]+):/m.exec(out)?.[1]);
}

/** Receptions in this process, in virtual time, a second of CPU time; openssl's signatures beside them tell how fast the machine is now. */
async function receptions(): Promise<void> {
  const bench = await receptionBench();
  for (const method of ["pin", "face"] as const) await receptionRate(bench, method, 2000);
  for (const [method, floor] of [
    ["pin", 300],
    ["face", 150],
  ] as const) {
    const [done, openssl] = await pair(
      { name: `receptions by ${method}`, measure: () => receptionRate(bench, method, 1000) },
      { name: "openssl speed rsa2048", measure: () => Promise.resolve(opensslSpeed()) },
    );
    console.log(
      `${done.name}: ${done.median.toFixed(0)}/s [${done.least.toFixed(0)}–${done.most.toFixed(0)}] (at least ${floor}) / ${openssl.name} ${openssl.median.toFixed(0)}/s, which swings ${swing(openssl)}`,
    );
    if (!(done.median >= floor)) missed.push(done.name);
  }
  bench.close();
}

/** A revocation list of 100,000 entries against openssl's own over the same entries; and never longer than a second. */
async function revocationLists(): Promise<void> {
  const openssl = opensslList();
  try {
    const [list, peer] = await pair(ourList(), openssl);
    const seconds = ({ name, median, least, most }: Measured) =>
      `${name} ${(1 / median).toFixed(2)} s [${(1 / most).toFixed(2)}–${(1 / least).toFixed(2)}]`;
    console.log(`${seconds(list)} (at most 1 s) / ${seconds(peer)}, which swings ${swing(peer)}`);
    if (!(1 / list.median <= 1)) missed.push(list.name);
  } finally {
    openssl.close();
  }
}

/** What part of a whole run's CPU time the card takes. */
async function cardShare(): Promise<void> {
  const products = makeProducts();
  let inCard = 0;
  const timed = (card: Card): Card => ({
    ...card,
    transact(state, command) {
      const start = process.cpuUsage();
      const result = card.transact(state, command);
      const { user, system } = process.cpuUsage(start);
      inCard += user + system;
      return result;
    },
  });
  const cards = new Map<string, Promise<Card>>();
  const country = {
    ...products.country,
    card(id: string) {
      const known = cards.get(id) ?? products.country.card(id).then(timed);
      cards.set(id, known);
      return known;
    },
  };
  const start = process.cpuUsage();
  await runPlan(plan(CASES, BUILT_IN_PROFILES, { roles: ["reader", "generic", "receipt", "terminal"] }), {
    open: builtInBenches({ ...products, country }),
    profiles: BUILT_IN_PROFILES,
    seed: 1,
    clock: "virtual",
  });
  const { user, system } = process.cpuUsage(start);
  const share = inCard / (user + system);
  console.log(
    `card in process: ${(100 * share).toFixed(1)} % of ${((user + system) / 1e6).toFixed(1)} s CPU of a full run (at most 10 %)`,
  );
  if (share > 0.1) missed.push("card share");
}

/** In a new process, its modules loaded, to the first answer of a card that nobody has used before: keys, certificates, photograph. */
async function firstCard(): Promise<void> {
  const program = fileURLToPath(new URL("first-card.ts", import.meta.url));
  const times = Array.from({ length: ROUNDS }, () => {
    const out = execFileSync(process.execPath, ["--import", "tsx", program], { encoding: "utf8" });
    return Number(out);
  });
  const { median, least, most } = summarise("first card", times);
  const figure = [median, least, most].map((ms) => (ms / 1000).toFixed(2));
  console.log(
    `first card ready, in a new process after its modules are loaded: ${figure[0] ?? ""} s [${figure[1] ?? ""}–${figure[2] ?? ""}] (at most 1 s)`,
  );
  if (median > 1000) missed.push("first card");
  await Promise.resolve();
}

/** The main job as a user starts it, after a warm install. */
async function startTime(): Promise<void> {
  const times: number[] = [];
  for (let round = 0; round < 3; round++) {
    const start = performance.now();
    execFileSync("npm", ["start", "--silent"], { stdio: "ignore" });
    times.push((performance.now() - start) / 1000);
    await Promise.resolve();
  }
  const { median, least, most } = summarise("npm start", times);
  console.log(`npm start: ${median.toFixed(1)} s [${least.toFixed(1)}–${most.toFixed(1)}] (at most 15 s)`);
  if (median > 15) missed.push("npm start");
}

type Pair = Parameters<typeof interleaved>[1][number];

async function pair(subject: Pair, peer: Pair): Promise<[Measured, Measured]> {
  const measured = await interleaved(ROUNDS, [subject, peer]);
  const of = ({ name }: Pair) => measured.get(name) ?? summarise(name, []);
  return [of(subject), of(peer)];
}

function tell(subject: Measured, peer: Measured, floor: number): void {
  const ratio = subject.median / peer.median;
  const figure = ({ name, median, least, most }: Measured) =>
    `${name} ${median.toFixed(0)}/s [${least.toFixed(0)}–${most.toFixed(0)}]`;
  console.log(
    `${figure(subject)} / ${figure(peer)} = ${ratio.toFixed(3)} (at least ${floor}; peer swings ${swing(peer)})`,
  );
  if (!(ratio >= floor)) missed.push(subject.name);
}

/** A server that sends back what it gets, in this process, and a client that waits for all of it. */
async function tcpEcho(): Promise<{ roundTrip(bytes: number): Promise<void>; close(): Promise<void> }> {
  const server = createServer((socket) => {
    socket.setNoDelay(true);
    socket.pipe(socket);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no address");
  const client: Socket = connect(address.port, "127.0.0.1");
  client.setNoDelay(true);
  await once(client, "connect");
  let left = 0;
  let done: () => void = () => undefined;
  client.on("data", (chunk: Buffer) => {
    left -= chunk.length;
    if (left <= 0) done();
  });
  return {
    roundTrip: (bytes) =>
      new Promise((resolve) => {
        left = bytes;
        done = resolve;
        client.write(new Uint8Array(bytes));
      }),
    async close() {
      client.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
