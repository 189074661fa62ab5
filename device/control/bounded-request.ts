import { z } from "zod";
import { DeviceError } from "../errors.ts";
import type { Clock, Fetch } from "../ports.ts";
import { ANSWER_LIMIT } from "./messages.ts";

/** Who is asked, and by whose time. */
export interface FarEnd {
  readonly fetch: Fetch;
  readonly clock: Clock;
  /** Ends in a slash. */
  readonly base: URL;
}

export interface Ask {
  readonly method: "GET" | "POST";
  /** Relative to the base, with its query. */
  readonly path: string;
  readonly body?: unknown;
  /** Milliseconds until the last byte of the answer. */
  readonly within: number;
  /** Hangs up. */
  readonly signal?: AbortSignal;
}

export interface Answer {
  readonly status: number;
  readonly text: string;
}

/** Whoever answers may hang, flood, send on to elsewhere or break off: this ends in time, in bounded memory, and in a fault of set-up. */
export async function request({ fetch, clock, base }: FarEnd, ask: Ask): Promise<Answer> {
  const { method, path, body, within, signal } = ask;
  const call = `${method} ${path.replace(/\?.*/, "")}`;
  const hangUp = new AbortController();
  const refused = (why: string, cause?: unknown) =>
    new DeviceError("link.refused", { address: `${base.href} (${call})`, why }, { cause });
  return await new Promise((resolve, reject) => {
    const end = () => {
      forget();
      signal?.removeEventListener("abort", giveUp);
      hangUp.abort();
    };
    const giveUp = () => {
      reject(refused("it was not wanted any more"));
      end();
    };
    const forget = clock.after(within, () => {
      reject(refused(`no whole answer within ${within / 1000} s`));
      end();
    });
    signal?.addEventListener("abort", giveUp);
    const message = new Request(new URL(path, base), {
      method,
      redirect: "manual",
      signal: hangUp.signal,
      headers: { accept: "application/json", ...(body === undefined ? {} : { "content-type": "application/json" }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const exchange = async (): Promise<Answer> => {
      const response = await fetch(message);
      if (
        response.redirected ||
        response.type === "opaqueredirect" ||
        (response.status >= 300 && response.status < 400)
      )
        throw unusable(
          base,
          `it answers ${call} with a redirection, which is not followed`,
          `${call} に転送で答えました。転送先へは行きません`,
        );
      return { status: response.status, text: await readBounded(response, base, call) };
    };
    exchange()
      .then(resolve, (error: unknown) => reject(error instanceof DeviceError ? error : refused(reasonOf(error), error)))
      .finally(end);
  });
}

async function readBounded(response: Response, base: URL, call: string): Promise<string> {
  if (!response.body) return "";
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  const decoder = new TextDecoder();
  let text = "";
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    length += value.byteLength;
    if (length > ANSWER_LIMIT) {
      // Nobody waits for the other side to agree.
      reader.cancel().catch(() => undefined);
      const limit = `${ANSWER_LIMIT / 1024 / 1024} MiB`;
      throw unusable(
        base,
        `its answer to ${call} is longer than ${limit}`,
        `${call} への回答が ${limit} を超えています`,
      );
    }
    text += decoder.decode(value, { stream: true });
  }
}

/** The answer as declared; only places are named where it is not, since a value may be a patient's. */
export function readAnswer<T>({ base }: FarEnd, call: string, text: string, shape: z.ZodType<T>): T {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw unusable(base, `its answer to ${call} is not JSON`, `${call} への回答が JSON ではありません`);
  }
  const read = shape.safeParse(json);
  if (read.success) return read.data;
  const places = placesOf(read.error);
  throw unusable(
    base,
    `its answer to ${call} is not as declared in docs/control.yaml at ${places}`,
    `${call} への回答が docs/control.yaml の定めと異なります（${places}）`,
  );
}

/** Where a value was not as declared, a few places at most and none of them long. */
export function placesOf({ issues }: z.ZodError): string {
  const places = [...new Set(issues.map(({ path }) => path.map(String).join(".") || "the whole"))];
  const told = places.slice(0, 4).map((place) => plain(place, 60));
  return told.join(", ") + (places.length > told.length ? ", …" : "");
}

/** Foreign words in a sentence of ours: printable, on one line, and short. */
export const plain = (text: string, length = 200): string => {
  const printable = text.slice(0, 4 * length).replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, " ");
  return printable.length > length ? `${printable.slice(0, length)}…` : printable;
};

export const unusable = (base: URL, why: string, ja: string): DeviceError<"config.invalid"> =>
  new DeviceError("config.invalid", { where: `the control API at ${base.href}`, why, ja });

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "no connection";
  const { cause } = error;
  return plain(cause instanceof Error && cause.message !== "" ? cause.message : error.message);
}
