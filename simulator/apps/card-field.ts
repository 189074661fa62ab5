import { DeviceError } from "../../device/errors.ts";
import type { Clock } from "../../device/ports.ts";
import type { CardState } from "../card/card.ts";
import { turns } from "../central/turns.ts";
import type { Country } from "../country.ts";
import type { CardLink } from "./presented-card.ts";

/** Where a card is held to a device: a phone's NFC, or a generic reader. */
export interface CardField {
  /** As a person knows it; absent where the field and its cards are ours. */
  readonly reader?: string;
  /** With the card that is there, alone with it until `work` has ended; no PIN stays verified. Rejects with `slot.notReady`. */
  hold<T>(work: (card: CardLink) => Promise<T>): Promise<T>;
}

/** The field of a phone of ours, to which one card at a time is held. */
export interface VirtualField extends CardField {
  readonly persona: string | undefined;
  /** Throws `config.invalid` where nobody is called so. */
  lay(persona: string): void;
  take(): void;
}

/** The patients' cards, which remember their tries wherever they are held to next. */
export interface Wallet {
  use<T>(persona: string, work: (card: CardLink) => Promise<T>): Promise<T>;
  /** Everybody's card is as issued. */
  renew(): void;
}

export function wallet(country: Country, clock: Clock): Wallet {
  const states = new Map<string, CardState>();
  const turn = turns();
  const held = async <T>(persona: string, work: (card: CardLink) => Promise<T>): Promise<T> => {
    const card = await clock.real(country.card(persona));
    const state = () => states.get(persona) ?? card.initial;
    try {
      return await work((command) => {
        const [next, response] = card.transact(state(), command);
        states.set(persona, next);
        return Promise.resolve(response);
      });
    } finally {
      states.set(persona, card.reset(state()));
    }
  };
  return {
    // One card is in one place: whoever holds it next waits.
    use: (persona, work) => turn(persona, () => held(persona, work)),
    renew: () => states.clear(),
  };
}

export function virtualField(name: string, country: Country, cards: Wallet): VirtualField {
  let persona: string | undefined;
  return {
    get persona() {
      return persona;
    },
    lay(id) {
      persona = country.person(id).id;
    },
    take: () => (persona = undefined),
    hold: (work) =>
      persona === undefined
        ? Promise.reject(new DeviceError("slot.notReady", { reader: name, setup: "card.absent" }))
        : cards.use(persona, work),
  };
}
