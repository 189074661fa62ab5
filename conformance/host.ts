import { DeviceError, isFault } from "../device/errors.ts";
import type { Random, Transport } from "../device/ports.ts";
import { tracedTransport } from "../device/reader/traced-transport.ts";
import type { Recorder } from "../device/trace.ts";
import { decodeFace, encodeFace, type FaceMessage, type FaceMessageOf, PROTOCOL_VERSION } from "../device/wire/face.ts";
import { isPassedOver } from "../device/wire/face-version.ts";

/**
 * The suite's own host of a face-auth reader: it sends what a case wants sent, grants the card's challenge by itself, and judges
 * nothing. Whatever passes is in the trace, and there the steps and the checks look for it.
 */
export interface ReaderHost {
  /** As a host of this version, the highest if nothing is said. */
  hello(version?: number): Promise<void>;
  /** Starts a reception under a new id, nonce and challenge, and gives back the id. */
  begin(wishes?: Partial<Wishes>): Promise<number>;
  cancel(reception: number): Promise<void>;
  /** From now on the reader is refused leave to use a card's key without PIN. */
  refuseAuthority(): void;
  /** From now on the reader hears that the card is not registered for insurance use. */
  denyRegistration(): void;
  /** The reader is to prove itself, over 32 bytes that nobody could know. */
  attest(): Promise<void>;
  /** From now on it is left without an answer, until `giveAuthority`. */
  keepAuthority(): void;
  /** Answers what was kept, and answers again from now on. */
  giveAuthority(): Promise<void>;
  send(message: FaceMessage): Promise<void>;
  /** A frame of whatever bytes. */
  sendBytes(frame: Uint8Array): Promise<void>;
  /** What has gone wrong on the line, if anything: the steps that wait in vain end in it. */
  fault(): DeviceError | undefined;
  close(): Promise<void>;
}

export type Wishes = Omit<FaceMessageOf<"begin">, "is" | "reception" | "nonce" | "challenge">;

/** The central system's leave to use the card's key without PIN; undefined is a refusal. */
export type GrantAuthority = (
  challenge: Uint8Array,
) => Promise<{ readonly certificate: Uint8Array; readonly signature: Uint8Array } | undefined>;

export interface ReaderHostPorts {
  /** As it comes from its carrier: this host traces it. */
  readonly transport: Transport;
  readonly trace: Recorder;
  readonly random: Random;
  readonly authority: GrantAuthority;
  /** The id of the first reception; on a line that others have used, one that none of theirs had. */
  readonly firstReception?: number;
}

const WISHES: Wishes = {
  methods: ["face", "pin", "staff"],
  consents: ["medicines", "checkups", "diagnoses", "operations"],
  language: "ja",
  askPrescription: "no",
};

export function readerHost(ports: ReaderHostPorts): ReaderHost {
  const { transport, trace, random, authority, firstReception = 1 } = ports;
  const line = tracedTransport(transport, trace);
  let next = firstReception;
  let closing = false;
  let refusing = false;
  let registered = true;
  let kept: FaceMessageOf<"authorityWanted">[] | undefined;
  let fault: DeviceError | undefined;

  const send = (message: FaceMessage): Promise<void> => line.send(encodeFace(message));

  const grant = async ({ reception, challenge }: FaceMessageOf<"authorityWanted">): Promise<void> => {
    await send({ is: "authority", reception, ...(refusing ? undefined : await authority(challenge)) });
  };

  const listen = async (): Promise<void> => {
    for await (const frame of line.frames) {
      if (isPassedOver(frame)) continue;
      const message = understood(frame);
      if (isFault(message)) fault ??= message;
      else if (message.is === "authorityWanted") await (kept ? void kept.push(message) : grant(message));
      else if (message.is === "registrationWanted") {
        const state = registered ? "registered" : "notRegistered";
        await send({ is: "registration", reception: message.reception, state });
      }
    }
    if (!closing) throw new DeviceError("link.lost", { link: "reader" });
  };

  listen().catch((error: unknown) => {
    fault ??= isFault(error) ? error : new DeviceError("suite.broken", { why: String(error) });
  });

  return {
    send,
    sendBytes: (frame) => line.send(frame),
    hello: (version = PROTOCOL_VERSION) => send({ is: "hello", version }),
    attest: () => send({ is: "attest", nonce: random.bytes(32) }),
    denyRegistration: () => void (registered = false),
    async begin(wishes = {}) {
      const reception = next++;
      const secrets = { nonce: random.bytes(32), challenge: random.bytes(32) };
      await send({ is: "begin", reception, ...secrets, ...WISHES, ...wishes });
      return reception;
    },
    cancel: (reception) => send({ is: "cancel", reception }),
    refuseAuthority: () => void (refusing = true),
    keepAuthority: () => void (kept ??= []),
    async giveAuthority() {
      const wanted = kept ?? [];
      kept = undefined;
      for (const each of wanted) await grant(each);
    },
    fault: () => fault,
    async close() {
      closing = true;
      await line.close();
    },
  };
}

function understood(frame: Uint8Array): FaceMessage | DeviceError<"peer.malformed"> {
  try {
    return decodeFace(frame);
  } catch (error) {
    if (isFault(error, "peer.malformed")) return error;
    throw error;
  }
}
