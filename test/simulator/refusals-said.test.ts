import { describe, expect, test } from "vitest";
import { CARD_SAID } from "../../simulator/apps/reception-web/words.data.ts";
import { NO_POINTS } from "../../simulator/portal/fee-points.ts";
import { NETWORK_REFUSALS } from "../../simulator/network/closed-network.ts";
import { RESULT_CODES, type Said } from "../../simulator/result-codes.data.ts";

/** What they say to do is a rule, and no step that somebody could take. */
const RULES = ["chargedAlready", "claimsOnPaper", "otherKind"];

describe.each<[string, Readonly<Record<string, Said>>]>([
  ["result codes", RESULT_CODES],
  ["the closed network", NETWORK_REFUSALS],
  ["the card at the web reception", CARD_SAID],
  ["fee points", NO_POINTS],
])("whoever is refused reads, in both languages, what is wrong and what to do: %s", (_, said) => {
  test.each(Object.entries(said).filter(([name]) => !RULES.includes(name)))("%s", (_, { ja, en }) => {
    expect(ja).toMatch(/ください|必要はありません/);
    expect(ja.split(/[。、]/).filter((part) => part !== "").length).toBeGreaterThan(1);
    expect(en.split(/[.;:,] /).length).toBeGreaterThan(1);
  });
});
