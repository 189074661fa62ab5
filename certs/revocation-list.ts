import { explicit, integer, sequence, time } from "./der.ts";
import { extensions } from "./extension.ts";
import { signed, type Authority } from "./issue.ts";
import { encodeName } from "./name.ts";

/** A certificate taken back. `at` in microseconds. */
export interface Revoked {
  readonly serial: Uint8Array;
  readonly at: number;
}

/** A certificate revocation list (RFC 5280 §5), DER. It holds from `at` to `nextUpdate`. */
export function revocationList({
  issuer,
  revoked,
  at,
  nextUpdate,
  number,
}: {
  readonly issuer: Authority;
  readonly revoked: readonly Revoked[];
  readonly at: number;
  readonly nextUpdate: number;
  readonly number: number;
}): Uint8Array {
  const entries = revoked.map((entry) => sequence(integer(entry.serial), time(entry.at)));
  const body = sequence(
    integer(1),
    issuer.signer.algorithm,
    encodeName(issuer.name),
    time(at),
    time(nextUpdate),
    // An empty list is left out, not written empty (RFC 5280 §5.1.2.6).
    ...(entries.length > 0 ? [sequence(...entries)] : []),
    explicit(
      0,
      extensions([
        { is: "issuerKey", spki: issuer.signer.spki },
        { is: "crlNumber", number },
      ]),
    ),
  );
  return signed(body, issuer.signer);
}
