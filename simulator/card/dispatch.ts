import { decodeCommand, type CommandApdu, type ResponseApdu } from "../../device/wire/apdu.ts";
import { EMPTY } from "../../device/wire/bytes.ts";
import { CARD_COMMANDS } from "../../device/wire/card.ts";
import { STATUS } from "../../device/wire/card-status.ts";
import type { Command } from "../../device/wire/command.ts";
import type { CommandName, Handlers } from "./commands/handler.ts";
import { read } from "./commands/read.ts";
import { select } from "./commands/select.ts";
import { sign } from "./commands/sign.ts";
import { terminal } from "./commands/terminal.ts";
import { verify } from "./commands/verify.ts";
import type { Chip } from "./files.ts";
import type { CardState } from "./state.ts";

type Step = readonly [CardState, ResponseApdu];

const HANDLERS: Handlers = { ...select, ...read, ...verify, ...sign, ...terminal };

/** Any bytes whatever: what is no command, or none of this card's, ends in the status word that says so. */
export function dispatch(chip: Chip, state: CardState, bytes: Uint8Array): Step {
  const refuse = (sw: number): Step => [state, { data: EMPTY, sw }];
  const apdu = parse(bytes);
  if (!apdu) return refuse(STATUS.wrongLength);
  const wrongClass = refusalOfClass(apdu);
  if (wrongClass !== undefined) return refuse(wrongClass);
  const always = ALWAYS_REFUSED.get(instruction(apdu))?.(apdu, state);
  if (always !== undefined) return refuse(always);
  const names = BY_INSTRUCTION.get(instruction(apdu)) ?? [];
  if (names.length === 0) return refuse(STATUS.unknownInstruction);
  for (const name of names) {
    const answered = perform(name, chip, state, apdu);
    if (answered) return answered;
  }
  return refuse(parametersFit(names, apdu) ? STATUS.wrongLength : STATUS.wrongParameters);
}

/** One cast for the whole table: the declaration that reads the request is the one its handler and its answer belong to. */
function perform(name: CommandName, chip: Chip, state: CardState, apdu: CommandApdu): Step | undefined {
  const command = CARD_COMMANDS[name] as unknown as Command<object, object>;
  const handle = HANDLERS[name] as unknown as (chip: Chip, state: CardState, request: object) => [CardState, object];
  const request = command.request.decode(apdu);
  if (!request) return undefined;
  const [next, answer] = handle(chip, state, request);
  return [next, command.answer.encode(answer)];
}

function parse(bytes: Uint8Array): CommandApdu | undefined {
  try {
    return decodeCommand(bytes);
  } catch {
    return undefined;
  }
}

const instruction = ({ cla, ins }: Pick<CommandApdu, "cla" | "ins">) => (cla << 8) | ins;

const BY_INSTRUCTION = new Map<number, CommandName[]>();
for (const name of Object.keys(CARD_COMMANDS) as CommandName[]) {
  const at = instruction(CARD_COMMANDS[name]);
  BY_INSTRUCTION.set(at, [...(BY_INSTRUCTION.get(at) ?? []), name]);
}

/** A secure message where no session was opened: READ BINARY and VERIFY answer so, SELECT 6882 (measured: myna-card). */
const SESSION_MISSING = 0x69fc;
const NEEDS_SESSION: readonly number[] = [0x20, 0xb0];

/** Classes 00 and 80 are served, without logical channels; bits 3 and 4 ask for secure messaging, bits 1 and 2 for a channel. */
function refusalOfClass({ cla, ins }: CommandApdu): number | undefined {
  if (cla === 0x00 || cla === 0x80) return undefined;
  if ((cla & 0x70) !== 0) return STATUS.unknownClass;
  if ((cla & 0x03) !== 0) return STATUS.unsupportedChannel;
  return NEEDS_SESSION.includes(ins) ? SESSION_MISSING : STATUS.unsupportedSecureMessaging;
}

/** Where no key delivery is configured the card answers 66F1, elsewhere 6982. Sessions are not simulated. */
const NO_SESSION: Readonly<Partial<Record<CardState["application"], number>>> = { common: 0x66f1, visual: 0x66f1 };
/** P1 of MANAGE ATTRIBUTES for the current EF and DF: the issuer's business. */
const ISSUER_ONLY: readonly number[] = [0x22, 0x24];

/** Instructions that the card knows and refuses to everyone but its issuer (measured: myna-card). */
const ALWAYS_REFUSED: ReadonlyMap<number, (apdu: CommandApdu, state: CardState) => number> = new Map([
  [0x80ae, (_, { application }) => NO_SESSION[application] ?? STATUS.securityNotSatisfied],
  [0x808a, ({ p1 }) => (ISSUER_ONLY.includes(p1) ? STATUS.securityNotSatisfied : STATUS.wrongParameters)],
  [0x80fc, ({ p1, p2 }) => (p1 === 0 && p2 === 0 ? STATUS.wrongLength : STATUS.wrongParameters)],
]);

const SAMPLES: readonly Pick<CommandApdu, "data" | "le">[] = [
  {},
  { le: 1 },
  { data: new Uint8Array(1) },
  { data: new Uint8Array(2) },
];

/** Whether P1 and P2 would do with some other lengths: then the lengths are what is wrong. */
const parametersFit = (names: readonly CommandName[], { cla, ins, p1, p2 }: CommandApdu): boolean =>
  names.some((name) =>
    SAMPLES.some((lengths) => CARD_COMMANDS[name].request.decode({ cla, ins, p1, p2, ...lengths }) !== undefined),
  );
