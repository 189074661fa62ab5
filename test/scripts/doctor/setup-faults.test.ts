import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { openSerial } from "../../../device/io/serial.ts";
import { serveTcp } from "../../../device/io/tcp.ts";
import type { Clock } from "../../../device/ports.ts";
import type { SetupFault } from "../../../device/setup-faults.data.ts";
import { encodeShiftJis } from "../../../device/wire/oqs/shift-jis.ts";
import { encodeFace, PROTOCOL_VERSION } from "../../../device/wire/face.ts";
import { unhex } from "../../../device/wire/bytes.ts";
import { frame } from "../../../device/wire/face-frame.ts";
import { isFault } from "../../../device/errors.ts";
import { conduct } from "../../../scripts/conduct.ts";
import { doctor } from "../../../scripts/verbs/doctor.ts";
import { serve } from "../../../scripts/verbs/serve.ts";
import { controlApp } from "../../../simulator/control/control-app.ts";
import { serveControl } from "../../../simulator/control/listen.ts";
import { openPty } from "../../../simulator/reader/carriers/pty.ts";
import { hurriedClock } from "../targets/hurried-clock.ts";
import { paperProduct } from "../targets/paper-product.ts";
import { expectFinding, expectSetup, type Finding, runIn } from "./told.ts";

/** Faults of the set-up, made for real, met by `doctor` and by a run: both say what to do, and no product fails for it. */

