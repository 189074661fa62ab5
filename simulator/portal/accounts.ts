import { z } from "zod";
import { DeviceError } from "../../device/errors.ts";
import type { Records } from "../central/records.ts";
import { FACILITY_KINDS, type FacilityKind } from "../facilities.ts";
import type { Account } from "./account.ts";

const SHELF = "portal-accounts";
const kinds = z.enum(Object.keys(FACILITY_KINDS) as [FacilityKind, ...FacilityKind[]]);
const order = { count: z.int(), on: z.string() };

const Kept: z.ZodType<Account> = z.strictObject({
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
});

export interface Accounts {
  of(institutionCode: string): Promise<Account | undefined>;
  put(institutionCode: string, account: Account): Promise<void>;
}

/** The portal's accounts, kept where the central system keeps what it keeps. */
export function keptAccounts(records: Records): Accounts {
  return {
    async of(institutionCode) {
      const text = await records.get(SHELF, institutionCode);
      if (text === undefined) return undefined;
      const account = Kept.safeParse(JSON.parse(text));
      if (account.success) return account.data;
      throw new DeviceError("file.refused", { path: SHELF, why: "a record is none", setup: "data.damaged" });
    },
    put: (institutionCode, account) =>
      records.write([{ shelf: SHELF, key: institutionCode, value: JSON.stringify(account) }]),
  };
}
