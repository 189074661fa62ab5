import { Hono } from "hono";
import type { Clock } from "../../device/ports.ts";
import { jstDate } from "../../device/wire/oqs/jst.ts";
import type { Records } from "../central/records.ts";
import { Refusal } from "../central/refusal.ts";
import { refusing } from "../central/refused.ts";
import type { Facility } from "../facilities.ts";
import { readBody } from "../read-body.ts";
import { RESULT_CODES, type ResultCode, type Said } from "../result-codes.data.ts";
import { turns } from "../central/turns.ts";
import { type Account, atPortal, chooseBy, openAccount, type PortalRefusal } from "./account.ts";
import { keptAccounts } from "./accounts.ts";
import { type Fee, feePoints, NO_POINTS } from "./fee-points.ts";
import { Act, Claim, NOT_AFTER_CARE, Occasion, OpenAccount, UP_TO_TODAY, WORDS } from "./portal-calls.ts";
import { orderOn } from "./readers.ts";
import { type Paid, subsidyFor, type SubsidyOutcome, termsOf } from "./subsidies.ts";
import { tablesFor } from "./tables.ts";

export interface PortalPorts {
  readonly clock: Clock;
  readonly records: Records;
  readonly facilities: readonly Facility[];
  /** Told of faults of the portal itself. */
  readonly report?: ((error: Error) => void) | undefined;
}

/** Who calls, as the client certificate told. */
interface Caller {
  readonly institutionCode: string;
}

/**
 * The portal for facilities (医療機関等向け総合ポータルサイト) as a small API of ours below /v1/portal: a facility sees and changes its own
 * account, and asks what a subsidy or an addition comes to. Today is the clock's day in Japan; a step may be said to have been taken on
 * an earlier day, since some of the rules are over.
 */
export function portalApp({ clock, records, facilities, report }: PortalPorts) {
  const accounts = keptAccounts(records);
  const today = () => jstDate(clock.now());
  // Two steps at once would each be judged by an account without the other.
  const inTurn = turns();
  const app = new Hono<{ Bindings: Caller; Variables: { facility: Facility } }>().basePath("/v1/portal");

  const refused = refusing({ clock, records, report }, "portal");
  app.onError(async (error, { env, req }) =>
    (await refused(error, { institution: env.institutionCode, exchange: exchangeAt(req.path) })).toResponse(),
  );
  app.notFound(() => new Refusal("TSTA0005E").toResponse());
  app.use(async (context, next) => {
    const facility = facilities.find(({ institutionCode }) => institutionCode === context.env.institutionCode);
    if (!facility) throw new Refusal("TSTA0001E");
    context.set("facility", facility);
    await next();
  });

  const demandAccount = async ({ institutionCode }: Facility) => {
    const account = await accounts.of(institutionCode);
    if (!account) throw new Refusal("TSTP0001E");
    return account;
  };
  const upToToday = (on = today()): string => (on <= today() ? on : refuseAt("on", UP_TO_TODAY));

  app.get("/account", async (context) => {
    const account = await demandAccount(context.get("facility"));
    return context.json(asOf(account, today()));
  });
  app.post("/account", async (context) => {
    const { institutionCode, kind } = context.get("facility");
    const { on } = await readBody(context.req.raw, OpenAccount, WORDS);
    const day = upToToday(on);
    const account = await inTurn(institutionCode, async () => {
      const held = (await accounts.of(institutionCode)) ?? openAccount(kind, day);
      await accounts.put(institutionCode, held);
      return held;
    });
    return context.json(asOf(account, today()));
  });
  app.post("/acts", async (context) => {
    const facility = context.get("facility");
    const { on, ...act } = await readBody(context.req.raw, Act, WORDS);
    const day = upToToday(on);
    const account = await inTurn(facility.institutionCode, async () => {
      const outcome = atPortal(await demandAccount(facility), act, day);
      if ("refused" in outcome) throw new Refusal(CODES[outcome.refused]);
      await accounts.put(facility.institutionCode, outcome.account);
      return outcome.account;
    });
    return context.json(asOf(account, day));
  });
  app.get("/tables", (context) => context.json(tablesFor(context.get("facility").kind)));
  app.post("/subsidy", async (context) => {
    const { kind, institutionCode } = context.get("facility");
    const { paidBefore = [], ...claim } = await readBody(context.req.raw, Claim, WORDS);
    const paid: readonly Paid[] = (await accounts.of(institutionCode))?.subsidies ?? [];
    // Of what was paid elsewhere the amount is not known: the most that it can have been.
    const elsewhere = paidBefore
      .filter((scheme) => !paid.some((one) => one.scheme === scheme))
      .map((scheme) => ({ scheme, amount: termsOf({ scheme, kind })?.limit ?? 0 }));
    return context.json(told(subsidyFor({ applied: today(), ...claim, kind, paidBefore: [...paid, ...elsewhere] })));
  });
  app.post("/fee-points", async (context) => {
    const { kind, institutionCode } = context.get("facility");
    const { claimsOnline, ...occasion } = await readBody(context.req.raw, Occasion, WORDS);
    if ((occasion.lastCharged ?? "") > occasion.on) refuseAt("lastCharged", NOT_AFTER_CARE);
    const { appliedForUse } = (await accounts.of(institutionCode)) ?? {};
    const runs = appliedForUse === undefined ? {} : { runsFrom: appliedForUse };
    return context.json(charged(feePoints(occasion, { kind, online: claimsOnline, ...runs })));
  });

  return async (request: Request, caller: Caller): Promise<Response> => app.fetch(request, caller);
}

/** What a door of the portal is called in the log; nothing that a caller wrote, unless it is one. */
const DOORS = ["account", "acts", "subsidy", "fee-points", "tables"];
function exchangeAt(path: string): string {
  const door = path.split("/").at(-1) ?? "";
  return DOORS.includes(door) ? `portal ${door}` : "portal";
}

function refuseAt(at: string, { ja, en }: Said): never {
  throw new Refusal("TSTA0004E", at, { problems: [{ at, ja, en }] });
}

/** An account as it stands on a day: what nobody chose in time is cancelled, and until when it can be chosen is told. */
function asOf({ readers, ...account }: Account, day: string) {
  const shown = { ...account, ...(readers ? { readers: orderOn(readers, day) } : {}) };
  const until = chooseBy(shown);
  return until === undefined ? shown : { ...shown, chooseBy: until };
}

const charged = (fee: Fee) => ("why" in fee ? { ...fee, message: NO_POINTS[fee.why] } : fee);

function told(outcome: SubsidyOutcome) {
  if (outcome.is === "paid") return outcome;
  const code = CODES[outcome.why];
  const { ja, en } = RESULT_CODES[code];
  return { ...outcome, code, message: { ja, en } };
}

const CODES: Readonly<Record<PortalRefusal, ResultCode>> = {
  alreadyApplied: "TSTP0003E",
  alreadyOrdered: "TSTP0004E",
  tooManyReaders: "TSTP0005E",
  modelMissing: "TSTP0006E",
  nothingToChoose: "TSTP0007E",
  chosenTooLate: "TSTP0008E",
  nothingToCancel: "TSTP0009E",
  outOfOrder: "TSTP0010E",
  tooEarly: "TSTP0011E",
  tooLate: "TSTP0012E",
  completedTooLate: "TSTP0013E",
  notYetComplete: "TSTP0014E",
  nothingCounts: "TSTP0015E",
  paidAlready: "TSTP0016E",
};
