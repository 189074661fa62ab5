const texts = new WeakMap<Response, string>();

/** A JSON answer whose text is remembered, so that a server need not read it back out of a stream. */
export function jsonResponse(value: unknown, status = 200): Response {
  const text = JSON.stringify(value);
  const response = new Response(text, { status, headers: { "content-type": "application/json" } });
  texts.set(response, text);
  return response;
}

/** The text of an answer of ours or of anybody's. */
export const textOf = async (response: Response): Promise<string> => texts.get(response) ?? (await response.text());
