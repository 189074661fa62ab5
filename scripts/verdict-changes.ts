import { CASES } from "../conformance/cases/all.ts";
import { verdictChanges } from "./corpus/verdict-changes.ts";

/** Prints the part of a release note that tells which verdicts change. */
process.stdout.write(verdictChanges(CASES));
