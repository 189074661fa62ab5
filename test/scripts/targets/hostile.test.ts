import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { concat, unhex } from "../../../device/wire/bytes.ts";
import { encodeFace, type FaceMessage, type FaceMessageOf } from "../../../device/wire/face.ts";
import { frame } from "../../../device/wire/face-frame.ts";
import { conduct } from "../../../scripts/conduct.ts";
import { ATTESTATION, provenResult } from "../../conformance/expect/proven-result.ts";
import { hurriedClock } from "./hurried-clock.ts";
import { type Misdeed, paperProduct } from "./paper-product.ts";

/** Whatever stands at the other end: the run ends, says the right thing of it, and leaves its reports. */

const folders: string[] = [];
beforeAll(() => void vi.spyOn(console, "log").mockImplementation(() => undefined));
afterAll(() => {
  vi.restoreAllMocks();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const SPEED = 10;

interface Told {
  readonly status: number;
  readonly cases: readonly { readonly id: string; readonly verdict: string; readonly reason?: string }[];
  readonly json: string;
}

/** The command line's own way, in hurried time. */
async function judged(target: string, only: readonly string[] = ["RDR-PIN-0001"]): Promise<Told> {
  const folder = mkdtempSync(join(tmpdir(), "shikaku-hostile-"));
  folders.push(folder);
  const [json, html, junit] = ["json", "html", "xml"].map((kind) => join(folder, `run.${kind}`)) as [
    string,
    string,
    string,
  ];
  const status = await conduct({
    lang: "en",
    selection: { roles: ["reader"], only },
    seed: 1,
    target,
    clock: hurriedClock(SPEED),
    ...{ json, html, junit },
  });
  for (const file of [html, junit]) expect(readFileSync(file, "utf8")).toContain("RDR-PIN-0001");
  const text = readFileSync(json, "utf8");
  return { status, json: text, cases: (JSON.parse(text) as Pick<Told, "cases">).cases };
}

const write = (stream: Parameters<NonNullable<Misdeed["say"]>>[0], message: FaceMessage) =>
  stream.write(frame(encodeFace(message)));

const INCOMPLETE = { verdict: "fail", reason: "pin.notVerified" };
/** Whoever never says who he is may be anybody: another program, a reader that is still off. */
const UNFIT = { verdict: "setup", reason: "setup.broken" };
const LOST = { verdict: "setup", reason: "setup.linkLost" };

const hangUpAfter = (most: number): Misdeed => ({
  say(stream, message, n) {
    if (n <= most) write(stream, message);
    if (n === most) void stream.close();
  },
});

const PEERS: readonly [what: string, misdeed: Misdeed, expected: object][] = [
  ["says nothing", { hear: () => undefined }, UNFIT],
  ["hangs after its identity", { hear: (message) => (message.is === "hello" ? message : undefined) }, INCOMPLETE],
  ["hangs up at once", { open: (stream) => void stream.close() }, LOST],
  ...[1, 2, 3, 4, 5, 6].map((n): [string, Misdeed, object] => [`hangs up after ${n} messages`, hangUpAfter(n), LOST]),
  [
    "floods with whole frames",
    {
      open(stream) {
        const many = concat(...Array.from({ length: 200 }, () => frame(encodeFace({ is: "cardPlaced" }))));
        const pour = setInterval(() => stream.write(many), 5);
        stream.onClose(() => clearInterval(pour));
      },
    },
    { verdict: "fail" },
  ],
  [
    "floods with garbage",
    {
      open(stream) {
        const garbage = concat(...Array.from({ length: 5000 }, () => unhex("face1000efff")));
        const pour = setInterval(() => stream.write(garbage), 20);
        stream.onClose(() => clearInterval(pour));
      },
    },
    { verdict: "fail" },
  ],
  [
    "lies about the length of a frame, and sends no more",
    { say: (stream) => stream.write(unhex("face1000efffff50")) },
    UNFIT,
  ],
  [
    "lies about a length inside a message",
    { say: (stream, { is }) => stream.write(frame(is === "identity" ? unhex("ff50810580020001") : unhex("ff5100"))) },
    { verdict: "fail" },
  ],
  [
    "sends half of each frame",
    {
      say(stream, message) {
        const whole = frame(encodeFace(message));
        stream.write(whole.slice(0, whole.length / 2));
      },
    },
    UNFIT,
  ],
  [
    "answers with another reception than was begun",
    { say: (stream, message) => write(stream, "reception" in message ? { ...message, reception: 1 } : message) },
    { verdict: "fail" },
  ],
  ["claims a result without a proof", {}, { verdict: "fail", reason: "certificate.unsigned" }],
];

/** What it hears, and how it begins its case: the first lines of each program below. */
const HEARS = (then: string) => `
  const say = (line) => console.log(JSON.stringify(line));
  require("node:readline").createInterface({ input: process.stdin }).on("line", (text) => {
    const line = JSON.parse(text);
    if ("id" in line) say({ done: line.id });
    else { ${then} }
  });`;

const SETUP = { verdict: "setup" };

const PROGRAMS: readonly [what: string, code: string, expected: object][] = [
  ["ends at once", "process.exit(1)", LOST],
  ["never begins its case", "process.stdin.resume()", { ...SETUP, reason: "setup.linkRefused" }],
  ["greets people on standard output", `console.log("shim 1.0"); process.stdin.resume()`, SETUP],
  [
    "writes a line without end",
    `const x = "x".repeat(65536); (function on() { process.stdout.write(x, on); })()`,
    SETUP,
  ],
  ["says nothing of the reader", HEARS(""), INCOMPLETE],
  ["dies in the middle", HEARS("process.exit(3)"), LOST],
  ["writes garbage in the middle", HEARS(`console.log("ff50")`), { verdict: "fail" }],
  [
    "floods with frames",
    HEARS(`setInterval(() => { for (let i = 0; i < 300; i++) say({ frame: "ff5100" }); }, 5)`),
    { verdict: "fail" },
  ],
  ["sends half a frame", HEARS(`say({ frame: "ff500" })`), { verdict: "fail" }],
];

// They wait far more than they work.
describe.concurrent("a reader that", { timeout: 60_000 }, () => {
  test.each(PEERS)("%s", async (_, misdeed, expected) => {
    const product = await paperProduct(misdeed, hurriedClock(SPEED));
    try {
      const { cases, status } = await judged(product.target);
      expect(cases).toMatchObject([expected]);
      expect(status).toBe("verdict" in expected && expected.verdict === "fail" ? 1 : 3);
    } finally {
      await product.close();
    }
  });

  test("answers the next case with the reception of the last one is not taken for an answer", async () => {
    let first: number | undefined;
    const product = await paperProduct(
      {
        say(stream, message) {
          if ("reception" in message) first ??= message.reception;
          write(stream, "reception" in message && first !== undefined ? { ...message, reception: first } : message);
        },
      },
      hurriedClock(SPEED),
    );
    try {
      const { cases, json } = await judged(product.target, ["RDR-PIN-0001", "RDR-SES-0002"]);
      expect(cases).toMatchObject([{ id: "RDR-PIN-0001" }, { id: "RDR-SES-0002", verdict: "not-reached" }]);
      expect(json).toContain("RDR-SES-0002");
    } finally {
      await product.close();
    }
  });

  test("answers a run with the proven result of an earlier run is refused", async () => {
    let begun: FaceMessageOf<"begin"> | undefined;
    let stored: FaceMessageOf<"completed"> | undefined;
    const product = await paperProduct(
      {
        hear(message) {
          if (message.is === "begin") begun = message;
          return message;
        },
        say(stream, message) {
          if (message.is === "identity") write(stream, { ...message, attestation: ATTESTATION });
          else if (message.is === "completed" && begun) {
            stored ??= provenResult(begun);
            write(stream, { ...stored, reception: begun.reception });
          } else write(stream, message);
        },
      },
      hurriedClock(SPEED),
    );
    try {
      expect((await judged(product.target)).cases).toMatchObject([{ verdict: "pass" }]);
      const { cases, status } = await judged(product.target);
      expect(cases).toMatchObject([{ verdict: "fail", reason: "certificate.unsigned" }]);
      expect(status).toBe(1);
    } finally {
      await product.close();
    }
  });

  test.each(PROGRAMS)("is a program that %s", async (_, code, expected) => {
    const folder = mkdtempSync(join(tmpdir(), "shikaku-hostile-"));
    folders.push(folder);
    const file = join(folder, "shim.cjs");
    writeFileSync(file, code);
    const { cases } = await judged(`stdio:'${process.execPath}' '${file}'`);
    expect(cases).toMatchObject([expected]);
  });

  test("is not there is a matter of set-up", async () => {
    const product = await paperProduct({}, hurriedClock(SPEED));
    await product.close();
    expect((await judged(product.target)).cases).toMatchObject([{ verdict: "setup", reason: "setup.linkRefused" }]);
  });

  test("has somebody else's control API is a matter of set-up", async () => {
    const server = createServer((socket) => socket.end("SSH-2.0-x\r\n")).listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const address = server.address();
    const port = typeof address === "object" && address ? address.port : 0;
    const product = await paperProduct({}, hurriedClock(SPEED));
    try {
      const target = `tcp:127.0.0.1:${product.port},control=http://127.0.0.1:${port}`;
      expect(await judged(target)).toMatchObject({ status: 3, cases: [{ verdict: "setup" }] });
    } finally {
      server.close();
      await product.close();
    }
  });
});
