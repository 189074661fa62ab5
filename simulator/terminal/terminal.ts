import { isFault } from "../../device/errors.ts";
import type { Clock, Fetch, Folders, Random } from "../../device/ports.ts";
import type { FaceReader } from "../../device/reader/face-reader.ts";
import type { ReceptionOutcome } from "../../device/reception/desk-machine.ts";
import { receive, type ReceiveOptions } from "../../device/reception/receive.ts";
import { CONSENT_ITEMS } from "../../device/wire/face.ts";
import { type Facility, mayView } from "../facilities.ts";
import { RESULT_CODES } from "../result-codes.data.ts";
import { memoryRecords, type Records } from "../central/records.ts";
import { type Binding, readerAccounts } from "./accounts.ts";
import { faceDesk } from "./face-desk.ts";
import { deleteLeftovers } from "./leftovers.ts";
import { type Manner, passwordForFace, USUAL_MANNER } from "./manner.ts";
import { outbox } from "./outbox.ts";
import { requestDesk } from "./request-desk.ts";

export interface TerminalParts {
  readonly folders: Folders;
  readonly central: Fetch;
  readonly clock: Clock;
  readonly random: Random;
  readonly facility: Facility;
  /** Where it does otherwise than usual. */
  readonly manner?: Partial<Manner>;
  /** What it remembers between one run and the next; nothing where nothing is said. */
  readonly records?: Records;
  /** A bug of ours in serving a request, which then gets an error file. */
  readonly onError: (error: unknown) => void;
}

/** A patient at one of the terminal's readers. */
export interface Visit extends Pick<ReceiveOptions, "onMessage" | "signal"> {
  readonly reader: FaceReader;
  /** The reader's own account (顔認証用アカウント): F0 and up to six letters and digits. */
  readonly account: string;
  readonly methods?: ReceiveOptions["facility"]["methods"];
  readonly language?: "ja" | "en";
  readonly askPrescription?: boolean;
}

/** `file` is the result's name in the face folder; only an answered reception has one. */
export type Received = ReceptionOutcome & { readonly file?: string };

/** The eligibility terminal (資格確認端末): it only ever writes files; no session goes from here to the receipt computer. */
export interface Terminal {
  /** From the patient's arrival to the result in the face folder. Several readers work side by side. */
  receive(visit: Visit): Promise<Received>;
  /**
   * Hands a result to the receipt computer: `answer` is the central system's, in JSON form. Resolves with the file's name, or with none
   * when the terminal was closed first.
   */
  handOver(answer: unknown, account: string): Promise<string | undefined>;
  /** Gives a reader its account, one to one; `receive` does it for a reader that has none yet. */
  bind(reader: FaceReader, account: string): Binding;
  /** The account is nobody's again, as after the initialisation tool. */
  release(account: string): void;
  close(): void;
}

export function openTerminal({ facility, records = memoryRecords(), ...parts }: TerminalParts): Terminal {
  const manner = { ...USUAL_MANNER, ...parts.manner };
  const { encoding, outsideJis, dialect, referencePlace, stayMinutes } = manner;
  const pen = { institutionCode: facility.institutionCode, encoding, outsideJis, dialect, referencePlace };
  const accounts = readerAccounts();
  let open = true;
  const { folders, clock, random } = parts;
  const stops = [
    requestDesk({ ...parts, pen, manner, outbox: outbox(records, random) }),
    deleteLeftovers({ folders, clock, records, stayMinutes }),
  ];
  const handOver = faceDesk({ ...parts, pen, password: passwordForFace(manner), wanted: () => open });
  // A pharmacy may not view check-ups, so its patients are not asked for them (CNS-02).
  const consents = CONSENT_ITEMS.filter((item) => mayView(facility, item));
  return {
    async receive({
      account,
      methods = ["face", "pin", "staff"],
      language = "ja",
      askPrescription = false,
      ...visit
    }): Promise<Received> {
      const { central } = parts;
      const binding = accounts.bind(account, visit.reader);
      if (binding.is === "refused") {
        const { ja, en } = RESULT_CODES.TSTT0004E;
        return { outcome: "refused", during: "challenge", code: "TSTT0004E", message: { ja, en } };
      }
      const asks = { methods, consents, language, askPrescription };
      const outcome = await receive({ ...visit, central, clock, random, facility: asks });
      if (outcome.outcome !== "answered") return outcome;
      try {
        const file = await handOver(outcome.answer, account);
        return file === undefined ? outcome : { ...outcome, file };
      } catch (error) {
        if (!isFault(error)) throw error;
        return { outcome: "faulted", during: "reception", error };
      }
    },
    handOver,
    bind: (reader, account) => accounts.bind(account, reader),
    release: (account) => accounts.release(account),
    close() {
      open = false;
      stops.forEach((stop) => stop());
    },
  };
}
