/** What came of looking, before anybody is blamed: docs/evidence.md, "Findings". `more` and `noisy` are of quantities alone. */
export interface Finding {
  readonly is: "held" | "broken" | "unseen" | "open" | "noisy";
  /** Broken against a budget that the vendor declared himself. */
  readonly declared?: boolean;
  /** Of a quantity, in milliseconds. */
  readonly budget?: number;
}

export const HELD: Finding = { is: "held" };
export const BROKEN: Finding = { is: "broken" };
export const UNSEEN: Finding = { is: "unseen" };

export const heldIf = (truth: boolean): Finding => (truth ? HELD : BROKEN);
