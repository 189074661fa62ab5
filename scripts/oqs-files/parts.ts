import type { Message, ValueOfMessage } from "../../device/wire/oqs/message.ts";
import { fileName } from "../../device/wire/oqs/names.ts";
import { padInsurer, type QualificationResult } from "../../device/wire/oqs/siquc.ts";
import type { Person } from "../../simulator/people.ts";
import { personById } from "../../simulator/personas.ts";

/** One example of a message: what it shows, under the name that such a file has, and its value. Only personas appear. */
export interface Example {
  readonly message: Message;
  readonly file: string;
  readonly value: ValueOfMessage<Message>;
}

export const INSTITUTION = "9910000012";
export const NOW = "20260401090003";
export const DAY = "20260401";

export const persona = (id: string): Person => {
  const found = personById(id);
  if (!found) throw new Error(`no persona ${id}`);
  return found;
};
export const [hanako, taro] = [persona("hanako"), persona("taro")];

const serials = new Map<string, number>();

/** An example under the next free suffix of its message. */
export function example<M extends Message>(message: M, value: ValueOfMessage<M>, file?: string): Example {
  const serial = (serials.get(message.id) ?? 0) + 1;
  serials.set(message.id, serial);
  const [id, side] = [message.id.slice(0, -3), message.id.slice(-3) === "req" ? "req" : "res"] as const;
  const usual = fileName({ id, side, suffix: identifier(serial), extension: "xml" });
  return { message, value, file: file ?? usual };
}

const identifier = (serial = 1) => `${DAY}${String(serial).padStart(4, "0")}`;

export const asked = (serial?: number) => ({
  MedicalInstitutionCode: INSTITUTION,
  ArbitraryFileIdentifier: identifier(serial),
});
export const WELL = { SegmentOfResult: "1", CharacterCodeIdentifier: "0" } as const;
export const DONE = { ProcessingResultStatus: "1" } as const;
export const answered = (by: "1" | "2", serial?: number) => ({
  ProcessExecutionTime: NOW,
  QualificationConfirmationDate: DAY,
  ...asked(serial),
  ReferenceClassification: by,
  ...WELL,
});
export const done = () => ({ ProcessExecutionTime: NOW, QualificationConfirmationDate: DAY, ...asked(), ...WELL });

export const insured = ({ insurer, symbol, number, branch }: Person) => ({
  InsurerNumber: padInsurer(insurer),
  ...(symbol === "" ? {} : { InsuredCardSymbol: symbol }),
  InsuredIdentificationNumber: number,
  ...(branch === "" ? {} : { InsuredBranchNumber: branch }),
});
export const search = (person: Person) => ({
  ...insured(person),
  Birthdate: person.birthDate,
  LimitApplicationCertificateRelatedConsFlg: "1" as const,
});
export const registration = (person: Person) => ({ ReferenceNumber: `K-${person.number}`, ...insured(person) });

export const SEXES = { male: "1", female: "2", unset: "3" } as const;

export const result = (person: Person): QualificationResult => ({
  InsuredCardClassification: "01",
  ...insured(person),
  PersonalFamilyClassification: "1",
  InsuredName: person.name,
  Name: person.name,
  NameKana: person.kana,
  Sex1: SEXES[person.sex],
  Birthdate: person.birthDate,
  Address: person.address,
  PostNumber: person.postNumber,
  QualificationDate: "20240401",
  InsuredCardValidDate: "20240401",
  InsuredCardExpirationDate: "20270331",
  InsuredPartialContributionRatio: person.copayment,
  InsurerName: person.insurerName,
});
