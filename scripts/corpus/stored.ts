import { readdirSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../package-root.ts";

const FOLDER = join(packageRoot(), "test", "corpus", "runs");

export const CORPUS_KEY = join(FOLDER, "key.pub.pem");

/** Paths of the stored runs. */
export const corpusFiles = (): string[] =>
  readdirSync(FOLDER)
    .filter((name) => name.endsWith(".json"))
    .map((name) => join(FOLDER, name));
