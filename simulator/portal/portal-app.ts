import { Hono } from "hono";
import { z } from "zod";
import type { Clock } from "../../device/ports.ts";
import { jstDate } from "../../device/wire/oqs/jst.ts";
import { DAY } from "../central/day.ts";
import type { Records } from "../central/records.ts";
import { Refusal } from "../central/refusal.ts";
import type { Facility } from "../facilities.ts";
import { readBody } from "../read-body.ts";
import type { ResultCode } from "../result-codes.data.ts";
import { atPortal, openAccount, type PortalRefusal } from "./account.ts";
import { keptAccounts } from "./accounts.ts";
import { feePoints } from "./fee-points.ts";
import { SCHEMES, type SchemeName } from "./subsidies.data.ts";
import { subsidyFor } from "./subsidies.ts";
import { tablesFor } from "./tables.ts";

export interface PortalPorts {
  readonly clock: Clock;
  readonly records: Records;
  readonly facilities: readonly Facility[];
}

/** Who calls, as the client certificate told. */
interface Caller {
  readonly institutionCode: string;
}

const Act = z.discriminatedUnion("act", [
  z.strictObject({ act: z.literal("applyForUse") }),
  z.strictObject({
    act: z.literal("orderReaders"),
    count: z.int(),
    model: z.string().min(1).max(100).exactOptional(),
  }),
  z.strictObject({ act: z.literal("chooseModel"), model: z.string().min(1).max(100) }),
  z.strictObject({ act: z.literal("cancelReaders") }),
]);

const yen = z.int().min(0).max(1_000_000_000).exactOptional();
const scheme = z.enum(Object.keys(SCHEMES) as [SchemeName, ...SchemeName[]]);

const Claim = z.strictObject({
  scheme,
  costs: z.strictObject({ introduction: yen, device: yen, systemChange: yen }),
  completed: DAY,
  /** The day on which it is applied for: today, where nothing is said. */
  applied: DAY.exactOptional(),
  readers: z.int().min(1).exactOptional(),
  paidBefore: z.array(scheme).exactOptional(),
});

const Occasion = z.strictObject({
  service: z.enum(["firstVisit", "revisit", "dispensing"]),
  dataFetched: z.boolean(),
  on: DAY,
  lastCharged: DAY.exactOptional(),
  claimsOnline: z.boolean(),
});

/**
 * The portal for facilities (医療機関等向け総合ポータルサイト) as a small API of ours below /v1/portal: a facility sees and changes its own
 * account, and asks what a subsidy or an addition comes to. Today is the clock's day in Japan.
 */
export function portalApp({ clock, records, facilities }: PortalPorts) {
  const accounts = keptAccounts(records);
  const today = () => jstDate(clock.now());
  const app = new Hono<{ Bindings: Caller; Variables: { facility: Facility } }>().basePath("/v1/portal");

  app.onError((error) => (error instanceof Refusal ? error : new Refusal("TSTA0006E")).toResponse());
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
  app.get("/account", async (context) => context.json(await demandAccount(context.get("facility"))));
  app.post("/account", async (context) => {
    const { institutionCode, kind } = context.get("facility");
    const account = (await accounts.of(institutionCode)) ?? openAccount(kind, today());
    await accounts.put(institutionCode, account);
    return context.json(account);
  });
  app.post("/acts", async (context) => {
    const facility = context.get("facility");
    const outcome = atPortal(await demandAccount(facility), await readBody(context.req.raw, Act), today());
    if ("refused" in outcome) throw new Refusal(CODES[outcome.refused]);
    await accounts.put(facility.institutionCode, outcome.account);
    return context.json(outcome.account);
  });
  app.get("/tables", (context) => context.json(tablesFor(context.get("facility").kind)));
  app.post("/subsidy", async (context) => {
    const { kind } = context.get("facility");
    return context.json(subsidyFor({ applied: today(), ...(await readBody(context.req.raw, Claim)), kind }));
  });
  app.post("/fee-points", async (context) => {
    const { claimsOnline, ...occasion } = await readBody(context.req.raw, Occasion);
    const account = await accounts.of(context.get("facility").institutionCode);
    const running = account?.appliedForUse !== undefined;
    return context.json({ points: feePoints(occasion, { online: claimsOnline, running }) });
  });

  return async (request: Request, caller: Caller): Promise<Response> => app.fetch(request, caller);
}

const CODES: Readonly<Record<PortalRefusal, ResultCode>> = {
  alreadyApplied: "TSTP0003E",
  alreadyOrdered: "TSTP0004E",
  tooManyReaders: "TSTP0005E",
  modelMissing: "TSTP0006E",
  nothingToChoose: "TSTP0007E",
  chosenTooLate: "TSTP0008E",
  nothingToCancel: "TSTP0009E",
};
