import { type CentralAnswer, jsonAnswer, JSON_HEADERS } from "./call.ts";
import { RESULT_CODES, type ResultCode } from "../result-codes.data.ts";

/** The central system says no: a code, what it means in both languages, and where in the request it lies, if anywhere. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly code: ResultCode;
  /** Whom it is about, where that is known: for the log alone. */
  readonly person: string | undefined;

  constructor(code: ResultCode, detail?: string, { person }: { readonly person?: string } = {}) {
    super(detail ?? "");
    this.code = code;
    this.person = person;
  }

  toAnswer(): CentralAnswer {
    const { status, ja, en } = RESULT_CODES[this.code];
    const detail = this.message === "" ? {} : { detail: this.message };
    return jsonAnswer({ code: this.code, message: { ja, en }, ...detail }, status);
  }

  toResponse(): Response {
    const { status, text } = this.toAnswer();
    return new Response(text, { status, headers: JSON_HEADERS });
  }
}
