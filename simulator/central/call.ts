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

export function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
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

/** An app that speaks fetch as one of these systems. A body that is too long it hears as one that says so. */
export const handlerOf =
  (app: (request: Request, client: Client) => Promise<Response>): CentralHandler =>
  async ({ method, path, headers, text }, client) => {
    const body = method === "GET" || method === "HEAD" ? undefined : ((await text()) ?? " ".repeat(MOST_BYTES + 1));
    const { "content-length": _, ...kept } = headers;
    const said = Object.entries(kept).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, typeof value === "string" ? value : value.join(", ")] as const],
    );
    const request = new Request(`https://central.shikaku.test${path}`, {
      ...{ method, headers: Object.fromEntries(said) },
      ...(body === undefined ? {} : { body }),
    });
    const answer = await app(request, client);
    return { status: answer.status, text: await answer.text(), headers: Object.fromEntries(answer.headers) };
  };
