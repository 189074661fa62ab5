import { assuming, type Case, check, readerCase } from "../../case.ts";
import { attestationProven, attestationStands, attestationVouched, sameKey } from "../../expect/attested.ts";
import { received } from "../../expect/host.ts";
import { after, eventually, times } from "../../expect/vocabulary.ts";
import type { Stage } from "../../stage.ts";

/** Who a reader is: the chain, the list, and that the key is there now. Each way to fail has a case and a word of its own. */

async function greetAndAsk({ bench, see }: Stage<"reader">, times = 1): Promise<void> {
  await bench.host.hello();
  await see(received("identity"));
  for (let i = 0; i < times; i++) {
    await bench.host.attest();
    await see(received("attested"));
  }
}

const ours = (expectation: Parameters<typeof check>[3], reason: Parameters<typeof check>[1], ja: string, en: string) =>
  assuming("ASM-READER-PROTOCOL", check("RCP-02", reason, { ja, en }, expectation));

const attestation = (
  id: string,
  title: Case["title"],
  more: Pick<Case<"reader">, "expect"> & Partial<Case<"reader">>,
) => readerCase({ id, title, needs: ["attestation"], steps: (stage) => greetAndAsk(stage), ...more });

export const proves = attestation(
  "RDR-ATT-0001",
  { ja: "リーダーが真正性を証明する", en: "The reader proves itself" },
  {
    expect: [
      ours(
        after(received("identity"), eventually(received("attested"))),
        "attestation.missing",
        "attest に attested が返る",
        "attest is answered by attested",
      ),
    ],
  },
);

export const vouched = attestation(
  "RDR-ATT-0002",
  { ja: "証明書が認証局に至る", en: "The certificate leads to the authority" },
  {
    kills: ["M-RDR-UNATTESTED"],
    expect: [
      ours(
        attestationVouched,
        "attestation.unattested",
        "認証局が証明書を保証する",
        "the authority vouches for the certificate",
      ),
    ],
  },
);

export const stands = attestation(
  "RDR-ATT-0003",
  { ja: "証明書が失効していない", en: "The certificate is not revoked" },
  {
    kills: ["M-RDR-REVOKED"],
    expect: [
      ours(
        attestationStands,
        "attestation.revoked",
        "失効リストに載っていない",
        "it is not on the authority's revocation list",
      ),
    ],
  },
);

export const fresh = attestation(
  "RDR-ATT-0004",
  { ja: "証明が2回とも、その nonce に対するものである", en: "Two attestations, each over its own nonce" },
  {
    kills: ["M-RDR-ATTEST-STALE"],
    steps: (stage) => greetAndAsk(stage, 2),
    expect: [
      ours(
        attestationProven,
        "attestation.unproven",
        "attest の nonce に対して署名される",
        "each is signed over the nonce of its attest",
      ),
      ours(times(2, received("attested")), "attestation.missing", "2回とも返る", "both are answered"),
    ],
  },
);

export const oneKey = attestation(
  "RDR-ATT-0005",
  { ja: "結果に署名する鍵が証明される", en: "What is attested is the key that signs results" },
  {
    kills: ["M-RDR-OTHER-KEY"],
    expect: [ours(sameKey, "attestation.otherKey", "identity と同じ証明書である", "it is the certificate of identity")],
  },
);
