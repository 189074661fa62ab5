import { createHash, type KeyObject, verify } from "node:crypto";
import { z } from "zod";
import { LIMITS } from "./read-file.ts";
import { refuse } from "./refusal.ts";

/** docs/evidence.md, "The file" and "Signature". */

const TYPE = "application/vnd.shikaku.evidence+json";

const envelope = z.strictObject({
  payloadType: z.literal(TYPE),
  payload: z.string(),
  signatures: z.array(z.strictObject({ keyid: z.string(), sig: z.string() })).length(1),
  leaves: z.array(z.array(z.unknown()).min(1)).min(1).max(LIMITS.leaves),
});

const statement = z.strictObject({
  format: z.literal("shikaku-evidence/1"),
  root: z.string().regex(/^[0-9a-f]{64}$/),
  leaves: z.int().positive(),
  environment: z.record(z.string(), z.string()),
});

export interface Sealed {
  readonly keyid: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly leaves: readonly (readonly unknown[])[];
}

/**
 * What the file says, once every bit of it has been accounted for: the spelling by its one form, the payload by the signature, the leaves
 * by the root. `key` is a public one. Throws a Refusal.
 */
export function unseal(text: string, key: KeyObject): Sealed {
  const read = envelope.safeParse(parsed(text));
  if (!read.success) return notEvidence();
  const { payloadType, payload, signatures, leaves } = read.data;
  const lines = leaves.map((leaf) => JSON.stringify(leaf));
  const head = JSON.stringify({ payloadType, payload, signatures });
  if (text !== `${head.slice(0, -1)},"leaves":[\n${lines.join(",\n")}\n]}\n`)
    refuse(
      "it is not spelt as evidence is: something was changed, be it white space",
      "証拠の書き方と違います。空白だけでも変えられています",
    );
  const bytes = fromBase64(payload);
  const [signature] = signatures;
  demandSignature(bytes, signature?.sig ?? "", signature?.keyid ?? "", key);
  const signed = statement.safeParse(parsed(new TextDecoder().decode(bytes)));
  if (!signed.success) return notEvidence();
  const { root, leaves: count, environment } = signed.data;
  if (count !== lines.length || rootOf(lines.map((line, i) => hashOf(line, leaves[i]))) !== root)
    refuse(
      "its events are not those that were signed: something was changed, left out or put in",
      "署名された記録ではありません。変更、削除、または挿入があります",
    );
  return { keyid: signature?.keyid ?? "", environment, leaves };
}

const notEvidence = () =>
  refuse("it is no evidence of this kind, or only a part of it", "この形式の証拠ではないか、途中で切れています");

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return notEvidence();
  }
}

function fromBase64(text: string): Buffer {
  const bytes = Buffer.from(text, "base64");
  if (bytes.toString("base64") !== text)
    refuse("its base64 is not in its one form", "base64 が唯一の書き方になっていません");
  return bytes;
}

/** Half of the order of P-256: of the two signatures that verify, the one with the lower s is the one. */
const HALF = 0x7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8n;

function demandSignature(payload: Buffer, sig: string, keyid: string, key: KeyObject): void {
  const own = createHash("sha256")
    .update(key.export({ type: "spki", format: "der" }))
    .digest("hex");
  if (keyid !== own)
    refuse(
      `it is signed by another key than the one given (${keyid.slice(0, 16)}…)`,
      `指定の鍵でなく別の鍵（${keyid.slice(0, 16)}…）で署名されています`,
    );
  const signature = fromBase64(sig);
  const signed = Buffer.concat([Buffer.from(`DSSEv1 ${TYPE.length} ${TYPE} ${payload.length} `), payload]);
  const isLow = signature.length === 64 && BigInt(`0x${signature.subarray(32).toString("hex")}`) <= HALF;
  if (!isLow || !verify("sha256", signed, { key, dsaEncoding: "ieee-p1363" }, signature))
    refuse("its signature is not that of its content", "署名が内容と一致しません");
}

const sha256 = (...parts: readonly Uint8Array[]): Buffer =>
  parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest();

/** A withheld leaf stands there by its hash. */
function hashOf(line: string, leaf: readonly unknown[] = []): Buffer {
  const [kind, hash] = leaf;
  if (kind !== "withheld") return sha256(Uint8Array.of(0), Buffer.from(line, "utf8"));
  return typeof hash === "string" && leaf.length === 2 && /^[0-9a-f]{64}$/.test(hash)
    ? Buffer.from(hash, "hex")
    : notEvidence();
}

function rootOf(hashes: readonly Buffer[]): string {
  const fold = (from: number, to: number): Buffer => {
    if (to - from === 1) return hashes[from] ?? Buffer.alloc(0);
    let size = 1;
    while (size * 2 < to - from) size *= 2;
    return sha256(Uint8Array.of(1), fold(from, from + size), fold(from + size, to));
  };
  return fold(0, hashes.length).toString("hex");
}
