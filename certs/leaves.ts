import type { Extension } from "./extension.ts";
import { issue, type Authority, type Issued } from "./issue.ts";
import type { Name } from "./name.ts";
import { p256Spki } from "./p256.ts";
import { LEAVES } from "./profiles.data.ts";

interface Term {
  readonly notBefore: number;
  readonly notAfter: number;
}

interface Order extends Term {
  readonly issuer: Authority;
  /** SubjectPublicKeyInfo, DER. */
  readonly spki: Uint8Array;
}

/** Where a person lives, in romaji: it stands in certificates. */
export interface Residence {
  readonly prefecture: string;
  readonly city: string;
}

/** 利用者証明用電子証明書: names a serial and nothing else about its holder. */
export const issueAuthCertificate = (
  order: Order & { readonly serial: string; readonly residence: Residence },
): Issued =>
  leaf(
    order,
    [
      ["C", "JP"],
      ["CN", order.serial],
    ],
    [...LEAVES.auth, crlOf(order.issuer, order.residence)],
  );

/** What a signature certificate says about its holder. `birth` is an era digit and YYYYMMDD; substitutes are flags per character. */
export interface Holder {
  readonly name: string;
  readonly nameSubstitutes: string;
  /** 1 male, 2 female, 9 not given. */
  readonly sex: "1" | "2" | "9";
  readonly birth: string;
  readonly address: string;
  readonly addressSubstitutes: string;
}

const HOLDER = "1.2.392.200149.8.5.5";

/** 署名用電子証明書. The fields stand in the order a card was seen to have them: 1, 4, 3, 5, 2, 6. */
export function issueSignCertificate(
  order: Order & { readonly serial: string; readonly residence: Residence; readonly holder: Holder },
): Issued {
  const { holder, residence } = order;
  return leaf(
    order,
    [
      ["C", "JP"],
      ["L", residence.prefecture],
      ["L", residence.city],
      ["CN", order.serial],
    ],
    [
      ...LEAVES.sign,
      {
        is: "holder",
        fields: [
          [`${HOLDER}.1`, holder.name],
          [`${HOLDER}.4`, holder.birth],
          [`${HOLDER}.3`, holder.sex],
          [`${HOLDER}.5`, holder.address],
          [`${HOLDER}.2`, holder.nameSubstitutes],
          [`${HOLDER}.6`, holder.addressSubstitutes],
        ],
      },
      crlOf(order.issuer, residence),
    ],
  );
}

/** The client certificate of a terminal: its common name is the institution code. */
export const issueFacilityCertificate = (order: Order & { readonly institutionCode: string }): Issued =>
  leaf(order, bench(order.institutionCode), LEAVES.facility);

/** Good for `localhost`, 127.0.0.1 and ::1, and for further `names`. */
export const issueServerCertificate = (order: Order & { readonly names?: readonly string[] }): Issued =>
  leaf(order, bench("localhost"), [
    ...LEAVES.server,
    {
      is: "hosts",
      names: ["localhost", ...(order.names ?? [])],
      addresses: [Uint8Array.of(127, 0, 0, 1), Uint8Array.from({ length: 16 }, (_, i) => (i === 15 ? 1 : 0))],
    },
  ]);

/** A reader's attestation: its common name is the reader's serial number, its key the point (65 bytes, uncompressed). */
export const issueReaderCertificate = ({
  publicKey,
  ...order
}: Omit<Order, "spki"> & { readonly publicKey: Uint8Array; readonly reader: string }): Issued =>
  leaf({ ...order, spki: p256Spki(publicKey) }, bench(order.reader), LEAVES.reader);

/** Signs firmware: its common name is the maker's and model's. */
export const issueFirmwareCertificate = (order: Order & { readonly model: string }): Issued =>
  leaf(order, bench(order.model), LEAVES.firmware);

/** Signs evidence: its common name is the laboratory's. */
export const issueLabCertificate = (order: Order & { readonly laboratory: string }): Issued =>
  leaf(order, bench(order.laboratory), LEAVES.lab);

/** Answers in an authority's place whether its certificates still count (RFC 6960 §4.2.2.2). */
export const issueResponderCertificate = (order: Order): Issued =>
  leaf(order, [...order.issuer.name.slice(0, 2), ["CN", "OCSP responder"]], LEAVES.responder);

function leaf({ issuer, spki, notBefore, notAfter }: Order, subject: Name, extensions: readonly Extension[]): Issued {
  const keys: Extension[] = [
    { is: "issuerKey", spki: issuer.signer.spki },
    { is: "subjectKey", spki },
  ];
  return issue({ subject, spki, notBefore, notAfter, extensions: [...extensions, ...keys] }, issuer);
}

const bench = (commonName: string): Name => [
  ["C", "JP"],
  ["O", "SHIKAKU-TEST"],
  ["CN", commonName],
];

/** A directory name under the authority's own, one for each municipality (jpki certificates read from cards). */
const crlOf = (issuer: Authority, { prefecture, city }: Residence): Extension => ({
  is: "crlAt",
  name: [...issuer.name.slice(0, 3), ["OU", "CRL Distribution Points"], ["OU", prefecture], ["CN", city]],
});
