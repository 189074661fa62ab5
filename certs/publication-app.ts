import { EMPTY } from "../device/wire/bytes.ts";
import { answerOcsp, type OcspReply, type Published } from "./ocsp/responder.ts";
import { REQUEST_LIMIT } from "./ocsp/request.ts";
import { ocspRefusal } from "./ocsp/response.ts";
import { completeList, deltaList } from "./publication.ts";

/** Authorities by the names under which their lists and certificates are found. */
export type Publications = Readonly<Record<string, Published>>;

/**
 * What authorities publish over HTTP: `/crl/NAME.crl`, `/crl/NAME-delta.crl`, `/ca/NAME.cer`, and at `/ocsp` a responder by POST
 * (RFC 6960 appendix A) and GET (RFC 5019 §5). `now` gives microseconds since 1970. Never rejects.
 */
export function publicationApp(publications: Publications, now: () => number): (request: Request) => Promise<Response> {
  const all = Object.values(publications);
  const lists = listsOf(publications);
  return async (request) => {
    const { pathname } = new URL(request.url);
    const isRead = request.method === "GET" || request.method === "HEAD";
    if (pathname === "/ocsp" && request.method === "POST") {
      if (mediaType(request) !== "application/ocsp-request") return plain(415);
      return ocsp(answer(await bodyOf(request), all, now()), now());
    }
    if (pathname === "/ocsp" || pathname === "/ocsp/") return plain(405, { allow: "POST" });
    const isOcsp = pathname.startsWith("/ocsp/");
    if (!isOcsp && !/^\/(crl|ca)\//.test(pathname)) return plain(404);
    if (!isRead) return plain(405, { allow: "GET, HEAD" });
    if (isOcsp) return ocsp(answer(fromPath(pathname.slice("/ocsp/".length)), all, now()), now());
    return lists(pathname, request, now()) ?? plain(404);
  };
}

function answer(request: Uint8Array | undefined, published: readonly Published[], now: number): OcspReply {
  return request ? answerOcsp(request, published, now) : { der: ocspRefusal("malformedRequest") };
}

/** At most one byte more than is allowed, however much is sent: `undefined` for too much and for a body that breaks off. */
async function bodyOf(request: Request): Promise<Uint8Array | undefined> {
  if (!request.body) return EMPTY;
  const reader = request.body.getReader() as ReadableStreamDefaultReader<Uint8Array>;
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return new Uint8Array(Buffer.concat(parts));
      length += value.length;
      if (length > REQUEST_LIMIT) return undefined;
      parts.push(value);
    }
  } catch {
    return undefined;
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** Base64 behind percent encoding; clients that leave out the padding or use the alphabet of URLs are understood. */
function fromPath(text: string): Uint8Array | undefined {
  if (text.length > 2 * REQUEST_LIMIT) return undefined;
  try {
    const base64 = decodeURIComponent(text).replaceAll("-", "+").replaceAll("_", "/");
    if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return undefined;
    return new Uint8Array(Buffer.from(base64, "base64"));
  } catch {
    return undefined;
  }
}

function ocsp({ der, kept }: OcspReply, now: number): Response {
  const caching = kept ? cachingHeaders(kept.from, kept.until, now) : { "cache-control": "no-store" };
  return new Response(new Uint8Array(der), { headers: { "content-type": "application/ocsp-response", ...caching } });
}

/** RFC 5019 §6.2. */
const cachingHeaders = (from: number, until: number, now: number): Record<string, string> => ({
  "last-modified": new Date(from / 1000).toUTCString(),
  "expires": new Date(until / 1000).toUTCString(),
  "cache-control": `max-age=${Math.max(0, Math.floor((until - now) / 1e6))},public,no-transform,must-revalidate`,
});

const HOUR = 3_600_000_000;

/** Lists are made when they are first asked for in an hour, and kept while the hour and the registry last. */
function listsOf(publications: Publications) {
  const made = new Map<string, { readonly registry: unknown; readonly hour: number; readonly der: Uint8Array }>();
  return (pathname: string, request: Request, now: number): Response | undefined => {
    const [, folder, file = ""] = pathname.split("/");
    const [, name = "", delta, suffix] = /^([A-Za-z]+)(-delta)?\.(crl|cer)$/.exec(file) ?? [];
    const published = Object.hasOwn(publications, name) ? publications[name] : undefined;
    if (!published || pathname.split("/").length !== 3) return undefined;
    if (folder === "ca" && suffix === "cer" && !delta)
      return whole(published.authority.certificate, "application/pkix-cert", request, {});
    if (folder !== "crl" || suffix !== "crl") return undefined;
    const [registry, hour] = [published.registry(), Math.floor(now / HOUR)];
    const known = made.get(file);
    const fresh = known?.registry === registry && known.hour === hour ? known : undefined;
    const der = fresh?.der ?? (delta ? deltaList : completeList)(published.authority, registry, now);
    if (!fresh) made.set(file, { registry, hour, der });
    return whole(der, "application/pkix-crl", request, cachingHeaders(hour * HOUR, (hour + 1) * HOUR, now));
  };
}

const whole = (der: Uint8Array, type: string, request: Request, headers: Record<string, string>): Response =>
  new Response(request.method === "HEAD" ? null : new Uint8Array(der), {
    headers: { "content-type": type, "content-length": String(der.length), ...headers },
  });

const plain = (status: number, headers: Record<string, string> = {}) => new Response(null, { status, headers });

const mediaType = (request: Request) => request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
