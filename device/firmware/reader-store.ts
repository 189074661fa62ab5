import { createHash, timingSafeEqual } from "node:crypto";
import { DeviceError } from "../errors.ts";
import type { KeyValueStore } from "../ports.ts";
import { utf8 } from "../wire/bytes.ts";

/** What a face-auth reader keeps over a power cut. The facility's password is kept as its digest only. */
const KEY = "result key";
const PASSWORD = "facility password digest";

/** At the maker's and at the counter: the P-256 key that signs results, and the password staff give for a visual check. */
export function provision(store: KeyValueStore, given: { readonly key: Uint8Array; readonly password: string }): void {
  store.set(KEY, given.key);
  store.set(PASSWORD, digest(given.password));
}

/** The key of a reader that was provisioned; one that was not must not start. */
export function resultKey(store: KeyValueStore): Uint8Array {
  const key = store.get(KEY);
  if (key) return key;
  throw new DeviceError("config.invalid", { where: "the reader's store", why: "it holds no key to sign results with" });
}

export function isPassword(store: KeyValueStore, password: string): boolean {
  const kept = store.get(PASSWORD);
  return kept !== undefined && timingSafeEqual(kept, digest(password));
}

export function memoryStore(): KeyValueStore {
  const kept = new Map<string, Uint8Array>();
  return { get: (key) => kept.get(key), set: (key, value) => void kept.set(key, value) };
}

const digest = (password: string): Uint8Array => createHash("sha256").update(utf8(password)).digest();
