import { once } from "node:events";
import { existsSync, renameSync, unlinkSync, watch, writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeMessage } from "../../device/wire/oqs/message.ts";
import { answerName, parseName, requestName } from "../../device/wire/oqs/names.ts";
import { OQSsiquc01req, padInsurer } from "../../device/wire/oqs/siquc.ts";
import { CLINIC, persona } from "../simulator/counter.ts";
import type { FileTimes } from "./file-answers.ts";

/** A receipt computer as lean as it can be, in a process of its own: it writes one request after the other and waits for its answer. */
const [root = ""] = process.argv.slice(2);
const EACH = 60;
let serial = 0;

process.on("message", () => void round().then((times) => process.send?.(times)));
process.on("disconnect", () => process.exit(0));

async function round(): Promise<FileTimes> {
  const [answers, raw]: [number[], number[]] = [[], []];
  for (let n = 0; n < EACH; n++) {
    raw.push(timed(() => ["raw-1.tmp", "raw-2.tmp"].forEach((name) => put("req", name, request("raw")))));
    for (const name of ["raw-1.tmp", "raw-2.tmp"]) unlinkSync(join(root, "req", name));
    answers.push(await answered(`bench${String(++serial).padStart(6, "0")}`));
  }
  const sorted = (times: readonly number[]) => [...times].sort((a, b) => a - b);
  return { answers: sorted(answers), raw: sorted(raw) };
}

async function answered(suffix: string): Promise<number> {
  const name = requestName("OQSsiquc01", suffix);
  const parsed = parseName(name);
  if (!parsed) throw new Error("no name");
  const answer = join(root, "res", answerName(parsed));
  const watcher = watch(join(root, "res"));
  put("req", name, request(suffix));
  const start = performance.now();
  while (!existsSync(answer)) await once(watcher, "change");
  const took = performance.now() - start;
  watcher.close();
  unlinkSync(answer);
  return took;
}

function put(folder: "req", name: string, bytes: Uint8Array): void {
  writeFileSync(join(root, folder, ".new"), bytes);
  renameSync(join(root, folder, ".new"), join(root, folder, name));
}

function timed(act: () => void): number {
  const start = performance.now();
  act();
  return performance.now() - start;
}

function request(suffix: string): Uint8Array {
  const { insurer, symbol, number, branch, birthDate } = persona("hanako");
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
          InsuredCardSymbol: symbol,
          InsuredIdentificationNumber: number,
          InsuredBranchNumber: branch,
          Birthdate: birthDate,
          LimitApplicationCertificateRelatedConsFlg: "0",
        },
      },
    },
    { encoding: "UTF-8" },
  );
}
