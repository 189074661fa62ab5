import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openFolders } from "../../device/io/folders.ts";
import { systemClock } from "../../device/io/system-clock.ts";
import type { Fetch, Folders } from "../../device/ports.ts";
import { writeMessage } from "../../device/wire/oqs/message.ts";
import { requestName } from "../../device/wire/oqs/names.ts";
import { OQSsiquc01req, padInsurer } from "../../device/wire/oqs/siquc.ts";
import { openTerminal } from "../../simulator/terminal/terminal.ts";
import { seededRandom } from "../../simulator/world.ts";
import { centre, CLINIC, persona } from "../simulator/counter.ts";

/** A million with SHIKAKU_FILES=1000000, which takes the better part of an hour and some gigabytes of disk. */
const FILES = Number(process.env["SHIKAKU_FILES"] ?? 20_000);
/** The last tenth may take so many times what the second one took: what grows with what lies there would show here. */
const MOST_GROWTH = 2;

/**
 * So many request files that lie there when the terminal is started, each answered on the disk. Prints the time for a file in the second
 * tenth, when everything is warm, and in the last, and how the memory grew. Resolves with what missed its floor.
 */
export async function manyFiles(): Promise<string[]> {
  const root = mkdtempSync(join(tmpdir(), "shikaku-bench-many-"));
  try {
    const folders = await openFolders(root);
    for (let n = 0; n < FILES; n++) writeFileSync(join(root, "req", requestName("OQSsiquc01", suffixOf(n))), asking(n));
    const { tenths, memory } = await served(folders, answering());
    const left = readdirSync(join(root, "req")).length;
    const [second = Number.NaN, last = Number.NaN] = [tenths[1], tenths.at(-1)];
    const growth = last / second;
    console.log(
      `${FILES} request files at once: ${second.toFixed(2)} ms a file in the second tenth, ${last.toFixed(2)} ms in the last ` +
        `(× ${growth.toFixed(2)}, at most ${MOST_GROWTH}); memory ${memory.join(" → ")} MiB; left in req: ${left}`,
    );
    return growth <= MOST_GROWTH && left === 0 ? [] : ["many request files at once"];
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

const suffixOf = (n: number) => `many${String(n).padStart(8, "0")}`;

function asking(n: number): Uint8Array {
  const { insurer, symbol, number, branch, birthDate } = persona("hanako");
  return writeMessage(
    OQSsiquc01req,
    {
      MessageHeader: {
        QualificationConfirmationDate: "20260401",
        MedicalInstitutionCode: CLINIC.institutionCode,
        ArbitraryFileIdentifier: suffixOf(n),
      },
      MessageBody: {
        QualificationConfirmSearchInfo: {
          ...{ InsurerNumber: padInsurer(insurer), InsuredCardSymbol: symbol, InsuredIdentificationNumber: number },
          ...{ InsuredBranchNumber: branch, Birthdate: birthDate, LimitApplicationCertificateRelatedConsFlg: "0" },
        },
      },
    },
    { encoding: "UTF-8" },
  );
}

/** A central system that says the same of everybody and remembers nothing: the memory that is measured is the terminal's. */
function answering(): Fetch {
  const identifier = /"ArbitraryFileIdentifier":"([^"]*)"/;
  let said: Promise<string> | undefined;
  return async (request) => {
    const asked = await request.clone().text();
    said ??= centre()
      .at(CLINIC)(request)
      .then((response) => response.text());
    const own = identifier.exec(asked)?.[0] ?? "";
    return new Response((await said).replace(identifier, own), { headers: { "content-type": "application/json" } });
  };
}

/** Milliseconds a file, and MiB of memory, tenth by tenth. */
async function served(folders: Folders, central: Fetch): Promise<{ tenths: number[]; memory: number[] }> {
  const tenth = Math.ceil(FILES / 10);
  const tenths: number[] = [];
  const memory = [memoryNow()];
  let answered = 0;
  let since = performance.now();
  let all: () => void = () => undefined;
  const done = new Promise<void>((resolve) => (all = resolve));
  const counting: Folders = {
    ...folders,
    async remove(folder, name) {
      const there = await folders.remove(folder, name);
      if (folder !== "req" || !there) return there;
      if (++answered % tenth === 0 || answered === FILES) {
        tenths.push((performance.now() - since) / tenth);
        since = performance.now();
        memory.push(memoryNow());
      }
      if (answered === FILES) all();
      return there;
    },
  };
  const terminal = openTerminal({
    ...{ folders: counting, clock: systemClock(), random: seededRandom(1), facility: CLINIC, central },
    onError: (error) => {
      throw error;
    },
  });
  await done;
  terminal.close();
  return { tenths, memory };
}

const memoryNow = () => Math.round(process.memoryUsage().rss / 1024 ** 2);
