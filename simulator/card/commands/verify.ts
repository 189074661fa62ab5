import { ascii, equal, fromAscii } from "../../../device/wire/bytes.ts";
import type { CHANGE_KEY } from "../../../device/wire/card.ts";
import type { AnswerOf, RequestOf } from "../../../device/wire/command.ts";
import type { Chip, File } from "../files.ts";
import { place, type CardState } from "../state.ts";
import { locate, target, type Located } from "./locate.ts";
import type { Handlers } from "./handler.ts";

export const verify: Handlers<"VERIFY" | "QUERY_TRIES" | "CHANGE_REFERENCE_DATA" | "CHANGE_KEY"> = {
  VERIFY(chip, state, { reference, secret }) {
    const which = target(reference);
    if (which === undefined) return [state, { outcome: "referenceNotFound" }];
    const found = locate(chip, state, which, "reference");
    if (found.refused) return [state, { outcome: found.refused }];
    const at = place(state.application, found.id);
    const left = state.tries[at] ?? 0;
    if (left === 0) return [found.state, { outcome: "blocked" }];
    if (equal(secret, currentSecret(state, found))) {
      const verified = [...without(state.verified, found.id), found.id];
      return [count(found.state, at, found.file.tries, verified), { outcome: "verified" }];
    }
    // The attempt that blocks is still answered with the counter, 63C0; only the next one is 6984.
    const verified = without(state.verified, found.id);
    return [count(found.state, at, left - 1, verified), { outcome: "rejected", triesLeft: left - 1 }];
  },

  QUERY_TRIES(chip, state, { reference }) {
    const which = target(reference);
    if (which === undefined) return [state, { outcome: "referenceNotFound" }];
    const found = locate(chip, state, which, "reference");
    if (found.refused) return [state, { outcome: found.refused }];
    return [found.state, { outcome: "counted", triesLeft: state.tries[place(state.application, found.id)] ?? 0 }];
  },

  CHANGE_REFERENCE_DATA: (chip, state, request) => change("CHANGE_REFERENCE_DATA", chip, state, request),
  CHANGE_KEY: (chip, state, request) => change("CHANGE_KEY", chip, state, request),
};

type Change = typeof CHANGE_KEY;

/** Both commands want the old secret verified before, and only the one that belongs to the reference changes it. */
function change(
  by: "CHANGE_REFERENCE_DATA" | "CHANGE_KEY",
  chip: Chip,
  state: CardState,
  { reference, secret }: RequestOf<Change>,
): readonly [CardState, AnswerOf<Change>] {
  const which = target(reference);
  if (which === undefined) return [state, { outcome: "referenceNotFound" }];
  const found = locate(chip, state, which, "reference");
  if (found.refused) return [state, { outcome: found.refused }];
  const at = place(state.application, found.id);
  if (state.tries[at] === 0) return [found.state, { outcome: "blocked" }];
  const allowed = found.file.change;
  if (allowed?.by !== by || !state.verified.includes(found.id))
    return [found.state, { outcome: "securityNotSatisfied" }];
  const fresh = fromAscii(secret);
  if (!allowed.to.test(fresh)) return [found.state, { outcome: "wrongLength" }];
  return [{ ...found.state, changed: { ...state.changed, [at]: fresh } }, { outcome: "changed" }];
}

function currentSecret(state: CardState, { id, file }: Located<"reference">): Uint8Array {
  return ascii(state.changed[place(state.application, id)] ?? secretOf(file));
}

/** A reference without a secret has no tries either, so nobody compares with this. */
const secretOf = (file: Extract<File, { is: "reference" }>) => file.secret ?? "";

const without = (verified: readonly number[], id: number) => verified.filter((reference) => reference !== id);

const count = (state: CardState, at: string, tries: number, verified: readonly number[]): CardState => ({
  ...state,
  tries: { ...state.tries, [at]: tries },
  verified,
});
