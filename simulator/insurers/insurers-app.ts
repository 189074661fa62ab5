import { Hono } from "hono";
import { z } from "zod";
import type { Records } from "../central/records.ts";
import { Refusal } from "../central/refusal.ts";
import { readBody } from "../read-body.ts";
import { keptBook } from "./book-file.ts";
import type { ResultCode } from "../result-codes.data.ts";
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
  readonly records: Records;
  readonly residents: ResidentRegistry;
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

const individualNumber = z.string().regex(/^(\d{12}|\d{4})$/);
const Registered = z.strictObject({
  individualNumber,
  birthDate: z.string().regex(/^\d{8}$/),
  kana: z.string().min(1).max(100),
});
const Confirmed = z.strictObject({ by: z.enum(["person", "residentRegistry"]), individualNumber });

/**
 * The insurers' intermediate server (医療保険者等向け中間サーバー) as a small API of ours below /v1/insurers. No answer carries an individual
 * number: a registration is spoken of by its place in the book.
 */
export function insurersApp({ records, residents }: InsurersPorts): InsurersApp {
  const kept = keptBook(records);
  const app = new Hono<{ Bindings: InsurerCaller }>().basePath("/v1/insurers");
  app.onError((error) => (error instanceof Refusal ? error : new Refusal("TSTA0006E")).toResponse());
  app.notFound(() => new Refusal("TSTA0005E").toResponse());

  // Two registrations at once would each be matched with a book without the other.
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = turn.then(work, work);
    turn = mine.catch(() => undefined);
    return mine;
  };

  app.post("/registrations", async (context) => {
    const asked = await readBody(context.req.raw, Registered);
    const outcome = await inTurn(async () => {
      const after = register(await kept.read(), { ...asked, insurer: context.env.insurer }, residents);
      await kept.write(after.book, after.notifications);
      return after;
    });
    const { registration, standing, notifications } = outcome;
    return context.json({ registration, standing, notices: notifications.map(said) });
  });
  app.post("/registrations/:place/confirmation", async (context) => {
    const confirmation = await readBody(context.req.raw, Confirmed);
    const which = { insurer: context.env.insurer, registration: Number(context.req.param("place")) };
    await inTurn(async () => {
      const outcome = confirm(await kept.read(), which, confirmation, residents);
      if ("refused" in outcome) throw new Refusal(CODES[outcome.refused]);
      await kept.write(outcome.book);
    });
    return context.json({ registration: which.registration, standing: "registered" });
  });
  const again = () =>
    inTurn(async () => {
      const after = matchAgain(await kept.read(), residents);
      await kept.write(after.book, after.notifications);
      return after.notifications;
    });
  app.post("/matching", async (context) => {
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

const said = ({ to, notice, registration }: Notification) => ({ to, notice, registration, message: NOTICES[notice] });

const CODES: Readonly<Record<ConfirmationRefusal, ResultCode>> = {
  noSuchRegistration: "TSTI0001E",
  notSuspended: "TSTI0002E",
  stillDiffers: "TSTI0003E",
};
