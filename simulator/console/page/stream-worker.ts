/**
 * Runs once for all pages of a console in a browser, and holds the one stream of observations that they share: a browser lets a server
 * have six connections, and a stream each would leave the seventh page, and every act on all of them, waiting without an end.
 *
 * A page says from which observation on it wants to hear; where the stream is open already it fetches what it missed by itself. It hears
 * each observation as JSON, and `null` when the line broke.
 */
const pages = new Set<MessagePort>();
let source: EventSource | undefined;

(globalThis as unknown as { onconnect: (event: MessageEvent) => void }).onconnect = ({ ports: [page] }) => {
  if (!page) return;
  page.onmessage = ({ data }: MessageEvent<number | "bye">) => {
    if (data === "bye") leave(page);
    else join(page, data);
  };
};

function join(page: MessagePort, after: number): void {
  pages.add(page);
  if (source) return;
  source = new EventSource(`/observations?after=${after}`);
  source.addEventListener("observation", ({ data }: MessageEvent<string>) => tell(data));
  source.addEventListener("error", () => {
    close();
    tell(null);
    pages.clear();
  });
}

function leave(page: MessagePort): void {
  pages.delete(page);
  page.close();
  if (pages.size === 0) close();
}

function tell(what: string | null): void {
  for (const page of pages) page.postMessage(what);
}

function close(): void {
  source?.close();
  source = undefined;
}
