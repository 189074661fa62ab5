import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execFileSync } from "node:child_process";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { systemClock } from "../../device/io/system-clock.ts";
import type { SetupFault } from "../../device/setup-faults.data.ts";
import { packageRoot } from "../../scripts/package-root.ts";
import { controlApp } from "../../simulator/control/control-app.ts";
import { serveControl } from "../../simulator/control/listen.ts";
import { openPty } from "../../simulator/reader/carriers/pty.ts";
import { expectFinding, expectSetup, type Finding, type RunFile } from "../scripts/doctor/told.ts";
import { needs } from "./needs.ts";
import { startPcscd } from "./pcscd.ts";

/**
 * Faults of the set-up that take a machine of their own: other users, mounts, libraries that cannot be loaded, a slow disk. The whole
 * command line meets them. Windows' share modes are what EBUSY of a mount point stands for here; the true thing takes a Windows.
 */

const root = mkdtempSync(join(tmpdir(), "shikaku-faults-"));
chmodSync(root, 0o755);
afterAll(() => rmSync(root, { recursive: true, force: true }));
let folders = 0;
const newFolder = (mode = 0o777) => {
  const folder = join(root, String(folders++));
  mkdirSync(folder);
  chmodSync(folder, mode);
  return folder;
};

/** How the command line is started: the words before it, and what it finds in its environment. */
interface Circumstances {
  /** A shell's words, run before it in namespaces of its own. */
  readonly prepare?: string;
  readonly before?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

const NOBODY = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] as const;
const SHIKAKU = ["--import", "tsx", join(packageRoot(), "scripts", "shikaku.ts")];

