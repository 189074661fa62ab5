import { type CentralHandler, type Client, MOST_BYTES } from "./call.ts";
import { Refusal } from "./refusal.ts";

/** An app that speaks fetch as one of these systems. A body that is too long it hears as one that says so. */
export const handlerOf =
  (app: (request: Request, client: Client) => Promise<Response>): CentralHandler =>
  async ({ method, path, headers, text }, client) => {
    const body = method === "GET" || method === "HEAD" ? undefined : ((await text()) ?? " ".repeat(MOST_BYTES + 1));
    const { "content-length": _, ...kept } = headers;
    const said = Object.entries(kept).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, typeof value === "string" ? value : value.join(", ")] as const],
    );
    const request = requestOf(`https://central.shikaku.test${path}`, {
      ...{ method, headers: Object.fromEntries(said) },
      ...(body === undefined ? {} : { body }),
    });
    // What no request can be, such as one by TRACE, no door of the app is for.
    if (!request) return new Refusal("TSTA0005E").toAnswer();
    const answer = await app(request, client);
    return { status: answer.status, text: await answer.text(), headers: Object.fromEntries(answer.headers) };
  };

function requestOf(url: string, init: RequestInit): Request | undefined {
  try {
    return new Request(url, init);
  } catch {
    return undefined;
  }
}
