import { expect, test } from "vitest";
import { type DeviceError, isFault } from "../../../device/errors.ts";
import { LONGEST_LINE, type Program, startProgram } from "../../../device/io/stdio.ts";

const run = (code: string) => startProgram([process.execPath, "-e", code]);

const nextLine = (program: Program) => new Promise<string>((resolve) => program.onLine(resolve));
const endOf = (program: Program) => new Promise<DeviceError>((resolve) => program.onEnd(resolve));

const ECHO = `process.stdin.on("data", (chunk) => process.stdout.write(chunk))`;

test("a program is spoken to in lines, whatever its letters", async () => {
  const program = await run(ECHO);
  const lines: string[] = [];
  const three = new Promise<void>((resolve) =>
    program.onLine((line) => {
      if (lines.push(line) === 3) resolve();
    }),
  );
  for (const line of ["資格確認", "", "x".repeat(LONGEST_LINE)]) program.send(line);
  await three;
  expect(lines).toEqual(["資格確認", "", "x".repeat(LONGEST_LINE)]);
  await program.close();
  await program.close();
});

test("words reach the program as they are: no shell reads them", async () => {
  const program = await startProgram([process.execPath, "-e", "console.log(process.argv[1])", "$HOME; ls"]);
  expect(await nextLine(program)).toBe("$HOME; ls");
  await program.close();
});

test("a program that is not there refuses the link", async () => {
  await expect(startProgram(["/no/such/program"])).rejects.toSatisfy((error) => isFault(error, "link.refused"));
});

test("one that dies says how, with the last of what it said to people", async () => {
  const program = await run(`console.error("x".repeat(100_000) + "no reader on COM3"); process.exitCode = 4`);
  const fault = await endOf(program);
  expect(fault.fault).toBe("link.lost");
  expect(fault.message).toContain("status 4");
  expect(fault.message).toContain("no reader on COM3");
  expect(program.log().length).toBeLessThan(5_000);
  expect(() => program.send("{}")).toThrow(fault);
});

test("a line without end ends the program", async () => {
  const program = await run(`const x = "x".repeat(65536); const on = () => process.stdout.write(x, on); on()`);
  const fault = await endOf(program);
  expect(isFault(fault, "peer.malformed")).toBe(true);
  await program.close();
});

test("one that will not end is made to, with the children it started", async () => {
  const code = `
    process.on("SIGTERM", () => undefined);
    const child = require("node:child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
    console.log(JSON.stringify([process.pid, child.pid]));
    setInterval(() => undefined, 1000);`;
  const program = await run(code);
  const pids = JSON.parse(await nextLine(program)) as number[];
  expect(pids.map(isAlive)).toEqual([true, true]);
  await program.close();
  await gone(pids);
});

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

/** A killed child is there until its parent, by then the machine's first process, has looked after it. */
async function gone(pids: readonly number[]): Promise<void> {
  const { readFile } = await import("node:fs/promises");
  for (const pid of pids) {
    for (;;) {
      const status = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
      if (!isAlive(pid) || / Z /.test(status)) break;
    }
  }
}
