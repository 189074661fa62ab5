import { createHash, type KeyObject, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { AnyCase } from "../conformance/case.ts";
import { writeEvidence } from "../conformance/evidence/evidence.ts";
import { leavesOf } from "../conformance/evidence/leaves.ts";
import { checksJson } from "../conformance/evidence/published-checks.ts";
import type { Published } from "../conformance/verify/verify.ts";
import type { Run } from "../conformance/run.ts";
import { packageRoot, packageVersion } from "./package-root.ts";

/** What a second judge goes by: the rules and schemas under docs/. */
export const published = (): Published => ({
  checks: readFileSync(join(packageRoot(), "docs", "checks.json"), "utf8"),
  schemas: (message) => readFileSync(join(packageRoot(), "docs", "xsd", `${message}.xsd`), "utf8"),
});

export const digestOf = (text: string): string => createHash("sha256").update(text).digest("hex");

/** A run as signed evidence. */
export function evidenceOf(
  run: Run,
  cases: readonly AnyCase[],
  {
    key,
    target = "",
    operator = "",
  }: { readonly key: KeyObject; readonly target?: string; readonly operator?: string },
): string {
  // A vendor's module may have virtual time too, and persons of its own; whose a seed is known can guess at what it salts.
  const isInvented = run.clock === "virtual" && target === "";
  const saltKey = isInvented ? createHash("sha256").update(`shikaku salt ${run.seed}`).digest() : randomBytes(32);
  const suite = digestOf(checksJson(cases));
  const leaves = leavesOf(run, cases, { version: packageVersion(), suite, target, operator, saltKey });
  return writeEvidence(leaves, environment(), key);
}

const environment = () => ({
  made: new Date().toISOString(),
  node: process.versions.node,
  platform: `${process.platform} ${process.arch}`,
});
