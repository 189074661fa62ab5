import { createHash, timingSafeEqual } from "node:crypto";
import { DeviceError } from "../errors.ts";
import type { KeyValueStore } from "../ports.ts";
import { utf8 } from "../wire/bytes.ts";
import { decode, encode, u32 } from "../wire/codec.ts";
import { decodeManifest, encodeManifest, type FirmwareManifest } from "../wire/firmware-manifest.ts";

/** What a face-auth reader keeps over a power cut. The facility's password is kept as its digest only. */
const KEY = "result key";
const PASSWORD = "facility password digest";
const UPDATE_KEY = "firmware-signing key";
const INSTALLED = "installed firmware";
/** Under which the number of the reception under way stands. */
export const OPEN = "reception under way";

export interface Provision {
  /** P-256, signs results. */
  readonly key: Uint8Array;
  readonly password: string;
  /** The point (65 bytes) of the maker's firmware-signing key; without it no update is taken. */
  readonly updateKey?: Uint8Array;
}

/** At the maker's and at the counter: the key that signs results, and the password staff give for a visual check. */
export function provision(store: KeyValueStore, { key, password, updateKey }: Provision): void {
  store.set(KEY, key);
  store.set(PASSWORD, digest(password));
  if (updateKey) store.set(UPDATE_KEY, updateKey);
}

/** The key of a reader that was provisioned; one that was not must not start. */
export function resultKey(store: KeyValueStore): Uint8Array {
  const key = store.get(KEY);
  if (key) return key;
  throw new DeviceError("config.invalid", { where: "the reader's store", why: "it holds no key to sign results with" });
}

export const updateKey = (store: KeyValueStore): Uint8Array | undefined => store.get(UPDATE_KEY);

export function isPassword(store: KeyValueStore, password: string): boolean {
  const kept = store.get(PASSWORD);
  return kept !== undefined && timingSafeEqual(kept, digest(password));
}

/** The firmware that took the place of the one it was born with. Written in one go: a power cut leaves the old one or the new. */
export function installed(store: KeyValueStore): FirmwareManifest | undefined {
  const kept = store.get(INSTALLED);
  return kept && decodeManifest(kept);
}
export const install = (store: KeyValueStore, manifest: FirmwareManifest): void =>
  store.set(INSTALLED, encodeManifest(manifest));

/** The number of the reception under way, so that its host hears of it after a power cut; nothing where there is none. */
export function openReception(store: KeyValueStore): number | undefined {
  const kept = store.get(OPEN);
  return kept && kept.length > 0 ? decode(u32, kept, "the reader's store") : undefined;
}
export const keepOpen = (store: KeyValueStore, id: number | undefined): void =>
  store.set(OPEN, id === undefined ? new Uint8Array() : encode(u32, id));

export function memoryStore(): KeyValueStore {
  const kept = new Map<string, Uint8Array>();
  return { get: (key) => kept.get(key), set: (key, value) => void kept.set(key, value) };
}

const digest = (password: string): Uint8Array => createHash("sha256").update(utf8(password)).digest();
