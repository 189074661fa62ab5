/**
 * The closed network (オンライン請求ネットワーク) between facilities and the central system (NET-01, 02; leaflet-2022-04): who was let in
 * beforehand reaches the named destinations and nobody else. A facility is known by the line it has (回線) and by the certificate it
 * shows on it; a new line carries nothing until it has been authenticated anew. Pure: a state, a question, the answer and the log.
 * How the real network does it is not public; that it is one gateway is ours (ledger: ASM-CLOSED-NETWORK).
 */
export interface Line {
  /** An address by which the network knows the line: of a facility's router, say. */
  readonly line: string;
  readonly institutionCode: string;
  /** A line that was registered, or changed, stays shut until its facility has shown its certificate on it and been let in. */
  readonly open: boolean;
}

export interface Destination {
  readonly host: string;
  readonly port: number;
}

export interface Network {
  readonly lines: readonly Line[];
  /** The central system, and what its terminals need for upkeep: patches, time, lists of certificates. */
  readonly destinations: readonly Destination[];
}

export const NETWORK_REFUSALS = {
  unknownLine: {
    ja: "登録されていない回線です。接続元の番地を確かめ、回線を登録してください。",
    en: "The line is not registered. Check the address that you call from, or have the line registered.",
  },
  noCertificate: {
    ja: "電子証明書が提示されていません。端末の電子証明書を指定してください。",
    en: "No certificate was shown. Show that of the terminal.",
  },
  badCertificate: {
    ja: "電子証明書を受け入れられません。発行者、有効期間、失効を確かめてください。",
    en: "The certificate is not accepted. Check who issued it, its dates, and that it was not revoked.",
  },
  otherFacility: {
    ja: "この回線の医療機関と証明書の医療機関が異なります。この回線の医療機関の電子証明書を使ってください。",
    en: "The certificate is another facility's than the line. Use that of the facility whose line it is.",
  },
  lineShut: {
    ja: "回線の変更後、まだ再認証されていません。再認証の手続きをしてください。",
    en: "The line was changed and not authenticated since. Have it authenticated again.",
  },
  notNamed: {
    ja: "指定された接続先ではありません。指定されているのは中央システムと保守に必要な先だけです。接続先とポートを確かめてください。",
    en: "The destination is not one of those named, which are the central system and what upkeep needs. Check its name and port.",
  },
} as const;
export type NetworkRefusal = keyof typeof NETWORK_REFUSALS;

/** Somebody on a line wants to reach something. `certificate` is the verified common name, `undefined` where none was shown. */
export interface Attempt {
  readonly line: string;
  readonly certificate: { readonly institutionCode: string } | "none" | "refused";
  readonly to: Destination;
}

export type Passage = { readonly is: "passes" } | { readonly is: "refused"; readonly why: NetworkRefusal };

/** May this go through? */
export function passage(network: Network, { line, certificate, to }: Attempt): Passage {
  const why = refusalOf(network, line, certificate) ?? (isNamed(network, to) ? undefined : "notNamed");
  return why ? { is: "refused", why } : { is: "passes" };
}

function refusalOf({ lines }: Network, line: string, certificate: Attempt["certificate"]): NetworkRefusal | undefined {
  const known = lines.find((one) => one.line === line);
  if (!known) return "unknownLine";
  if (certificate === "none") return "noCertificate";
  if (certificate === "refused") return "badCertificate";
  if (certificate.institutionCode !== known.institutionCode) return "otherFacility";
  return known.open ? undefined : "lineShut";
}

const isNamed = ({ destinations }: Network, { host, port }: Destination) =>
  destinations.some((named) => named.host === host.toLowerCase() && named.port === port);

/** A facility gets another line: the old one carries nothing any more, the new one nothing yet. One line is one facility's. */
export function changeLine(
  network: Network,
  institutionCode: string,
  line: string,
): { readonly network: Network } | { readonly refused: "lineTaken" } {
  const others = network.lines.filter((one) => one.institutionCode !== institutionCode);
  if (others.some((one) => one.line === line)) return { refused: "lineTaken" };
  return { network: { ...network, lines: [...others, { line, institutionCode, open: false }] } };
}

/** What lets a shut line in: its own facility's certificate, shown on it. */
export function authenticate(
  network: Network,
  line: string,
  certificate: Attempt["certificate"],
): { readonly network: Network } | { readonly refused: NetworkRefusal } {
  const refused = refusalOf(network, line, certificate);
  if (refused && refused !== "lineShut") return { refused };
  return {
    network: { ...network, lines: network.lines.map((one) => (one.line === line ? { ...one, open: true } : one)) },
  };
}

/** By what a gateway goes. */
export interface NetworkRules {
  readonly passage: typeof passage;
  readonly authenticate: typeof authenticate;
}
export const RULES: NetworkRules = { passage, authenticate };
