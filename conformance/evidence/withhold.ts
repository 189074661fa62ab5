import { leafHash } from "./hash-tree.ts";
import { evidenceText } from "./evidence.ts";

/** The text of evidence without what may be about a person: facts of the cast, and the fields of events that stand apart. */
export function withholdPersonal(text: string): string {
  const { leaves, ...envelope } = JSON.parse(text) as { readonly leaves: readonly (readonly unknown[])[] };
  return evidenceText(
    envelope,
    leaves.map((leaf) => {
      const line = JSON.stringify(leaf);
      if (leaf[0] !== "fact" && leaf[0] !== "field") return line;
      return JSON.stringify(["withheld", Buffer.from(leafHash(line)).toString("hex")]);
    }),
  );
}
