import { isFault } from "../../device/errors.ts";
import type { Clock, Fetch, Folders, Random } from "../../device/ports.ts";
import type { FaceReader } from "../../device/reader/face-reader.ts";
import type { ReceptionOutcome } from "../../device/reception/desk-machine.ts";
import { receive, type ReceiveOptions } from "../../device/reception/receive.ts";
import { CONSENT_ITEMS } from "../../device/wire/face.ts";
import type { XmlEncoding } from "../../device/wire/oqs/xml-writer.ts";
import { type Facility, mayView } from "../facilities.ts";
import { faceDesk } from "./face-desk.ts";
import { requestDesk } from "./request-desk.ts";

export interface TerminalParts {
  readonly folders: Folders;
  readonly central: Fetch;
  readonly clock: Clock;
  readonly random: Random;
  readonly facility: Facility;
  readonly encoding?: XmlEncoding;
  readonly outsideJis?: "replace" | "keep";
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
  close(): void;
}

export function openTerminal({
  facility,
  encoding = "UTF-8",
  outsideJis = "replace",
  ...parts
}: TerminalParts): Terminal {
  const pen = { institutionCode: facility.institutionCode, encoding, outsideJis };
  let open = true;
  const stop = requestDesk({ ...parts, pen });
  const handOver = faceDesk({ ...parts, pen, wanted: () => open });
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
      const { central, clock, random } = parts;
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
    close() {
      open = false;
      stop();
    },
  };
}
