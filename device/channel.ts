import { DeviceError } from "./errors.ts";
import type { Transmit } from "./ports.ts";
import { type CommandApdu, encodeCommand, encodeResponse } from "./wire/apdu.ts";
import { concat } from "./wire/bytes.ts";

export type Layer = (next: Transmit) => Transmit;

/** Outermost first, as they would be read aloud: `channel(wire, fetchRemaining, correctLe, chained(255), observed(see))`. */
export const channel = (wire: Transmit, ...layers: readonly Layer[]): Transmit =>
  layers.reduceRight((next, layer) => layer(next), wire);

/** Shows every command and its answer, as bytes, to whoever keeps the trace. Innermost, it sees what the card sees. */
export const observed =
  (see: (is: "command" | "response", bytes: Uint8Array) => void): Layer =>
  (next) =>
  async (command) => {
    see("command", encodeCommand(command));
    const response = await next(command);
    see("response", encodeResponse(response));
    return response;
  };

/** More than any answer of one command can be; a card that goes on past it would go on for ever. */
const LONGEST_ANSWER = 65_536;

/** 61xx: the rest of the answer waits behind GET RESPONSE (ISO/IEC 7816-4:2005 §7.6.1). */
export const fetchRemaining: Layer = (next) => async (command) => {
  let answer = await next(command);
  const parts = [answer.data];
  let length = answer.data.length;
  while (answer.sw >> 8 === 0x61) {
    answer = await next({ cla: 0x00, ins: 0xc0, p1: 0x00, p2: 0x00, le: countOf(answer.sw) });
    length += answer.data.length;
    const endless = answer.sw >> 8 === 0x61 && (answer.data.length === 0 || length > LONGEST_ANSWER);
    if (endless) throw new DeviceError("peer.unexpected", { during: "GET RESPONSE", got: "an answer without end" });
    parts.push(answer.data);
  }
  return parts.length === 1 ? answer : { data: concat(...parts), sw: answer.sw };
};

/** 6Cxx: the card names the Le it wants; ask once more. */
export const correctLe: Layer = (next) => async (command) => {
  const answer = await next(command);
  return answer.sw >> 8 === 0x6c ? next({ ...command, le: countOf(answer.sw) }) : answer;
};

/**
 * Command chaining (ISO/IEC 7816-4:2005 §5.1.1.1): data longer than `most` go in several commands, bit 5 of CLA saying that more
 * follow. A command that asks for extended lengths is left alone.
 */
export const chained =
  (most: number): Layer =>
  (next) =>
  async (command) => {
    const { data, le, ...head } = command;
    if (!data || data.length <= most || command.extended) return next(command);
    let at = 0;
    for (; data.length - at > most; at += most) {
      const part: CommandApdu = { ...head, cla: head.cla | 0x10, data: data.slice(at, at + most) };
      const answer = await next(part);
      if (answer.sw !== 0x9000) return answer;
    }
    return next({ ...head, data: data.slice(at), ...(le === undefined ? {} : { le }) });
  };

/** SW2 as a number of bytes: 00 is 256. */
const countOf = (sw: number) => sw & 0xff || 256;
