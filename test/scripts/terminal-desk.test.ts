import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { terminalDesk } from "../../scripts/operator/terminal-desk.ts";

/** A desk over streams of our own, and the next `count` lines that one question hears. */
function sit(isTTY: boolean) {
  const input = Object.assign(new PassThrough(), { isTTY });
  const output = new PassThrough();
  const desk = terminalDesk({ input, output });
  const hear = (count: number) =>
    new Promise<(string | undefined)[]>((resolve) => {
      const lines: (string | undefined)[] = [];
      const deafen = desk.onLine((line) => {
        lines.push(line);
        if (lines.length < count) return;
        deafen();
        resolve(lines);
      });
    });
  return { input, output, desk, hear };
}

test("lines out of a pipe wait for the question they belong to", async () => {
  const { input, hear } = sit(false);
  input.write("r\n\np\n");
  expect(await hear(1)).toEqual(["r"]);
  expect(await hear(2)).toEqual(["", "p"]);
});

test("what a person typed while nothing was asked answers nothing", async () => {
  const { input, hear } = sit(true);
  input.write("\n");
  expect(await hear(1)).toEqual([""]);
  input.write("q\n");
  await new Promise((resolve) => setImmediate(resolve));
  const next = hear(1);
  input.write("p\n");
  expect(await next).toEqual(["p"]);
});

test("a closed input is somebody gone, for every question from then on", async () => {
  const { input, hear } = sit(false);
  input.end("s\n");
  expect(await hear(2)).toEqual(["s", undefined]);
  expect(await hear(1)).toEqual([undefined]);
});

test("a question left open at the end hears that nobody is there, and so lets go of its time", async () => {
  const { desk, hear } = sit(true);
  const heard = hear(1);
  desk.close();
  expect(await heard).toEqual([undefined]);
});

test("text goes to the given output, a line each", () => {
  const { desk, output } = sit(true);
  desk.show("a\nb");
  expect(String(output.read())).toBe("a\nb\n");
});
