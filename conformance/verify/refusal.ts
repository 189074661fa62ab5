/** Why a file is no evidence of anything, in words for people. */
export class Refusal extends Error {
  readonly ja: string;
  constructor(en: string, ja: string) {
    super(en);
    this.ja = ja;
  }
}

export function refuse(en: string, ja: string): never {
  throw new Refusal(en, ja);
}
