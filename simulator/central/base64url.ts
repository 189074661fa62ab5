import { z } from "zod";

export const base64urlOf = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64url");

/**
 * Bytes as base64url without padding, in the one spelling that encoding them gives. They may be a part of a larger buffer: whoever keeps
 * them longer than the call copies them.
 */
export const base64url = (length?: number) =>
  z
    .string()
    .max(64 * 1024)
    .transform((text, context) => {
      const bytes = Buffer.from(text, "base64url");
      const spelt = base64urlOf(bytes) === text;
      if (spelt && (length === undefined || bytes.length === length))
        return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
      context.addIssue(spelt ? `${length ?? 0} bytes wanted, ${bytes.length} came` : "not base64url");
      return z.NEVER;
    });
