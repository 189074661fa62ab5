import { execFile, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { systemClock } from "../../device/io/system-clock.ts";
import { unhex } from "../../device/wire/bytes.ts";
import { packageRoot } from "../../scripts/package-root.ts";
import { pcscReader } from "../../scripts/targets/pcsc.ts";
import { AP } from "../simulator/card/hand.ts";
import { available, needs, PCSCD } from "./needs.ts";
import { until } from "./pcscd.ts";
import { type ReaderUnderPcscd, readerUnderPcscd } from "./reader-under-pcscd.ts";

/** Two programs that want one reader: ours, and one in Python that knows nothing of it. pcscd alone stands between them. */

const PYTHON = "/usr/bin/python3";
const PROGRAMS = [...PCSCD, PYTHON, "/usr/lib/python3/dist-packages/smartcard/scard/__init__.py"] as const;
const SCRIPT = fileURLToPath(new URL("turn_taking.py", import.meta.url));
const SHARING_VIOLATION = "8010000b";
const OK = "0";
const ROUNDS = 20;

interface Stranger {
  /** Resolves with what PC/SC said. */
  does(line: string): Promise<string>;
  leave(): Promise<void>;
}

/** The command line in a process of its own, told of the same pcscd. */
const doctor = () =>
  new Promise<{ readonly status: number | string | undefined; readonly said: string }>((resolve) => {
    const args = [
      "--import",
      "tsx",
      join(packageRoot(), "scripts", "shikaku.ts"),
      "doctor",
      "--target",
      "pcsc:Shikaku",
    ];
    execFile(process.execPath, args, { env: { ...process.env, LC_ALL: "C" }, timeout: 40_000 }, (error, out, err) =>
      resolve({ status: error ? (error.code ?? error.signal ?? undefined) : 0, said: `${out}${err}` }),
    );
  });

describe("a program in Python beside ours", () => {
  let reader: ReaderUnderPcscd | undefined;
  const strangers: Stranger[] = [];
  beforeAll(async () => {
    if (available(...PROGRAMS)) reader = await readerUnderPcscd();
  });
  afterAll(() => reader?.stop());
  beforeEach((context) => {
    needs(context, ...PROGRAMS);
    return async () => {
      for (const each of strangers.splice(0)) await each.leave();
    };
  });

  const stranger = (): Stranger => {
    const env = { ...process.env, ...reader?.pcscd.env };
    const child = spawn(PYTHON, [SCRIPT, reader?.name ?? ""], { env, stdio: ["pipe", "pipe", "inherit"] });
    const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const one: Stranger = {
      async does(line) {
        child.stdin.write(`${line}\n`);
        const next: IteratorResult<string, unknown> = await lines.next();
        return next.done ? "" : next.value;
      },
      leave() {
        child.stdin.end();
        return ended;
      },
    };
    strangers.push(one);
    return one;
  };

  test("waits with its transaction until our session is over, and no command of its own comes between ours", async () => {
    const [own, other] = [await pcscReader("Shikaku", systemClock()), stranger()];
    try {
      // Connected before us, it has the right to ask; only its turn has to come.
      expect(await other.does("connect shared")).toBe(OK);
      const held = await own.connect();
      let begun = false;
      const begins = other.does("begin").then((said) => {
        begun = true;
        return said;
      });
      for (let i = 0; i < ROUNDS; i++) {
        await held.transmitBytes(unhex(AP.jpki));
        expect(begun).toBe(false);
      }
      await held.disconnect();
      // Our session ends with a reset, and that is what its own begins with.
      expect([OK, "80100068"]).toContain(await begins);
      expect(await other.does("disconnect")).toBe(OK);
      expect(await other.does("connect shared")).toBe(OK);
      expect(await other.does("begin")).toBe(OK);
      expect(await other.does(`send ${AP.jpki}`)).toBe(`${OK} 9000`);
      expect(await other.does("end")).toBe(OK);
    } finally {
      await own.close();
    }
  });

  test("gets no exclusive connection while ours stands, and keeps us out with one", async () => {
    const [own, other] = [await pcscReader("Shikaku", systemClock()), stranger()];
    try {
      const held = await own.connect();
      // pcscd lets a connection wait for the end of a transaction, and then refuses it while somebody is connected.
      const asks = other.does("connect exclusive");
      await held.transmitBytes(unhex(AP.jpki));
      await held.disconnect();
      expect([OK, SHARING_VIOLATION]).toContain(await asks);
      if ((await asks) !== OK) expect(await other.does("connect exclusive")).toBe(OK);
      await expect(own.connect()).rejects.toMatchObject({ fault: "link.refused", context: { setup: "card.held" } });
      expect(await other.does("disconnect")).toBe(OK);
      const again = await own.connect();
      expect(await again.transmitBytes(unhex(AP.jpki))).toBeInstanceOf(Uint8Array);
      await again.disconnect();
    } finally {
      await own.close();
    }
  });

  test("that keeps the card while the suite is asked to run on it is named by the command line, which then ends", async () => {
    const other = stranger();
    expect(await other.does("connect shared")).toBe(OK);
    expect(await other.does("begin")).toBe(OK);
    const { status, said } = await doctor();
    expect(said).toContain("another program holds the card");
    expect(status).toBe(3);
    expect(await other.does("end")).toBe(OK);
  }, 60_000);

  test("that never ends its transaction is named to whoever waits for the card, and is no hang", async () => {
    const [own, other] = [await pcscReader("Shikaku", systemClock()), stranger()];
    try {
      expect(await other.does("connect shared")).toBe(OK);
      expect(await other.does("begin")).toBe(OK);
      await expect(own.connect()).rejects.toMatchObject({ fault: "link.refused", context: { setup: "card.held" } });
      expect(await other.does(`send ${AP.jpki}`)).toBe(`${OK} 9000`);
      expect(await other.does("end")).toBe(OK);
      expect(await other.does("disconnect")).toBe(OK);
      // Whoever has given up holds nothing later either, when pcscd would let him in.
      await until(async () => (await other.does("connect exclusive")) === OK, 5_000, "the card to be free", 50);
    } finally {
      await own.close();
    }
  }, 30_000);
});
