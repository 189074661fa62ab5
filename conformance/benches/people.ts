import type { Secret } from "../../device/secrets.ts";
import type { Cast, Part } from "../cast.ts";

/** The test persons of a run and what is known of them: built-in personas, or a drawer of real test cards. */
export interface People {
  /** The facts of those who play these parts; a part that nobody plays is absent. */
  castOf(parts: readonly Part[]): Cast;
  /** The authentication PIN of a part's card, where it has one and it is known. */
  pinOf(part: Part): string | undefined;
  /** Everything of these persons, and the staff's password, that no trace may hold. */
  secretsOf(parts: readonly Part[]): Promise<readonly Secret[]>;
  /** The password that switches a reader to the staff's visual check. */
  readonly staffPassword: string;
  /** Ten digits. */
  readonly institutionCode: string;
}
