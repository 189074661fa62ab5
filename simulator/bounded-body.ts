/**
 * The body of a request as text, undefined when it is longer than `most` bytes: read piece by piece, so that a body of unsaid length
 * is bounded too. (hono's own limit makes a new request of it, which the node server's light one does not take.)
 */
export async function boundedBody({ body, headers }: Request, most: number): Promise<string | undefined> {
  if (Number(headers.get("content-length") ?? 0) > most) return undefined;
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > most) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
