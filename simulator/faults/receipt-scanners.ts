import { readMessage } from "../../device/wire/oqs/message.ts";
import { parseName } from "../../device/wire/oqs/names.ts";
import { OQSsiquc01res } from "../../device/wire/oqs/siquc.ts";
import { type Expected, judgeAnswer } from "../receipt/answer-file.ts";
import { openRequests } from "../receipt/open-requests.ts";
import { openReceiptComputer, type ReceiptComputer, type ReceiptParts } from "../receipt/receipt-computer.ts";
import { rescan } from "../rescan.ts";
import { without } from "./receipt-habits.ts";

/** Receipt computers that look into the folders by themselves, and carelessly. */

const LOOK = 500;

/** After a request it takes whatever answer comes next for its own: whose request it answers, it lets the file itself say. */
export function takesNextFile(parts: ReceiptParts): ReceiptComputer {
  const { folders, clock, recorder, institutionCode } = parts;
  const honest = openReceiptComputer({ ...parts, folders: without("res", folders) });
  const requests = openRequests({ ...parts, encoding: "UTF-8" });
  const taken = new Set<string>();
  let waiting = 0;
  const stop = rescan({ folders, clock }, ["res"], LOOK, async () => {
    for (const source of await folders.list("res")) {
      if (waiting === 0 || taken.has(source) || parseName(source)?.extension !== "xml") continue;
      const bytes = await folders.read("res", source);
      const request = bytes && requestIn(bytes);
      if (!request) continue;
      const judged = judgeAnswer(bytes, { institutionCode, request });
      if (judged.is === "running" || (judged.is === "refused" && !judged.final)) continue;
      taken.add(source);
      waiting--;
      recorder.record(
        judged.is === "patient"
          ? { channel: "chart", is: "imported", source, patient: { ...judged.patient } }
          : { channel: "chart", is: "refused", source, reason: judged.reason },
      );
      await folders.remove("res", source);
    }
  });
  return {
    chart: () => honest.chart(),
    requestMany: (queries) => honest.requestMany(queries),
    register: (insured) => honest.register(insured),
    registerMany: (insured) => honest.registerMany(insured),
    request(query) {
      waiting++;
      return requests.send(query);
    },
    close() {
      stop();
      requests.close();
      honest.close();
    },
  };
}

/** The request that an answer claims to answer. */
export function requestIn(bytes: Uint8Array): Expected["request"] {
  try {
    const { MessageHeader: header, MessageBody: body } = readMessage(OQSsiquc01res, bytes).loose;
    // Whoever the answer is about is taken for the one who was asked about.
    const asked = body?.ResultList?.[0]?.ResultOfQualificationConfirmation ?? body?.QualificationConfirmSearchInfo;
    return {
      identifier: header?.ArbitraryFileIdentifier ?? "",
      query: {
        insurer: asked?.InsurerNumber ?? "",
        symbol: asked?.InsuredCardSymbol ?? "",
        number: asked?.InsuredIdentificationNumber ?? "",
        branch: asked?.InsuredBranchNumber ?? "",
        birthDate: asked?.Birthdate ?? "",
      },
    };
  } catch {
    return undefined;
  }
}

/** Picks items out of a file that is still being written. */
export function takesHalfFile(parts: ReceiptParts): ReceiptComputer {
  const { folders, clock, recorder } = parts;
  const honest = openReceiptComputer(parts);
  const taken = new Set<string>();
  const stop = rescan({ folders, clock }, ["res", "face"], LOOK, async () => {
    for (const folder of ["res", "face"] as const) {
      for (const source of await folders.list(folder)) {
        const text = new TextDecoder().decode(await folders.read(folder, source));
        const item = (tag: string) => new RegExp(`<${tag}>([^<]*)`).exec(text)?.[1] ?? "";
        if (taken.has(source) || text.includes("</XmlMsg>") || item("Name") === "") continue;
        taken.add(source);
        const patient = {
          name: item("Name"),
          birthDate: item("Birthdate"),
          number: item("InsuredIdentificationNumber"),
        };
        recorder.record({ channel: "chart", is: "imported", source, patient });
      }
    }
  });
  return {
    chart: () => honest.chart(),
    requestMany: (queries) => honest.requestMany(queries),
    register: (insured) => honest.register(insured),
    registerMany: (insured) => honest.registerMany(insured),
    request: (query) => honest.request(query),
    close() {
      stop();
      honest.close();
    },
  };
}
