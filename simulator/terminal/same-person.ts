import { bareInsurer, type LooseQualificationResult } from "../../device/wire/oqs/siquc.ts";

/** Whether an answer is about the person that was asked for: the last look before a file with a name on it appears. */

interface Asked {
  readonly InsurerNumber?: string | undefined;
  readonly InsuredCardSymbol?: string | undefined;
  readonly InsuredIdentificationNumber?: string | undefined;
  readonly InsuredBranchNumber?: string | undefined;
  readonly Birthdate?: string | undefined;
}

interface Told {
  readonly ResultList?:
    readonly { readonly ResultOfQualificationConfirmation?: LooseQualificationResult | undefined }[] | undefined;
}

/** What an answer shows is of this person, all of it. */
export const isAbout = (asked: Asked | undefined, { ResultList = [] }: Told): boolean =>
  ResultList.every(({ ResultOfQualificationConfirmation: result }) => {
    if (!asked || !result) return false;
    // Under medical assistance the numbers of the public expense stand in their place.
    const found = {
      ...result,
      InsurerNumber: result.InsurerNumber ?? result.PublicExpenseNumber,
      InsuredIdentificationNumber: result.InsuredIdentificationNumber ?? result.BeneficiaryNumber,
    };
    return result.Birthdate === asked.Birthdate && isSameInsured(asked, found);
  });

export const isSameInsured = (asked: Asked = {}, told: Asked): boolean =>
  told.InsuredIdentificationNumber === asked.InsuredIdentificationNumber &&
  bareInsurer(told.InsurerNumber ?? "") === bareInsurer(asked.InsurerNumber ?? "") &&
  fitsWhereAsked(asked.InsuredCardSymbol, told.InsuredCardSymbol) &&
  fitsWhereAsked(asked.InsuredBranchNumber, told.InsuredBranchNumber, twoDigits);

/** What the asker left open may come back as anything; what he gave must come back. */
const fitsWhereAsked = (asked = "", told = "", form = (text: string) => text): boolean =>
  asked === "" || form(asked) === form(told);

/** One place or two: "1" and "01" are the same branch, and a certificate without one is the holder's, "00". */
const twoDigits = (branch: string) => branch.padStart(2, "0");