async function shikaku(words: readonly string[], { prepare, before = [], env = {} }: Circumstances = {}) {
  const inside = [...before, process.execPath, ...SHIKAKU, ...words];
  const [program = "", ...args] =
    prepare === undefined
      ? inside
      : ["unshare", "--mount", "sh", "-ec", `mount --make-rprivate /\n${prepare}\nexec "$@"`, "sh", ...inside];
  const child = spawn(program, args, {
    cwd: packageRoot(),
    env: { ...process.env, HOME: root, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [out, err] = ["", ""];
  child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
  const [status] = (await once(child, "close")) as [number | null];
  return { status, out, err };
}

async function conform(role: string, only: string, target: string, circumstances?: Circumstances) {
  const json = join(newFolder(), "run.json");
  const words = ["conform", role, "--only", only, "--target", target, "--json", json, "--lang", "ja"];
  const { status, err } = await shikaku(words, circumstances);
  expect(err).toBe("");
  return { status, run: JSON.parse(readFileSync(json, "utf8")) as RunFile };
}

async function doctor(target: string, circumstances?: Circumstances) {
  const { status, out } = await shikaku(["doctor", "--target", target, "--json"], circumstances);
  return { status, findings: JSON.parse(out) as readonly Finding[] };
}

const IMPORT = "RCT-IMP-0001";
const PIN = "RDR-PIN-0001";

interface Place extends Circumstances {
  readonly target: string;
  readonly undo?: () => Promise<unknown>;
}

const tmpfs = (folder: string, options: string, then = "") =>
  `mount -t tmpfs -o ${options} none ${folder}\nmkdir -p ${folder}/req ${folder}/res ${folder}/face\n${then}`;

const PLACES: readonly [setup: SetupFault, role: string, only: string, make: () => Place | Promise<Place>][] = [
  [
    "folder.rights",
    "receipt",
    IMPORT,
    () => {
      const folder = newFolder(0o755);
      for (const name of ["req", "res", "face"]) mkdirSync(join(folder, name));
      return { target: `folder:${folder}`, before: NOBODY };
    },
  ],
  [
    "folder.rights",
    "receipt",
    IMPORT,
    () => {
      const folder = newFolder(0o700);
      return { target: `folder:${folder}`, before: NOBODY };
    },
  ],
  [
    "folder.readOnly",
    "receipt",
    IMPORT,
    () => {
      const folder = newFolder();
      return { target: `folder:${folder}`, prepare: tmpfs(folder, "size=64m", `mount -o remount,ro ${folder}`) };
    },
  ],
  [
    "disk.full",
    "receipt",
    IMPORT,
    () => {
      const folder = newFolder();
      const fill = `dd if=/dev/zero of=${folder}/full bs=4k 2>/dev/null || true`;
      return { target: `folder:${folder}`, prepare: tmpfs(folder, "size=1m", fill) };
    },
  ],
  [
    "file.held",
    "receipt",
    IMPORT,
    () => {
      const folder = newFolder();
      const held = `touch ${folder}/held ${folder}/req/shikaku-probe.tmp\nmount --bind ${folder}/held ${folder}/req/shikaku-probe.tmp`;
      return { target: `folder:${folder}`, prepare: tmpfs(folder, "size=64m", held) };
    },
  ],
  [
    "serial.rights",
    "reader",
    PIN,
    async () => {
      const link = join(newFolder(), "ttyUSB7");
      const pty = await openPty(link);
      return { target: `serial:${link}`, before: NOBODY, undo: () => pty.close() };
    },
  ],
  ["hid.library", "reader", PIN, () => ({ target: "hid:1209:0001", prepare: hidden(/lib(udev|usb-1\.0)\.so/) })],
  ["serial.library", "reader", PIN, () => ({ target: "serial:/dev/ttyUSB7", prepare: withoutSerial() })],
  ["host.unreachable", "reader", PIN, () => ({ target: "tcp:192.0.2.1:9", before: ["unshare", "--net"] })],
  ["pcsc.library", "generic", "GEN-CRD-0001", () => ({ target: "pcsc:any", prepare: hidden(/libpcsclite\.so/) })],
  [
    "pcsc.noReader",
    "generic",
    "GEN-CRD-0001",
    async () => {
      const pcscd = await startPcscd([]);
      return { target: "pcsc:any", env: pcscd.env, undo: () => pcscd.stop() };
    },
  ],
  [
    "pcsc.service",
    "generic",
    "GEN-CRD-0001",
    () => ({ target: "pcsc:any", env: { PCSCLITE_CSOCK_NAME: "/nonexistent/pcscd.comm" } }),
  ],
];

/** A library of this package alone. */
function withoutSerial(): string {
  const folder = join(
    packageRoot(),
    "node_modules",
    "@serialport",
    "bindings-cpp",
    "prebuilds",
    `linux-${process.arch}`,
  );
  const files = readdirSync(folder).filter((name) => name.endsWith(".node"));
  return files.map((name) => `mount --bind /dev/null ${realpathSync(join(folder, name))}`).join("\n");
}

/** Puts an empty file over each such library of the system, as if a broken package had been installed. */
function hidden(name: RegExp): string {
  const known = execFileSync("/sbin/ldconfig", ["-p"], { encoding: "utf8" });
  const paths = [...known.matchAll(/=> (\S+)/g)].flatMap(([, path = ""]) => (name.test(path) ? path : []));
  return [...new Set(paths)].map((path) => `mount --bind /dev/null ${path}`).join("\n");
}

describe.each(PLACES)("%s at a %s (%s)", (setup, role, only, make) => {
  beforeEach((context) => needs(context, "unshare", "mount", "setpriv", "pcscd"));

  test("doctor names it, and a run ends in it", async () => {
    const { target, undo, ...circumstances } = await make();
    try {
      const looked = await doctor(target, circumstances);
      expectFinding(looked.findings, setup);
      expect(looked.status).toBe(3);
      const { status, run } = await conform(role, only, target, circumstances);
      expectSetup(run, setup);
      expect(status).toBe(3);
    } finally {
      await undo?.();
    }
  });
});

/** A receipt computer's control API, whose hands write a request and whose clock runs with ours. */
const control = (ask: () => void) =>
  serveControl(
    controlApp({
      product: { maker: "paper", model: "receipt computer", version: "1" },
      role: "receipt",
      channels: [],
      intents: ["askEligibility"],
      clock: systemClock(),
      operator: {
        perform() {
          ask();
          return Promise.resolve();
        },
      },
      report: () => undefined,
    }),
    0,
  );

test("a request that only the product's own user may read is not the product's failure", async (context) => {
  needs(context, "setpriv");
  const folder = newFolder();
  const server = await control(() => {
    writeFileSync(join(folder, "req", "OQSsiquc01req_0001.xml"), "<XmlMsg/>", { mode: 0o600 });
  });
  try {
    const target = `folder:${folder},control=${server.url}`;
    const { status, run } = await conform("receipt", "RCT-IMP-0002", target, { before: NOBODY });
    expectSetup(run, "file.unreadable");
    expect(status).toBe(3);
  } finally {
    await server.close();
  }
});

test("a person who is not there is told as such", async () => {
  const { status, run } = await conformAlone();
  expect(run.cases).toMatchObject([{ verdict: "setup", reason: "operator.gaveUp" }]);
  expectSetup(run, "operator.away");
  expect(status).toBe(3);
});

/** The dialogs over the built-in reader, with nobody at the terminal. */
async function conformAlone() {
  const json = join(newFolder(), "run.json");
  const { status } = await shikaku(["conform", "reader", "--only", PIN, "--operator", "dialog", "--json", json]);
  return { status, run: JSON.parse(readFileSync(json, "utf8")) as RunFile };
}

test("a slow disk is measured, and told before a product is timed through it", async (context) => {
  needs(context, "strace");
  const folder = newFolder();
  const slow = [
    "strace",
    "-f",
    "-qq",
    "-e",
    "trace=rename",
    "-e",
    "inject=rename:delay_enter=300000",
    "-o",
    "/dev/null",
  ];
  const { status, findings } = await doctor(`folder:${folder}`, { before: slow });
  expectFinding(findings, "disk.slow");
  expect(findings.find(({ setup }) => setup === "disk.slow")).toMatchObject({ is: "optional" });
  expect(status).toBe(0);
  const { status: ended, run } = await conform("receipt", IMPORT, `folder:${folder}`, { before: slow });
  expectFinding(run.setup, "disk.slow");
  expect(run.cases.map(({ verdict }) => verdict)).not.toContain("fail");
  expect(ended).toBe(3);
});

test("handles that have run out are told as that", async (context) => {
  needs(context, "prlimit");
  const program = join(newFolder(), "exhausted.mts");
  const from = JSON.stringify(join(packageRoot(), "scripts", "doctor", "target.ts"));
  const json = JSON.stringify(join(packageRoot(), "conformance", "setup", "finding.ts"));
  writeFileSync(
    program,
    `import { closeSync, openSync } from "node:fs";
     import { examineTarget } from ${from};
     import { findingJson } from ${json};
     const taken = [];
     try { for (;;) taken.push(openSync("/dev/null")); } catch {}
     const findings = await examineTarget({ target: "tcp:127.0.0.1:9" });
     for (const handle of taken) closeSync(handle);
     console.log(JSON.stringify(findings.map(findingJson)));`,
  );
  const child = spawn("prlimit", ["--nofile=128", process.execPath, "--import", "tsx", program], {
    cwd: packageRoot(),
    stdio: ["ignore", "pipe", "inherit"],
  });
  let out = "";
  child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
  await once(child, "close");
  expectFinding(JSON.parse(out) as Finding[], "handles.exhausted");
});

test("a taken port is told in both languages, and by status 3", async () => {
  const server = await control(() => undefined);
  try {
    const port = new URL(server.url).port;
    const told = await Promise.all(["ja", "en"].map((lang) => shikaku(["serve", "--port", port, "--lang", lang])));
    expect(told.map(({ status }) => status)).toEqual([3, 3]);
    expect(told[0]?.err).toContain("別のポートを指定するか");
    expect(told[1]?.err).toContain("Choose another port");
    const reader = await shikaku(["reader", "--tcp", port, "--lang", "en"]);
    expect(reader).toMatchObject({ status: 3, err: expect.stringContaining("Choose another port") as string });
  } finally {
    await server.close();
  }
});

describe("a control API over TLS", () => {
  beforeEach((context) => needs(context, "openssl"));

  const certificate = (days: readonly string[]) => {
    const folder = newFolder();
    const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
    const names = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"];
    execFileSync(
      "openssl",
      ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", `${cert}.csr`, ...names],
      {
        stdio: "ignore",
      },
    );
    execFileSync(
      "openssl",
      ["x509", "-in", `${cert}.csr`, "-signkey", key, "-out", cert, "-copy_extensions", "copyall", ...days].filter(
        Boolean,
      ),
      {
        stdio: "ignore",
      },
    );
    return { key, cert };
  };
  const serving = async ({ key, cert }: { key: string; cert: string }) => {
    const server = createServer({ key: readFileSync(key), cert: readFileSync(cert) }, (_, response) =>
      response.end("{}"),
    );
    await new Promise<void>((ready) => void server.listen(0, "127.0.0.1", ready));
    const { port } = server.address() as AddressInfo;
    return { url: `https://127.0.0.1:${port}`, close: () => void server.close() };
  };

  test.each([
    ["tls.untrusted", ["-days", "30"], false],
    ["tls.expired", ["-days", "-1"], true],
  ] as const)("%s", async (setup, days, trusted) => {
    const files = certificate(days);
    const server = await serving(files);
    try {
      const target = `folder:${newFolder()},control=${server.url}`;
      const circumstances = trusted ? { env: { NODE_EXTRA_CA_CERTS: files.cert } } : {};
      expectFinding((await doctor(target, circumstances)).findings, setup);
      const { status, run } = await conform("receipt", IMPORT, target, circumstances);
      expectSetup(run, setup);
      expect(status).toBe(3);
    } finally {
      server.close();
    }
  });
});
