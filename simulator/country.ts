import { testPki, type TestPki } from "../certs/authorities.ts";
import { DeviceError } from "../device/errors.ts";
import type { Card } from "./card/card.ts";
import { glyphsFor } from "./card/glyphs.ts";
import { issueCard } from "./card/issue-card.ts";
import { issuePhone } from "./card/phone.ts";
import { type CardMaterial, cardMaterial } from "./card/material.ts";
import { type CertificateOffices, certificateOffices } from "./certificate-offices.ts";
import { cardAuthority, type CardAuthority } from "./central/card-authority.ts";
import { type Ledger, ledgerOf } from "./central/ledger.ts";
import type { Person } from "./people.ts";
import { personas, personById, withRightNumber } from "./personas.ts";
import { OPENING } from "./world.ts";

/** Who lives here, what they carry, and who vouches for it: the same for every counter, and a function of the day and the seed. */
export interface Country {
  /** Microseconds: the day on which cards and authorities are as they are. */
  readonly at: number;
  readonly pki: TestPki;
  readonly ledger: Ledger;
  /** The authorities' books: what they say of a certificate now is what `cards` and an OCSP responder answer. */
  readonly offices: CertificateOffices;
  readonly cards: CardAuthority;
  person(id: string): Person;
  /** A persona's card as issued. */
  card(id: string): Promise<Card>;
  /** The phone that carries this persona's certificate as well; rejects with `config.invalid` where there is none. */
  phone(id: string): Promise<Card>;
  /** The photograph on the card, JPEG 2000. */
  photograph(id: string): Promise<Uint8Array>;
}

export interface CountryOptions {
  readonly at?: number;
  readonly seed?: number;
  readonly takePhotograph: (person: Person) => Promise<Uint8Array>;
  /** The one persona whose individual number has a right check digit; otherwise nobody's has. */
  readonly rightNumber?: string;
  /** Who lives here beside the personas, under other ids. */
  readonly people?: readonly Person[];
}

export function countryOf({
  at = OPENING,
  seed = 0,
  takePhotograph,
  rightNumber,
  people = [],
}: CountryOptions): Country {
  const pki = testPki({ at, seed });
  const everybody = [...personas, ...people];
  const own = new Map(people.map((person) => [person.id, person]));
  const offices = certificateOffices({ pki, at, people: everybody });
  const photographs = new Map<string, Promise<Uint8Array>>();
  const issued = new Map<string, Promise<Card>>();

  const person = (id: string): Person => {
    const found = own.get(id) ?? personById(id);
    if (found) return id === rightNumber ? withRightNumber(found) : found;
    throw new DeviceError("config.invalid", {
      where: "persona",
      why: `nobody is called ${id}; see "shikaku personas"`,
      ja: `${id} という人はいません。"shikaku personas" で確かめてください`,
    });
  };
  const photograph = (id: string) => remembered(photographs, id, () => takePhotograph(person(id)));
  const material = async (id: string): Promise<CardMaterial> => {
    const holder = person(id);
    const glyphs = await glyphsFor(holder.name + holder.address);
    return cardMaterial({ person: holder, pki, at, photograph: await photograph(id), glyphs });
  };

  return {
    at,
    pki,
    ledger: ledgerOf(everybody),
    offices,
    cards: cardAuthority(offices.userAuthentication),
    person,
    photograph,
    async phone(id) {
      const { phone } = person(id);
      if (phone) return issuePhone(phone, person(id), await material(id));
      throw new DeviceError("config.invalid", {
        where: "persona",
        why: `${id} has no certificate on a phone; see "shikaku personas"`,
        ja: `${id} のスマートフォンに証明書はありません。"shikaku personas" で確かめてください`,
      });
    },
    card: (id) => remembered(issued, id, async () => issueCard({ person: person(id), material: await material(id) })),
  };
}

function remembered<T>(memory: Map<string, Promise<T>>, id: string, make: () => Promise<T>): Promise<T> {
  const known = memory.get(id) ?? make();
  memory.set(id, known);
  return known;
}
