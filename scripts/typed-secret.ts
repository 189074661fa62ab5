import { createInterface } from "node:readline";
import { Writable } from "node:stream";

interface Streams {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly output: NodeJS.WritableStream;
}

/**
 * One line of standard input: typed unseen where a person sits there, else the first of a pipe. A secret on a command line would stand in
 * the list of processes. Nothing where the input has ended.
 */
export function typedSecret(
  question: string,
  { input, output }: Streams = { input: process.stdin, output: process.stderr },
): Promise<string | undefined> {
  const unseen = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input, output: unseen, terminal: input.isTTY === true });
  output.write(question);
  return new Promise((resolve) => {
    lines.once("line", (line) => {
      resolve(line.trim());
      lines.close();
    });
    lines.once("close", () => {
      if (input.isTTY) output.write("\n");
      input.pause();
      resolve(undefined);
    });
  });
}
