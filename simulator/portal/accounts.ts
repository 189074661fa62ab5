import { z } from "zod";
import type { Records } from "../central/records.ts";
import { get, put, type Shelf } from "../central/shelf.ts";
import { FACILITY_KINDS, type FacilityKind } from "../facilities.ts";
import type { Account } from "./account.ts";
import { SCHEMES, type SchemeName } from "./subsidies.data.ts";

const kinds = z.enum(Object.keys(FACILITY_KINDS) as [FacilityKind, ...FacilityKind[]]);
export const scheme = z.enum(Object.keys(SCHEMES) as [SchemeName, ...SchemeName[]]);
const order = { count: z.int(), on: z.string() };

const holds: z.ZodType<Account> = z.strictObject({
  kind: kinds,
  opened: z.string(),
  appliedForUse: z.string().exactOptional(),
  readers: z
    .discriminatedUnion("is", [
      z.strictObject({ is: z.literal("ordered"), model: z.string(), ...order }),
      z.strictObject({ is: z.literal("undecided"), ...order }),
      z.strictObject({ is: z.literal("cancelled"), ...order }),
    ])
    .exactOptional(),
  readersChanged: z.string().exactOptional(),
  subsidies: z
    .array(z.strictObject({ scheme, amount: z.int(), on: z.string(), withoutChange: z.literal(true).exactOptional() }))
    .exactOptional(),
});

const ACCOUNTS: Shelf<Account> = { name: "portal-accounts", holds };

export interface Accounts {
  of(institutionCode: string): Promise<Account | undefined>;
  put(institutionCode: string, account: Account): Promise<void>;
}

/** The portal's accounts, kept where the central system keeps what it keeps. */
export function keptAccounts(records: Records): Accounts {
  return {
    of: (institutionCode) => get(records, ACCOUNTS, institutionCode),
    put: (institutionCode, account) => records.write([put(ACCOUNTS, institutionCode, account)]),
  };
}
