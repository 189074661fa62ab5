import { randomBytes } from "node:crypto";
import { signForCard, terminalCertificate } from "../../certs/terminal.ts";
import type { BenchOf, BenchRequest, OpenBench } from "../../conformance/bench.ts";
import type { Hands } from "../../conformance/benches/hands.ts";
import type { People } from "../../conformance/benches/people.ts";
import { type GenericBenchPorts, genericBenches } from "../../conformance/benches/generic.ts";
import { type ReaderLine, readerBenches } from "../../conformance/benches/reader.ts";
import { receiptBenches } from "../../conformance/benches/receipt.ts";
import type { Shim } from "../../conformance/benches/shim.ts";
import type { Profile } from "../../conformance/profile.ts";
import type { Role } from "../../conformance/role.ts";
import type { Profiles } from "../../conformance/run.ts";
import type { Target } from "../../conformance/target.ts";
import { systemClock } from "../../device/io/system-clock.ts";
import { DeviceError } from "../../device/errors.ts";
import type { Clock, Folders } from "../../device/ports.ts";
import { OPENING } from "../../simulator/world.ts";
import { limitedCentral } from "../built-in/limited.ts";
import { makeProducts } from "../built-in/products.ts";
import { BUILT_IN_PROFILES } from "../built-in/profiles.ts";
import { sharedFolders } from "./folders.ts";
import { controlledHands, handsOf, nobody } from "./hands.ts";
import { isLine, lineTo } from "./lines.ts";
import { pcscReader } from "./pcsc.ts";
import { builtInPeople, type Institution } from "./people.ts";
import { runShim } from "./shim.ts";

export type Address = Extract<Target, { is: "hid" | "serial" | "tcp" | "stdio" | "folder" | "pcsc" }>;

export interface TargetOptions {
  /** `dialog`, or the URL of a control API in place of the target's own. */
  readonly operator?: string;
  /** A person at a terminal, where a person acts. */
  readonly dialog?: Hands;
  /** Who plays which part, and where; the built-in personas in the built-in institution otherwise. */
  readonly people?: People;
  /** Of the built-in personas in place of theirs. */
  readonly institution?: Institution;
  readonly clock?: Clock;
}

export interface OpenTarget {
  readonly open: OpenBench;
  readonly profiles: Profiles;
  readonly clock: "system";
  /** Ends what was kept from case to case. */
  close(): Promise<void>;
}

/** Opens benches over a product that stands at an address. */
export function openTarget(target: Address, text: string, options: TargetOptions = {}): OpenTarget {
  const clock = options.clock ?? systemClock();
  const program = target.is === "stdio" ? runShim(target.command, clock) : undefined;
  const hands = handsFor(target, options, clock, program);
  const { country } = makeProducts();
  const people = options.people ?? builtInPeople(country, options.institution);
  const line = isLine(target) ? lineTo(target) : program?.line;
  const folders = target.is === "folder" ? () => sharedFolders(target.directory) : program?.folders;
  const openers = [
    ...(line ? [readerOpener(line)] : []),
    ...(folders ? [receiptOpener(folders)] : []),
    ...(target.is === "pcsc" ? [genericOpener(target.reader)] : []),
  ];

  return {
    open: <R extends Role>(request: BenchRequest<R>) => {
      const opener = openers.find(({ role }) => role === request.role);
      // The opener of a role opens benches of that role.
      return opener ? (opener.open(request) as Promise<BenchOf<R>>) : Promise.reject(wrongRole(request.role, text));
    },
    profiles: Object.fromEntries(openers.map(({ role }) => [role, undeclared(role, text)])),
    clock: "system",
    close: async () => program?.close(),
  };

  function readerOpener(to: ReaderLine): Opener {
    const open = readerBenches({ line: to, hands, people, clock, random: TRUE_CHANCE, authority });
    return { role: "reader", open };
  }

  function genericOpener(name: string): Opener {
    const limited: GenericBenchPorts["limited"] = (trace, institutionCode) =>
      limitedCentral({ country, clock: sinceOpening(clock), random: TRUE_CHANCE, trace, institutionCode });
    const reader = () => pcscReader(name, clock);
    return { role: "generic", open: genericBenches({ reader, hands, people, clock, random: TRUE_CHANCE, limited }) };
  }

  function receiptOpener(shared: () => Promise<Folders>): Opener {
    const name = target.is === "folder" ? target.directory : text;
    const open = receiptBenches({ name, folders: shared, hands, people, clock, random: TRUE_CHANCE });
    return { role: "receipt", open };
  }
}

interface Opener {
  readonly role: Role;
  readonly open: (request: BenchRequest) => Promise<BenchOf<Role>>;
}

const TRUE_CHANCE = { bytes: (length: number) => new Uint8Array(randomBytes(length)) };

const authority = (challenge: Uint8Array) =>
  Promise.resolve({ certificate: terminalCertificate(), signature: signForCard(challenge) });

/** The command line's word counts before the target's own. */
function handsFor(
  target: Address,
  { operator, dialog }: TargetOptions,
  clock: Clock,
  program?: Pick<Shim, "hands">,
): Hands {
  const asked = dialog ?? handsOf(nobody, "dialog");
  if (operator === "dialog") return asked;
  if (operator === "virtual")
    throw new DeviceError("config.invalid", {
      where: "--operator virtual",
      why: "there are virtual hands only at the built-in products",
      ja: "仮想の手があるのは内蔵の製品だけです",
    });
  if (operator !== undefined && !/^https?:/.test(operator))
    throw new DeviceError("config.invalid", {
      where: `--operator ${operator}`,
      why: "at a target it is dialog, or the http or https URL of a control API",
      ja: "接続先で使えるのは dialog か、制御APIの URL（http または https）です",
    });
  const url = operator ?? target.control;
  if (url !== undefined) return controlledHands(url, clock);
  return program?.hands ?? asked;
}

function wrongRole(role: Role, text: string) {
  return new DeviceError("config.invalid", {
    where: `--target ${text}`,
    why: `no ${role} can be there`,
    ja: `${role} の接続先にはなりません`,
  });
}

/** Of a product without a profile file everything is asked that ours can do, and nothing is taken as declared. */
const undeclared = (role: Role, text: string): Profile => ({
  ...{ role, features: BUILT_IN_PROFILES[role].features },
  product: { maker: "?", model: text, version: "?" },
  declares: [],
  latency: {},
});

/** The central system of the test world lives in its own days, in which its test cards are valid. */
const sinceOpening = (clock: Clock): Clock => {
  const start = clock.now();
  return { ...clock, now: () => OPENING + clock.now() - start };
};
