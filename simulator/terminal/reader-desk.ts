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

export interface ReaderDesk {
  /** From the next reception on: whoever is at the reader now finishes as it was begun. */
  ask(asks: Asks): void;
  close(): void;
}

/** Milliseconds between two receptions that nobody's card began: a centre that refuses is not asked without pause. */
const PAUSE = 1000;

/**
 * Serves one face-auth reader, one reception at a time. A card laid on it starts one. A phone cannot, since it has to be chosen first: where
 * phones are taken, the reader asks for card or phone whenever it is free.
 */
export function readerDesk(parts: ReaderDeskParts): ReaderDesk {
  const { reader, terminal, clock, account, onReceived, onError } = parts;
  const closing = new AbortController();
  let asks = parts.asks ?? { phones: false, prescription: false };
  let [busy, occupied] = [false, false];
  /** While a result is still on its way, the patient may have gone, and the next one's card may lie there. */
  let [gone, next] = [false, false];
  /** Ends a reception that only invites: nobody has touched the reader yet. */
  let inviting: AbortController | undefined;
  let pausing: Cancel = () => undefined;

  const serve = async () => {
    busy = true;
    pausing();
    const own = new AbortController();
    inviting = occupied ? undefined : own;
    try {
      const received = await terminal.receive({
        ...{ reader, account, signal: AbortSignal.any([closing.signal, own.signal]) },
        askPrescription: asks.prescription,
        ...(asks.phones ? { methods: ["face", "pin", "staff", "iphone", "android"] } : {}),
        onMessage(message) {
          if (message.is !== "prompt") return;
          // Whatever lies there is this reception's.
          next = false;
          if (message.screen !== "placeCard") inviting = undefined;
        },
      });
      onReceived?.(received);
    } finally {
      const waits = next;
      [busy, inviting, gone, next] = [false, undefined, false, false];
      if (waits) begin();
      else invite();
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
      [occupied, inviting] = [true, undefined];
      next = busy && gone;
      begin();
    }
    if (message.is === "cardRemoved") {
      occupied = false;
      [gone, next] = [busy, false];
      invite();
    }
  });
  invite();
  return {
    ask(wanted) {
      asks = wanted;
      if (inviting) inviting.abort();
      else invite();
    },
    close() {
      unhear();
      pausing();
      closing.abort();
      terminal.release(account);
    },
  };
}
