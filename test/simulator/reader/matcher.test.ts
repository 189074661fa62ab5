import { describe, expect, test } from "vitest";
import { isFault } from "../../../device/errors.ts";
import { cameraView } from "../../../simulator/faces/camera-view.ts";
import { cardFront } from "../../../simulator/faces/card-front.ts";
import { faceOf } from "../../../simulator/faces/face.ts";
import { encodeJp2 } from "../../../simulator/faces/jp2.ts";
import { photographOf } from "../../../simulator/faces/photograph.ts";
import { ageAt } from "../../../simulator/people.ts";
import { personas } from "../../../simulator/personas.ts";
import { createMatcher } from "../../../simulator/reader/matcher.ts";
import { OPENING, seededRandom } from "../../../simulator/world.ts";

const matcher = createMatcher();
const random = seededRandom(1);

const cards = await Promise.all(
  personas.map(async (person) => {
    const age = ageAt(person, OPENING);
    const jp2 = await encodeJp2(photographOf(person.face, { age, yearsAgo: person.photographAge }));
    const tries = [1, 2, 3].map(() => cameraView(faceOf(person.face, age), {}, random));
    return { person, jp2, photograph: await matcher.decodePhotograph(jp2), tries };
  }),
);
type Carried = (typeof cards)[number];

const passes = ({ photograph }: Carried, { tries }: Carried) =>
  tries.some((seen) => matcher.score(photograph, seen) >= matcher.threshold);

describe("the reader's matcher", () => {
  test("accepts every persona with the own card within three tries", () => {
    expect(cards.filter((own) => !passes(own, own)).map(({ person }) => person.id)).toEqual([]);
  });

  test("refuses every persona with anybody else's card, twins apart", () => {
    const taken = cards.flatMap((card) =>
      cards
        .filter((other) => other.person.face % 2 ** 32 !== card.person.face % 2 ** 32 && passes(card, other))
        .map(({ person }) => `${person.id} with the card of ${card.person.id}`),
    );
    expect(taken).toEqual([]);
  });

  test("decodes a photograph once and knows it again, and is not confused by one that is changed", async () => {
    const [first] = cards;
    if (!first) throw new Error("nobody lives here");
    expect(await matcher.decodePhotograph(first.jp2.slice())).toBe(first.photograph);
    const changed = first.jp2.slice();
    changed[2000] = (changed[2000] ?? 0) ^ 0x55;
    expect(await matcher.decodePhotograph(changed)).not.toBe(first.photograph);
  });

  test("refuses a photograph that is none, every time it comes", async () => {
    for (let again = 0; again < 2; again++) {
      const refused = await matcher.decodePhotograph(Uint8Array.of(1, 2, 3)).catch((error: unknown) => error);
      expect(isFault(refused, "peer.malformed")).toBe(true);
    }
  });

  test("reads key B off the front", () => {
    expect(matcher.readKeyB(cardFront({ numberB: "05030820301234" }, random))).toBe("05030820301234");
  });
});
