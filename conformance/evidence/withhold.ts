import { leafHash } from "./hash-tree.ts";
import { evidenceText } from "./evidence.ts";

/** The text of evidence without what may be about a person: what stands apart of facts and events. */
export function withholdPersonal(text: string): string {
  const { leaves, ...envelope } = JSON.parse(text) as { readonly leaves: readonly (readonly unknown[])[] };
  return evidenceText(
    envelope,
    leaves.map((leaf) => {
      const line = JSON.stringify(leaf);
      if (!isApart(leaf)) return line;
      return JSON.stringify(["withheld", Buffer.from(leafHash(line)).toString("hex")]);
    }),
  );
}

/** A `fact` of the first format has its value in it. */
const isApart = ([kind, ...rest]: readonly unknown[]): boolean =>
  kind === "piece" || kind === "field" || (kind === "fact" && rest.length === FIRST_FACT);
const FIRST_FACT = 5;
