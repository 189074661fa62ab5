import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ANSWERS } from "../../simulator/card/answers.data.ts";
import { tableSession, type Step } from "../fuzz/session.ts";
import { preyOf } from "../fuzz/survey.ts";
import { available, needs, PCSCD } from "./needs.ts";
import { type ReaderUnderPcscd, readerUnderPcscd } from "./reader-under-pcscd.ts";

/** The card's table of answers, held by a Python program over pcscd, libccid and T=1: nobody in the middle is ours. */
const PERSON = "hanako";
const PYTHON = "/usr/bin/python3";
const PROGRAMS = [...PCSCD, PYTHON, "/usr/lib/python3/dist-packages/smartcard/scard/__init__.py"] as const;
const SCRIPT = fileURLToPath(new URL("apdu_table.py", import.meta.url));

interface Report {
  readonly sent: number;
  readonly resets: number;
  readonly wrong: readonly object[];
}

let reader: ReaderUnderPcscd | undefined;
beforeAll(async () => {
  if (available(...PROGRAMS)) reader = await readerUnderPcscd({ person: PERSON });
});
afterAll(() => reader?.stop());

async function hold(session: readonly Step[]): Promise<Report> {
  const env = { ...process.env, ...reader?.pcscd.env };
  const child = spawn(PYTHON, [SCRIPT, reader?.name ?? ""], { env, stdio: ["pipe", "pipe", "pipe"] });
  const said = Promise.all([text(child.stdout), text(child.stderr)]);
  child.stdin.end(JSON.stringify(session));
  const [out, err] = await said;
  if (out === "") throw new Error(err);
  return JSON.parse(out) as Report;
}

describe("python3-pyscard", () => {
  const session = tableSession(preyOf(PERSON), { seed: 1, walks: 3000 });
  const sent = session.filter((step) => "row" in step);

  test("hears from the card what the table says, row by row", async (context) => {
    needs(context, ...PROGRAMS);
    const rows = new Set(sent.map(({ row }) => row));
    expect(ANSWERS.filter(({ id }) => !rows.has(id))).toEqual([]);
    const report = await hold(session);
    expect(report.wrong).toEqual([]);
    expect([report.sent, report.resets]).toEqual([sent.length, session.length - sent.length]);
  });

  test("hears it when an answer is another one", async (context) => {
    needs(context, ...PROGRAMS);
    const spoiled: Step[] = [
      { reset: true },
      { row: "SELECT AP", command: "00a4040c0ad392f000260100000001", sw: "6a82", data: "" },
      { row: "SELECT AP", command: "00a4040c0ad392f000260100000001", sw: "9000", data: "" },
    ];
    const { wrong } = await hold(spoiled);
    expect(wrong).toEqual([
      {
        row: "SELECT AP",
        command: spoiled[1] && "command" in spoiled[1] ? spoiled[1].command : "",
        wanted: "6a82",
        got: "9000",
      },
    ]);
  });
});
