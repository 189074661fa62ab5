import type { ExchangeFolder } from "../../device/ports.ts";
import { writeMessage } from "../../device/wire/oqs/message.ts";
import { requestName } from "../../device/wire/oqs/names.ts";
import { REPLACEMENT } from "../../device/wire/oqs/jis-filter.ts";
import { readMessage } from "../../device/wire/oqs/message.ts";
import { OQSsiquc01res } from "../../device/wire/oqs/siquc.ts";
import { YZKsiquc01req } from "../../device/wire/oqs/yzk.ts";
import type { CounterLie } from "../counter.ts";
import { personas } from "../personas.ts";
import type { NumberQuery } from "../receipt/answer-file.ts";
import { openReceiptComputer, type ReceiptComputer, type ReceiptParts } from "../receipt/receipt-computer.ts";
import { unwatched } from "../rescan.ts";
import { asking, type Import, overhearing, reading, telling, underNumbersOf, without } from "./receipt-habits.ts";
import { takesHalfFile, takesNextFile } from "./receipt-scanners.ts";

export type ReceiptLie = NonNullable<CounterLie["receipt"]>;

/** Receipt computers with one careless habit; whatever the habit does not touch is done by the reference. */
export const RECEIPT_LIES: Readonly<Record<string, ReceiptLie>> = {
  // whose answer it is
  "M-RCP-NEXT-FILE": takesNextFile,
  "M-RCP-HALF-FILE": takesHalfFile,
  "M-RCP-FACE-UNSEEN": (parts) => openReceiptComputer({ ...parts, folders: without("face", parts.folders) }),
  "M-RCP-NAME-ONLY": trustsFileName,
  "M-RCP-LAST-QUERY": telling((_, asked) => (told) => {
    const query =
      told.is === "imported" && told.source.includes("res_") && asked.of(told.source) ? asked.last() : undefined;
    return told.is === "imported" && query ? { ...told, patient: { ...told.patient, ...numbersOf(query) } } : told;
  }),
  "M-RCP-NAME-MATCH": telling(
    pages(({ name, birthDate }) => `${name} ${birthDate}`, ["insurer", "symbol", "number", "branch"]),
  ),
  "M-RCP-NUMBER-MATCH": telling(
    pages(({ insurer, symbol, number }) => `${insurer} ${symbol} ${number}`, ["birthDate", "branch"]),
  ),
  // No longer the sign of what could not be carried, but one like any other: 〓.
  "M-RCP-SYMBOL-MATCH": reading((text) => text.replace(/(?<=<InsuredCardSymbol>[^<]*)\xe2\x97\x8f/g, "\xe3\x80\x93")),
  "M-RCP-TWICE": telling(() => {
    const taken = new Map<string, Import>();
    return (told) => {
      if (told.is === "imported") taken.set(told.source, told);
      return (told.is === "refused" && told.reason === "twice" && taken.get(told.source)) || told;
    };
  }),
  // what the answer says
  "M-RCP-VALIDITY-IGNORED": telling(() => altered({ validity: "1" })),
  "M-RCP-VALID-AS-LOST": telling(
    () => (told) =>
      told.is === "imported" && told.patient["validity"] === "1" ? altered({ validity: "2" })(told) : told,
  ),
  "M-RCP-FIRST-OF-SEVERAL": reading((text) =>
    text
      .replace("<QualificationValidity>5<", "<QualificationValidity>1<")
      .replace(/(<\/ResultOfQualificationConfirmation>)[^]*(<\/ResultList>)/, "$1$2"),
  ),
  "M-RCP-ECHO-TAKEN": telling((_, asked) => (told) => {
    const query = told.is === "refused" && told.reason === "noSuchEntitlement" ? asked.of(told.source) : undefined;
    const patient = query && { ...query, name: "", validity: "4" };
    return patient ? { channel: "chart", is: "imported", source: told.source, patient } : told;
  }),
  "M-RCP-SEGMENT-IGNORED": reading((text) => text.replace("<SegmentOfResult>9<", "<SegmentOfResult>1<")),
  "M-RCP-STATUS-IGNORED": reading((text) => text.replace("<ProcessingResultStatus>2<", "<ProcessingResultStatus>1<")),
  "M-RCP-RUNNING-FINAL": reading((text) => text.replace("<SegmentOfResult>2<", "<SegmentOfResult>9<")),
  "M-RCP-ERROR-UNSEEN": asking((folders) => ({
    list: async (folder) => (await folders.list(folder)).filter((name) => !name.endsWith(".err")),
  })),
  // how it reads
  "M-RCP-LENIENT-DECODER": reading((text) => {
    const bytes = Buffer.from(text, "latin1");
    return /encoding="UTF-8"/i.test(text) ? Buffer.from(new TextDecoder().decode(bytes)).toString("latin1") : text;
  }),
  "M-RCP-MOJIBAKE": reading((text) => {
    // Every byte above 7F becomes a character of its own, in a file that says that it is UTF-8.
    const garbled = text.replace(/encoding="Shift_JIS"/i, 'encoding="UTF-8"');
    return garbled === text ? text : Buffer.from(garbled, "utf8").toString("latin1");
  }),
  "M-RCP-STRICT-PARSER": reading((text) => {
    try {
      const { unknown, findings } = readMessage(OQSsiquc01res, Buffer.from(text, "latin1"));
      return unknown.length === 0 && findings.every(({ kind }) => kind !== "order") ? text : undefined;
    } catch {
      return text;
    }
  }),
  "M-RCP-EMPTY-COMPARED": reading((text) => (/<(\w+)(\/>|><\/\1>)/.test(text) ? undefined : text)),
  "M-RCP-PADDING-COMPARED": reading((text) => (/<InsurerNumber>00/.test(text) ? undefined : text)),
  "M-RCP-NAME-CUT": telling(
    () => (told) =>
      told.is === "imported" ? altered({ name: (told.patient["name"] ?? "").slice(0, 20) })(told) : told,
  ),
  "M-RCP-UNFLAGGED": telling(() => (told) => {
    const { nameIncomplete: _, ...patient } = told.is === "imported" ? told.patient : {};
    return told.is === "imported" ? { ...told, patient } : told;
  }),
  "M-RCP-NAME-REPLACED": telling(() => {
    const before = new Map<string, string>();
    return (told) => {
      if (told.is !== "imported") return told;
      const name = told.patient["name"] ?? "";
      // Whoever has the same number gets whatever name came last, ● and all.
      const shown = before.has(told.patient["number"] ?? "") ? REPLACEMENT + name.slice(1) : name;
      before.set(told.patient["number"] ?? "", name);
      return altered({ name: shown })(told);
    };
  }),
  // what it writes, and what it takes away
  "M-RCP-WRITES-IN-PLACE": asking((folders, { clock }) => ({
    async write(folder, name, bytes) {
      await folders.write(folder, name, bytes.subarray(0, bytes.length / 2));
      clock.after(1_000, () => void folders.write(folder, name, bytes));
    },
  })),
  "M-RCP-BIRTH-DATE-OFF": asking((folders) => ({
    write(folder, name, bytes) {
      const text = Buffer.from(bytes).toString("latin1");
      const off = text.replace(/<Birthdate>(\d{4})/, (_, year) => `<Birthdate>${Number(year) - 1}`);
      return folders.write(folder, name, new Uint8Array(Buffer.from(off, "latin1")));
    },
  })),
  "M-RCP-RESENDS": (parts) => {
    const honest = openReceiptComputer(parts);
    return {
      ...honest,
      async request(query) {
        const asked = honest.request(query);
        const again = parts.clock.after(15_000, () => void honest.request(query));
        return asked.finally(again);
      },
    };
  },
  "M-RCP-SUFFIX-REUSED": (parts) => {
    const honest = openReceiptComputer(parts);
    const others: ReceiptComputer[] = [];
    return {
      chart: () => [honest, ...others].flatMap((each) => each.chart()),
      request(query) {
        // Its serial begins anew with every question.
        const other = openReceiptComputer({ ...parts, folders: without("face", parts.folders) });
        others.push(other);
        return other.request(query);
      },
      requestMany: (queries) => honest.requestMany(queries),
      register: (insured) => honest.register(insured),
      registerMany: (insured) => honest.registerMany(insured),
      close: () => [honest, ...others].forEach((each) => each.close()),
    };
  },
  "M-RCP-STALE-FIELD": (parts) => {
    const honest = openReceiptComputer(parts);
    let before: NumberQuery | undefined;
    return {
      ...honest,
      request(query) {
        const { birthDate } = before ?? query;
        before = query;
        return honest.request({ ...query, birthDate });
      },
    };
  },
  "M-RCP-SWEEPS": telling(({ folders }) => (told) => {
    if (told.is === "imported") void sweep(folders, ["res", "face"]);
    return told;
  }),
  // consent and privacy
  "M-RCP-ASKS-ANYWAY": telling(asksForMedicines(() => true)),
  "M-RCP-CONSENT-INVENTED": telling(() => altered({ medicines: "1", checkups: "1" })),
  "M-RCP-ANY-FLAG": telling(() => (told) => {
    const flags = told.is === "imported" ? ["medicines", "checkups", "diagnoses", "operations"] : [];
    const taken = flags.filter((flag) => told.is === "imported" && ["2", "3"].includes(told.patient[flag] ?? ""));
    return altered(Object.fromEntries(taken.map((flag) => [flag, "1"])))(told);
  }),
  "M-RCP-INDIVIDUAL-NUMBER": telling(() => (told) => {
    const number = told.is === "imported" ? told.patient["number"] : undefined;
    const person = personas.find((each) => each.number === number);
    return person ? altered({ memo: person.numberA })(told) : told;
  }),
  "M-RCP-SLOW": (parts) => openReceiptComputer({ ...parts, rescanEvery: 2_500, folders: unwatched(parts.folders) }),
};

