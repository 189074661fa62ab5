/** The text with its last character one further on: a digit by the next digit. An empty one stays as it is. */
export function oneFurther(text: string): string {
  const last = text.slice(-1);
  if (last === "") return text;
  const next = /\d/.test(last) ? String((Number(last) + 1) % 10) : String.fromCharCode(last.charCodeAt(0) + 1);
  return text.slice(0, -1) + next;
}
