/**
 * Check digit of an individual number (個人番号) after its first eleven digits: Ordinance of the Ministry of Internal Affairs and
 * Communications No. 85 of 2014 (平成26年総務省令第85号), article 5. P1 is the rightmost of the eleven; its weight Q is n + 1 up to
 * the sixth and n - 5 from the seventh on.
 */
export function individualCheckDigit(eleven: string): number {
  let sum = 0;
  for (let n = 1; n <= 11; n++) sum += Number(eleven[11 - n]) * (n <= 6 ? n + 1 : n - 5);
  const remainder = sum % 11;
  return remainder <= 1 ? 0 : 11 - remainder;
}

/** Twelve digits that no living person has: the last one is wrong on purpose. */
export const reservedIndividualNumber = (eleven: string): string =>
  `${eleven}${(individualCheckDigit(eleven) + 1) % 10}`;

/** The same with the last digit right: a number that somebody may have. Nothing makes one unless it is told to. */
export const rightIndividualNumber = (twelve: string): string => {
  const eleven = twelve.slice(0, 11);
  return `${eleven}${individualCheckDigit(eleven)}`;
};
