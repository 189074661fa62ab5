/**
 * What insurers register at their intermediate server (医療保険者等向け中間サーバー), and how a mistyped individual number is found out
 * (MMS-01 to 06; notice-2021-06, annex "個人番号誤入力チェック機能の強化"). Pure: a state, what happens, the state after.
 */
export interface Registration {
  /** Individual number: lives here, on cards and with personas, and nowhere else. */
  readonly individualNumber: string;
  /** YYYYMMDD. */
  readonly birthDate: string;
  /** Full-width kana, with one space between family and given name. */
  readonly kana: string;
  readonly insurer: string;
}

/** What the resident registry (住基ネット) says of a number. */
export type Resident = Pick<Registration, "individualNumber" | "birthDate" | "kana">;
export type ResidentRegistry = (individualNumber: string) => Resident | undefined;

export const NOTICES = {
  otherBirthDate: {
    ja: "同じ個人番号で生年月日の異なる登録があります。本人確認またはJ-LIS照会で個人番号を確かめてください。",
    en: "The same individual number is registered with another birth date. Confirm the number with the person or the resident registry.",
  },
  otherName: {
    ja: "同じ個人番号と生年月日で氏名（カナ）の異なる登録があります（双子など）。本人確認またはJ-LIS照会で個人番号を確かめてください。",
    en: "The same number and birth date are registered under another kana name (a twin, say). Confirm the number with the person or the resident registry.",
  },
  residentAgrees: {
    ja: "登録履歴がないため住基ネットに照会し、一致しました。",
    en: "Nothing was held before; the resident registry was asked and agrees.",
  },
  residentDiffers: {
    ja: "登録履歴がないため住基ネットに照会し、一致しませんでした。個人番号を確かめてください。",
    en: "Nothing was held before; the resident registry was asked and differs. Confirm the number.",
  },
  residentUnknown: {
    ja: "登録履歴がなく、住基ネットにも見当たりません。個人番号を確かめてください。",
    en: "Nothing was held before, and the resident registry does not know the number. Confirm it.",
  },
  nowDoubted: {
    ja: "以前に履歴のなかった登録が、定期の突合で一致しなくなりました。個人番号を確かめてください。",
    en: "A registration that had no history no longer agrees at the periodic matching. Confirm the number.",
  },
  nowAgrees: {
    ja: "登録を見合わせている個人番号が、定期の突合で住基ネットと一致しました。番号を確かめて登録してください。",
    en: "A number that was held back agrees with the resident registry at the periodic matching. Confirm it to have it registered.",
  },
} as const;
export type Notice = keyof typeof NOTICES;

/** Sent to the insurer whose registration it is about; it names the registration and no number. */
export interface Notification {
  readonly to: string;
  readonly notice: Notice;
  readonly registration: number;
}

export type Standing = "registered" | "suspended";

/** What the resident registry says of a registration. */
export const MATCHES = ["agrees", "differs", "unknown"] as const;
type Match = (typeof MATCHES)[number];

interface Entry extends Registration {
  readonly standing: Standing;
  /** It came with no history, so that it is matched again at intervals (MMS-05). */
  readonly collected: boolean;
  /** What the resident registry said of it the last time. */
  readonly registrySaid?: Match;
}

/** Registrations by the order in which they came. */
export interface Book {
  readonly entries: readonly Entry[];
}
export const EMPTY_BOOK: Book = { entries: [] };

export interface Outcome {
  readonly book: Book;
  readonly registration: number;
  readonly standing: Standing;
  readonly notifications: readonly Notification[];
}

/** An insurer registers somebody: matched with what is held, else asked of the resident registry. */
export function register(book: Book, registration: Registration, residents: ResidentRegistry): Outcome {
  const held = heldUnder(book, registration.individualNumber);
  const match = held.length > 0 ? undefined : ask(residents, registration);
  const notice = match ? ASKED[match] : matchHeld(held, registration);
  const standing: Standing = notice === undefined || notice === "residentAgrees" ? "registered" : "suspended";
  const place = book.entries.length;
  return {
    book: { entries: [...book.entries, { ...registration, standing, ...collectedAs(match) }] },
    registration: place,
    standing,
    notifications: notice ? [{ to: registration.insurer, notice, registration: place }] : [],
  };
}

