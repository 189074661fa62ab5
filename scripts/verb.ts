import type { Lang } from "../device/errors.ts";
import type { Text } from "./say.ts";

/** One verb of the command line as data; the help in both languages is printed from it. */
export interface Verb {
  readonly name: string;
  readonly does: Text;
  /** Arguments by commander's form: `<role>`, `[id]`. */
  readonly takes: Readonly<Record<string, Text>>;
  /** Options by commander's form: `--seed <n>`. */
  readonly options: Readonly<Record<string, Text>>;
  /** Resolves with the exit status. */
  run(call: Call): Promise<number>;
}

export interface Call {
  readonly args: readonly (string | undefined)[];
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
  readonly lang: Lang;
}
