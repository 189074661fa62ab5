import { openPcsc, type PcscCard, type ReaderState } from "../../device/io/pcsc.ts";
import { type PcscCode, pcscCode } from "../../device/io/pcsc-codes.ts";
import { hex, unhex } from "../../device/wire/bytes.ts";
import { until } from "./pcscd.ts";

/** A program of somebody else: it knows the card by PC/SC alone, and goes on as long as PC/SC tells it of nothing. */
export interface PcscClient {
  /** Commands answered as they had to be. */
  readonly answered: () => number;
  /** What PC/SC has said when the card was lost, one entry a loss. */
  readonly losses: readonly PcscCode[];
  /** Answers of a card that had been reset since the client had prepared it, though PC/SC had said nothing: what may never be. */
  readonly unaware: readonly string[];
  /** Ends it; rejects with what broke it. */
  stop(): Promise<void>;
}

export interface Habit {
  /** Selects, verifies, whatever the witness needs; in a transaction. */
  readonly prepare: (send: Send) => Promise<void>;
  /** One command whose answer ends in 9000 as long as the card remembers. */
  readonly witness: string;
  /** Ask inside transactions of so many commands; 0 for none at all. */
  readonly transaction: number;
  /**
   * How it gets a lost card back. `wait` is what a robust program does: it waits until the card is reported gone and back, and
   * connects anew. `insist` does not wait to be told, and tries again and again.
   */
  readonly recover: "wait" | "insist";
  /** Waits before the next command; a client without it sends without pause. */
  readonly pause?: () => Promise<void>;
}

export type Send = (command: string) => Promise<string>;

const GONE: ReadonlySet<PcscCode | undefined> = new Set<PcscCode>([
  "SCARD_W_REMOVED_CARD",
  "SCARD_E_NO_SMARTCARD",
  "SCARD_E_NOT_TRANSACTED",
  "SCARD_W_UNPOWERED_CARD",
  "SCARD_W_UNRESPONSIVE_CARD",
  "SCARD_W_RESET_CARD",
  "SCARD_E_PROTO_MISMATCH",
  "SCARD_E_SHARING_VIOLATION",
]);

const PATIENCE_MS = 15_000;
const BETWEEN_ATTEMPTS_MS = 20;
const REPORTED_WITHIN_MS = 2000;

/** `resets` counts how often the card has been reset: what no program can see, and a test can. */
export async function startPcscClient(reader: string, habit: Habit, resets: () => number): Promise<PcscClient> {
  const pcsc = await openPcsc();
  const losses: PcscCode[] = [];
  const unaware: string[] = [];
  let answered = 0;
  let stopped = false;
  let known: ReaderState = { reader, state: 0 };
  let preparedAfter = 0;

  const insist = async (attempt: () => Promise<boolean>) => {
    await until(() => stopped || attempt(), PATIENCE_MS, "the card to come back", BETWEEN_ATTEMPTS_MS);
    if (stopped) throw new Stopped();
  };

  const connect = async (): Promise<PcscCard> => {
    let card: PcscCard | undefined;
    await insist(async () => {
      known = await stateNow();
      card = await pcsc.connect(reader).catch(forgive);
      return card !== undefined;
    });
    if (!card) throw new Stopped();
    return card;
  };

  const stateNow = async () => (await pcsc.change([{ reader, state: 0 }], 0))?.[0] ?? { reader, state: 0 };

  /**
   * Until pcscd's count of movements, in the upper half of a state, has gone on and the card is there. It is asked anew each time:
   * pcsc-lite does not compare a count of zero, so a movement out and in would pass unseen. A movement that another program's
   * SCardReconnect has swallowed is never reported, so it does not wait for ever.
   */
  const reported = async () => {
    const end = performance.now() + REPORTED_WITHIN_MS;
    await insist(async () => {
      const now = await stateNow();
      return (now.present === true && now.state >>> 16 !== known.state >>> 16) || performance.now() > end;
    });
  };

  const recover = async (card: PcscCard, loss: PcscCode): Promise<PcscCard> => {
    // A card that another program has reset is still there.
    if (habit.recover === "wait" && loss !== "SCARD_W_RESET_CARD") await reported();
    await card.disconnect().catch(forgive);
    return connect();
  };

  const prepare = async (card: PcscCard) => {
    preparedAfter = resets();
    await card.begin();
    await habit.prepare(async (command) => hex(await card.transmitBytes(unhex(command))));
    await card.end();
  };

  const ask = async (card: PcscCard) => {
    const resetsBefore = resets() - preparedAfter;
    const response = hex(await card.transmitBytes(unhex(habit.witness)));
    if (!response.endsWith("9000")) unaware.push(response.slice(-4));
    else if (resetsBefore > 0) unaware.push(`9000 after ${resetsBefore} resets`);
    else answered++;
  };

  const work = async (card: PcscCard) => {
    await habit.pause?.();
    if (habit.transaction > 0) await card.begin();
    for (let i = 0; i < Math.max(1, habit.transaction); i++) await ask(card);
    if (habit.transaction > 0) await card.end();
  };

  /** Everything until the card is lost. */
  const spell = async (card: PcscCard): Promise<PcscCode> => {
    try {
      await prepare(card);
      while (!stopped) await work(card);
      throw new Stopped();
    } catch (error) {
      const code = pcscCode(error);
      if (code === undefined || !GONE.has(code)) throw error;
      return code;
    }
  };

  const life = async () => {
    for (let card = await connect(); ;) {
      const loss = await spell(card);
      // Another client's transaction is no loss.
      if (loss === "SCARD_E_SHARING_VIOLATION") continue;
      losses.push(loss);
      card = await recover(card, loss);
    }
  };

  const living = life().catch((error: unknown) => {
    if (!(error instanceof Stopped)) throw error;
  });
  // Its rejection is handed on by `stop`.
  living.catch(() => undefined);
  return {
    answered: () => answered,
    losses,
    unaware,
    async stop() {
      stopped = true;
      await living;
      await pcsc.close();
    },
  };
}

class Stopped extends Error {}

/** An answer of PC/SC that says "not now"; anything else is no client's business. */
function forgive(error: unknown): undefined {
  if (!GONE.has(pcscCode(error))) throw error;
  return undefined;
}
