import { ascii } from "../../device/wire/bytes.ts";
import { AID, JPKI_EF, TEXT_EF, VISUAL_EF, type Application } from "../../device/wire/card-files.ts";
import type { Person } from "../people.ts";
import { jpki } from "./applets/jpki.ts";
import { cardNumber, common, juki } from "./applets/register.ts";
import { text } from "./applets/text.ts";
import { visual } from "./applets/visual.ts";
import { cardOf, type Card } from "./card.ts";
import type { Applet, Chip } from "./files.ts";
import type { CardMaterial } from "./material.ts";
import { objectsOf } from "./objects.ts";
import { sha256 } from "./signature.ts";
import { place } from "./state.ts";

/** The card of a person: all applications, with the tries left that the persona has. */
export function issueCard({ person, material }: { readonly person: Person; readonly material: CardMaterial }): Card {
  const applets = new Map<Application, Applet>([
    ["jpki", jpki(person, material)],
    ["visual", visual(person, material)],
    ["text", text(person, material)],
    ["juki", juki(person)],
    ["common", common(person, material)],
    ["cardManager", { aid: AID.cardManager, files: new Map() }],
  ]);
  const chip: Chip = { applets, objects: objectsOf(person, material), randomSeed: sha256(ascii(cardNumber(person))) };
  return cardOf(chip, triesLeft(person));
}

function triesLeft({ triesLeft: left = {} }: Person): Record<string, number> {
  const { auth, sign, text, keyB } = left;
  const places = [
    [place("jpki", JPKI_EF.authPin), auth],
    [place("jpki", JPKI_EF.signPassword), sign],
    [place("text", TEXT_EF.pin), text],
    [place("visual", VISUAL_EF.numberB), keyB],
    [place("text", TEXT_EF.numberB), keyB],
  ] as const;
  return Object.fromEntries(places.flatMap(([at, tries]) => (tries === undefined ? [] : [[at, tries]])));
}
