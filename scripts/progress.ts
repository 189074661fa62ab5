/** On a terminal one line that rewrites itself; in a pipe only the lines that are to stay. */
export function progress(): { show(text: string, stays: boolean): void; end(): void } {
  const live = process.stdout.isTTY;
  return {
    show(text, stays) {
      if (live) process.stdout.write(`\r\x1b[2K${text}`);
      else if (stays) console.log(text);
    },
    end() {
      if (live) process.stdout.write("\r\x1b[2K");
    },
  };
}
