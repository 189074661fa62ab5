/** What a served counter notes in its trace (`clock`, `mark`) for whoever shows it. */

/** What is asked of patients has changed: see `GET /asking`. */
export const ASKING_CHANGED = "asking changed";
/** A fault was switched on or off, or an answer was dialled, given or taken back: see `GET /faults` and `GET /answers`. */
export const FAULTS_CHANGED = "faults changed";
/** Whose card is held to a phone, which is registered, or what the facility has switched on: see `GET /phones`. */
export const PHONES_CHANGED = "phones changed";

/** Why a reception came to nothing where it was not the reader that ended it. */
export interface Trouble {
  readonly is: "faulted" | "refused";
  /** Before the reader was asked, for the leave to use the card's key, between terminal and reader, or once the patient was confirmed. */
  readonly during: "challenge" | "authority" | "reader" | "reception";
  readonly en: string;
  readonly ja: string;
}

export const troubleMark = ({ is, during, en, ja }: Trouble): string =>
  `reception ${is} during ${during}: ${en} | ${ja}`;

export function troubleOf(mark: string): Trouble | undefined {
  const [, is, during, en, ja] =
    /^reception (faulted|refused) during (challenge|authority|reader|reception): (.*) \| (.*)$/s.exec(mark) ?? [];
  if (is === undefined || during === undefined || en === undefined || ja === undefined) return undefined;
  return { is: is as Trouble["is"], during: during as Trouble["during"], en, ja };
}
