/**
 * The body of a request as text, undefined when it is longer than `most` bytes. A body of unsaid length is read piece by piece, so that
 * it is bounded too; one whose length is said is taken whole, which the node server does quickly. (hono's own limit makes a new request
 * of it, which the node server's light one does not take.)
 */
export async function boundedBody(request: Request, most: number): Promise<string | undefined> {
  const said = request.headers.get("content-length");
  if (said !== null) return Number(said) <= most ? wholeBody(request, most) : undefined;
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > most) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

/** A server ends a body where its length says; a request that was made in this process may say anything. */
async function wholeBody(request: Request, most: number): Promise<string | undefined> {
  const bytes = Buffer.from(await request.arrayBuffer());
  return bytes.length <= most ? bytes.toString() : undefined;
}
