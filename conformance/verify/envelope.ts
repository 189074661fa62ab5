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
});

const statement = z.strictObject({
  format: z.enum(["shikaku-evidence/1", "shikaku-evidence/2"]),
  root: z.string().regex(/^[0-9a-f]{64}$/),
  leaves: z.int().positive().max(LIMITS.leaves),
  environment: z.record(z.string(), z.string()),
});

export interface Sealed {
  /** How its leaves are to be read. */
  readonly format: z.infer<typeof statement>["format"];
  readonly keyid: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly leaves: readonly (readonly unknown[])[];
}

/**
 * What the file says, once every bit of it has been accounted for: the payload by the signature, the leaves by the root, all by their one
 * spelling. No leaf is parsed that nobody signed: what a file may cost is bounded by its size. `key` is a public one. Throws a Refusal.
 */
export function unseal(text: string, key: KeyObject): Sealed {
  const head = headOf(text);
  const { payload, signatures } = envelopeIn(head);
  const [{ keyid, sig } = { keyid: "", sig: "" }] = signatures;
  const bytes = fromBase64(payload);
  demandSignature(bytes, sig, keyid, key);
  const signed = statement.safeParse(parsed(new TextDecoder().decode(bytes)));
  if (!signed.success) return notEvidence();
  const { format, root, leaves, environment } = signed.data;
  demandTree(linesOf(text, head.length + 1), root, leaves);
  return { keyid, format, environment, leaves: Array.from(linesOf(text, head.length + 1), leafIn) };
}

const OPENS = ',"leaves":[';
const CLOSES = "\n]}\n";

/** The first line: the envelope, and the beginning of its last field. */
function headOf(text: string): string {
  const end = text.slice(0, LIMITS.head).indexOf("\n");
  return end < 0 || !text.endsWith(CLOSES) ? notEvidence() : text.slice(0, end);
}

function envelopeIn(head: string): z.infer<typeof envelope> {
  const read = envelope.extend({ leaves: z.tuple([]) }).safeParse(parsed(`${head}]}`));
  if (!read.success) return notEvidence();
  const { payloadType, payload, signatures } = read.data;
  const found = { payloadType, payload, signatures };
  return `${JSON.stringify(found).slice(0, -1)}${OPENS}` === head ? found : misspelt();
}

/** No line feed stands in a leaf: JSON escapes it. */
function* linesOf(text: string, from: number): Generator<string> {
  const last = text.length - CLOSES.length;
  for (let at = from; ;) {
    const comma = text.indexOf(",\n", at);
    const end = comma < 0 ? last : comma;
    yield text.slice(at, end);
    if (end === last) return;
    at = end + 2;
  }
}

function demandTree(lines: Iterable<string>, root: string, count: number): void {
  const hashes: Buffer[] = [];
  for (const line of lines) {
    if (hashes.length === count) return otherLeaves();
    hashes.push(hashOf(line));
  }
  if (hashes.length !== count || rootOf(hashes) !== root) otherLeaves();
}

function leafIn(line: string): readonly unknown[] {
  const leaf = parsed(line);
  if (!Array.isArray(leaf) || leaf.length === 0) return notEvidence();
  return JSON.stringify(leaf) === line ? (leaf as readonly unknown[]) : misspelt();
}

const misspelt = () =>
  refuse(
    "it is not spelt as evidence is: something was changed, be it white space",
    "証拠の書き方と違います。空白だけでも変えられています",
  );

const otherLeaves = () =>
  refuse(
    "its events are not those that were signed: something was changed, left out or put in",
    "署名された記録ではありません。変更、削除、または挿入があります",
  );

const notEvidence = () =>
  refuse(
    "it is no evidence of this kind, only a part of it, or spelt anew, be it in white space or line ends",
    "この形式の証拠ではないか、途中で切れているか、書き直されています。空白や改行だけでも同じです",
  );

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

const WITHHELD = /^\["withheld","([0-9a-f]{64})"\]$/;

/** A withheld leaf stands there by its hash. */
function hashOf(line: string): Buffer {
  const [, hash] = WITHHELD.exec(line) ?? [];
  return hash === undefined ? sha256(Uint8Array.of(0), Buffer.from(line, "utf8")) : Buffer.from(hash, "hex");
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
