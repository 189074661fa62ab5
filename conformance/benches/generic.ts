import type { Clock, Fetch, Random } from "../../device/ports.ts";
import { recorder, type Recorder } from "../../device/trace.ts";
import type { BenchRequest, GenericBench } from "../bench.ts";
import { type CardReader, genericDoor } from "./generic-door.ts";
import type { Hands } from "./hands.ts";
import type { People } from "./people.ts";

export interface GenericBenchPorts {
  /** Rejects with `link.refused`, `native.missing` or `config.invalid`. */
  readonly reader: () => Promise<CardReader>;
  readonly hands: Hands;
  readonly people: People;
  readonly clock: Clock;
  readonly random: Random;
  /** The central system as an eligibility-only device of this institution reaches it; its calls stand in the trace. */
  readonly limited: (trace: Recorder, institutionCode: string) => Fetch;
}

/** Opens benches over a card reader without panel. Its card channel is the suite's own, whatever a control API may tell. */
export function genericBenches(ports: GenericBenchPorts): (request: BenchRequest) => Promise<GenericBench> {
  const { hands, people, clock, random } = ports;
  return async (request) => {
    const { parts } = request;
    const cast = people.castOf(parts);
    const trace = recorder(clock, await people.secretsOf(parts));
    const renewed = await hands.begin(request, cast);
    const door = genericDoor({ reader: await ports.reader(), clock, trace });
    return {
      ...{ role: "generic", clock, random, trace, cast },
      channels: ["card", "operator", "central", "clock"],
      ...{ operator: hands.operator, operatedBy: hands.operatedBy },
      cards: renewed ? "virtual" : "real",
      askTriesLeft: async (part, reference) => hands.askTriesLeft?.(cast[part]?.name ?? part, reference),
      pinOf: (part) => people.pinOf(part),
      staffPassword: people.staffPassword,
      institutionCode: people.institutionCode,
      run: (work) => Promise.race([work, door.failed]),
      connect: () => door.connect(),
      limited: ports.limited(trace, people.institutionCode),
      close: () => door.close(),
    };
  };
}
