import { Hono } from "hono";
import { z } from "zod";
import type { Clock } from "../../device/ports.ts";
import { jstDate } from "../../device/wire/oqs/jst.ts";
import { DAY } from "../central/day.ts";
import type { Records } from "../central/records.ts";
import { Refusal } from "../central/refusal.ts";
import { refusing } from "../central/refused.ts";
import { readBody, type Words } from "../read-body.ts";
import type { ResultCode, Said } from "../result-codes.data.ts";
import { turns } from "../central/turns.ts";
import { keptBook } from "./book-file.ts";
import {
  type ConfirmationRefusal,
  confirm,
  matchAgain,
  NOTICES,
  type Notification,
  register,
  type ResidentRegistry,
} from "./registration.ts";

export interface InsurersPorts {
  readonly clock: Clock;
  readonly records: Records;
  readonly residents: ResidentRegistry;
  /** Told of faults of the server itself. */
  readonly report?: ((error: Error) => void) | undefined;
}

/** Who calls. */
export interface InsurerCaller {
  readonly insurer: string;
}

export interface InsurersApp {
  (request: Request, caller: InsurerCaller): Promise<Response>;
  /** What came without history is matched again, as it is at intervals (MMS-05); insurers find what they are told under /notices. */
  matchAgain(): Promise<void>;
}

/** Milliseconds: every day, as registers are matched at intervals; how long those are is not public. */
export const MATCHED_EVERY = 24 * 3600_000;

const individualNumber = z.string().regex(/^(\d{12}|\d{4})$/);
/** What the server is called in the log: an address may have a number in it. */
export const INSURERS = "insurers";
/** Parts of a name in full-width kana, one space between two. */
const KANA = /^[ァ-ヴヵヶー・]+( [ァ-ヴヵヶー・]+)*$/;
const Registered = z.strictObject({ individualNumber, birthDate: DAY, kana: z.string().max(100).regex(KANA) });
const Confirmed = z.strictObject({ by: z.enum(["person", "residentRegistry"]), individualNumber });
const Nothing = z.strictObject({});

const BORN: Said = {
  ja: "今日までの生年月日を YYYYMMDD の8桁で書いてください。",
  en: "Write the birth date as YYYYMMDD, eight digits; it is not after today.",
};
const WORDS: Words = {
  individualNumber: {
    ja: "個人番号を12桁（文書の例は4桁）の数字で書いてください。",
    en: "Write the individual number as twelve digits, or as the four of the document's examples.",
  },
  birthDate: BORN,
  kana: {
    ja: "氏名を全角カナで、姓と名の間に半角の空白を1つ入れて書いてください。",
    en: "Write the name in full-width kana, with one space between family and given name.",
  },
  by: {
    ja: "person（本人に確かめた）か residentRegistry（住基ネットに照会した）を書いてください。",
    en: "Write person, who was asked, or residentRegistry.",
  },
};

/**
 * The insurers' intermediate server (医療保険者等向け中間サーバー) as a small API of ours below /v1/insurers. No answer carries an individual
 * number: a registration is spoken of by its place in the book.
 */
export function insurersApp({ clock, records, residents, report }: InsurersPorts): InsurersApp {
  const kept = keptBook(records);
  const app = new Hono<{ Bindings: InsurerCaller }>().basePath("/v1/insurers");
  const refused = refusing({ clock, records, report }, "insurers");
  app.onError(async (error, { env }) =>
    (await refused(error, { institution: env.insurer, exchange: INSURERS })).toResponse(),
  );
  app.notFound(() => new Refusal("TSTA0005E").toResponse());

  // Two registrations at once would each be matched with a book without the other.
  const inTurn = turns();
  const oneByOne = <T>(work: () => Promise<T>) => inTurn("book", work);

  app.post("/registrations", async (context) => {
    const asked = await readBody(context.req.raw, Registered, WORDS);
    if (asked.birthDate > jstDate(clock.now()))
      throw new Refusal("TSTA0004E", "birthDate", { problems: [{ at: "birthDate", ...BORN }] });
    const outcome = await oneByOne(async () => {
      const after = register(await kept.read(), { ...asked, insurer: context.env.insurer }, residents);
      await kept.write(after.book, after.notifications);
      return after;
    });
    const { registration, standing, notifications } = outcome;
    return context.json({ registration, standing, notices: notifications.map(said) });
  });
  app.post("/registrations/:place/confirmation", async (context) => {
    const confirmation = await readBody(context.req.raw, Confirmed, WORDS);
    const which = { insurer: context.env.insurer, registration: placeIn(context.req.param("place")) };
    await oneByOne(async () => {
      const outcome = confirm(await kept.read(), which, confirmation, residents);
      if ("refused" in outcome) throw new Refusal(CODES[outcome.refused]);
      await kept.write(outcome.book);
    });
    return context.json({ registration: which.registration, standing: "registered" });
  });
  const again = () =>
    oneByOne(async () => {
      const after = matchAgain(await kept.read(), residents);
      await kept.write(after.book, after.notifications);
      return after.notifications;
    });
  app.post("/matching", async (context) => {
    await readBody(context.req.raw, Nothing, WORDS);
    const own = (await again()).filter(({ to }) => to === context.env.insurer);
    return context.json({ notices: own.map(said) });
  });
  app.get("/notices", async (context) =>
    context.json({ notices: (await kept.noticesTo(context.env.insurer)).map(said) }),
  );

  return Object.assign(async (request: Request, caller: InsurerCaller) => app.fetch(request, caller), {
    async matchAgain() {
      await again();
    },
  });
}

/** A place as it was told; nobody is anywhere else. */
const placeIn = (word: string): number => (/^(0|[1-9]\d{0,8})$/.test(word) ? Number(word) : -1);

const said = ({ to, notice, registration }: Notification) => ({ to, notice, registration, message: NOTICES[notice] });

const CODES: Readonly<Record<ConfirmationRefusal, ResultCode>> = {
  noSuchRegistration: "TSTI0001E",
  notSuspended: "TSTI0002E",
  stillDiffers: "TSTI0003E",
};
