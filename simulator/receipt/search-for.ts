import { padInsurer, type SearchInfo } from "../../device/wire/oqs/siquc.ts";
import type { NumberQuery } from "./answer-file.ts";

/** What staff typed, as a request asks by it. */
export const searchFor = ({ insurer, symbol, number, branch, birthDate }: NumberQuery): SearchInfo => ({
  InsurerNumber: padInsurer(insurer),
  InsuredCardSymbol: symbol === "" ? undefined : symbol,
  InsuredIdentificationNumber: number,
  InsuredBranchNumber: branch === "" ? undefined : branch,
  Birthdate: birthDate,
  LimitApplicationCertificateRelatedConsFlg: "0",
});
