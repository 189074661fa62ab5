import type { Fetch } from "../../device/ports.ts";
import { boundedBody } from "../bounded-body.ts";

/** No call is longer, in bytes: as many rows as a bulk check may have are half of it. */
export const MOST_BYTES = 4 * 1024 * 1024;

/** A call to the systems of the country, whatever carried it: TLS, a handler of msw, or this very process. */
export interface CentralCall {
  readonly method: string;
  /** Without what may follow a question mark. */
  readonly path: string;
  /** By names in small letters. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** The body; undefined where it is too long. May be asked for more than once. */
  readonly text: () => Promise<string | undefined>;
}

export interface CentralAnswer {
  readonly status: number;
  readonly text: string;
  /** Beside the length; JSON where nothing is said. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Who calls, as the client certificate told. */
export interface Client {
  readonly institutionCode: string;
  /** A device of the institution that may ask for eligibility and nothing else (LTD-01). */
  readonly limited?: boolean;
}
export type CentralHandler = (call: CentralCall, client: Client) => Promise<CentralAnswer>;

export const JSON_HEADERS = { "content-type": "application/json" } as const;

export const jsonAnswer = (value: unknown, status = 200): CentralAnswer => ({ status, text: JSON.stringify(value) });

/** A header that came once. */
export function headerIn({ headers }: CentralCall, name: string): string | undefined {
  const value = headers[name];
  return typeof value === "string" ? value : undefined;
}

/** What a body says, if it is JSON at all. */
export async function jsonIn(call: CentralCall): Promise<unknown> {
  return parsed((await call.text()) ?? "");
}

/** The deepest call or answer here has ten levels; whoever walks through one deeper than this runs out of stack. */
const DEEPEST = 100;

/** The value of a text, if it is JSON and one that can be walked through. */
export function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return isDeeper(value, DEEPEST) ? undefined : value;
  } catch {
    return undefined;
  }
}

function isDeeper(value: unknown, most: number): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > most) return true;
    level = level.flatMap((one) => (typeof one === "object" && one !== null ? (Object.values(one) as unknown[]) : []));
  }
  return false;
}

/** The system as one client's `fetch` reaches it, without a socket. */
export const fetchOf =
  (handler: CentralHandler, client: Client): Fetch =>
  async (request) => {
    const { method, url } = request;
    let body: Promise<string | undefined> | undefined;
    const { status, text, headers } = await handler(
      {
        ...{ method, path: new URL(url).pathname, headers: Object.fromEntries(request.headers) },
        text: () => (body ??= boundedBody(request, MOST_BYTES)),
      },
      client,
    );
    return new Response(text, { status, headers: { ...JSON_HEADERS, ...headers } });
  };
