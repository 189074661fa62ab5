/** Elements of the question that a receipt computer writes. */
export const REQUEST_ELEMENTS = [
  "InsurerNumber",
  "InsuredCardSymbol",
  "InsuredIdentificationNumber",
  "InsuredBranchNumber",
  "Birthdate",
] as const;

/** Facts of the chart that are told, and can be held against the file they came from. */
export const CHART_FACTS = ["name", "kana", "birthDate", "address", "symbol", "number"] as const;
