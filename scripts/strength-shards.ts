import { spawn } from "node:child_process";
import { CASES } from "../conformance/cases/all.ts";
import { ALL_BENIGN, ALL_MUTANTS } from "../conformance/strength/catalogue.ts";
import type { Shard } from "../conformance/plan.ts";
import { concludeStrength, type Strength } from "../conformance/strength/strength.ts";
import { STRENGTH_SCHEMA } from "../conformance/strength/strength-report.ts";
import { DeviceError } from "../device/errors.ts";
import { strengthOfBuiltIn, type StrengthWishes } from "./strength-of-built-in.ts";

/** Every so-manieth mutant and variant, whatever its role, so that the parts take about as long. */
export function inShard({ index, of }: Shard): (id: string) => boolean {
  const ids = [...ALL_MUTANTS, ...ALL_BENIGN].map(({ id }) => id);
  const own = new Set(ids.filter((_, at) => at % of === index - 1));
  return (id) => own.has(id);
}

/** The whole, a process for each part: this one does the first, and the others are this program again. */
export async function strengthInParts(wishes: StrengthWishes, processes: number): Promise<Strength> {
  const others = Array.from({ length: processes - 1 }, (_, i) =>
    partElsewhere(wishes, { index: i + 2, of: processes }),
  );
  // A part that fails early is told when this process is done with its own.
  for (const other of others) other.catch(() => undefined);
  const own = await strengthOfBuiltIn({ ...wishes, only: inShard({ index: 1, of: processes }) });
  const parts = [own, ...(await Promise.all(others))];
  const inOrder = <T extends { readonly id: string }>(
    list: readonly { readonly id: string }[],
    found: readonly T[],
  ): T[] => list.flatMap(({ id }) => found.find((each) => each.id === id) ?? []);
  return concludeStrength(
    CASES,
    inOrder(
      ALL_MUTANTS,
      parts.flatMap(({ mutants }) => mutants),
    ),
    inOrder(
      ALL_BENIGN,
      parts.flatMap(({ benign }) => benign),
    ),
  );
}

function partElsewhere({ seed, cases }: StrengthWishes, { index, of }: Shard): Promise<Strength> {
  const [, program = ""] = process.argv;
  const words = [
    "strength",
    "--seed",
    String(seed),
    "--shard",
    `${index}/${of}`,
    "--json",
    ...(cases === "every" ? ["--every-case"] : []),
  ];
  const child = spawn(process.execPath, [...process.execArgv, program, ...words], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const chunks: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (status) => {
      const text = Buffer.concat(chunks).toString("utf8");
      if (status === 0 || status === 1) resolve(STRENGTH_SCHEMA.parse(JSON.parse(text)) as Strength);
      else reject(new DeviceError("suite.broken", { why: `part ${index} of ${of} ended with status ${status}` }));
    });
  });
}
