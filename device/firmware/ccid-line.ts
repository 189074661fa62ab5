/** A reader's end of whatever carries whole CCID messages. */
export interface CcidLine {
  answer(message: Uint8Array): void;
  /** The card-movement message of the carrier. */
  moved(present: boolean): void;
  /** Restarts the PC's patience with the command that is open, where the carrier has a way to. */
  busy(): void;
  stop(): void;
}
