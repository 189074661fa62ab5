import type { AnswerOf } from "../../../device/wire/command.ts";
import type { READ_BINARY } from "../../../device/wire/card.ts";
import type { Chip } from "../files.ts";
import type { CardState } from "../state.ts";
import { CURRENT, isOpen, locate } from "./locate.ts";
import type { Handlers } from "./handler.ts";

export const read: Handlers<"READ_BINARY" | "READ_BINARY_SFI" | "READ_RECORD"> = {
  READ_BINARY: (chip, state, { offset, le }) => readBinary(chip, state, CURRENT, offset, le),
  READ_BINARY_SFI: (chip, state, { sfi, offset, le }) => readBinary(chip, state, sfi, offset, le),

  READ_RECORD(chip, state, { record, sfi }) {
    const found = locate(chip, state, sfi === 0 ? CURRENT : sfi, "records");
    if (found.refused) return [state, { outcome: found.refused }];
    if (!isOpen(state, found.file.opens)) return [found.state, { outcome: "securityNotSatisfied" }];
    const bytes = found.file.records[record - 1];
    return [found.state, bytes ? { outcome: "read", bytes } : { outcome: "recordNotFound" }];
  },
};

function readBinary(
  chip: Chip,
  state: CardState,
  which: number | typeof CURRENT,
  offset: number,
  le: number,
): readonly [CardState, AnswerOf<typeof READ_BINARY>] {
  const found = locate(chip, state, which, "transparent");
  if (found.refused) return [state, { outcome: found.refused }];
  if (!isOpen(state, found.file.opens)) return [found.state, { outcome: "securityNotSatisfied" }];
  const { content } = found.file;
  if (offset >= content.length) return [found.state, { outcome: "wrongOffset" }];
  return [found.state, { outcome: "read", bytes: content.subarray(offset, offset + le) }];
}
