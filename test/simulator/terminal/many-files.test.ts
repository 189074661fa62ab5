import { expect, test } from "vitest";
import type { Folders } from "../../../device/ports.ts";
import { readMessage, writeMessage } from "../../../device/wire/oqs/message.ts";
import { answerName, parseName, requestName } from "../../../device/wire/oqs/names.ts";
import { OQSsiquc01req, OQSsiquc01res, padInsurer } from "../../../device/wire/oqs/siquc.ts";
import { memoryFolders } from "../../../simulator/terminal/memory-folders.ts";
import { openTerminal } from "../../../simulator/terminal/terminal.ts";
import { centre, CLINIC, persona } from "../counter.ts";

/** How often each folder was looked through, and how often anything was done with one file. */
function counted(folders: Folders) {
  const seen = { lists: 0, files: 0 };
  const one = <T>(act: Promise<T>) => {
    seen.files++;
    return act;
  };
  const counting: Folders = {
    ...folders,
    list(folder) {
      seen.lists++;
      return folders.list(folder);
    },
    read: (folder, name, limit) => one(folders.read(folder, name, limit)),
    write: (folder, name, bytes) => one(folders.write(folder, name, bytes)),
    remove: (folder, name) => one(folders.remove(folder, name)),
  };
  return { seen, counting };
}

const suffixOf = (n: number) => `many${String(n).padStart(6, "0")}`;

function question(id: string, suffix: string): Uint8Array {
  const { insurer, symbol, number, branch, birthDate } = persona(id);
  return writeMessage(
    OQSsiquc01req,
    {
      MessageHeader: {
        QualificationConfirmationDate: "20260401",
        MedicalInstitutionCode: CLINIC.institutionCode,
        ArbitraryFileIdentifier: suffix,
      },
      MessageBody: {
        QualificationConfirmSearchInfo: {
          InsurerNumber: padInsurer(insurer),
          ...(symbol === "" ? {} : { InsuredCardSymbol: symbol }),
          InsuredIdentificationNumber: number,
          ...(branch === "" ? {} : { InsuredBranchNumber: branch }),
          Birthdate: birthDate,
          LimitApplicationCertificateRelatedConsFlg: "0",
        },
      },
    },
    { encoding: "UTF-8" },
  );
}

const answerTo = (suffix: string) => {
  const named = parseName(requestName("OQSsiquc01", suffix));
  if (!named) throw new RangeError(suffix);
  return answerName(named);
};

/** Fills the folder before the terminal looks into it; resolves with what that cost once all have their answer. */
async function servedAll(count: number) {
  const { seen, counting } = counted(memoryFolders());
  for (let n = 0; n < count; n++) {
    const suffix = suffixOf(n);
    // A quarter of them is no message at all, and some have no name of a request.
    if (n % 4 === 3)
      await counting.write("req", n % 8 === 3 ? `junk${n}.xml` : requestName("OQSsiquc01", suffix), Buffer.from("<"));
    else await counting.write("req", requestName("OQSsiquc01", suffix), question(n % 2 ? "taro" : "hanako", suffix));
  }
  seen.files = 0;
  const system = centre();
  const unforeseen: unknown[] = [];
  const terminal = openTerminal({
    ...{ folders: counting, clock: system.clock, random: system.random, facility: CLINIC, central: system.at(CLINIC) },
    onError: (error) => unforeseen.push(error),
  });
  await system.run(new Promise<void>((resolve) => void system.clock.after(30_000, resolve)));
  terminal.close();
  expect(unforeseen).toEqual([]);
  return { ...seen, counting };
}

test(
  "as many files as there are get their answers, each its own patient's, for a like effort each",
  { timeout: 60_000 },
  async () => {
    const few = await servedAll(100);
    const many = await servedAll(1_600);
    expect(await many.counting.list("req")).toEqual([]);
    expect((await many.counting.list("res")).length).toBe(1_600);
    for (const n of [0, 1, 2, 800, 1_597, 1_598]) {
      if (n % 4 === 3) continue;
      const bytes = await many.counting.read("res", answerTo(suffixOf(n)));
      const { value } = readMessage(OQSsiquc01res, bytes ?? new Uint8Array());
      expect(value?.MessageBody.ResultList?.[0]?.ResultOfQualificationConfirmation.Name).toBe(
        persona(n % 2 ? "taro" : "hanako").name,
      );
    }
    // Sixteen times the files are sixteen times the work on files, and no more looking through folders.
    expect(many.files).toBeLessThan(few.files * 16 * 1.3);
    expect(many.lists).toBeLessThan(few.lists * 2);
  },
);
