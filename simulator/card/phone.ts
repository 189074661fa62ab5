import { ascii, concat } from "../../device/wire/bytes.ts";
import { AID, type Application, JPKI_EF } from "../../device/wire/card-files.ts";
import type { Person } from "../people.ts";
import { jpki } from "./applets/jpki.ts";
import { cardOf, type Card } from "./card.ts";
import { type Applet, type File, transparent } from "./files.ts";
import type { CardMaterial } from "./material.ts";
import { sha256 } from "./signature.ts";

/** By what the token of the JPKI application on a phone is known (soltia48/myna-card, jpki/myna). */
const TOKEN = { android: "JPKIAPGPSETOKEN", iphone: "JPKIAPIOSTOKEN" } as const;
export type PhoneKind = keyof typeof TOKEN;

/**
 * A phone that carries a certificate: the JPKI application and nothing else, so there is no photograph and no individual number on it.
 * An Android phone wants its own four digits; an iPhone has recognised its owner before it answers at all, and wants none. A real
 * phone's certificate is another one than the card's; here it is the same, which shows nobody anything that the card does not.
 */
export function issuePhone(kind: PhoneKind, person: Person, material: CardMaterial): Card {
  const { aid, files } = jpki(person, material);
  const key = files.get(JPKI_EF.authKey);
  const changed = new Map<number, File>(files);
  changed.set(JPKI_EF.token, transparent(concat(ascii(TOKEN[kind].padEnd(32)), new Uint8Array(128))));
  for (const cardOnly of [JPKI_EF.terminalAuthority, JPKI_EF.signKey, JPKI_EF.signPassword]) changed.delete(cardOnly);
  if (key?.is === "key")
    changed.set(JPKI_EF.authKey, { ...key, opens: kind === "iphone" ? "free" : [JPKI_EF.authPin] });
  const chip = {
    applets: new Map<Application, Applet>([
      ["jpki", { aid, files: changed }],
      ["cardManager", { aid: AID.cardManager, files: new Map() }],
    ]),
    objects: new Map(),
    randomSeed: sha256(ascii(`${kind} ${person.id}`)),
  };
  return cardOf(chip);
}
