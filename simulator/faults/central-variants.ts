import { type Kept, lieOf } from "./away-lies.ts";
import type { CentralLie } from "./central-lies.ts";

/** What the systems of the country may do otherwise and be right all the same: one for each legal variant. */

const HOUR = 3_600_000_000;
const DAY = 24 * HOUR;

/** Members in the other order, everywhere. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, member]) => [name, reversed(member)]),
  );
}

/** Sentences for people, which nobody may rely on. */
const SENTENCES = new Set(["ProcessingResultMessage", "MessageContents", "ErrorMessage"]);
function reworded(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reworded);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]): [string, unknown] => {
      if (SENTENCES.has(name)) return [name, "窓口にお尋ねください。"];
      return [
        name,
        name === "message" ? { ja: "窓口にお尋ねください。", en: "Ask at the counter." } : reworded(member),
      ];
    }),
  );
}

/** Rows of a list in the other order; no document says which it is. */
const listsReversed = (body: unknown): unknown =>
  JSON.parse(JSON.stringify(body), (name, value: unknown) =>
    name === "BulkConfirmUnit" && Array.isArray(value) ? value.toReversed() : value,
  );

const shortened =
  (shelf: string, field: string, by: number, isMeant: (value: Kept) => boolean = () => true) =>
  (from: string, value: Kept | undefined): Kept | undefined => {
    const end = value?.[field];
    return from === shelf && value && typeof end === "number" && isMeant(value)
      ? { ...value, [field]: end - by }
      : value;
  };

export const CENTRAL_VARIANTS: Readonly<Record<string, () => CentralLie>> = {
  "B-CTL-OWN-WORDS": () => lieOf({ says: (_, body) => ({ body: reworded(body) as Kept }) }),
  "B-CTL-MORE-MEMBERS": () =>
    lieOf({ says: (_, body) => ({ body: { remark: "—", ...(reversed(body) as Kept), version: 2 } }) }),
  "B-CTL-CODE-AN-HOUR": () => lieOf({ finds: shortened("activation-codes", "expires", 23 * HOUR) }),
  "B-CTL-LISTS-SLOW": () => lieOf({ finds: shortened("jobs", "ready", -30_000_000) }),
  "B-CTL-LISTS-REVERSED": () => lieOf({ says: (_, body) => ({ body: listsReversed(body) as Kept }) }),
  "B-CTL-CALL-ENDS-TONIGHT": () =>
    lieOf({ finds: shortened("remote-consents", "ends", DAY, ({ form }) => form === "houseCall") }),
};
