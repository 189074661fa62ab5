import { lonely, type Needle } from "./secret-forms.ts";
import type { View } from "./secret-views.ts";

/** Looks for many needles in one pass: only where two bytes are the first two of some needle is anything compared. */
export function needleFinder(needles: readonly Needle[]) {
  const known = new Uint8Array(0x10000);
  const byStart = new Map<number, Needle[]>();
  for (const needle of needles) {
    const key = startOf(needle.bytes, 0);
    known[key] = 1;
    byStart.set(key, [...(byStart.get(key) ?? []), needle]);
  }
  return {
    *findIn(view: View): Generator<Needle & { readonly from: number; readonly to: number }> {
      const { bytes } = view;
      for (let at = 0; at + 1 < bytes.length; at++) {
        const key = startOf(bytes, at);
        if (!known[key]) continue;
        for (const needle of byStart.get(key) ?? []) {
          const to = at + needle.bytes.length;
          if (view.how === "hex of " && needle.readsAsDigits) continue;
          if (standsAt(needle.bytes, bytes, at) && lonely(view, needle, at, to)) yield { ...needle, from: at, to };
        }
      }
    },
  };
}

const startOf = (bytes: Uint8Array, at: number) => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);

function standsAt(needle: Uint8Array, bytes: Uint8Array, at: number): boolean {
  if (at + needle.length > bytes.length) return false;
  for (let i = 2; i < needle.length; i++) if (bytes[at + i] !== needle[i]) return false;
  return true;
}
