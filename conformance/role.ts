/** What is judged. Terminal and central are self-checks of the built-in parts; a vendor brings the other three. */
export const ROLES = ["reader", "generic", "receipt", "terminal", "central"] as const;
export type Role = (typeof ROLES)[number];
