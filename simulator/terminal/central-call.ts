import { DeviceError } from "../../device/errors.ts";
import type { Clock, Fetch } from "../../device/ports.ts";
import { isRecord } from "../../device/wire/oqs/finding.ts";
import { isResultCode, RESULT_CODES, type ResultCode } from "../result-codes.data.ts";

/** The name in requests to the central system; where that is, the client knows. */
const CENTRAL = "https://central.shikaku.test";

/** A central system, or what stands before it, that cannot answer now (RFC 9110 §15.6). */
const UNAVAILABLE: readonly number[] = [502, 503, 504];

/** Longer than the 3 to 7 s that vendors are told to expect, shorter than a receipt computer waits. */
const PATIENCE = 30_000;

export type Called =
  | { readonly said: "answer"; readonly json: unknown }
  | {
      readonly said: "no";
      readonly code: string;
      readonly message: string;
      /** Nobody answered, or somebody who cannot now: the same call may come through later. */
      readonly later?: true;
    };

/** Asks the central system and never rejects: a line that is down is an answer too. */
export async function callCentral(
  { central, clock }: { central: Fetch; clock: Clock },
  path: string,
  request: unknown,
  /** By which the central system knows the call again when it comes twice. */
  key?: string,
): Promise<Called> {
  const response = await withinPatience(
    clock,
    central(
      new Request(CENTRAL + path, {
        method: "POST",
        headers: { "content-type": "application/json", ...(key === undefined ? {} : { "idempotency-key": key }) },
        body: JSON.stringify(request),
      }),
    ),
  ).catch(() => undefined);
  if (!response) return { ...no("TSTT0001E"), later: true };
  const json: unknown = await clock.real(response.json()).catch(() => undefined);
  if (response.ok) return { said: "answer", json };
  const said = no(reasonIn(json));
  return UNAVAILABLE.includes(response.status) ? { ...said, later: true } : said;
}

export const no = (code: ResultCode) => ({ said: "no", code, message: RESULT_CODES[code].ja }) as const;

/** Only codes that are known are passed on, and in words of our own: they go into a file. */
function reasonIn(json: unknown): ResultCode {
  const code = isRecord(json) ? json["code"] : undefined;
  return isResultCode(code) ? code : "TSTT0002E";
}

function withinPatience<T>(clock: Clock, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(PATIENCE, () =>
      reject(
        new DeviceError("link.silent", { link: "central system", awaiting: "an answer", seconds: PATIENCE / 1000 }),
      ),
    );
    work.then(resolve, reject).finally(cancel);
  });
}
