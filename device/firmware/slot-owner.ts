import type { CardSlot, SharedSlot } from "../ports.ts";

export interface SlotOwner {
  /** Resolves when the card is the firmware's. */
  take(): Promise<void>;
  /**
   * Gives the card back, reset, once `free` says that no job has its hands on it. Nothing happens if it was not taken, or if it is
   * wanted again by then.
   */
  release(free: Promise<unknown>): void;
}

/** The firmware's side of a slot that it may share with the PC. Takes and releases happen in the order they were asked for. */
export function slotOwner(
  slot: CardSlot,
  shared: SharedSlot | undefined,
  onFault: (error: unknown) => void,
): SlotOwner {
  let last: Promise<unknown> = Promise.resolve();
  let wanted = false;
  let taken = false;
  const giveBack = async () => {
    if (!taken || wanted) return;
    taken = false;
    if (shared) await shared.release();
    else slot.powerOff();
  };
  return {
    async take() {
      wanted = true;
      await last;
      if (!taken) await shared?.take();
      taken = true;
      // Whoever gave up waiting for a slow take does not want the card any more.
      await giveBack();
    },
    release(free) {
      wanted = false;
      last = Promise.all([last, free]).then(giveBack).catch(onFault);
    },
  };
}
