import { DeviceError } from "../../device/errors.ts";
import type { Clock } from "../../device/ports.ts";
import type { CardField } from "../../simulator/apps/card-field.ts";
import { pcscReader } from "./pcsc.ts";

/** A field that is a reader of this machine's PC/SC service. */
export interface PcscField extends CardField {
  readonly reader: string;
  close(): Promise<void>;
}

/** `pcsc:NAME` as an option has it, where NAME may be a part that one reader alone has. */
export async function pcscField(option: string, text: string, clock: Clock): Promise<PcscField> {
  const [, name] = /^pcsc:(.+)$/.exec(text) ?? [];
  if (name === undefined)
    throw new DeviceError("config.invalid", {
      where: option,
      why: `${text} names no reader: write pcsc:NAME, with the reader's name or a part of it`,
      ja: `${text} はリーダーの指定ではありません。pcsc:名前 の形で書いてください（名前は一部でも可）`,
    });
  const reader = await pcscReader(name, clock, { option });
  return {
    reader: reader.name,
    async hold(work) {
      const held = await reader.connect();
      try {
        return await work(async (command) => {
          const answer = await held.transmitBytes(command);
          // What was selected and verified is gone with the reset: the reading begins anew, by its holder.
          if (answer === "reset") throw new DeviceError("link.lost", { link: reader.name });
          return answer;
        });
      } finally {
        await held.disconnect();
      }
    },
    close: () => reader.close(),
  };
}
