import { sign } from "node:crypto";
import { keyFor, POOL } from "../../certs/pool/key-for.ts";
import { terminalCertificate } from "../../certs/terminal.ts";
import { concat, unhex } from "../../device/wire/bytes.ts";
import { AID } from "../../device/wire/card-files.ts";
import { decodeTlv, decodeTlvs } from "../../device/wire/tlv.ts";
import { FILES } from "../../simulator/card/answers.data.ts";
import type { Dice } from "./dice.ts";
import { type Contents, type Model, place } from "./oracle.ts";

/** Class, instruction and what typically follows P1 and P2, for every instruction that the card knows and some that it does not. */
export const INSTRUCTIONS: readonly (readonly [head: string, ...tails: string[]])[] = [
  ["00a4", "020017", ""],
  ["00b0", "10", "00000000"],
  ["00b2", "10", ""],
  ["0020", "0430303030", ""],
  ["0024", "0434333231", ""],
  ["8032", "0434333231", ""],
  ["802a", "020000", ""],
  ["0084", "10", "000010"],
  ["0088", "01aa00", ""],
  ["00ca", "00", "000000"],
  ["80a2", "01aa", ""],
  ["0082", "01aa", ""],
  ["80ae", "01aa", ""],
  ["808a", "01aa", ""],
  ["80fc", "", "01aa"],
  ["00fe", "", "00"],
  ["0cb0", "10"],
  ["01a4", "020017"],
];

/** Every P1 and P2 of every instruction. */
export function* everyParameter(from = 0, to = 0x10000): Generator<Uint8Array> {
  for (const [head, ...tails] of INSTRUCTIONS)
    for (const tail of tails) {
      const [[cla = 0, ins = 0], rest] = [unhex(head), unhex(tail)];
      for (let pair = from; pair < to; pair++) yield Uint8Array.of(cla, ins, pair >> 8, pair & 0xff, ...rest);
    }
}

/** Every class and instruction, with and without data. */
export function* everyHeader(step = 1): Generator<Uint8Array> {
  for (const tail of ["", "00", "0411223344", "0211220000", "0001"].map(unhex))
    for (let pair = 0; pair < 0x10000; pair += step) yield Uint8Array.of(pair >> 8, pair & 0xff, 0, 0, ...tail);
}

/** Every short length, right and wrong, of every instruction under parameters it takes. */
export function* everyLength(): Generator<Uint8Array> {
  const heads = ["00a4040c", "00a4020c", "00a40000", "00b00000", "00b08a00", "00b2010c", "00200098", "00240198"];
  heads.push("80320080", "802a0097", "802a0297", "802a0000", "00840000", "00880099", "00ca0045", "00ca00f8");
  heads.push("80a206c1", "80a200c1", "00820016", "80ae0000", "808a2200", "80fc0000");
  for (const head of heads.map(unhex))
    for (let length = 0; length <= 0xff; length++) {
      yield concat(head, Uint8Array.of(length));
      const body = new Uint8Array(length).fill(0x30);
      yield concat(head, Uint8Array.of(length), body);
      yield concat(head, Uint8Array.of(length), body, Uint8Array.of(0));
      if (length > 0) yield concat(head, Uint8Array.of(length), body.subarray(1));
      yield concat(head, Uint8Array.of(0, 0, length), body);
      yield concat(head, Uint8Array.of(0, 0, length), body, Uint8Array.of(0, 0));
    }
}

const [NAMES, IDS] = [Object.values(AID), Array.from({ length: 0x20 }, (_, id) => id)];

/** One command of someone who wanders about and means most of what he says. */
export function wander(dice: Dice, model: Model, contents: Contents): Uint8Array {
  const terminalAtWork = model.ef === 0x16 && model.application === "jpki" && dice.below(3) > 0;
  const made = terminalAtWork ? terminal(dice, model) : meant(dice, model, contents);
  switch (dice.below(12)) {
    case 0: {
      const hurt = Uint8Array.from(made);
      if (hurt.length > 0) hurt[dice.below(hurt.length)] = dice.below(256);
      return hurt;
    }
    case 1:
      return dice.below(4) === 0 ? dice.bytes(dice.below(40)) : made.subarray(0, dice.below(made.length + 1));
    default:
      return made;
  }
}

/** What hardly anybody sends and the table has an answer for. */
const RARE = [
  ...["00a40000", "00a4000c", "00a40000023f00", "00a4000003aabbcc", "80ae00000100", "808a22000100", "808a00000100"],
  ...["80fc0000", "80fc0001", "00b000000100", "00b2010c0100", "00840000020000", "0082008001aa", "0082009801aa"],
  ...["80a2000001aa", "80a201c101aa", "80a206c1", `802a0097f6${"5a".repeat(0xf6)}00`],
].map(unhex) as [Uint8Array, ...Uint8Array[]];

