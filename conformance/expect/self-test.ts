import { type FaceMessageOf, READER_PARTS, type ReaderPart } from "../../device/wire/face.ts";
import { both, either, has, not } from "./predicate.ts";
import { received } from "./host.ts";
import { every } from "./vocabulary.ts";

type Tested = FaceMessageOf<"tested">;

/** Each part stands in one of the two lists, and none in both. */
export const everyPartOnce = every(
  received("tested"),
  { ja: `${READER_PARTS.join(", ")} が一度ずつ現れる`, en: `${READER_PARTS.join(", ")}: each in one list` },
  both(
    ...READER_PARTS.map((part: ReaderPart) =>
      either(
        both<Tested>(has("passed", part), not(has("failed", part))),
        both<Tested>(has("failed", part), not(has("passed", part))),
      ),
    ),
  ),
);
