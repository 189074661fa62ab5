import type { FaceReader } from "../../device/reader/face-reader.ts";
import type { Received, Terminal } from "./terminal.ts";

export interface ReaderDeskParts {
  readonly reader: FaceReader;
  readonly terminal: Terminal;
  /** The reader's 顔認証用アカウント: F0 and up to six letters and digits, one for each reader. */
  readonly account: string;
  readonly onReceived?: (received: Received) => void;
  /** A bug of ours, since whatever a product or the centre does is an outcome. */
  readonly onError: (error: unknown) => void;
}

/** Serves one face-auth reader: a card laid on it starts a reception, one at a time. */
export function readerDesk({ reader, terminal, account, onReceived, onError }: ReaderDeskParts): { close(): void } {
  const closing = new AbortController();
  let busy = false;

  const serve = async () => {
    busy = true;
    try {
      const received = await terminal.receive({ reader, account, signal: closing.signal });
      onReceived?.(received);
    } finally {
      busy = false;
    }
  };

  const unhear = reader.onMessage((message) => {
    if (message.is === "cardPlaced" && !busy) serve().catch(onError);
  });
  return {
    close() {
      unhear();
      closing.abort();
      terminal.release(account);
    },
  };
}
