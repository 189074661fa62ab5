import type { Clock, Fetch } from "../../device/ports.ts";

/** What the central system answered: its JSON, or why it would not. */
export type Said =
  | { readonly is: "given"; readonly json: Readonly<Record<string, unknown>> }
  | { readonly is: "refused"; readonly code: string; readonly message: { readonly ja: string; readonly en: string } };

export interface MobileLine {
  post(path: string, body: unknown): Promise<Said>;
  get(path: string): Promise<Said>;
}

const UNREACHED = {
  ja: "中央システムにつながりません。電波を確かめ、もう一度お試しください。",
  en: "The central system cannot be reached. Check the network and try again.",
};

/** The way of an app to the central system, over the ordinary internet. `headers` say who it is. */
export function mobileLine(
  fetch: Fetch,
  clock: Clock,
  headers: () => Readonly<Record<string, string>>,
  origin = "https://mobile.shikaku.test",
): MobileLine {
  const call = async (method: string, path: string, body?: unknown): Promise<Said> => {
    const init = {
      method,
      headers: { "content-type": "application/json", ...headers() },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    };
    const answer = await fetch(new Request(`${origin}/v1/mobile${path}`, init)).catch(() => undefined);
    const json = answer && ((await clock.real(answer.json().catch(() => ({})))) as Record<string, unknown>);
    if (!answer || !json) return { is: "refused", code: "unreached", message: UNREACHED };
    if (answer.ok) return { is: "given", json };
    const { code, message = UNREACHED } = json as { code?: string; message?: { ja: string; en: string } };
    return { is: "refused", code: code ?? String(answer.status), message };
  };
  return { post: (path, body) => call("POST", path, body), get: (path) => call("GET", path) };
}

export const fromText = (text: unknown): Uint8Array => new Uint8Array(Buffer.from(String(text), "base64url"));
export const toText = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64url");
