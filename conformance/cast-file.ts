import { z } from "zod";
import { DeviceError } from "../device/errors.ts";
import type { Secret } from "../device/secrets.ts";
import type { People } from "./benches/people.ts";
import { type Cast, type Part, PARTS, type PersonFacts } from "./cast.ts";
import { readYaml } from "./yaml-file.ts";

const digits = (least: number, most = least) =>
  z.string().regex(new RegExp(`^\\d{${least},${most}}$`), `${least === most ? least : `${least}–${most}`} 桁 / digits`);

const insured = {
  insurer: digits(6, 8),
  symbol: z.string().max(20),
  number: z.string().min(1).max(20),
  branch: digits(0, 2),
};

const person = z.strictObject({
  id: z.string().min(1),
  name: z.string().min(1),
  /** Half-width. */
  kana: z.string().regex(/^[ｦ-ﾟ ]+$/, "半角カタカナ / half-width katakana"),
  birthDate: digits(8),
  sex: z.enum(["male", "female", "unset"]),
  address: z.string(),
  ...insured,
  before: z.strictObject(insured).optional(),
  /** Which card it is, for the person who has to find it. */
  card: z.string().optional(),
  /** What may stand in no trace. */
  pin: digits(4).optional(),
  individualNumber: digits(12).optional(),
  keyB: digits(14).optional(),
});

const PART_NAMES = Object.keys(PARTS) as Part[];
const parts = Object.fromEntries(PART_NAMES.map((part) => [part, person.optional()])) as Record<
  Part,
  z.ZodOptional<typeof person>
>;

const schema = z.strictObject({
  ...parts,
  institutionCode: digits(10).optional(),
  staffPassword: z.string().min(1).optional(),
});

type Player = z.infer<typeof person>;

/** The persons of a file, and which card of a drawer is whose. */
export interface CastFile {
  readonly people: People;
  /** Parts that somebody plays; none where the file is only about the institution. */
  readonly parts: readonly Part[];
  /** Notes on cards by person id, for dialogs. */
  readonly cards: Readonly<Record<string, string>>;
}

/** Reads who plays which part; what the file leaves out of the institution is as in `otherwise`. */
export function readCast(
  text: string,
  where: string,
  otherwise: Pick<People, "institutionCode" | "staffPassword">,
): CastFile {
  const read = readYaml(text, schema, where);
  const players = PART_NAMES.flatMap((part) => {
    const player = read[part];
    return player ? [[part, player] as const] : [];
  });
  demandOneEach(players, where);
  const { institutionCode = otherwise.institutionCode, staffPassword = otherwise.staffPassword } = read;
  return {
    people: {
      institutionCode,
      staffPassword,
      castOf: (asked) =>
        Object.fromEntries(
          players.flatMap(([part, player]) => (asked.includes(part) ? [[part, factsOf(player)]] : [])),
        ) satisfies Cast,
      pinOf: (part) => read[part]?.pin,
      // All of them, whoever plays: a reader may mix people up, and a trace is stored.
      secretsOf: () =>
        Promise.resolve([
          ...players.flatMap(([, player]) => secretsOf(player)),
          { kind: "password", person: "staff", value: staffPassword },
        ]),
    },
    parts: players.map(([part]) => part),
    cards: Object.fromEntries(players.flatMap(([, { id, card }]) => (card === undefined ? [] : [[id, card]]))),
  };
}

const factsOf = ({ before, ...player }: Player): PersonFacts => {
  const { id, name, kana, birthDate, sex, address, insurer, symbol, number, branch } = player;
  const facts = { id, name, kana, birthDate, sex, address, insurer, symbol, number, branch };
  return before ? { ...facts, before } : facts;
};

function secretsOf({ id, pin, individualNumber, keyB }: Player): Secret[] {
  const secret = (kind: "pin" | "individualNumber" | "keyB", value: string | undefined): Secret[] =>
    value === undefined ? [] : [{ kind, person: id, value }];
  return [...secret("pin", pin), ...secret("individualNumber", individualNumber), ...secret("keyB", keyB)];
}

/** One id for one person: a case that mixes up two parts would prove nothing. */
function demandOneEach(players: readonly (readonly [Part, Player])[], where: string): void {
  for (const [i, [part, { id }]] of players.entries()) {
    const earlier = players.slice(0, i).find(([, other]) => other.id === id);
    if (!earlier) continue;
    throw new DeviceError("config.invalid", {
      where,
      why: `${earlier[0]} and ${part} are both played by ${id}; each part wants a person and a card of its own`,
      ja: `${earlier[0]} と ${part} がどちらも ${id} です。役ごとに別の人とカードを割り当ててください`,
    });
  }
}
