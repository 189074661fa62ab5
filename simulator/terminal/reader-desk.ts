import type { Cancel, Clock } from "../../device/ports.ts";
import type { FaceReader } from "../../device/reader/face-reader.ts";
import type { Received, Terminal } from "./terminal.ts";

/** What the reader asks of patients. */
export interface Asks {
  /** Whether a phone may stand in for the card. */
  readonly phones: boolean;
  readonly prescription: boolean;
}

export interface ReaderDeskParts {
  readonly reader: FaceReader;
  readonly terminal: Terminal;
  readonly clock: Clock;
  /** The reader's 顔認証用アカウント: F0 and up to six letters and digits, one for each reader. */
  readonly account: string;
  readonly asks?: Asks;
  readonly onReceived?: (received: Received) => void;
  /** A bug of ours, since whatever a product or the centre does is an outcome. */
  readonly onError: (error: unknown) => void;
}

/** Milliseconds between two receptions that nobody's card began: a centre that refuses is not asked without pause. */
const PAUSE = 1000;

/**
 * Serves one face-auth reader, one reception at a time. A card laid on it starts one. A phone cannot, since it has to be chosen first: where
 * phones are taken, the reader asks for card or phone whenever it is free.
 */
export function readerDesk(parts: ReaderDeskParts): { close(): void } {
  const {
    reader,
    terminal,
    clock,
    account,
    asks = { phones: false, prescription: false },
    onReceived,
    onError,
  } = parts;
  const closing = new AbortController();
  let [busy, occupied] = [false, false];
  let pausing: Cancel = () => undefined;

  const serve = async () => {
    busy = true;
    pausing();
    try {
      const received = await terminal.receive({
        ...{ reader, account, signal: closing.signal, askPrescription: asks.prescription },
        ...(asks.phones ? { methods: ["face", "pin", "staff", "iphone", "android"] } : {}),
      });
      onReceived?.(received);
    } finally {
      busy = false;
      invite();
    }
  };
  const begin = () => {
    if (!busy && !closing.signal.aborted) serve().catch(onError);
  };
  const invite = () => {
    if (!asks.phones || busy || occupied || closing.signal.aborted) return;
    pausing();
    pausing = clock.after(PAUSE, begin);
  };

  const unhear = reader.onMessage((message) => {
    if (message.is === "cardPlaced") {
      occupied = true;
      begin();
    }
    if (message.is === "cardRemoved") {
      occupied = false;
      invite();
    }
  });
  invite();
  return {
    close() {
      unhear();
      pausing();
      closing.abort();
      terminal.release(account);
    },
  };
}