const SPEED = 10;
const folders: string[] = [];
const newFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), "shikaku-setup-"));
  folders.push(folder);
  return folder;
};
beforeAll(() => {
  vi.spyOn(console, "log").mockImplementation(() => undefined);
  vi.spyOn(console, "error").mockImplementation(() => undefined);
});
afterAll(() => {
  vi.restoreAllMocks();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

type Undo = () => unknown;
interface Place {
  readonly target: string;
  readonly undo?: Undo;
}
const ONE_CASE = { reader: "RDR-PIN-0001", receipt: "RCT-IMP-0001", generic: "GEN-CRD-0001" } as const;

async function run(role: keyof typeof ONE_CASE, target: string, only: string = ONE_CASE[role], profile?: string) {
  const folder = newFolder();
  const [json, html, junit] = [join(folder, "run.json"), join(folder, "run.html"), join(folder, "run.xml")];
  const status = await conduct({
    lang: "ja",
    selection: { roles: [role], only: [only] },
    seed: 1,
    target,
    clock: hurriedClock(SPEED),
    ...{ json, html, junit },
    ...(profile === undefined ? {} : { profile }),
  });
  for (const report of [html, junit]) expect(readFileSync(report, "utf8")).toContain(only);
  return { status, told: runIn(folder), page: readFileSync(html, "utf8") };
}

async function look(...words: readonly (readonly [string, string])[]) {
  const json = join(newFolder(), "doctor.json");
  const status = await doctor.run({ args: [], options: { ...Object.fromEntries(words), json }, lang: "ja" });
  return { status, findings: JSON.parse(readFileSync(json, "utf8")) as readonly Finding[] };
}

const closedPort = async () => {
  const server = await serveTcp(0, () => undefined);
  await server.close();
  return server.port;
};

async function web(body: string) {
  const server = createServer((_, response) => response.end(body));
  await new Promise<void>((ready) => void server.listen(0, "127.0.0.1", ready));
  const { port } = server.address() as AddressInfo;
  return { port, undo: () => void server.close() };
}

const paper = async (misdeed: Parameters<typeof paperProduct>[0] = {}, clock: Clock = hurriedClock(SPEED)) => {
  const product = await paperProduct(misdeed, clock);
  const control = product.target.replace(/^.*,control=/, "");
  return { ...product, control, undo: () => product.close() };
};

const PLACES: readonly [setup: SetupFault, role: keyof typeof ONE_CASE, make: () => Promise<Place> | Place][] = [
  ["folder.missing", "receipt", () => ({ target: `folder:${join(newFolder(), "none")}` })],
  [
    "folder.none",
    "receipt",
    () => {
      const file = join(newFolder(), "file");
      writeFileSync(file, "");
      return { target: `folder:${file}` };
    },
  ],
  [
    "folder.leftovers",
    "receipt",
    () => {
      const folder = newFolder();
      mkdirSync(join(folder, "res"));
      writeFileSync(join(folder, "res", "OQSsiquc01res_old.xml"), "");
      return { target: `folder:${folder}` };
    },
  ],
  ["port.closed", "reader", async () => ({ target: `tcp:127.0.0.1:${await closedPort()}` })],
  ["host.unknown", "reader", () => ({ target: "tcp:no such host:9" })],
  [
    "peer.otherProtocol",
    "reader",
    async () => {
      const { port, undo } = await web("<h1>hello</h1>");
      return { target: `tcp:127.0.0.1:${port}`, undo };
    },
  ],
  [
    "peer.otherProtocol",
    "reader",
    async () => {
      // A line that sends back what it gets: a loop-back plug, or a modem with its echo on.
      const server = await serveTcp(0, (stream) => stream.onBytes((bytes) => stream.write(bytes)));
      return { target: `tcp:127.0.0.1:${server.port}`, undo: () => server.close() };
    },
  ],
  [
    "peer.otherProtocol",
    "reader",
    async () => {
      // Debian's vpcd asks for the answer to reset from the first moment.
      const server = await serveTcp(0, (stream) => stream.write(unhex("000104")));
      return { target: `tcp:127.0.0.1:${server.port}`, undo: () => server.close() };
    },
  ],
  [
    "peer.silent",
    "reader",
    async () => {
      const server = await serveTcp(0, () => undefined);
      return { target: `tcp:127.0.0.1:${server.port}`, undo: () => server.close() };
    },
  ],
  [
    "peer.otherVersion",
    "reader",
    () =>
      paper({
        say: (stream, message) =>
          stream.write(
            frame(encodeFace(message.is === "identity" ? { ...message, version: PROTOCOL_VERSION + 1 } : message)),
          ),
      }),
  ],
  ["program.missing", "reader", () => ({ target: "stdio:/no/such/program --at-all" })],
  [
    "control.otherProduct",
    "receipt",
    async () => {
      const { control, undo } = await paper();
      return { target: `folder:${newFolder()},control=${control}`, undo };
    },
  ],
  [
    "control.malformed",
    "receipt",
    async () => {
      const { port, undo } = await web("hello");
      return { target: `folder:${newFolder()},control=http://127.0.0.1:${port}`, undo };
    },
  ],
  [
    "port.closed",
    "receipt",
    async () => ({ target: `folder:${newFolder()},control=http://127.0.0.1:${await closedPort()}` }),
  ],
  [
    "clock.off",
    "reader",
    () => {
      const clock = hurriedClock(SPEED);
      return paper({}, { ...clock, now: () => clock.now() + 86_400_000_000 });
    },
  ],
  ["serial.absent", "reader", () => ({ target: `serial:${join(newFolder(), "ttyUSB7")}` })],
  [
    "serial.notOne",
    "reader",
    () => {
      const file = join(newFolder(), "ttyUSB7");
      writeFileSync(file, "");
      return { target: `serial:${file}` };
    },
  ],
  [
    "serial.held",
    "reader",
    async () => {
      const link = join(newFolder(), "ttyUSB7");
      const pty = await openPty(link);
      const other = await openSerial(link);
      return {
        target: `serial:${link}`,
        undo: async () => {
          await other.close();
          await pty.close();
        },
      };
    },
  ],
  ["hid.absent", "reader", () => ({ target: "hid:1209:fffe" })],
];

describe.each(PLACES)("%s at a %s", (setup, role, make) => {
  test("doctor names it, and a run ends in it", async () => {
    const { target, undo } = await make();
    try {
      const { status, findings } = await look(["target", target]);
      expect(status).toBe(3);
      expectFinding(findings, setup);
      const ran = await run(role, target);
      expect(ran.status).toBe(3);
      expectSetup(ran.told, setup);
      expectFinding(ran.told.setup, setup);
      expect(ran.page).toContain("試験環境");
    } finally {
      await undo?.();
    }
  });
});

test("a sound set-up is said to be sound, and the run goes on to judge", async () => {
  const { target, undo } = await paper();
  try {
    const { findings } = await look(["target", target]);
    expect(findings.filter(({ is }) => is === "missing")).toEqual([]);
    const { told } = await run("reader", target);
    expect(told.cases[0]?.verdict).toBe("fail");
    expect(told.setup.map(({ is }) => is)).toEqual(["ok", "ok", "ok"]);
  } finally {
    await undo();
  }
});

describe("faults that a case meets", () => {
  test("a reader that is pulled out in the middle", async () => {
    const { target, undo } = await paper({ hear: (message) => message, say: hangUpAtTheThird() });
    try {
      const { status, told } = await run("reader", target);
      expect(status).toBe(3);
      expectSetup(told, "reader.unplugged");
    } finally {
      await undo();
    }
  });

  test("a receipt computer that is switched to Shift_JIS, which its profile does not declare", async () => {
    const { target, profile, undo } = await switched();
    try {
      const { status, told } = await run("receipt", target, "RCT-IMP-0002", profile);
      expect(status).toBe(3);
      expectSetup(told, "encoding.switch");
    } finally {
      await undo();
    }
  });

  test("a port that another program has taken", async () => {
    const other = await serveTcp(0, () => undefined);
    try {
      const serving = serve.run({ args: [], options: { port: String(other.port) }, lang: "ja" });
      const fault = await serving.then(
        () => undefined,
        (error: unknown) => error,
      );
      expect(isFault(fault, "link.refused") && fault.setup).toBe("port.taken");
    } finally {
      await other.close();
    }
  });
});

test("a profile of another role is told before anything is connected, by doctor too", async () => {
  const profile = "docs/profiles/receipt.yaml";
  const target = `tcp:127.0.0.1:${await closedPort()}`;
  await expect(run("reader", target, undefined, profile)).rejects.toMatchObject({
    fault: "config.invalid",
    setup: "profile.otherRole",
  });
  const { findings } = await look(["target", target], ["profile", profile]);
  expectFinding(findings, "profile.otherRole");
});

function hangUpAtTheThird(): NonNullable<Parameters<typeof paperProduct>[0]["say"]> {
  return (stream, message, n) => {
    if (n < 3) stream.write(frame(encodeFace(message)));
    else void stream.close();
  };
}

/** Writes its requests in another encoding than it says, as a switch in its settings would have it. */
async function switched() {
  const folder = newFolder();
  const clock = hurriedClock(SPEED);
  const control = await serveControl(
    controlApp({
      product: { maker: "paper", model: "receipt computer", version: "1" },
      role: "receipt",
      channels: [],
      intents: ["askEligibility"],
      clock,
      operator: {
        perform() {
          const text = '<?xml version="1.0" encoding="UTF-8" standalone="no"?><XmlMsg><名前>山田　太郎</名前></XmlMsg>';
          writeFileSync(join(folder, "req", "OQSsiquc01req_0001.xml"), encodeShiftJis(text));
          return Promise.resolve();
        },
      },
      report: () => undefined,
    }),
    0,
  );
  const profile = join(newFolder(), "profile.yaml");
  writeFileSync(
    profile,
    "product: { maker: paper, model: paper, version: '1' }\nrole: receipt\nfeatures: [faceResults, numberQuery]\n",
  );
  return { target: `folder:${folder},control=${control.url}`, profile, undo: () => control.close() };
}
