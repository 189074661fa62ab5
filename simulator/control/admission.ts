import { ControlRefusal } from "./refusal.ts";

/** What an API asks for that can be reached from other machines. */
export interface Lock {
  /** The name or address that it was opened under. */
  readonly host: string;
  readonly token: string;
}

const HERE = /^(127\.0\.0\.1|localhost|\[::1\])$/;
/** Nobody can make an address point elsewhere. */
const ADDRESS = /^(\d{1,3}(\.\d{1,3}){3}|\[[0-9a-f:.]+\])$/i;
const COOKIE = "shikaku";

/** A page of some site must not move hands here, neither by a form nor under a name that it makes point to this machine. */
export function refuseForeign(request: Request, lock?: Lock): void {
  const { headers } = request;
  const { origin } = new URL(request.url);
  const from = headers.get("origin");
  const site = headers.get("sec-fetch-site") ?? "none";
  refuseStrangeHost(request, lock);
  if ((from !== null && from !== origin) || !/^(none|same-origin)$/.test(site)) throw new ControlRefusal(403);
  if (lock && !isKnown(request, lock)) throw new ControlRefusal(403, NO_TOKEN);
}

/** Enough for a page that is the same for everyone. */
export function refuseStrangeHost({ url }: Request, lock?: Lock): void {
  const { hostname } = new URL(url);
  const isOurs = HERE.test(hostname) || (lock && (ADDRESS.test(hostname) || hostname === lock.host));
  if (!isOurs) throw new ControlRefusal(403);
}

/** Whoever comes with the address that was printed is let in, and the token leaves the address bar. */
export function letIn(request: Request, lock: Lock): Response | undefined {
  const { searchParams } = new URL(request.url);
  if (!isSame(searchParams.get("token") ?? "", lock.token)) return undefined;
  const cookie = `${COOKIE}=${lock.token}; Path=/; HttpOnly; SameSite=Strict`;
  return new Response(null, { status: 303, headers: { "location": "/", "set-cookie": cookie } });
}

const NO_TOKEN = {
  fault: "token",
  en: "It wants the token: open the address that `serve` printed, or send `Authorization: Bearer TOKEN`.",
  ja: "トークンが要ります。serve が表示した URL を開くか、Authorization: Bearer トークン を付けてください。",
} as const;

function isKnown({ headers }: Request, { token }: Lock): boolean {
  const [, bearer = ""] = /^Bearer (\S+)$/.exec(headers.get("authorization") ?? "") ?? [];
  const cookies = (headers.get("cookie") ?? "").split(/;\s*/).map((pair) => pair.split("="));
  return isSame(bearer, token) || cookies.some(([name, value = ""]) => name === COOKIE && isSame(value, token));
}

/** Takes as long whatever is wrong with it. */
function isSame(given: string, token: string): boolean {
  let differs = given.length ^ token.length;
  for (let i = 0; i < token.length; i++) differs |= given.charCodeAt(i) ^ token.charCodeAt(i);
  return differs === 0;
}
