import { testPki } from "../../../certs/authorities.ts";
import { hex, unhex, utf8 } from "../../../device/wire/bytes.ts";
import type { Card, CardState } from "../../../simulator/card/card.ts";
import { issueCard } from "../../../simulator/card/issue-card.ts";
import { issuePhone } from "../../../simulator/card/phone.ts";
import { cardMaterial } from "../../../simulator/card/material.ts";
import { personById } from "../../../simulator/personas.ts";
import { OPENING } from "../../../simulator/world.ts";

/** Stands in for a photograph wherever no decoder looks at it: JP2 begins so. */
export const PHOTOGRAPH = Uint8Array.from(
  { length: 3000 },
  (_, i) => [0, 0, 0, 12, 0x6a, 0x50, 0x20, 0x20][i] ?? i % 251,
);

const pki = testPki({ at: OPENING });

export function persona(id: string) {
  const person = personById(id);
  if (!person) throw new RangeError(`no persona ${id}`);
  return person;
}

export function cardOfPersona(id: string): Card {
  const person = persona(id);
  return issueCard({ person, material: cardMaterial({ person, pki, at: OPENING, photograph: PHOTOGRAPH }) });
}

export function phoneOfPersona(id: string): Card {
  const person = persona(id);
  if (!person.phone) throw new RangeError(`${id} has no phone`);
  return issuePhone(person.phone, person, cardMaterial({ person, pki, at: OPENING, photograph: PHOTOGRAPH }));
}

/** A card in a tester's hand: hex in, hex out, and the state kept between two commands. */
export function hand(card: Card, state: CardState = card.initial) {
  return {
    get state() {
      return state;
    },
    send(command: string): string {
      const [next, response] = card.transact(state, unhex(command));
      state = next;
      return hex(response);
    },
    /** Status word alone. */
    sw(command: string): string {
      return this.send(command).slice(-4);
    },
    reset() {
      state = card.reset(state);
    },
  };
}

export const AP = {
  jpki: "00A4040C0AD392F000260100000001",
  visual: "00A4040C0AD3921000310001010402",
  text: "00A4040C0AD3921000310001010408",
  juki: "00A4040C0AD3921000310001010401",
  common: "00A4040C0AD3921000310001010100",
} as const;

const byte = (value: number) => value.toString(16).padStart(2, "0");

export const ef = (id: number): string => `00A4020C02${id.toString(16).padStart(4, "0")}`;
export const readWhole = (sfi: number): string => `00B0${byte(0x80 | sfi)}00000000`;
export const verify = (sfi: number, secret: string): string =>
  `002000${byte(0x80 | sfi)}${byte(secret.length)}${hex(utf8(secret))}`;
export const triesOf = (sfi: number): string => `002000${byte(0x80 | sfi)}`;

export const SHA256_INFO = "3031300d060960864801650304020105000420";
/** COMPUTE DIGITAL SIGNATURE with a DigestInfo of SHA-256, by short id. */
export const signDigest = (sfi: number, digest: string): string =>
  `802a00${byte(0x80 | sfi)}33${SHA256_INFO}${digest}00`;
