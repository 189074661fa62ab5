import { type Context, Hono } from "hono";
import { getCookie } from "hono/cookie";
import { z } from "zod";
import { isFault, type Lang } from "../../../device/errors.ts";
import type { Clock, Fetch, Random } from "../../../device/ports.ts";
import { CONSENT_ITEMS } from "../../../device/wire/face.ts";
import { jstDate } from "../../../device/wire/oqs/jst.ts";
import { boundedBody } from "../../bounded-body.ts";
import { isDay } from "../../central/calendar.ts";
import { FORM_NAMES } from "../../central/remote/forms.ts";
import { refuseForeign, refuseStrangeHost } from "../../control/admission.ts";
import type { Person } from "../../people.ts";
import { RESULT_CODES } from "../../result-codes.data.ts";
import type { CardField } from "../card-field.ts";
import { type EligibilityShown, eligibilityShown } from "../eligibility-shown.ts";
import type { Outcome } from "../facility-device.ts";
import { type PatientsPhone, patientsPhone, type WebVisit } from "../patients-phone.ts";
import {
  type Filled,
  type Html,
  type Notice,
  nowhere,
  type Reception,
  registeredPage,
  registerPage,
  releasedPage,
  releasePage,
  type Sight,
} from "./pages.ts";
import { STYLE } from "./style.ts";
import { CARD_SAID, WORDS, type Words } from "./words.data.ts";

export interface ReceptionPorts {
  /** To the central system's door for patients' own devices. */
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly random: Random;
  readonly field: CardField;
  /** Who can hold a card to a field of ours, and how that is done; absent where the field is a real reader's. */
  readonly tray?: {
    readonly people: readonly Pick<Person, "id" | "name" | "note">[];
    lay(persona: string): void;
  };
}

const LONGEST = 8 * 1024;
/** So many devices are remembered; who comes after them is a new one. */
const DEVICES = 1024;
const COOKIE = "patient";

const Form = z.object({
  form: z.enum(FORM_NAMES).exactOptional(),
  careDay: z
    .string()
    .regex(/^(\d{4}-\d{2}-\d{2})?$/)
    .exactOptional(),
  consents: z.array(z.enum(CONSENT_ITEMS)).max(CONSENT_ITEMS.length),
  card: z.string().max(64).exactOptional(),
  pin: z.string().max(16),
  spendLastTry: z.boolean(),
});
type Form = z.infer<typeof Form>;

/**
 * The home-reception web (マイナ在宅受付Web) with the patient's own device around it: forms and nothing that runs. On a real phone the card
 * is read by an app that the page calls; here both are this program, so that a PIN goes from the form to the card and nowhere else. It
 * listens on this machine alone.
 */
