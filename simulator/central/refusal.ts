import { type CentralAnswer, jsonAnswer, JSON_HEADERS } from "./call.ts";
import { RESULT_CODES, type ResultCode, type Said } from "../result-codes.data.ts";

/** A place of the request that is wrong, and what is to stand there. */
export interface Problem extends Said {
  readonly at: string;
}

interface Circumstances {
  readonly person?: string;
  readonly problems?: readonly Problem[];
}

/** The central system says no: a code, what it means in both languages, and where in the request it lies, if anywhere. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly code: ResultCode;
  readonly problems: readonly Problem[];
  /** Whom it is about, where that is known: for the log alone. */
  readonly person: string | undefined;

  constructor(code: ResultCode, detail?: string, { person, problems = [] }: Circumstances = {}) {
    super(detail ?? "");
    this.code = code;
    this.person = person;
    this.problems = problems;
  }

  toAnswer(): CentralAnswer {
    const { status, ja, en } = RESULT_CODES[this.code];
    const detail = this.message === "" ? {} : { detail: this.message };
    const problems = this.problems.length === 0 ? {} : { problems: this.problems };
    return jsonAnswer({ code: this.code, message: { ja, en }, ...detail, ...problems }, status);
  }

  toResponse(): Response {
    const { status, text } = this.toAnswer();
    return new Response(text, { status, headers: JSON_HEADERS });
  }
}
