import { hex, unhex } from "../../device/wire/bytes.ts";
import { AID } from "../../device/wire/card-files.ts";
import { FILES, OBJECTS, type FileRow } from "../../simulator/card/answers.data.ts";
import type { Card, CardState } from "../../simulator/card/card.ts";
import type { Person } from "../../simulator/people.ts";
import { cardOfPersona, persona } from "../simulator/card/hand.ts";
import { type Contents, place } from "./oracle.ts";

/** A card to hunt on, and what is in it: read through its own commands, with every secret its holder knows. */
export interface Prey {
  readonly card: Card;
  readonly contents: Contents;
}

export function preyOf(id: string): Prey {
  const person = persona(id);
  const card = cardOfPersona(id);
  const secrets = secretsOf(person);
  const objects = OBJECTS.map((tag) => [tag, lookUp(card, undefined, `00ca${word(tag)}000000`)] as const);
  const files = FILES.flatMap((file) => {
    const bytes = read(card, file, secrets);
    return bytes ? [[place(file.application, file.id), bytes] as const] : [];
  });
  const { auth, keyB } = person.triesLeft ?? {};
  const left = [
    ["jpki", 0x18, auth],
    ["visual", 0x12, keyB],
    ["text", 0x15, keyB],
  ] as const;
  return {
    card,
    contents: {
      files: new Map(files),
      objects: new Map(objects),
      secrets,
      triesLeft: new Map(
        left.flatMap(([application, ref, tries]) =>
          tries === undefined ? [] : [[place(application, ref), tries] as const],
        ),
      ),
      adult: person.pins.sign !== undefined,
    },
  };
}

function secretsOf({ pins, numberA, numberB }: Person): Map<string, string> {
  const known = [
    ["jpki", 0x18, pins.auth],
    ["jpki", 0x1b, pins.sign],
    ["text", 0x11, pins.text],
    ["text", 0x14, numberA],
    ["text", 0x15, numberB],
    ["visual", 0x11, numberB.slice(0, 6)],
    ["visual", 0x12, numberB],
    ["visual", 0x13, numberA],
    ["juki", 0x1c, pins.text],
    ["common", 0x1c, pins.text],
  ] as const;
  return new Map(
    known.flatMap(([application, id, secret]) =>
      secret === undefined ? [] : [[place(application, id), secret] as const],
    ),
  );
}

/** On a card as new, so that a used one is surveyed too. */
function read(card: Card, file: FileRow, secrets: ReadonlyMap<string, string>): Uint8Array | undefined {
  const { application, id, kind, opens } = file;
  if (kind !== "transparent" && kind !== "records") return undefined;
  const key = opens === "free" ? undefined : opens.find((reference) => secrets.has(place(application, reference)));
  if (opens !== "free" && key === undefined) return undefined;
  const secret = Buffer.from(secrets.get(place(application, key ?? 0)) ?? "").toString("hex");
  const before = [`00a4040c0a${hex(AID[application])}`];
  if (key !== undefined) before.push(`002000${byte(0x80 | key)}${byte(secret.length / 2)}${secret}`);
  const command = kind === "records" ? `00b201${byte((id << 3) | 4)}00` : `00b0${byte(0x80 | id)}00000000`;
  return lookUp(card, before, command, file.adultsOnly);
}

function lookUp(card: Card, before: readonly string[] | undefined, command: string, maybe = false): Uint8Array {
  let state: CardState = card.initial;
  for (const step of before ?? []) [state] = card.transact(state, unhex(step));
  const [, response] = card.transact(state, unhex(command));
  if (hex(response.slice(-2)) !== "9000" && !maybe) throw new Error(`${command} answers ${hex(response)}`);
  return response.slice(0, -2);
}

const byte = (value: number) => value.toString(16).padStart(2, "0");
const word = (value: number) => value.toString(16).padStart(4, "0");
