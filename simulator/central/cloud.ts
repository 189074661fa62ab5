import { createHash } from "node:crypto";
import { z } from "zod";
import type { Facility } from "../facilities.ts";
import { base64urlOf } from "./base64url.ts";
import type { Centre } from "./centre.ts";
import type { Change } from "./records.ts";
import { Refusal } from "./refusal.ts";
import { put, read, type Shelf } from "./shelf.ts";

/**
 * The way of receipt computers in the cloud, which have no terminal: they log in with their client certificate, get tokens, and send the
 * messages of the file interface in their JSON form with the id token. The names of the tokens are public; all else here is ours.
 */
const KINDS = ["access", "refresh", "id"] as const;
type Kind = (typeof KINDS)[number];

interface Token {
  readonly institution: string;
  readonly kind: Kind;
  /** Microseconds. */
  readonly ends: number;
}

/** By the digest of a token: the token itself is nowhere kept. */
const TOKENS: Shelf<Token> = {
  name: "tokens",
  holds: z.strictObject({ institution: z.string(), kind: z.enum(KINDS), ends: z.int().nonnegative() }),
};

const MINUTE = 60_000_000;
const LIVES: Readonly<Record<Kind, number>> = { access: 15 * MINUTE, id: 15 * MINUTE, refresh: 24 * 60 * MINUTE };

export const Refreshing = z.strictObject({ refreshToken: z.string().min(1).max(200) });

const digestOf = (token: string) => createHash("sha256").update(token).digest("hex");

/** Tokens for who showed this institution's certificate. */
export async function logIn({ clock, random, store }: Centre, { institutionCode }: Facility) {
  const now = clock.now();
  const changes: Change[] = [];
  const issue = (kind: Kind) => {
    const token = base64urlOf(random.bytes(32));
    const ends = now + LIVES[kind];
    changes.push(put(TOKENS, digestOf(token), { institution: institutionCode, kind, ends }, ends));
    return token;
  };
  const answer = {
    accessToken: issue("access"),
    refreshToken: issue("refresh"),
    idToken: issue("id"),
    /** As CharacterCodeIdentifier: UTF-8. */
    linkSysCharCd: "0",
    expiresIn: LIVES.id / 1_000_000,
  };
  await store.records.write(changes);
  return answer;
}

/** New tokens for a refresh token, which is gone with that. */
export async function refresh(centre: Centre, facility: Facility, { refreshToken }: z.infer<typeof Refreshing>) {
  const { clock, store } = centre;
  const token = read(TOKENS, await store.records.take(TOKENS.name, digestOf(refreshToken)));
  demand(token, "refresh", facility, clock.now());
  return logIn(centre, facility);
}

/** Refuses whoever has no id token of this institution. `authorization` is the token, with or without "Bearer" before it. */
export async function demandIdToken({ clock, store }: Centre, facility: Facility, authorization: string | undefined) {
  const token = (authorization ?? "").replace(/^Bearer +/i, "");
  demand(read(TOKENS, await store.records.get(TOKENS.name, digestOf(token))), "id", facility, clock.now());
}

function demand(token: Token | undefined, kind: Kind, { institutionCode }: Facility, now: number): void {
  if (token?.kind !== kind || token.institution !== institutionCode) throw new Refusal("TSTC0001E");
  if (now >= token.ends) throw new Refusal("TSTC0002E");
}
