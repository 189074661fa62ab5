import type { Asking } from "../../device/control/counter.ts";
import type { Clock, Picture } from "../../device/ports.ts";
import { greyPng } from "../card/png.ts";
import type { CounterSight } from "../control/counter-routes.ts";
import type { Counter } from "../counter.ts";
import type { Country } from "../country.ts";
import { cameraView } from "../faces/camera-view.ts";
import { faceOf } from "../faces/face.ts";
import { ageAt, type Person } from "../people.ts";
import { personas } from "../personas.ts";
import { seededRandom } from "../world.ts";

export interface SightParts {
  readonly country: Country;
  /** Who may come beside the personas. */
  readonly people: readonly Person[];
  readonly clock: Clock;
  /** The counter that is open now. */
  readonly current: () => Counter;
  readonly asking: () => Asking;
  readonly ask: (asking: Asking) => void;
}

/** So many portraits are kept; one is drawn in some ten milliseconds. */
const KEPT = 128;
/** Of a screen. */
const DOTS_PER_INCH = 96;

/** What the console shows of a counter beside its trace. */
export function counterSight({ country, people, clock, current, asking, ask }: SightParts): CounterSight {
  const portraits = new Map<string, Uint8Array>();
  const everybody = [...personas, ...people].map(shown);
  return {
    people: () => everybody,
    face(id, how) {
      const key = `${id} ${String(how.mask)} ${String(how.lookAway)}`;
      const person = country.person(id);
      const portrait =
        portraits.get(key) ?? png(cameraView(faceOf(person.face, ageAt(person, clock.now())), how, seededRandom(1)));
      portraits.set(key, portrait);
      for (const oldest of [...portraits.keys()].slice(0, Math.max(0, portraits.size - KEPT))) portraits.delete(oldest);
      return portrait;
    },
    camera() {
      const seen = current().reader.camera.look();
      return seen && png(seen);
    },
    asking,
    ask,
    chart: () =>
      current()
        .receipt.chart()
        .map(({ patient, source, nameIncomplete, copaymentInDoubt }) => ({
          ...{ source, patient: { ...patient }, nameIncomplete, copaymentInDoubt },
        })),
  };
}

const png = (picture: Picture): Uint8Array => greyPng(picture, DOTS_PER_INCH);

function shown(person: Person): ReturnType<CounterSight["people"]>[number] {
  const { id, name, kana, birthDate, sex, address, insurer, insurerName, symbol, number, branch } = person;
  const { pins, phone, note } = person;
  return {
    ...{ id, name, kana, birthDate, sex, address, insurer, insurerName, symbol, number, branch },
    ...{ hasPin: pins.auth !== undefined, ...(phone ? { phone } : {}), note },
  };
}
