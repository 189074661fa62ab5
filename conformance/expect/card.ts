import { isFault } from "../../device/errors.ts";
import type { TraceEvent } from "../../device/trace.ts";
import { type CommandApdu, decodeCommand, decodeResponse, type ResponseApdu } from "../../device/wire/apdu.ts";
import { concat, equal, startsWith, unhex } from "../../device/wire/bytes.ts";
import {
  COMPUTE_DIGITAL_SIGNATURE,
  QUERY_TRIES,
  READ_BINARY,
  READ_BINARY_SFI,
  READ_RECORD,
  SELECT_AP,
  SELECT_EF,
  VERIFY,
} from "../../device/wire/card.ts";
import { AID, type Application, CURRENT_EF } from "../../device/wire/card-files.ts";
import type { Command } from "../../device/wire/command.ts";
import type { Observation } from "../observation.ts";
import { type Selector, type Sighting, single } from "./selector.ts";

/** One command and its answer, with what was selected when the card got it. Bytes that are no APDU have no exchange. */
export interface Exchange {
  readonly command: CommandApdu;
  readonly response: ResponseApdu;
  readonly application: Application | "unknown";
  /** The EF the command works on: the one it names, or the one selected last. */
  readonly file: number | undefined;
}

/**
 * Every exchange with the card, in order; an answer that came by GET RESPONSE (61xx) is one with the command it answers. A secret in a
 * command is masked, its length is not.
 */
export const exchange: Selector<Exchange> = {
  name: "card command",
  channels: ["card"],
  rule: { see: "exchange" },
  find({ events }) {
    const found: Sighting<Exchange>[] = [];
    let state: Selected = RESET;
    let isOpen = false;
    let pending: { readonly event: TraceEvent; readonly command: CommandApdu } | undefined;
    for (const event of events) {
      if (event.channel !== "card") continue;
      if (event.is === "reset" || event.is === "removed" || event.is === "inserted") {
        state = RESET;
        isOpen = false;
        pending = undefined;
      } else if (event.is === "command") {
        const command = decodeOrNothing(decodeCommand, event.bytes);
        pending = command && { event, command };
      } else if (event.is === "response" && pending) {
        const response = decodeOrNothing(decodeResponse, event.bytes);
        const { command } = pending;
        const { seq, at } = pending.event;
        pending = undefined;
        if (!response) continue;
        const begun = isOpen && isRest(command) ? found.at(-1) : undefined;
        isOpen = hasMore(response);
        if (begun) {
          const whole = { data: concat(begun.value.response.data, response.data), sw: response.sw };
          found[found.length - 1] = { ...begun, value: { ...begun.value, response: whole } };
          continue;
        }
        const value = { command, response, application: state.application, file: namedFile(command) ?? state.file };
        found.push({ seq, at, value });
        state = select(state, command, response);
      }
    }
    return found;
  },
};

/** What became of the card itself: put in, reset, taken out, as its reader noticed it. */
export const cardEvent = (is: "inserted" | "reset" | "removed"): Selector<true> =>
  single(`card ${is}`, "card", (event) => (event.is === is ? true : undefined), { see: "card", is });

/** Exchanges of one declared command, as its declaration reads them. An answer it does not list is `undefined`. */
export const exchangesOf = <Q, A>(
  declared: Command<Q, A>,
): Selector<Exchange & { request: Q; answer: A | undefined }> => ({
  name: declared.name,
  channels: ["card"],
  rule: { see: "exchange", command: declared.name },
  find: (observation) =>
    exchange.find(observation).flatMap((sighting) => {
      const request = declared.request.decode(sighting.value.command);
      if (request === undefined) return [];
      const answer = declared.answer.decode(sighting.value.response);
      return [{ ...sighting, value: { ...sighting.value, request, answer } }];
    }),
});

/** What was read of a transparent file, put together block by block; where nothing was, zeros. */
export function bytesRead(observation: Observation, application: Application, file: number): Uint8Array {
  const bytes: (number | undefined)[] = [];
  for (const { value } of exchangesOf(READ_BINARY).find(observation)) {
    const { request, answer } = value;
    if (value.application !== application || value.file !== file || answer?.outcome !== "read") continue;
    answer.bytes.forEach((byte, i) => (bytes[request.offset + i] = byte));
  }
  return Uint8Array.from(bytes, (byte) => byte ?? 0);
}

interface Selected {
  readonly application: Application | "unknown";
  readonly file: number | undefined;
}

const RESET: Selected = { application: "cardManager", file: undefined };

/** More of the answer waits behind GET RESPONSE, and all is well (ISO/IEC 7816-4 §5.1.3). */
const hasMore = ({ sw }: ResponseApdu) => sw >> 8 === 0x61;
const isRest = ({ cla, ins }: CommandApdu) => cla === 0x00 && ins === 0xc0;

function select(state: Selected, command: CommandApdu, response: ResponseApdu): Selected {
  if (response.sw !== 0x9000 && !hasMore(response)) return state;
  const ap = SELECT_AP.request.decode(command);
  if (ap) return { application: applicationOf(ap.aid), file: undefined };
  const file = selectedFile(command);
  return file === undefined ? state : { ...state, file };
}

function applicationOf(aid: Uint8Array): Application | "unknown" {
  const names = Object.keys(AID) as Application[];
  const exact = names.find((name) => equal(AID[name], aid));
  return exact ?? names.find((name) => startsWith(AID[name], aid)) ?? "unknown";
}

const namedFile = (command: CommandApdu) => selectedFile(command) ?? referencedFile(command);

/** The EF that a command makes the current one. */
function selectedFile(command: CommandApdu): number | undefined {
  const read = READ_BINARY_SFI.request.decode(command) ?? READ_RECORD.request.decode(command);
  return SELECT_EF.request.decode(command)?.id ?? (read?.sfi === 0 ? undefined : read?.sfi);
}

/** The EF or key that a command names for itself alone. */
function referencedFile(command: CommandApdu): number | undefined {
  const reference =
    (VERIFY.request.decode(command) ?? QUERY_TRIES.request.decode(command))?.reference ??
    COMPUTE_DIGITAL_SIGNATURE.request.decode(command)?.key;
  return reference === undefined || reference <= CURRENT_EF ? undefined : reference & 0x1f;
}

function decodeOrNothing<T>(decode: (bytes: Uint8Array) => T, hex: string): T | undefined {
  try {
    return decode(unhex(hex));
  } catch (error) {
    if (isFault(error, "peer.malformed")) return undefined;
    throw error;
  }
}
