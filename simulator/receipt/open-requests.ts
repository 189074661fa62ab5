import type { Clock, Folders } from "../../device/ports.ts";
import { jstDate } from "../../device/wire/oqs/jst.ts";
import { writeMessage } from "../../device/wire/oqs/message.ts";
import { requestName } from "../../device/wire/oqs/names.ts";
import { OQSsiquc01req } from "../../device/wire/oqs/siquc.ts";
import type { XmlEncoding } from "../../device/wire/oqs/xml-writer.ts";
import type { NumberQuery } from "./answer-file.ts";
import type { Asked } from "./asked.ts";
import { searchFor } from "./search-for.ts";

/** Milliseconds that staff wait for an answer. */
const PATIENCE = 3 * 60_000;

/** A request that was written and has not been answered for good. */
export interface PendingRequest {
  /** Suffix of its file and ArbitraryFileIdentifier. */
  readonly identifier: string;
  readonly query: NumberQuery;
  /** Tells the asker, the first time only. */
  settle(asked: Asked): void;
  /** No other answer is looked for. */
  close(): void;
}

/** Requests by number, each under an identifier of its own. */
export function openRequests(parts: {
  folders: Folders;
  clock: Clock;
  institutionCode: string;
  encoding: XmlEncoding;
  /** The suffix of the day's request of that number, from 1. */
  identify?: (day: string, serial: number) => string;
}) {
  const { folders, clock, identify = dayAndSerial } = parts;
  const pending = new Map<string, PendingRequest>();
  const answered = new Set<string>();
  let serial = 0;

  /** Day and serial; one whose answer from an earlier day's work still lies there is passed over. */
  const newIdentifier = async (): Promise<string> => {
    const there = [...(await folders.list("req")), ...(await folders.list("res"))];
    for (;;) {
      const identifier = identify(jstDate(clock.now()), ++serial);
      if (!there.some((name) => name.includes(`_${identifier}.`))) return identifier;
    }
  };

  const wait = (identifier: string, query: NumberQuery): Promise<Asked> =>
    new Promise((resolve) => {
      const cancel = clock.after(PATIENCE, () => resolve({ outcome: "timedOut" }));
      const settle = (asked: Asked) => {
        cancel();
        resolve(asked);
      };
      const close = () => {
        answered.add(identifier);
        pending.delete(identifier);
      };
      pending.set(identifier, { identifier, query, settle, close });
    });

  return {
    newIdentifier,
    find: (identifier: string): PendingRequest | undefined => pending.get(identifier),
    isAnswered: (identifier: string): boolean => answered.has(identifier),
    async send(query: NumberQuery): Promise<Asked> {
      const identifier = await newIdentifier();
      const bytes = requestFile(query, identifier, parts);
      // The answer may be there before the write has returned.
      const asked = wait(identifier, query);
      try {
        await folders.write("req", requestName("OQSsiquc01", identifier), bytes);
      } catch (error) {
        pending.get(identifier)?.settle({ outcome: "timedOut" });
        pending.delete(identifier);
        throw error;
      }
      return asked;
    },
    /** Lets every asker go. */
    close: () => pending.forEach((request) => request.settle({ outcome: "timedOut" })),
  };
}

const dayAndSerial = (day: string, serial: number) => `${day}${String(serial).padStart(4, "0")}`;

function requestFile(
  query: NumberQuery,
  identifier: string,
  { clock, institutionCode, encoding }: { clock: Clock; institutionCode: string; encoding: XmlEncoding },
): Uint8Array {
  return writeMessage(
    OQSsiquc01req,
    {
      MessageHeader: {
        QualificationConfirmationDate: jstDate(clock.now()),
        MedicalInstitutionCode: institutionCode,
        ArbitraryFileIdentifier: identifier,
      },
      MessageBody: { QualificationConfirmSearchInfo: searchFor(query) },
    },
    { encoding, outsideJis: "keep" },
  );
}
