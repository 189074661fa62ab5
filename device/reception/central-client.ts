import { z } from "zod";
import { DeviceError, isFault, malformed } from "../errors.ts";
import type { Clock, Fetch } from "../ports.ts";
import type { ConsentItem, Method } from "../wire/face.ts";
import type { Refusal, XmlMsgJson } from "./desk-machine.ts";

export interface Authority {
  readonly certificate: Uint8Array;
  readonly signature: Uint8Array;
}

export interface ReceptionReport {
  readonly challenge: Uint8Array;
  readonly certificate: Uint8Array;
  readonly signature: Uint8Array;
  readonly method: Method;
  readonly consents: readonly ConsentItem[];
  readonly prescription?: "electronic" | "paper";
}

/** Each call gives what was asked for or a refusal, and rejects with a `link.*` or `peer.*` fault. */
export interface CentralClient {
  challenge(): Promise<Answer<Uint8Array>>;
  authority(cardChallenge: Uint8Array): Promise<Answer<Authority>>;
  reception(report: ReceptionReport): Promise<Answer<XmlMsgJson>>;
}

export type Answer<T> =
  { readonly is: "given"; readonly value: T } | { readonly is: "refused"; readonly refusal: Refusal };

/** Milliseconds; the centre's own leg is put at 3 to 7 s for vendors. */
export const CENTRAL_LIMIT = 20_000;

export function centralClient(fetch: Fetch, clock: Clock, origin: string, limit = CENTRAL_LIMIT): CentralClient {
  const post = async <T>(path: string, body: unknown, shape: z.ZodType<T>): Promise<Answer<T>> => {
    const response = await inTime(ask(fetch, new URL(path, origin), body), clock, limit, path);
    const refused = response.status >= 400 && response.status < 500;
    if (!response.ok && !refused)
      throw new DeviceError("peer.unexpected", { during: path, got: `HTTP status ${response.status}` });
    const json = parse(await inTime(clock.real(response.text()), clock, limit, path), path);
    if (refused) return { is: "refused", refusal: fit(REFUSAL, json, path) };
    return { is: "given", value: fit(shape, json, path) };
  };
  return {
    challenge: async () => {
      const answer = await post("/v1/challenge", {}, z.object({ challenge: bytes(32) }));
      return answer.is === "given" ? { is: "given", value: answer.value.challenge } : answer;
    },
    authority: (challenge) =>
      post("/v1/authority", { challenge: text(challenge) }, z.object({ certificate: bytes(), signature: bytes() })),
    reception: ({ challenge, certificate, signature, method, consents, prescription }) => {
      const proof = { challenge: text(challenge), certificate: text(certificate), signature: text(signature) };
      return post("/v1/reception", { ...proof, method, consents, prescription }, XML_MSG);
    },
  };
}

const REFUSAL = z.object({ code: z.string().min(1), message: z.object({ ja: z.string(), en: z.string() }) });

const XML_MSG = z.object({
  XmlMsg: z.object({
    MessageHeader: z.record(z.string(), z.unknown()),
    MessageBody: z.record(z.string(), z.unknown()),
  }),
});

const bytes = (length?: number) =>
  z
    .string()
    .regex(/^[A-Za-z0-9_-]*$/)
    .transform((text) => new Uint8Array(Buffer.from(text, "base64url")))
    .refine((bytes) => (length === undefined ? bytes.length > 0 : bytes.length === length), "wrong length");

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64url");

async function ask(fetch: Fetch, url: URL, body: unknown): Promise<Response> {
  const headers = { "content-type": "application/json" };
  try {
    return await fetch(new Request(url, { method: "POST", headers, body: JSON.stringify(body) }));
  } catch (error) {
    if (isFault(error)) throw error;
    const why = error instanceof Error ? error.message : "no connection";
    throw new DeviceError("link.refused", { address: url.origin, why }, { cause: error });
  }
}

async function inTime<T>(work: Promise<T>, clock: Clock, limit: number, awaiting: string): Promise<T> {
  return await new Promise((resolve, reject) => {
    const stop = clock.after(limit, () =>
      reject(new DeviceError("link.silent", { link: "the central system", awaiting, seconds: limit / 1000 })),
    );
    work.finally(stop).then(resolve, reject);
  });
}

function parse(body: string, path: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw malformed(`answer of ${path}`, "no JSON");
  }
}

/** Only places are named: values may be a patient's. */
function fit<T>(shape: z.ZodType<T>, json: unknown, path: string): T {
  const parsed = shape.safeParse(json);
  if (parsed.success) return parsed.data;
  const places = parsed.error.issues.map((issue) => issue.path.join(".") || "body").join(", ");
  throw malformed(`answer of ${path}`, `not as declared at ${places}`);
}
