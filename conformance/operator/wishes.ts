/** What a person at the counter may ask of the run itself, beside doing or not doing an act. The runner grants it. */

/** The act went wrong by the person's own mistake: the case starts again from a clean bench. */
export class RepeatWished extends Error {
  override readonly name = "RepeatWished";
}

/** The run is to end here; what is judged already stays judged. */
export class StopWished extends Error {
  override readonly name = "StopWished";
}

/** How often one case may be started again. */
export const MOST_REPEATS = 3;

export const isWish = (error: unknown): error is RepeatWished | StopWished =>
  error instanceof RepeatWished || error instanceof StopWished;
