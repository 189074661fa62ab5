import { bareInsurer } from "../../../device/wire/oqs/siquc.ts";
import { assuming, type Check, check } from "../../case.ts";
import type { Part, PersonFacts } from "../../cast.ts";
import { type Import, imported, refused, registered } from "../../expect/chart.ts";
import { registrationRequest, registrationsRequest } from "../../expect/folder.ts";
import { bare, both, either, fact, is, not, numberOf, someone, textOf, theirs, there } from "../../expect/predicate.ts";
import { anyOf, type Selector, where } from "../../expect/selector.ts";
import { consistent, eventually, every, given, never } from "../../expect/vocabulary.ts";
import type { Stage } from "../../stage.ts";
import { answerAbout, insuredOf, put } from "./answers.ts";
import { A_WHILE } from "./checks.ts";
import type { Registration } from "./reference-answers.ts";

/** What cases about reference numbers (照会番号) want, and how they have one registered. */

export const registeredOf = (part: Part): Selector<Import> =>
  where(
    registered,
    part,
    both(is("patient.number", fact(part, "number")), is("patient.birthDate", fact(part, "birthDate"))),
  );

/** Something came of a registration, whatever it was. */
export const answeredFor: Selector<unknown> = anyOf<unknown>(registered, refused);

/** Answers to registrations have a form of our own. */
const resting = (each: Check) => assuming("ASM-BULK-BODIES", each);

/** One that can be read; whatever else is to be seen builds on it. */
export const wholeRegistration = where(registrationRequest, "whole", there("read.value"));
const asked: Selector<unknown> = anyOf<unknown>(
  wholeRegistration,
  where(registrationsRequest, "whole", there("read.value")),
);

export const registersThe = (part: Part) =>
  resting(
    check(
      "RCP-16",
      "reference.missing",
      { ja: "本人のカルテの番号が登録される", en: "the number of the right patient's chart is registered" },
      given(asked, eventually(registeredOf(part))),
    ),
  );

export const neverRegisters = (what: Selector<unknown> = registered) =>
  resting(
    check(
      "RCP-16",
      "reference.wrongTaken",
      { ja: "登録されていない番号は登録済みとされない", en: "no number counts as registered that is not" },
      never(what),
    ),
  );

/** That nothing was registered is shown to staff. */
export const tellsOfIt = assuming(
  "ASM-STAFF-TOLD",
  check(
    "RCP-16",
    "import.unsaid",
    { ja: "登録できなかったことが職員に示される", en: "staff are told that nothing was registered" },
    given(asked, eventually(refused)),
  ),
);

/** Of an element that has the insured number in it: all of it is one person's. */
export const isOfOne = someone<Readonly<Record<string, unknown>>>(
  both(
    is(bare("InsurerNumber"), bare(theirs("insurer"))),
    is(textOf("InsuredCardSymbol"), theirs("symbol")),
    is("InsuredIdentificationNumber", theirs("number")),
    either(not(there("InsuredBranchNumber")), is(numberOf("InsuredBranchNumber"), numberOf(theirs("branch")))),
  ),
);

/** One number is one person's, on whatever chart it stands. */
export const oneNumberOnePerson = check(
  "RCP-16",
  "import.mixed",
  { ja: "どのカルテの番号も、ひとりの患者のものである", en: "each chart number is one patient's" },
  consistent(anyOf(imported, registered), "patient.referenceNumber", "patient.birthDate", {
    ja: "照会番号が同じなら生年月日も同じ",
    en: "where the reference number is one, the birth date is one",
  }),
);

const INFO = "read.loose.MessageBody.ReferenceNumberRegistrationInfo";

export const asksWhole = check(
  "RCP-16",
  "request.malformed",
  { ja: "登録の要求がレイアウトどおりである", en: "the registration follows its layout" },
  every(
    registrationRequest,
    { ja: "名前と必須項目が揃う", en: "name and needed items are complete" },
    both(there("named"), there("read.value")),
  ),
);

export const asksForOne = check(
  "RCP-16",
  "request.mixed",
  { ja: "どの登録もひとりの患者の記号番号に対する", en: "each registration is for one patient's insured number" },
  every(
    registrationRequest,
    { ja: "保険者番号・記号番号・枝番がひとりのもの", en: "insurer, number and branch are of one person" },
    someone(
      both(
        is(bare(`${INFO}.InsurerNumber`), bare(theirs("insurer"))),
        is(textOf(`${INFO}.InsuredCardSymbol`), theirs("symbol")),
        is(`${INFO}.InsuredIdentificationNumber`, theirs("number")),
        either(
          not(there(`${INFO}.InsuredBranchNumber`)),
          is(numberOf(`${INFO}.InsuredBranchNumber`), numberOf(theirs("branch"))),
        ),
      ),
    ),
  ),
);

/** Opens their charts: each comes with the card once. */
export async function come({ bench, person, see }: Stage<"receipt">, ...parts: readonly Part[]): Promise<void> {
  for (const [i, part] of parts.entries()) {
    await put(bench, answerAbout(bench, person(part), { account: `F000000${i + 1}` }));
    await see(imported, A_WHILE);
  }
}

/** Has the number of this chart registered, and gives back the suffix of the request, and what it asks. */
export async function register({ hand, person, see }: Stage<"receipt">, part: Part) {
  await hand.register(person(part));
  const { named, read } = await see(wholeRegistration);
  const asked = read?.value?.MessageBody.ReferenceNumberRegistrationInfo ?? withoutNumber(person(part));
  return { suffix: named?.suffix ?? "", asked };
}

const withoutNumber = (person: PersonFacts): Registration => ({ ReferenceNumber: "none", ...insuredOf(person) });

/** Whether a registration is for this person. */
export const isFor = (asked: Registration, { insurer, number, branch }: PersonFacts): boolean =>
  bareInsurer(asked.InsurerNumber) === bareInsurer(insurer) &&
  asked.InsuredIdentificationNumber === number &&
  (asked.InsuredBranchNumber === undefined || Number(asked.InsuredBranchNumber) === Number(branch));

/** The same number, registered for somebody else. */
export const forAnother = (asked: Registration, person: PersonFacts): Registration => ({
  ReferenceNumber: asked.ReferenceNumber,
  ...insuredOf(person),
});