export function receptionApp(ports: ReceptionPorts): (request: Request) => Promise<Response> {
  const { clock, field, tray } = ports;
  /** Whose card this device expects again, by a word that says nothing of him. */
  const patients = new Map<string, NonNullable<WebVisit["expects"]>>();
  const app = new Hono();

  app.use(async (context, next) => {
    // A link may stand anywhere, in a message or on a facility's site; the forms are this page's own.
    if (context.req.method === "GET") refuseStrangeHost(context.req.raw);
    else refuseForeign(context.req.raw);
    await next();
    for (const [name, value] of Object.entries(HEADERS)) context.res.headers.set(name, value);
  });
  app.onError((_, context) => page(context, nowhere(langOf(context), WORDS.malformed), 400));
  app.notFound((context) => page(context, nowhere(langOf(context), WORDS.noLink), 404));
  app.get("/style.css", () => new Response(STYLE, { headers: { "content-type": "text/css; charset=utf-8" } }));

  const enter = async (context: Context) => {
    const token = context.req.param("token") ?? "";
    const phone = patientsPhone({ fetch: ports.fetch, clock, token });
    const told = await phone.whoseReception();
    const lang = langOf(context);
    if (told.is === "refused") return { refused: page(context, nowhere(lang, told.message), 404) };
    const expects = patients.get(getCookie(context, COOKIE) ?? "");
    const sight: Sight = {
      ...{ lang, path: `/r/${token}`, reception: told.json as unknown as Reception, today: jstDate(clock.now()) },
      ...{ cards: tray?.people ?? field.reader ?? "", isExpected: expects !== undefined },
    };
    return { phone, sight, expects };
  };
  const held = async (
    form: Form,
    work: (phone: PatientsPhone, card: Card) => Promise<Outcome>,
    phone: PatientsPhone,
  ) => {
    if (tray) tray.lay(form.card ?? "");
    try {
      return await field.hold((card) => work(phone, card));
    } catch (error) {
      if (!isFault(error)) throw error;
      return error.fault === "slot.notReady" ? ("noCard" as const) : ("unreadable" as const);
    }
  };

  app.get("/r/:token", async (context) => {
    const entered = await enter(context);
    return "refused" in entered ? entered.refused : page(context, registerPage(entered.sight, {}));
  });
  app.get("/r/:token/release", async (context) => {
    const entered = await enter(context);
    return "refused" in entered ? entered.refused : page(context, releasePage(entered.sight, {}));
  });
  app.post("/r/:token/forget", (context) => {
    patients.delete(getCookie(context, COOKIE) ?? "");
    return context.redirect(`/r/${context.req.param("token")}?lang=${langOf(context)}`, 303);
  });
  app.post("/r/:token", async (context) => {
    const entered = await enter(context);
    if ("refused" in entered) return entered.refused;
    const { phone, sight, expects } = entered;
    const form = await formOf(context);
    const { careDay = "", consents, pin, spendLastTry } = form;
    const visit = {
      ...{ form: form.form ?? "online", careDay: careDay.replaceAll("-", ""), consents, pin, spendLastTry },
      ...(expects ? { expects } : {}),
    };
    // Some browsers send a date field that was left empty, or a day that no month has: nothing is asked of the card.
    if (!isDay(visit.careDay)) return page(context, registerPage(sight, filled(form), NO_DAY), 422);
    const outcome = await held(form, (phone, card) => phone.register(card, visit), phone);
    const notice = noticeOf(outcome, WORDS.refused);
    if (notice) return page(context, registerPage(sight, filled(form), notice), 422);
    const shown = eligibilityShown(givenIn(outcome));
    remember(context, shown);
    return page(context, registeredPage(sight, shown));
  });
  app.post("/r/:token/release", async (context) => {
    const entered = await enter(context);
    if ("refused" in entered) return entered.refused;
    const { phone, sight } = entered;
    const form = await formOf(context);
    const { use, institutionCode } = sight.reception;
    const { pin, spendLastTry } = form;
    const outcome = await held(
      form,
      (phone, card) => phone.release(card, { use, institutionCode, pin, spendLastTry }),
      phone,
    );
    const notice = noticeOf(outcome, WORDS.notReleased);
    return notice ? page(context, releasePage(sight, filled(form), notice), 422) : page(context, releasedPage(sight));
  });

  /** A family shares a device: whoever comes next is told before another's card is taken for the same patient's. */
  const remember = (context: Context, { insurer, symbol, number, branch }: EligibilityShown) => {
    if (insurer === undefined || number === undefined) return;
    const known = getCookie(context, COOKIE);
    const word =
      known !== undefined && patients.has(known) ? known : Buffer.from(ports.random.bytes(16)).toString("hex");
    patients.set(word, {
      ...{ insurer: insurer.trim(), number },
      ...(symbol === undefined ? {} : { symbol }),
      ...(branch === undefined ? {} : { branch }),
    });
    for (const oldest of [...patients.keys()].slice(0, Math.max(0, patients.size - DEVICES))) patients.delete(oldest);
    context.header("set-cookie", `${COOKIE}=${word}; Path=/r/; HttpOnly; SameSite=Strict`);
  };
  return async (request) => app.fetch(request);
}

type Card = Parameters<Parameters<CardField["hold"]>[0]>[0];
type Held = Outcome | "noCard" | "unreadable";

/** What a person is told who got nothing. */
function noticeOf(outcome: Held, heading: Words): Notice | undefined {
  if (typeof outcome === "string") return { heading, message: CARD_SAID[outcome] };
  if (outcome.is === "given") return undefined;
  if (outcome.is === "refused") return { heading, message: outcome.message, code: outcome.code };
  const { because } = outcome;
  const { ja, en } = CARD_SAID[because.is];
  if (because.is !== "wrong") return { heading, message: { ja, en }, asksLastTry: because.is === "lastTry" };
  if (because.triesLeft === 0) return { heading, message: CARD_SAID.locked };
  const tries = String(because.triesLeft);
  return { heading, message: { ja: ja.replace("{tries}", tries), en: en.replace("{tries}", tries) } };
}

const NO_DAY: Notice = { heading: WORDS.refused, message: RESULT_CODES.TSTV0003E, code: "TSTV0003E" };

const givenIn = (outcome: Held) => (typeof outcome === "object" && outcome.is === "given" ? outcome.json : {});

/** All but the PIN, which is typed anew. */
const filled = ({ form, careDay, consents, card }: Form): Filled => ({
  consents,
  ...(form === undefined ? {} : { form }),
  ...(careDay === undefined ? {} : { careDay }),
  ...(card === undefined ? {} : { card }),
});

async function formOf({ req }: Context): Promise<Form> {
  const text = await boundedBody(req.raw, LONGEST);
  const fields = new URLSearchParams(text ?? "");
  const one = (name: string) => (fields.has(name) ? { [name]: fields.get(name) } : {});
  return Form.parse({
    ...{ ...one("form"), ...one("careDay"), ...one("card") },
    ...{ consents: fields.getAll("consents"), pin: fields.get("pin"), spendLastTry: fields.has("spendLastTry") },
  });
}

function langOf({ req }: Context): Lang {
  const wished = req.query("lang");
  if (wished === "ja" || wished === "en") return wished;
  return /^en\b/i.test(req.header("accept-language") ?? "") ? "en" : "ja";
}

const page = (context: Context, body: Html, status: 200 | 400 | 404 | 422 = 200) => context.html(body, status);

const HEADERS = {
  "content-security-policy":
    "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  // Under no-referrer a browser calls its own forms' origin null; the address with its token stays here all the same.
  "referrer-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "cache-control": "no-store",
} as const;
