import { fc } from "./draws.ts";
import type { CommandApdu } from "../device/wire/apdu.ts";

const byte = fc.nat(255);
const dataUpTo = (maxLength: number) =>
  fc.option(fc.uint8Array({ minLength: 1, maxLength }), { nil: undefined, freq: 3 });
const leUpTo = (max: number) => fc.option(fc.integer({ min: 1, max }), { nil: undefined, freq: 3 });

/** Every command APDU that can be spelled: cases 1 to 4, short and extended. */
export const commandApdus: fc.Arbitrary<CommandApdu> = fc
  .tuple(fc.tuple(byte, byte, byte, byte), fc.boolean())
  .chain(([[cla, ins, p1, p2], extended]) =>
    fc
      .tuple(dataUpTo(extended ? 600 : 255), leUpTo(extended ? 65_536 : 256))
      .filter(([data, le]) => !extended || data !== undefined || le !== undefined)
      .map(([data, le]) => ({
        ...{ cla, ins, p1, p2 },
        ...(data === undefined ? {} : { data }),
        ...(le === undefined ? {} : { le }),
        ...(extended ? { extended } : {}),
      })),
  );
