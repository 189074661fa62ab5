import type { Clock, Random } from "../../device/ports.ts";
import type { Facility } from "../facilities.ts";
import type { CardAuthority } from "./card-authority.ts";
import type { Ledger } from "./ledger.ts";
import type { Store } from "./store.ts";

/** What the central system is made of. */
export interface Centre {
  readonly clock: Clock;
  readonly random: Random;
  readonly ledger: Ledger;
  readonly facilities: readonly Facility[];
  readonly cards: CardAuthority;
  readonly store: Store;
  /** Whether the central system is in disaster mode: medical information is shown without consent (CNS-04). */
  readonly isDisaster?: () => boolean;
  /** Where patients' own devices find the web reception (マイナ在宅受付Web), without a slash at the end. */
  readonly webReception?: () => string;
}