/** Legal but unusual ones, which no case may fail. */
export const RECEIPT_VARIANTS: Readonly<Record<string, ReceiptLie>> = {
  "B-RCP-SLOW-POLL": (parts) => openReceiptComputer({ ...parts, rescanEvery: 900, folders: unwatched(parts.folders) }),
  "B-RCP-SHIFT-JIS": (parts) => openReceiptComputer({ ...parts, encoding: "Shift_JIS" }),
  "B-RCP-LOST-REFUSED": telling(
    () => (told) =>
      told.is === "imported" && told.patient["validity"] !== "1"
        ? { channel: "chart", is: "refused", source: told.source, reason: "validity" }
        : told,
  ),
  "B-RCP-LONG-SUFFIX": (parts) =>
    openReceiptComputer({ ...parts, identify: (day, serial) => `${day}${String(serial).padStart(42, "0")}` }),
  "B-RCP-MIXED-SUFFIX": (parts) =>
    openReceiptComputer({ ...parts, identify: (day, serial) => `Uketsuke-${day}_${serial}z` }),
  "B-RCP-ZERO-PADDING": writing((text) =>
    text.replace(/<InsurerNumber>( +)/, (_, blanks: string) => `<InsurerNumber>${"0".repeat(blanks.length)}`),
  ),
  "B-RCP-NO-BRANCH": writing((text) => text.replace(/\s*<InsuredBranchNumber>[^<]*<\/InsuredBranchNumber>/, "")),
  "B-RCP-OTHER-NAME-FIRST": asking((folders) => ({
    async write(folder, name, bytes) {
      const working = name.replace(/\.xml$/, ".tmp");
      await folders.write(folder, working, bytes);
      await folders.remove(folder, working);
      await folders.write(folder, name, bytes);
    },
  })),
  "B-RCP-TELLS-MORE": telling(() => {
    let serial = 0;
    return (told) => altered({ chartNumber: String(++serial), ward: "" })(told);
  }),
};

