import { release, statusAt, suspend } from "../../certs/registry.ts";
import { nearMiss } from "../../conformance/near-miss.ts";
import type { FaultState } from "../../device/control/dials.ts";
import type { Clock } from "../../device/ports.ts";
import { EMPTY } from "../../device/wire/bytes.ts";
import { cardMaterial } from "../../simulator/card/material.ts";
import type { DialledAnswers } from "../../simulator/central/dialled-answers.ts";
import { entryOf } from "../../simulator/certificate-offices.ts";
import type { ControlDials } from "../../simulator/control/dial-routes.ts";
import { ControlRefusal } from "../../simulator/control/refusal.ts";
import type { Country } from "../../simulator/country.ts";
import { CENTRAL_FAULTS, type CentralFault } from "../../simulator/faults/central-faults.ts";
import { COUNTER_LIES } from "./counter-lies.ts";

/** So many answers may wait to be given: whoever dials more has lost count. */
const MOST = 256;

export interface DialParts {
  readonly country: Country;
  readonly clock: Clock;
  readonly answers: DialledAnswers;
  /** Read by the parts that go wrong; written here. */
  readonly switches: Map<CentralFault, number>;
  readonly lies: Set<string>;
  /** Closes the counter and opens it with the lies that are on now. */
  readonly anew: () => Promise<void>;
  /** Something goes wrong, or right, from now on. */
  readonly changed: () => void;
}

export function servedDials({ country, clock, answers, switches, lies, anew, changed }: DialParts): ControlDials {
  const faults = () => [
    ...(Object.keys(CENTRAL_FAULTS) as CentralFault[]).map((name): FaultState => {
      const { en, ja } = CENTRAL_FAULTS[name];
      const usual = usualOf(name);
      const time = usual === undefined ? {} : { milliseconds: switches.get(name) ?? usual };
      return { name, en, ja, on: switches.has(name), ...time };
    }),
    ...[...COUNTER_LIES].map(([name, does]): FaultState => ({ name, ...does, on: lies.has(name) })),
  ];
  const turn = async (name: string, on: boolean, milliseconds?: number) => {
    if (isCentral(name)) {
      if (on) switches.set(name, milliseconds ?? usualOf(name) ?? 0);
      else switches.delete(name);
      changed();
      return;
    }
    if (!COUNTER_LIES.has(name)) throw unknown(name, faults());
    if (lies.has(name) === on) return;
    if (on) lies.add(name);
    else lies.delete(name);
    await anew();
    changed();
  };
  return {
    faults,
    set: (name, { milliseconds }) => turn(name, true, milliseconds),
    clear: (name) => turn(name, false),
    answers: () => answers.list(),
    dial(answer) {
      country.person(answer.persona);
      if (answers.list().length >= MOST)
        throw new ControlRefusal(409, {
          en: `${MOST} answers wait to be given: take them back by DELETE /answers.`,
          ja: `未回答の指定が ${MOST} 件あります。DELETE /answers で取り消してください。`,
        });
      answers.dial(answer);
    },
    clearAnswers: () => answers.clear(),
    suspend(persona, suspended) {
      const person = country.person(persona);
      const { auth } = cardMaterial({ person, pki: country.pki, at: country.at, photograph: EMPTY });
      const { serial } = entryOf(auth.certificate);
      const now = clock.now();
      country.offices.userAuthentication.change((registry) => {
        const status = statusAt(registry, serial, now);
        const isHeld = status.is === "revoked" && status.reason === "certificateHold";
        if (isHeld === suspended) return registry;
        return suspended ? suspend(registry, serial, now) : release(registry, serial, now);
      });
    },
  };
}

function usualOf(name: CentralFault): number | undefined {
  const row = CENTRAL_FAULTS[name];
  return "usual" in row ? row.usual : undefined;
}

const isCentral = (name: string): name is CentralFault => Object.hasOwn(CENTRAL_FAULTS, name);

function unknown(name: string, faults: readonly FaultState[]): ControlRefusal {
  const known = faults.map((fault) => fault.name);
  const near = nearMiss(name, known);
  // What was sent is repeated only where it is a word.
  const word = /^[\w.-]{1,64}$/.test(name) ? name : "?";
  const hint =
    near === undefined ? { en: "", ja: "" } : { en: ` Did you mean ${near}?`, ja: `${near} ではありませんか。` };
  return new ControlRefusal(404, {
    fault: "unknown",
    en: `There is no fault ${word}.${hint.en} GET /faults lists them all.`,
    ja: `${word} という不具合はありません。${hint.ja}一覧は GET /faults にあります。`,
  });
}
