/** What a thrown thing says for itself; anything can be thrown. */
export function told(error: unknown): string {
  if (error instanceof Error) return error.message;
  return typeof error === "string" ? error : `something that is no Error was thrown (${typeof error})`;
}
