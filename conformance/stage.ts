import { DeviceError } from "../device/errors.ts";
import type { Intent, NumberQuery, Operator } from "../device/ports.ts";
import { sleep } from "../device/ports.ts";
import type { ConsentItem, Method } from "../device/wire/face.ts";
import type { Bench, BenchOf } from "./bench.ts";
import type { Part, PersonFacts } from "./cast.ts";
import type { Selector, Sighting } from "./expect/selector.ts";
import type { Role } from "./role.ts";

/** What a step waited for did not come. It ends the steps; what it means is for the checks to say. */
export class WaitedInVain extends Error {
  override readonly name = "WaitedInVain";
  readonly awaited: string;

  constructor(awaited: string) {
    super(awaited);
    this.awaited = awaited;
  }
}

/** What the steps of a case are written in. */
export interface Stage<R extends Role = Role> {
  readonly bench: BenchOf<R>;
  readonly hand: Hand;
  /** The facts of a part. */
  readonly person: (part: Part) => PersonFacts;
  /** Waits for the next such thing after the last one seen, and ends the steps when it does not come in time. */
  readonly see: <T>(selector: Selector<T>, within?: number) => Promise<T>;
  /** The same, for steps that go on without it. */
  readonly glimpse: <T>(selector: Selector<T>, within?: number) => Promise<T | undefined>;
  readonly rest: (milliseconds: number) => Promise<void>;
}

/** What a person does at the counter. */
export interface Hand {
  place(part: Part): Promise<void>;
  remove(): Promise<void>;
  choose(method: Method): Promise<void>;
  show(part: Part): Promise<void>;
  type(pin: string): Promise<void>;
  typePinOf(part: Part): Promise<void>;
  /** Four digits that are not the part's PIN. */
  typeWrongPin(part: Part): Promise<void>;
  confirm(samePerson: boolean, password?: string): Promise<void>;
  agree(items: "all" | readonly ConsentItem[]): Promise<void>;
  refuse(): Promise<void>;
  cancel(): Promise<void>;
  /** Hands off for so many milliseconds, as an act of its own. */
  wait(milliseconds: number): Promise<void>;
  choosePrescription(choice: "electronic" | "paper"): Promise<void>;
  registerFirstUse(): Promise<void>;
  holdPhone(part: Part): Promise<void>;
  /** Staff at the receipt computer ask for this person by insurer, symbol, number and branch. */
  ask(query: NumberQuery): Promise<void>;
  /** The same of all of these in one request. */
  askMany(queries: readonly NumberQuery[]): Promise<void>;
  /** Staff have the number of this person's chart registered. */
  register(insured: NumberQuery): Promise<void>;
  /** The same of all of these in one request. */
  registerMany(insured: readonly NumberQuery[]): Promise<void>;
}

/** Longer than any product here takes without a human, shorter than a coffee. */
const PATIENCE = 20_000;

export function setStage<R extends Role>(bench: BenchOf<R>, operator: Operator): Stage<R> {
  const { clock, trace, cast } = bench;
  // Events before this one were seen.
  let next = 0;

  const person = (part: Part): PersonFacts => {
    const facts = cast[part];
    if (!facts) throw new DeviceError("config.invalid", { where: "cast", why: `nobody plays ${part}` });
    return facts;
  };

  const glimpse = async <T>(selector: Selector<T>, within = PATIENCE): Promise<T | undefined> => {
    const first = () => selector.find({ events: trace.events.slice(next), cast, latency: {} })[0];
    const sighting = await new Promise<Sighting<T> | undefined>((resolve) => {
      const finish = (seen: Sighting<T> | undefined) => {
        silence();
        forget();
        resolve(seen);
      };
      const forget = clock.after(within, () => finish(undefined));
      const silence = trace.listen(() => {
        const seen = first();
        if (seen) finish(seen);
      });
      const already = first();
      if (already) finish(already);
    });
    if (sighting) next = sighting.seq + 1;
    return sighting?.value;
  };

  return {
    bench,
    hand: handOf(bench, operator, person),
    person,
    glimpse,
    async see(selector, within) {
      const value = await glimpse(selector, within);
      if (value !== undefined) return value;
      throw faultOf(bench) ?? new WaitedInVain(selector.name);
    },
    rest: (milliseconds) => sleep(clock, milliseconds),
  };
}

/** What has gone wrong on the line to the product, if anything. */
export const faultOf = (bench: Bench): DeviceError | undefined =>
  bench.role === "reader" ? bench.host.fault() : undefined;

const numbersOf = ({ insurer, symbol, number, branch, birthDate }: NumberQuery): NumberQuery => ({
  ...{ insurer, symbol, number, branch, birthDate },
});

function handOf(bench: Bench, operator: Operator, person: (part: Part) => PersonFacts): Hand {
  const act = (intent: Intent) => operator.perform(intent);
  const pinOf = (part: Part) => {
    const pin = bench.pinOf(part);
    if (pin === undefined) throw new DeviceError("config.invalid", { where: "cast", why: `no PIN known for ${part}` });
    return pin;
  };
  return {
    place: (part) => act({ intent: "placeCard", persona: person(part).id }),
    remove: () => act({ intent: "removeCard" }),
    choose: (method) => act({ intent: "chooseMethod", method }),
    show: (part) => act({ intent: "showFace", person: person(part).id }),
    type: (pin) => act({ intent: "enterPin", pin }),
    typePinOf: (part) => act({ intent: "enterPin", pin: pinOf(part) }),
    typeWrongPin: (part) => act({ intent: "enterPin", pin: bench.pinOf(part) === "9876" ? "9875" : "9876" }),
    confirm: (samePerson, password = bench.staffPassword) => act({ intent: "confirmVisual", password, samePerson }),
    agree: (items) => act({ intent: "consent", items }),
    refuse: () => act({ intent: "refuseConsent" }),
    cancel: () => act({ intent: "cancel" }),
    wait: (milliseconds) => act({ intent: "wait", milliseconds }),
    choosePrescription: (choice) => act({ intent: "choosePrescription", choice }),
    registerFirstUse: () => act({ intent: "registerFirstUse" }),
    holdPhone: (part) => act({ intent: "holdPhone", persona: person(part).id }),
    ask: (query) => act({ intent: "askEligibility", ...numbersOf(query) }),
    askMany: (queries) => act({ intent: "askEligibilityInBulk", queries: queries.map(numbersOf) }),
    register: (insured) => act({ intent: "registerReference", ...numbersOf(insured) }),
    registerMany: (insured) => act({ intent: "registerReferencesInBulk", queries: insured.map(numbersOf) }),
  };
}
