import type { CentralHandler } from "../central/app.ts";

/** A central system that is right at every door but one. */
export interface DoorChange {
  /** The path it stands at. */
  readonly door: string;
  /** Of its answers: every field of this name, at whatever depth. */
  readonly field?: string;
  /** It refuses everybody; or nobody; or the last character of the field is the next one, or the field is missing. */
  readonly how: "refused" | "granted" | "off" | "dropped";
}

export const changeDoor =
  ({ door, field = "", how }: DoorChange) =>
  (handler: CentralHandler): CentralHandler =>
  async (request, client) => {
    const { pathname } = new URL(request.url);
    if (pathname !== door) return handler(request, client);
    if (how === "refused") return Response.json({ code: "TSTA0003E" }, { status: 403 });
    const response = await handler(request, client);
    if (how === "granted") return response.ok ? response : Response.json({ granted: true });
    const json: unknown = await response.json();
    return Response.json(how === "off" ? withOther(json, field) : withoutIt(json, field), { status: response.status });
  };

/** The central system as it is, which tells of each door and of the fields of what is said there. */
export const watchDoors =
  (seen: (door: string, fields: readonly string[]) => void) =>
  (handler: CentralHandler): CentralHandler =>
  async (request, client) => {
    const response = await handler(request, client);
    const text = await response.clone().text();
    seen(
      new URL(request.url).pathname,
      [...text.matchAll(/"(\w+)":/g)].flatMap(([, field]) => field ?? []),
    );
    return response;
  };

/** What it says of documents that are shown to it is the opposite. */
export const misjudging =
  (isMisjudged: (shown: string, day: string) => boolean) =>
  (handler: CentralHandler): CentralHandler =>
  async (request, client) => {
    if (!request.url.endsWith("/v1/evidence")) return handler(request, client);
    const asked = (await request.clone().json()) as { readonly shown: readonly string[]; readonly day: string };
    const response = await handler(request, client);
    if (!isMisjudged(asked.shown.join("+"), asked.day)) return response;
    const said = (await response.json()) as { readonly accepted: boolean };
    return Response.json({ ...said, accepted: !said.accepted });
  };

function withOther(json: unknown, field: string): unknown {
  return JSON.parse(JSON.stringify(json), (name, value: unknown) => (name === field ? next(value) : value));
}

function withoutIt(json: unknown, field: string): unknown {
  return JSON.parse(JSON.stringify(json), (name, value: unknown) => (name === field ? undefined : value));
}

function next(value: unknown): unknown {
  if (typeof value === "boolean") return !value;
  if (typeof value === "number") return value + 1;
  if (typeof value !== "string" || value === "") return value;
  const last = value.slice(-1);
  const other = /\d/.test(last) ? String((Number(last) + 1) % 10) : String.fromCharCode(last.charCodeAt(0) + 1);
  return value.slice(0, -1) + other;
}
