import { ascii } from "../../device/wire/bytes.ts";
import { AID, JPKI_EF, TEXT_EF, VISUAL_EF, type Application } from "../../device/wire/card-files.ts";
import { decodeTlv } from "../../device/wire/tlv.ts";
import type { Person } from "../people.ts";
import { municipalityOf } from "../personas.ts";
import { jpki } from "./applets/jpki.ts";
import { cardNumber, common, juki } from "./applets/register.ts";
import { issuerCertificate, INFORMATION_KEY_ID } from "./applets/signed-files.ts";
import { text } from "./applets/text.ts";
import { cardExpiry, visual } from "./applets/visual.ts";
import { ATR, cardOf, type Card } from "./card.ts";
import type { Applet, Chip } from "./files.ts";
import type { CardMaterial } from "./material.ts";
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

/** What GET DATA gives after a reset, as far as its content is known: card number, city, expiry, certificate, contact ATR. */
function objectsOf(person: Person, material: CardMaterial): Chip["objects"] {
  return new Map([
    [0x0045, ascii(cardNumber(person).slice(0, 15))],
    [0x00f0, ascii(municipalityOf(person))],
    [0x00f2, ascii(cardExpiry(person))],
    // The object comes without its own tag and length.
    [0x7f21, decodeTlv(issuerCertificate(material, INFORMATION_KEY_ID)).value],
    [0x5f51, ATR.contact.slice(1)],
  ]);
}

function triesLeft(person: Person): Record<string, number> {
  const { auth, keyB } = person.triesLeft ?? {};
  return {
    ...(auth === undefined ? {} : { [place("jpki", JPKI_EF.authPin)]: auth }),
    ...(keyB === undefined
      ? {}
      : { [place("visual", VISUAL_EF.numberB)]: keyB, [place("text", TEXT_EF.numberB)]: keyB }),
  };
}
