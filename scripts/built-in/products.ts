import type { Matcher } from "../../device/ports.ts";
import { type Country, countryOf } from "../../simulator/country.ts";
import { encodeJp2 } from "../../simulator/faces/jp2.ts";
import { photographOf } from "../../simulator/faces/photograph.ts";
import { ageAt, type Person } from "../../simulator/people.ts";
import { createMatcher } from "../../simulator/reader/matcher.ts";
import { OPENING } from "../../simulator/world.ts";

/** What all built-in products share: made once, since cards and photographs cost more than a whole reception. */
export interface Products {
  readonly country: Country;
  readonly matcher: Matcher;
}

/** The option of verbs that lay down a card for `serve`, whose authorities know the cards of the day on which it began. */
export const TODAY = {
  ja: "今日の日付の証明書を持つカードにする（動いている serve に確かめるとき）",
  en: "a card with certificates of today, as a running serve knows them",
} as const;

/** Cards and authorities are as they are on the day `at` (microseconds); `people` live there beside the personas. */
export const makeProducts = (at: number = OPENING, people: readonly Person[] = []): Products => ({
  country: countryOf({ at, takePhotograph, people }),
  matcher: createMatcher(),
});

const takePhotograph = (person: Person): Promise<Uint8Array> =>
  encodeJp2(photographOf(person.face, { age: ageAt(person, OPENING), yearsAgo: person.photographAge }));
