import { check, type Check } from "../case.ts";
import { hidesUndeclared, showsDeclared, type Signs, suppliesChannels } from "../expect/declared.ts";
import { type Selector } from "../expect/selector.ts";
import { given } from "../expect/vocabulary.ts";

/** The vendor's word, held against what shows, both ways. `premise` is what must have been reached for either to be told. */
export const keepsWord = (premise: Selector<unknown>, signs: Signs): readonly Check[] => [
  check(
    "DCL-01",
    "declared.missing",
    { ja: "申告した機能が実際に現れる", en: "the features that the profile declares do show" },
    given(premise, showsDeclared(signs)),
  ),
  check(
    "DCL-02",
    "declared.hidden",
    { ja: "申告にない機能は現れない", en: "no feature shows that the profile denies" },
    given(premise, hidesUndeclared(signs)),
  ),
];

export const keepsChannels = check(
  "DCL-03",
  "declared.channel",
  { ja: "申告したチャネルのどれにも事象が現れる", en: "each channel that the profile declares has something to show" },
  suppliesChannels,
);
