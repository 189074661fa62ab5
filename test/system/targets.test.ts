import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, expect, test } from "vitest";
import { openSerial } from "../../device/io/serial.ts";
import type { ByteStream } from "../../device/ports.ts";
import { serveStream, streamTransport } from "../../device/reader/stream-link.ts";
import { frame } from "../../device/wire/face-frame.ts";
import { packageRoot } from "../../scripts/package-root.ts";
import { openPty } from "../../simulator/reader/carriers/pty.ts";
import { byteWire, echo, transportContract } from "../device/reader/transport-contract.ts";
import { needs } from "./needs.ts";

/** Targets by address as a script meets them: the whole command line on one side, another program on the other. */

transportContract("a serial line", async () => {
  const told: Uint8Array[] = [];
  const link = join(folder, `line-${lines++}`);
  const lay = async () => {
    const pty = await openPty(link);
    serveStream(echo(), pty);
    return pty;
  };
  let pty: ByteStream = await lay();
  const open = async () => streamTransport(await openSerial(link), { onGarbage: (skipped) => told.push(skipped) });
  return {
    link: await open(),
    unplug: () => pty.close(),
    wire: byteWire((bytes) => pty.write(bytes), frame, told),
    async reopen() {
      pty = await lay();
      return open();
    },
    end: () => pty.close(),
  };
});

let lines = 0;
const folder = mkdtempSync(join(tmpdir(), "shikaku-targets-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const SHIKAKU = ["--import", "tsx", join(packageRoot(), "scripts", "shikaku.ts")];

/** A program that prints `ready …` and then runs until it is told to end. */
async function running(program: string, args: readonly string[]) {
  const child = spawn(program, args, { cwd: packageRoot(), stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(child, "exit");
  const [line] = (await Promise.race([once(createInterface({ input: child.stdout }), "line"), ended])) as [string];
  return {
    ready: line.slice("ready ".length),
    async stop() {
      child.kill("SIGTERM");
      await ended;
    },
  };
}

interface Run {
  readonly planned: number;
  readonly emitted: number;
  readonly verdicts: Readonly<Record<string, number>>;
  readonly cases: readonly { readonly id: string; readonly verdict: string; readonly reason?: string }[];
}

const conform = (target: string, ...words: readonly string[]) => judge("reader", target, words);

async function judge(role: "reader" | "receipt", target: string, words: readonly string[]) {
  const json = join(folder, "run.json");
  const args = [...SHIKAKU, "conform", role, "--target", target, "--json", json, "--lang", "en", ...words];
  const child = spawn(process.execPath, args, { cwd: packageRoot(), stdio: "ignore" });
  const [status] = (await once(child, "exit")) as [number];
  return { status, run: JSON.parse(readFileSync(json, "utf8")) as Run };
}

test("our own reader on a serial line, its hands over HTTP, conforms in real time, one case after the other", async () => {
  const link = join(folder, "reader");
  const reader = await running(process.execPath, [
    ...SHIKAKU,
    ...["reader", "--pty", link, "--kind", "face", "--control", "0"],
  ]);
  try {
    const { control } = JSON.parse(reader.ready) as { control: string };
    // The second is broken off with the card on the reader, and the third must not hear of it.
    const only = "RDR-PIN-0001,RDR-CRD-0006,RDR-PRV-0001";
    const { status, run } = await conform(`serial:${link},control=${control}`, "--only", only);
    expect(run.cases.map(({ id, verdict }) => `${id} ${verdict}`)).toEqual(only.split(",").map((id) => `${id} pass`));
    expect(run.emitted).toBe(run.planned);
    expect(status).toBe(0);
  } finally {
    await reader.stop();
  }
});

test("the shim of the documentation is judged by what it can do, and by no more", async (context) => {
  needs(context, "python3");
  const target = "stdio:python3 docs/examples/shim.py";
  const can = await conform(target, "--only", "RDR-SES-0002");
  expect(can).toMatchObject({ status: 0, run: { cases: [{ verdict: "pass" }] } });
  const cannot = await conform(target, "--only", "RDR-PIN-0001");
  expect(cannot).toMatchObject({ status: 3, run: { cases: [{ verdict: "setup" }] } });
});

test("the receipt computer of the documentation conforms where it is right, and not where it takes the next file", async (context) => {
  needs(context, "python3");
  const judged = async (fault: string, only: string) => {
    const target = `stdio:python3 docs/examples/receipt.py${fault}`;
    const words = ["--profile", "docs/profiles/receipt.yaml", "--only", only];
    const { status, run } = await judge("receipt", target, words);
    return { status, cases: run.cases.map(({ id, verdict, reason }) => [id, verdict, reason]) };
  };
  expect(await judged("", "RCT-IMP-0002,RCT-MAT-0008,RCT-BLK-0001,RCT-REF-0006,RCT-REF-0008")).toMatchObject({
    status: 0,
  });
  expect(await judged(" --fault next-file", "RCT-IMP-0004")).toEqual({
    status: 1,
    cases: [["RCT-IMP-0004", "fail", "import.wrongPatient"]],
  });
});

test("the adapter of the documentation speaks the reference protocol", async (context) => {
  needs(context, "python3");
  const adapter = await running("python3", ["docs/examples/adapter.py", "0"]);
  try {
    const { status, run } = await conform(`tcp:127.0.0.1:${adapter.ready}`, "--only", "RDR-DCL-0001");
    expect(run.cases).toMatchObject([{ verdict: "pass" }]);
    expect(status).toBe(0);
  } finally {
    await adapter.stop();
  }
});

/** Begins its case, says where it runs, and interrupts the suite at the first frame that it hears. */
const INTERRUPTING = `
  const { writeFileSync } = require("node:fs");
  require("node:readline").createInterface({ input: process.stdin }).on("line", (text) => {
    const line = JSON.parse(text);
    if ("id" in line) console.log(JSON.stringify({ done: line.id }));
    else {
      writeFileSync(process.argv[1], String(process.pid));
      process.kill(process.ppid, "SIGINT");
    }
  });`;

test("a run that is interrupted writes its report, ends in 3, and leaves no program behind", async () => {
  const [program, pid] = [join(folder, "interrupting.cjs"), join(folder, "pid")];
  writeFileSync(program, INTERRUPTING.replace("process.argv[1]", JSON.stringify(pid)));
  const target = `stdio:'${process.execPath}' '${program}'`;
  const { status, run } = await conform(target, "--only", "RDR-PIN-0001,RDR-SES-0002");
  expect(status).toBe(3);
  expect(run.cases).toMatchObject([{ id: "RDR-PIN-0001", verdict: "setup", reason: "operator.gaveUp" }]);
  expect(run.emitted).toBeLessThan(run.planned);
  expect(() => process.kill(Number(readFileSync(pid, "utf8")), 0)).toThrow();
});
