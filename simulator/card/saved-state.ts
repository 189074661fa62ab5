import { z } from "zod";
import { malformed } from "../../device/errors.ts";
import { fromUtf8, hex, utf8 } from "../../device/wire/bytes.ts";
import type { Chip, File } from "./files.ts";
import { sha256 } from "./signature.ts";
import { freshState, place, type CardState } from "./state.ts";

const VERSION = 1;
const WHAT = "saved card";

const count = z.int().nonnegative();
const id = z.int().min(1).max(0x1e);
const hexDigits = z.string().regex(/^(?:[0-9a-f]{2})*$/);

const savedCard = z.strictObject({
  shikakuCard: z.literal(VERSION),
  /** Whose it is: a state means nothing to another card. */
  card: hexDigits,
  application: z.string(),
  ef: id.nullable(),
  verified: z.array(id),
  tries: z.record(z.string(), count),
  changed: z.record(z.string(), z.string()),
  drawn: count,
  activations: count,
  challenge: hexDigits.nullable(),
  terminal: z.strictObject({ body: hexDigits, trusted: z.boolean() }).nullable(),
});

const nameOf = (chip: Chip) => hex(sha256(chip.randomSeed).slice(0, 8));

/**
 * Everything a card remembers, as UTF-8 JSON with a version: the same state, the same bytes. It holds changed secrets: keep it as
 * one keeps a card.
 */
export function saveState(chip: Chip, state: CardState): Uint8Array {
  const changed = Object.fromEntries(Object.entries(state.changed).sort(([a], [b]) => (a < b ? -1 : 1)));
  // The schema puts the fields in its own order.
  return utf8(JSON.stringify(savedCard.parse({ ...state, shikakuCard: VERSION, card: nameOf(chip), changed })));
}

/** The state again. What another card, another version or nobody has written is the fault `peer.malformed`. */
export function loadState(chip: Chip, bytes: Uint8Array): CardState {
  const read = savedCard.safeParse(parsed(bytes));
  if (!read.success)
    throw malformed(WHAT, read.error.issues.map(({ path }) => path.join(".") || "not JSON").join(", "));
  const { shikakuCard: _, card, ...state } = read.data;
  if (card !== nameOf(chip)) throw malformed(WHAT, "it is the state of another card");
  const application = [...chip.applets.keys()].find((name) => name === state.application);
  const why = application ? contradiction(chip, { ...state, application }) : "application";
  if (!application || why !== undefined) throw malformed(WHAT, why ?? "application");
  return { ...state, application };
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(fromUtf8(bytes));
  } catch {
    return undefined;
  }
}

/** The field that this card could never have come to. */
function contradiction(chip: Chip, state: CardState): string | undefined {
  const at = (id: number): File | undefined => chip.applets.get(state.application)?.files.get(id);
  if (state.ef !== null && !at(state.ef)) return "ef";
  if (!state.verified.every((id) => ["reference", "terminalAuthority"].includes(at(id)?.is ?? ""))) return "verified";
  const most = freshState(chip).tries;
  const known = Object.keys(most);
  if (known.length !== Object.keys(state.tries).length) return "tries";
  if (!known.every((key) => (state.tries[key] ?? Infinity) <= (most[key] ?? 0))) return "tries";
  const changeable = new Map(
    [...chip.applets].flatMap(([application, { files }]) =>
      [...files].flatMap(([id, file]) =>
        file.is === "reference" && file.change ? [[place(application, id), file.change.to] as const] : [],
      ),
    ),
  );
  const fits = ([key, secret]: [string, string]) => changeable.get(key)?.test(secret) === true;
  return Object.entries(state.changed).every(fits) ? undefined : "changed";
}