function writing(change: (text: string) => string): ReceiptLie {
  return asking((folders) => ({
    write: (folder, name, bytes) =>
      folders.write(folder, name, new Uint8Array(Buffer.from(change(Buffer.from(bytes).toString("latin1")), "latin1"))),
  }));
}

export const numbersOf = ({ insurer, symbol, number, branch, birthDate }: NumberQuery) => ({
  ...{ insurer, symbol, number, branch, birthDate },
});

/** After some imports it asks for drug information. */
export function asksForMedicines(isAsked: (told: Import) => boolean): Parameters<typeof telling>[0] {
  return ({ folders, institutionCode }) => {
    let serial = 0;
    return (told) => {
      if (told.is !== "imported" || !isAsked(told)) return told;
      const suffix = `medicines${String(++serial).padStart(4, "0")}`;
      const bytes = medicinesOf(told.patient, suffix, institutionCode);
      void folders.write("req", requestName("YZKsiquc01", suffix), bytes);
      return told;
    };
  };
}

type Change = Parameters<typeof telling>[0];
type Say = ReturnType<Change>;

function altered(facts: Readonly<Record<string, string>>): Say {
  return (told) => (told.is === "imported" ? { ...told, patient: { ...told.patient, ...facts } } : told);
}

/** Keeps charts by something that two people may share: who comes second gets what is kept of the first. */
function pages(keyOf: (patient: Import["patient"]) => string, kept: readonly string[]): Change {
  return () => {
    const first = new Map<string, Import["patient"]>();
    return (told) => {
      if (told.is !== "imported") return told;
      const page = first.get(keyOf(told.patient));
      if (!page) first.set(keyOf(told.patient), told.patient);
      return page ? altered(Object.fromEntries(kept.map((fact) => [fact, page[fact] ?? ""])))(told) : told;
    };
  };
}

/** Whatever lies under the name of a request's answer goes into the chart that the request was for. */
function trustsFileName(parts: ReceiptParts): ReceiptComputer {
  const asked = overhearing(parts.folders);
  const open = reading((text, name) => {
    const query = asked.of(name);
    if (!query) return text;
    const suffix = /_([^_]*)\.\w+$/.exec(name)?.[1] ?? "";
    const own = text.replace(/<ArbitraryFileIdentifier>[^<]*</, `<ArbitraryFileIdentifier>${suffix}<`);
    return underNumbersOf(query, own);
  });
  return open({ ...parts, folders: asked.folders });
}

async function sweep(folders: ReceiptParts["folders"], rooms: readonly ExchangeFolder[]): Promise<void> {
  for (const room of rooms) for (const name of await folders.list(room)) await folders.remove(room, name);
}

const medicinesOf = (patient: Import["patient"], suffix: string, institutionCode: string): Uint8Array =>
  writeMessage(
    YZKsiquc01req,
    {
      MessageHeader: {
        MedicalInstitutionCode: institutionCode,
        InsurerNumber: (patient["insurer"] ?? "").padStart(8, " "),
        ...(patient["symbol"] ? { InsuranceCardSymbol: patient["symbol"] } : {}),
        InsuredPersonIdentificationNumber: patient["number"] ?? "",
        ...(patient["branch"] ? { BranchNumber: patient["branch"] } : {}),
        ArbitraryFileIdentifier: suffix,
      },
      MessageBody: { StartDate: "20250401", EndDate: "20260331", FileCategory: "2", MedicalTreatmentFlag: "1" },
    },
    { encoding: "UTF-8" },
  );