function meant(dice: Dice, model: Model, contents: Contents): Uint8Array {
  const id = usefulId(dice, model);
  const by = dice.below(3) === 0 ? 0x80 : 0x80 | id;
  switch (dice.below(17)) {
    case 16:
      return dice.one(RARE);
    case 0: {
      const name = dice.one(NAMES as [Uint8Array, ...Uint8Array[]]);
      return short(
        "00a4",
        0x04,
        dice.one([0x0c, 0x00]),
        name.slice(0, dice.below(6) === 0 ? 1 + dice.below(9) : 16),
        dice,
      );
    }
    case 1:
    case 2:
      return short("00a4", 0x02, 0x0c, Uint8Array.of(0, id));
    case 3:
    case 4:
      return concat(unhex("00b0"), Uint8Array.of(by === 0x80 ? 0 : by, dice.below(64)), le(dice));
    case 5:
      return concat(unhex("00b2"), Uint8Array.of(dice.below(3), (id << 3) | 4), le(dice));
    case 6:
      return concat(unhex("0020"), Uint8Array.of(0, by));
    case 7:
    case 8:
    case 9:
      return short("0020", 0, by, secret(dice, model, by));
    case 10:
      return changing(dice, by);
    case 11:
      return short("802a", dice.below(7), dice.below(4) === 0 ? 0 : by, dice.bytes(dice.one([0, 1, 20, 32, 32])), dice);
    case 12:
      return concat(unhex("00840000"), le(dice));
    case 13:
      return short("0088", 0, by, dice.bytes(dice.below(20)), dice);
    case 14:
      return concat(
        unhex("00ca"),
        Uint8Array.from(word(dice.one([...contents.objects.keys(), 0xdf30] as [number]))),
        le(dice),
      );
    default:
      return terminal(dice, model);
  }
}

/** Ids that the application has come up more often than those it does not have. */
function usefulId(dice: Dice, { application }: Model): number {
  const here = FILES.filter((file) => file.application === application);
  const row = here[dice.below(here.length + 3)];
  return row ? row.id : (IDS[dice.below(IDS.length)] ?? 0);
}

function secret(dice: Dice, model: Model, by: number): Uint8Array {
  const id = by === 0x80 ? (model.ef ?? 0) : by & 0x1f;
  const right = model.secrets.get(place(model.application, id)) ?? "1234";
  return Buffer.from(dice.below(3) === 0 ? dice.one(["0000", "9999", "", "12345", "ABCDEF"]) : right, "latin1");
}

function changing(dice: Dice, by: number): Uint8Array {
  const fresh = Buffer.from(dice.one(["1234", "5678", "ABC123", "abc123", "123", "QWERTY77"]), "latin1");
  return dice.below(2) === 0 ? short("0024", 1, by, fresh) : short("8032", 0, by, fresh);
}

const CERTIFICATE = decodeTlvs(decodeTlv(terminalCertificate()).value).map(({ value }) => value);

/** What a terminal that may use the key without PIN does next, now and then spoiled or out of turn. */
function terminal(dice: Dice, model: Model): Uint8Array {
  const [body = new Uint8Array(0), seal = new Uint8Array(0)] = CERTIFICATE;
  const turn = dice.below(8) === 0 ? dice.below(5) : nextTurn(model);
  const spoiled = dice.below(5);
  switch (turn) {
    case 0:
      return short("00a4", 0x02, 0x0c, Uint8Array.of(0, 0x16));
    case 1:
      return long("80a206c1", spoiled === 0 ? body.subarray(1) : body);
    case 2:
      return long("80a200c1", spoiled === 0 ? dice.bytes(256) : spoiled === 1 ? seal.subarray(1) : seal);
    case 3:
      return unhex("0084000010");
    default: {
      const challenge = model.challenge ?? new Uint8Array(16);
      const proof = model.trusted ? sign("sha256", challenge, keyFor(POOL.terminal).privateKey) : dice.bytes(256);
      return long("00820016", spoiled === 0 ? dice.bytes(256) : spoiled === 1 ? proof.subarray(1) : proof);
    }
  }
}

function nextTurn({ application, ef, body, trusted, challenge }: Model): number {
  if (application !== "jpki" || ef !== 0x16) return 0;
  if (!body) return 1;
  if (!trusted) return 2;
  return challenge ? 4 : 3;
}

function short(head: string, p1: number, p2: number, data: Uint8Array, dice?: Dice): Uint8Array {
  const length = data.length === 0 ? [] : [data.length];
  const end = dice && dice.below(2) === 0 ? [0] : [];
  return concat(unhex(head), Uint8Array.of(p1, p2, ...length), data, Uint8Array.from(end));
}

const long = (head: string, data: Uint8Array) =>
  concat(unhex(head), Uint8Array.of(0, data.length >> 8, data.length & 0xff), data);

const le = (dice: Dice) =>
  dice.one(
    [[], [0], [1], [16], [0, 0, 0], [0, 1, 0], [dice.below(256)]].map((b) => Uint8Array.from(b)) as [
      Uint8Array,
      ...Uint8Array[],
    ],
  );
const word = (value: number) => [value >> 8, value & 0xff];
