import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, readlinkSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { packageRoot } from "../../scripts/package-root.ts";

/** The command line as a script sees it: what it prints, where, and with which status it ends. */
interface Ended {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

const COMMAND = ["--import", "tsx", join(packageRoot(), "scripts", "shikaku.ts")];
let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "shikaku-cli-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const shikaku = (...words: readonly string[]): Promise<Ended> =>
  new Promise((resolve) => {
    const env = { ...process.env, LC_ALL: "C", NO_COLOR: "1" };
    execFile(process.execPath, [...COMMAND, ...words], { cwd: packageRoot(), env, maxBuffer: 1e8 }, (error, out, err) =>
      resolve({ status: typeof error?.code === "number" ? error.code : error ? -1 : 0, out, err }),
    );
  });

/** Ordinance No. 85 of 2014 of the Ministry of Internal Affairs and Communications, article 5: the twelfth digit of a number. */
function checkDigit(eleven: string): string {
  const sum = Array.from(eleven)
    .reverse()
    .reduce((total, digit, i) => total + Number(digit) * (i < 6 ? i + 2 : i - 4), 0);
  return String(sum % 11 <= 1 ? 0 : 11 - (sum % 11));
}

describe("conform", () => {
  test("a conforming product ends in 0, and JSON on stdout is all that stdout has", async () => {
    const { status, out } = await shikaku("conform", "reader", "--only", "RDR-PIN-0001,RDR-CNS-0001", "--json");
    const run = JSON.parse(out) as {
      planned: number;
      emitted: number;
      verdicts: object;
      cases: { id: string }[];
      seed: number;
    };
    expect(status).toBe(0);
    expect(run.emitted).toBe(run.planned);
    expect(run.cases.map(({ id }) => id)).toEqual(["RDR-PIN-0001", "RDR-CNS-0001"]);
    expect(run).toMatchObject({ verdicts: { pass: 2, fail: 0 }, seed: 1 });
  });

  test("a deviating product in a vendor's module ends in 1 and is told what to do", async () => {
    const target = `module:${join(packageRoot(), "test", "fixtures", "forgetful-reader.ts")}`;
    const { status, out } = await shikaku(
      "conform",
      "reader",
      "--target",
      target,
      "--only",
      "RDR-PRV-0003",
      "--lang",
      "en",
    );
    expect(status).toBe(1);
    expect(out).toMatch(/fail +RDR-PRV-0003/);
    expect(out).toMatch(/next: /);
    expect(out).toMatch(/It deviates/);
  });

  test("a preview lists the same cases and touches nothing", async () => {
    const { status, out } = await shikaku("conform", "all", "--dry-run", "--json");
    const preview = JSON.parse(out) as { cases: { id: string; verdict?: string }[] };
    expect(status).toBe(0);
    expect(preview.cases.length).toBeGreaterThanOrEqual(60);
    expect(preview.cases.every((each) => each.verdict === undefined)).toBe(true);
  });

  test("the same seed gives the same run to the byte, whatever ran before", async () => {
    const once = await shikaku("conform", "reader", "--only", "RDR-FAC-0001", "--seed", "7", "--json");
    const again = await shikaku("conform", "reader", "--only", "RDR-FAC-0001", "--seed", "7", "--json");
    expect(again.out).toBe(once.out);
  });

  test.each([
    [["conform", "toaster"], /nothing called toaster/],
    [["conform", "reader", "--only", "RDR-PIN-9999"], /no case RDR-PIN-9999/],
    [["conform", "reader", "--target", "carrier-pigeon:1"], /is no target/],
    [["conform", "reader", "--seed", "lucky"], /lucky is no seed/],
    [["conform", "reader", "--shard", "3/2"], /3\/2 is no shard/],
    [["conform", "reader", "--target", "module:nowhere.ts"], /nowhere\.ts cannot be used/],
    [["explain", "XYZ-1"], /nothing is called XYZ-1/],
    [["reader"], /--pty <link>, --tcp <port>/],
    [
      ["conform", "reader", "--operator", "robot", "--target", "tcp:127.0.0.1:1"],
      /robot cannot be used: at a target it is/,
    ],
    [["conform", "reader", "--profile", "nowhere.yaml"], /nowhere\.yaml: there is no such folder or file/],
    [["conform", "receipt", "--target", "tcp:127.0.0.1:1"], /what is there can be judged as: reader/],
    [["conform", "--lang", "ja"], /<role> が足りません。書き方は --help で/],
    [["conform", "reader", "--onyl", "x"], /no option --onyl \(did you mean --only\?\); --help/],
    [["frobnicate"], /no verb frobnicate/],
    [["doctor", "--lang", "fr"], /ja \| en/],
  ])("%j is wrong usage: status 2, and the mending on stderr", async (words, says) => {
    const { status, out, err } = await shikaku(...words);
    expect(status).toBe(2);
    expect(out).toBe("");
    expect(err).toMatch(says);
  });
});

test.each([
  [
    "throws when nobody waits for it",
    'setTimeout(() => { throw new Error("late"); }, 1); export const open = () => new Promise(() => {});',
    /late/,
  ],
  ["never comes to its end", "await new Promise(() => {});", /nothing is left/],
])("a module that %s is nobody's deviation: status 3, and a sentence", async (name, text, says) => {
  const file = join(folder, `${name.replaceAll(/\W/g, "")}.mjs`);
  const product = { maker: "a", model: "b", version: "c" };
  const profiles = { reader: { product, role: "reader", features: ["pin"] } };
  writeFileSync(file, `${text}\nexport const profiles = ${JSON.stringify(profiles)};`);
  const { status, err } = await shikaku("conform", "reader", "--only", "RDR-PIN-0001", "--target", `module:${file}`);
  expect(status).toBe(3);
  expect(err).toMatch(says);
  expect(err).not.toMatch(/^ +at /m);
});

test("a result that cannot be written is nobody's deviation: status 3, and which file", async () => {
  const { status, err } = await shikaku("conform", "reader", "--only", "RDR-PIN-0001", "--json", packageRoot());
  expect(status).toBe(3);
  expect(err).toContain(packageRoot());
});

test("personas are listed with their secrets for those who must type them, and every check digit is wrong", async () => {
  const { out } = await shikaku("personas", "--json");
  const people = JSON.parse(out) as { id: string; pins: { auth?: string }; numberA: string }[];
  expect(people.find(({ id }) => id === "hanako")).toMatchObject({ pins: { auth: "1234", sign: "ABC123" } });
  for (const { numberA } of people) expect(numberA.at(-1)).not.toBe(checkDigit(numberA.slice(0, 11)));
});

test("explain tells clause, source, cases and what to do, in both languages", async () => {
  expect((await shikaku("explain", "RCP-12", "--lang", "en")).out).toMatch(/level +should[^]*verified by +RDR-/);
  expect((await shikaku("explain", "RDR-PIN-0002", "--lang", "ja")).out).toMatch(/成り立たないとき/);
});

describe("reader", () => {
  test("says ready with its link, and removes the link when it is told to end", async () => {
    const link = join(folder, "ttyTwin");
    const child = spawn(
      process.execPath,
      [...COMMAND, "reader", "--pty", link, "--kind", "gempc-twin", "--card", "hanako"],
      {
        cwd: packageRoot(),
        stdio: ["pipe", "pipe", "inherit"],
      },
    );
    const [line] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
    const ready = JSON.parse(line.replace(/^ready /, "")) as { pid: number; link: string; path: string };
    expect(line).toMatch(/^ready \{/);
    expect(ready).toMatchObject({ pid: child.pid, link });
    expect(readlinkSync(link)).toBe(ready.path);
    child.kill("SIGTERM");
    const [status] = (await once(child, "exit")) as [number];
    expect(status).toBe(0);
    expect(existsSync(link)).toBe(false);
  });
});

test("start writes the report and the run, and ends in 0", async () => {
  const { status, out } = await shikaku("start", "--lang", "en");
  expect(status).toBe(0);
  expect(out).toMatch(/It conforms\npass \d+/);
  const report = readFileSync(join(packageRoot(), "out", "report.html"), "utf8");
  expect(report).toMatch(/適合しています[^]*It conforms|It conforms[^]*適合しています/);
  const run = JSON.parse(readFileSync(join(packageRoot(), "out", "run.json"), "utf8")) as {
    planned: number;
    emitted: number;
  };
  expect(run.emitted).toBe(run.planned);
});
