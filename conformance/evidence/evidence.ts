import type { KeyObject } from "node:crypto";
import { seal } from "./envelope.ts";
import { leafHash, rootOf } from "./hash-tree.ts";
import type { Leaf } from "./leaves.ts";

export const FORMAT = "shikaku-evidence/2";

/** Where it was made; signed, but not part of what a seed repeats. */
export type Environment = Readonly<Record<string, string>>;

/**
 * Evidence as the bytes of its file: a DSSE envelope around the root of the tree, and beside it the leaves, one a line. docs/evidence.md
 * describes it.
 */
export function writeEvidence(leaves: readonly Leaf[], environment: Environment, key: KeyObject): string {
  const lines = leaves.map((leaf) => JSON.stringify(leaf));
  const root = Buffer.from(rootOf(lines.map(leafHash))).toString("hex");
  const payload = JSON.stringify({ format: FORMAT, root, leaves: lines.length, environment });
  return evidenceText(seal(payload, key), lines);
}

/** The one spelling of the file. */
export const evidenceText = (envelope: object, lines: readonly string[]): string =>
  `${JSON.stringify(envelope).slice(0, -1)},"leaves":[\n${lines.join(",\n")}\n]}\n`;