/** What is suspended is no history: nobody has made sure that the number is his. */
const heldUnder = ({ entries }: Book, individualNumber: string) =>
  entries.filter((entry) => entry.individualNumber === individualNumber && entry.standing === "registered");

/** Number and birth date first, then the name too, since twins share the former's second half (functions of March and June 2021). */
function matchHeld(held: readonly Registration[], { birthDate, kana }: Registration): Notice | undefined {
  if (held.some((entry) => entry.birthDate !== birthDate)) return "otherBirthDate";
  return held.some((entry) => entry.kana !== kana) ? "otherName" : undefined;
}

function ask(residents: ResidentRegistry, { individualNumber, birthDate, kana }: Resident): Match {
  const resident = residents(individualNumber);
  if (!resident) return "unknown";
  return birthDate === resident.birthDate && kana === resident.kana ? "agrees" : "differs";
}

const ASKED = {
  agrees: "residentAgrees",
  differs: "residentDiffers",
  unknown: "residentUnknown",
} as const satisfies Record<Match, Notice>;

const collectedAs = (match: Match | undefined): Pick<Entry, "collected" | "registrySaid"> =>
  match ? { collected: true, registrySaid: match } : { collected: false };

/**
 * What came without history, asked of the resident registry again (MMS-05): insurers hear of whatever has changed. What no longer agrees
 * is suspended; what agrees only now stays so until its insurer has confirmed it (MMS-06).
 */
export function matchAgain(book: Book, residents: ResidentRegistry): Pick<Outcome, "book" | "notifications"> {
  const notifications: Notification[] = [];
  const entries = book.entries.map((entry, place): Entry => {
    if (!entry.collected) return entry;
    const said = ask(residents, entry);
    if (said === (entry.registrySaid ?? USUAL[entry.standing])) return entry;
    const notice = NEWS[entry.standing][said];
    if (notice) notifications.push({ to: entry.insurer, notice, registration: place });
    return { ...entry, registrySaid: said, standing: said === "agrees" ? entry.standing : "suspended" };
  });
  return { book: { entries }, notifications };
}

/** Of a book that was written when this was not kept. */
const USUAL = { registered: "agrees", suspended: undefined } as const satisfies Record<Standing, Match | undefined>;

/** What insurers hear when the registry says this and said something else before. */
const NEWS: Readonly<Record<Standing, Readonly<Partial<Record<Match, Notice>>>>> = {
  registered: { differs: "nowDoubted", unknown: "nowDoubted" },
  suspended: { ...ASKED, agrees: "nowAgrees" },
};

/** How an insurer made sure of a number after a suspicion (MMS-06). */
export interface Confirmation {
  readonly by: "person" | "residentRegistry";
  readonly individualNumber: string;
}

export type ConfirmationRefusal = "noSuchRegistration" | "notSuspended" | "stillDiffers";
export type ConfirmationOutcome = { readonly book: Book } | { readonly refused: ConfirmationRefusal };

/** What was suspended counts once the right number is confirmed; the registry's word is taken from the registry itself. */
export function confirm(
  book: Book,
  { insurer, registration }: { readonly insurer: string; readonly registration: number },
  { by, individualNumber }: Confirmation,
  residents: ResidentRegistry,
): ConfirmationOutcome {
  const entry = book.entries[registration];
  if (entry?.insurer !== insurer) return { refused: "noSuchRegistration" };
  if (entry.standing !== "suspended") return { refused: "notSuspended" };
  const { registrySaid: _, ...doubted } = entry;
  const match = ask(residents, { ...doubted, individualNumber });
  // Nobody's word makes a number his that is registered for somebody else.
  const held = heldUnder(book, individualNumber);
  if (matchHeld(held, doubted)) return { refused: "stillDiffers" };
  if (by === "residentRegistry" && match !== "agrees") return { refused: "stillDiffers" };
  const confirmed: Entry = {
    ...{ ...doubted, individualNumber, standing: "registered" },
    ...collectedAs(held.length > 0 ? undefined : match),
  };
  return { book: { entries: book.entries.map((other, place) => (place === registration ? confirmed : other)) } };
}
