import { type PoolKey, parseKey } from "./key-for.ts";
import { NAMED_KEYS } from "./named-keys.data.ts";

export type KeyName = keyof typeof NAMED_KEYS;

const parsed = new Map<KeyName, PoolKey>();

/** A test key that plays one part only and is never a person's. */
export function namedKey(name: KeyName): PoolKey {
  const known = parsed.get(name) ?? parseKey(NAMED_KEYS[name]);
  parsed.set(name, known);
  return known;
}
