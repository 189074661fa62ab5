import { sign } from "node:crypto";
import { once } from "node:events";
import { connect, type TLSSocket } from "node:tls";
import { testPki } from "../../certs/authorities.ts";
import { personKeys } from "../../certs/pool/key-for.ts";
import { EMPTY } from "../../device/wire/bytes.ts";
import { cardMaterial } from "../../simulator/card/material.ts";
import { numberOf, personas } from "../../simulator/personas.ts";
import type { ClientTrust } from "../../simulator/terminal/central-client.ts";

/**
 * The load, in a process of its own: sixteen connections that are kept, each with one request under way. What a spell sends was signed
 * before it begins. The client is as lean as it can be, since it has to outrun a server that does nothing.
 */
export interface Spell {
  readonly url: string;
  readonly client: ClientTrust;
  readonly requests: number;
  /** Where each request's challenge comes from; nothing for a server that reads none. */
  readonly challenges: boolean;
}

export interface SpellResult {
  readonly seconds: number;
  readonly p50: number;
  readonly p99: number;
  /** How often which status came. */
  readonly statuses: Readonly<Record<string, number>>;
}

const CONNECTIONS = 16;
const now = Date.now() * 1000;
const pki = testPki({ at: now });
/** Whose certificates count today, and who are in the ledger. */
const PATIENTS = personas
  .filter(({ certificate }) => certificate === "valid")
  .map((person) => {
    const { auth } = cardMaterial({ person, pki, at: now, photograph: EMPTY });
    const { privateKey } = personKeys(numberOf(person)).auth;
    return { privateKey, certificate: Buffer.from(auth.certificate).toString("base64url") };
  });

process.on("message", (said: Spell | "go") => {
  if (said !== "go") void run(said).then((result) => process.send?.(result));
});
process.on("disconnect", () => process.exit(0));
process.send?.({ patients: PATIENTS.length });

async function run({ url, client, requests, challenges }: Spell): Promise<SpellResult> {
  const lines = await Promise.all(Array.from({ length: CONNECTIONS }, () => open(url, client)));
  const each = Math.ceil(requests / CONNECTIONS);
  const pre = await Promise.all(
    lines.map(async (line, index) => {
      const bodies: Buffer[] = [];
      for (let n = 0; n < each; n++)
        bodies.push(reception(url, index * each + n, challenges ? await challengeFrom(line, url) : "A".repeat(43)));
      return bodies;
    }),
  );
  process.send?.("signed");
  await once(process, "message");
  const times: number[] = [];
  const statuses: Record<string, number> = {};
  const start = performance.now();
  await Promise.all(
    lines.map(async (line, index) => {
      for (const request of pre[index] ?? []) {
        const sent = performance.now();
        const { status } = await line.ask(request);
        times.push(performance.now() - sent);
        statuses[status] = (statuses[status] ?? 0) + 1;
      }
    }),
  );
  const seconds = (performance.now() - start) / 1000;
  for (const line of lines) line.close();
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor(times.length * share)] ?? Number.NaN;
  return { seconds, p50: at(0.5), p99: at(0.99), statuses };
}

async function challengeFrom(line: Line, url: string): Promise<string> {
  const { body } = await line.ask(post(url, "/v1/challenge", "{}"));
  return (JSON.parse(body) as { challenge: string }).challenge;
}

/** Everything that a terminal sends after a reception, as bytes of a request. */
function reception(url: string, serial: number, challenge: string): Buffer {
  const patient = PATIENTS[serial % PATIENTS.length];
  if (!patient) throw new Error("no patients");
  const signature = sign("sha256", Buffer.from(challenge, "base64url"), patient.privateKey).toString("base64url");
  const { certificate } = patient;
  const consents = ["medicines", "checkups"];
  return post(url, "/v1/reception", JSON.stringify({ challenge, certificate, signature, method: "face", consents }));
}

const post = (url: string, path: string, body: string): Buffer =>
  Buffer.from(
    `POST ${path} HTTP/1.1\r\nhost: ${new URL(url).host}\r\ncontent-type: application/json\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );

interface Line {
  ask(request: Buffer): Promise<{ status: string; body: string }>;
  close(): void;
}

/** A connection that is kept: answers with a length, or in chunks, one at a time. */
async function open(url: string, { ca, cert, key }: ClientTrust): Promise<Line> {
  const { hostname, port } = new URL(url);
  const socket = await new Promise<TLSSocket>((resolve, reject) => {
    const made = connect({ host: hostname, port: Number(port), ca, cert, key }, () => resolve(made));
    made.once("error", reject);
  });
  socket.setNoDelay(true);
  let seen = "";
  let done: ((answer: { status: string; body: string }) => void) | undefined;
  socket.setEncoding("latin1");
  socket.on("data", (chunk: string) => {
    seen += chunk;
    const answer = answerIn(seen);
    if (!answer) return;
    seen = "";
    done?.(answer);
  });
  socket.on("close", () => done?.({ status: "closed", body: "" }));
  return {
    ask: (request) =>
      new Promise((resolve) => {
        done = resolve;
        socket.write(request);
      }),
    close: () => socket.destroy(),
  };
}

function answerIn(text: string): { status: string; body: string } | undefined {
  const end = text.indexOf("\r\n\r\n");
  if (end < 0) return undefined;
  const head = text.slice(0, end);
  const body = text.slice(end + 4);
  const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
  if (length === undefined ? !body.endsWith("0\r\n\r\n") : body.length < Number(length)) return undefined;
  return { status: head.slice(9, 12), body };
}
