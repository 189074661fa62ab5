import { createHash } from "node:crypto";
import { channel, correctLe, fetchRemaining } from "../../../device/channel.ts";
import { DeviceError } from "../../../device/errors.ts";
import type { Transmit } from "../../../device/ports.ts";
import { decodeResponse, encodeCommand } from "../../../device/wire/apdu.ts";
import { ascii, concat, unhex } from "../../../device/wire/bytes.ts";
import {
  COMPUTE_DIGITAL_SIGNATURE,
  QUERY_TRIES,
  READ_BINARY,
  SELECT_AP,
  SELECT_EF,
  SIGN_INPUT,
  VERIFY,
} from "../../../device/wire/card.ts";
import { AID, type Application, CURRENT_EF, JPKI_EF } from "../../../device/wire/card-files.ts";
import { send } from "../../../device/wire/command.ts";
import type { CardConnection } from "../../bench.ts";
import type { Part } from "../../cast.ts";
import type { Stage } from "../../stage.ts";

/** What a program of the PC does with a card, step by step. Refusals are answers here; what they mean is for the checks to say. */
export interface CardSession {
  readonly connection: CardConnection;
  select(application: Application): Promise<boolean>;
  selectFile(id: number): Promise<boolean>;
  /** A whole transparent file that begins with a TLV, block by block; nothing where it cannot be read. */
  read(id: number): Promise<Uint8Array | undefined>;
  /** The first bytes of the file that is selected, by one command. */
  readHead(): Promise<Uint8Array | undefined>;
  /** Tries left, without spending one. */
  tries(reference?: JpkiReference): Promise<number | undefined>;
  verify(secret: string, reference?: JpkiReference): Promise<boolean>;
  /** By the authentication key: RSASSA-PKCS1-v1_5 with SHA-256; nothing where the card refuses. */
  sign(message: Uint8Array): Promise<Uint8Array | undefined>;
  /** The same by one command, where the key is the selected file. */
  signOnce(message: Uint8Array): Promise<Uint8Array | undefined>;
  /** Ends the session; the card is taken away. */
  leave(): Promise<void>;
}

type GenericStage = Stage<"generic">;

/** The PIN of authentication, which is meant where nothing is said, and the password of signatures. */
type JpkiReference = "auth" | "sign";

const REFERENCE_FILE: Readonly<Record<JpkiReference, number>> = { auth: JPKI_EF.authPin, sign: JPKI_EF.signPassword };

/** The part's card is put in, answers to reset, and its JPKI application is selected. */
export async function sitDown({ bench, hand }: GenericStage, part: Part = "patient"): Promise<CardSession> {
  await hand.place(part);
  const connection = await bench.connect();
  const session = sessionOver(connection, async () => {
    await connection.disconnect();
    await hand.remove();
  });
  await session.select("jpki");
  return session;
}

/** A wrong PIN, entered once: never where that could be the last try. */
export async function spendOneTry({ bench, person }: GenericStage, session: CardSession): Promise<void> {
  const left = await session.tries();
  if (left === undefined || left < 2)
    throw new DeviceError("card.lastTry", {
      card: person("patient").name,
      burns: 1,
      ...(left === undefined ? {} : { left }),
    });
  await session.verify(wrongPin(bench));
}

/** Four digits that are not the PIN of the patient's card. */
export const wrongPin = (bench: Pick<GenericStage["bench"], "pinOf">): string =>
  bench.pinOf("patient") === "9876" ? "9875" : "9876";

export async function verifyRightPin({ bench }: GenericStage, session: CardSession): Promise<void> {
  const pin = bench.pinOf("patient");
  if (pin === undefined) throw new DeviceError("config.invalid", { where: "cast", why: "no PIN known for patient" });
  await session.verify(pin);
}

/** DER up to the digest of DigestInfo with SHA-256 (RFC 8017 §9.2, note 1). */
const SHA256_DIGEST_INFO = unhex("3031300d060960864801650304020105000420");
const SIGNATURE_LENGTH = 256;
/** A certificate has some 1,500 bytes; a card that names more than this leads nowhere. */
const LONGEST_FILE = 8192;
const BLOCK = 0xe0;
const NOTHING = { want: "nothing" } as const;

function sessionOver(connection: CardConnection, leave: () => Promise<void>): CardSession {
  const bare: Transmit = async (command) => decodeResponse(await connection.transmitBytes(encodeCommand(command)));
  const transmit = channel(bare, fetchRemaining, correctLe);
  const selectFile = async (id: number) => (await send(transmit, SELECT_EF, { id, ...NOTHING })).outcome === "selected";
  const block = async (offset: number, le: number) => {
    const answer = await send(transmit, READ_BINARY, { offset, le });
    return answer.outcome === "read" ? answer.bytes : undefined;
  };
  const readHead = () => block(0, 4);
  const signOnce = async (message: Uint8Array) => {
    const input = concat(SHA256_DIGEST_INFO, createHash("sha256").update(message).digest());
    const mode = SIGN_INPUT.asGiven;
    const le = SIGNATURE_LENGTH;
    const answer = await send(transmit, COMPUTE_DIGITAL_SIGNATURE, { mode, key: CURRENT_EF, input, le });
    return answer.outcome === "signed" ? answer.bytes : undefined;
  };
  return {
    ...{ connection, leave, selectFile, readHead, signOnce },
    select: async (application) =>
      (await send(transmit, SELECT_AP, { aid: AID[application], ...NOTHING })).outcome === "selected",
    async read(id) {
      if (!(await selectFile(id))) return undefined;
      const head = await readHead();
      if (!head) return undefined;
      const whole = Math.min(lengthOf(head), LONGEST_FILE);
      const parts = [];
      for (let offset = 0; offset < whole; offset += BLOCK) {
        const part = await block(offset, Math.min(BLOCK, whole - offset));
        if (!part) return undefined;
        parts.push(part);
      }
      return concat(...parts);
    },
    async tries(reference = "auth") {
      await selectFile(REFERENCE_FILE[reference]);
      const answer = await send(transmit, QUERY_TRIES, { reference: CURRENT_EF });
      return answer.outcome === "counted" ? answer.triesLeft : undefined;
    },
    async verify(secret, reference = "auth") {
      await selectFile(REFERENCE_FILE[reference]);
      const answer = await send(transmit, VERIFY, { reference: CURRENT_EF, secret: ascii(secret) });
      return answer.outcome === "verified";
    },
    async sign(message) {
      await selectFile(JPKI_EF.authKey);
      return signOnce(message);
    },
  };
}

/** The length of a TLV, head and all, from its first four bytes; as many bytes as were given where they are none. */
function lengthOf(head: Uint8Array): number {
  const [, first = 0, second = 0, third = 0] = head;
  if (first < 0x80) return Math.max(head.length, 2 + first);
  if (first === 0x81) return 3 + second;
  return first === 0x82 ? 4 + ((second << 8) | third) : head.length;
}
