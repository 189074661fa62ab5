import type { Application } from "../../device/wire/card-files.ts";

/**
 * What a My Number Card answers, as data: every file, and every command by where it is sent and under which condition. The card
 * here does not read this table; test/fuzz holds the card to it, and PC/SC programs are held to it through pcscd.
 *
 * `confidence`: A stands in two independent sources, or in one that software nobody here wrote relies on; B was measured by one
 * source on a real or test card; C is inferred (ISO/IEC 7816-4, JICSAP 1.1) or an assumption of this bench.
 */
export type Confidence = "A" | "B" | "C";

export type Kind = "transparent" | "records" | "reference" | "signingKey" | "answeringKey" | "internal" | "authority";

export interface FileRow {
  readonly application: Application;
  readonly id: number;
  readonly kind: Kind;
  /** References of which any one, verified, opens it. An empty list is never open. */
  readonly opens: "free" | readonly number[];
  /** Of a reference: how often it may be missed, and which command changes it to what. 0 is issued blocked. */
  readonly tries?: number;
  readonly changed?: { readonly by: "24" | "32"; readonly to: string };
  /** P2 = 00 of COMPUTE DIGITAL SIGNATURE means this key. */
  readonly own?: true;
  /** A child's card, or a face-only one, goes without. */
  readonly adultsOnly?: true;
  readonly confidence: Confidence;
}

const row = (
  application: Application,
  id: number,
  kind: Kind,
  opens: FileRow["opens"],
  confidence: Confidence,
  more: Omit<Partial<FileRow>, "application" | "id" | "kind" | "opens" | "confidence"> = {},
): FileRow => ({ application, id, kind, opens, confidence, ...more });

const PIN_BY_DATA = { by: "24", to: "^[0-9]{4}$" } as const;
const PIN_BY_KEY = { by: "32", to: "^[0-9]{4}$" } as const;
const PASSWORD = { by: "24", to: "^(?=.*[A-Z])(?=.*[0-9])[A-Z0-9]{6,16}$" } as const;

export const FILES: readonly FileRow[] = [
  row("jpki", 0x0001, "transparent", [0x1b], "A", { adultsOnly: true }),
  row("jpki", 0x0002, "transparent", "free", "A"),
  row("jpki", 0x0005, "transparent", [], "C"),
  row("jpki", 0x0006, "transparent", "free", "A"),
  row("jpki", 0x0008, "transparent", "free", "B"),
  row("jpki", 0x0009, "transparent", [], "B"),
  row("jpki", 0x000a, "transparent", "free", "A"),
  row("jpki", 0x000b, "transparent", "free", "A"),
  row("jpki", 0x0010, "reference", "free", "C", { tries: 0 }),
  row("jpki", 0x0016, "authority", "free", "B"),
  row("jpki", 0x0017, "signingKey", [0x18, 0x16], "A"),
  row("jpki", 0x0018, "reference", "free", "A", { tries: 3, changed: PIN_BY_DATA }),
  row("jpki", 0x0019, "internal", [], "C"),
  row("jpki", 0x001a, "signingKey", [0x1b], "A", { adultsOnly: true }),
  row("jpki", 0x001b, "reference", "free", "A", { tries: 5, changed: PASSWORD }),
  row("jpki", 0x001c, "internal", [], "C"),
  row("jpki", 0x001e, "internal", [], "B"),

  row("text", 0x0001, "transparent", [0x11, 0x14], "A"),
  row("text", 0x0002, "transparent", [0x11, 0x15], "A"),
  row("text", 0x0003, "transparent", [0x11, 0x14, 0x15], "A"),
  row("text", 0x0004, "transparent", "free", "A"),
  row("text", 0x0005, "transparent", "free", "A"),
  row("text", 0x0006, "transparent", [0x11, 0x14, 0x15], "B"),
  row("text", 0x0007, "transparent", [0x11, 0x14, 0x15], "B"),
  row("text", 0x0008, "transparent", "free", "B"),
  row("text", 0x0011, "reference", "free", "A", { tries: 3, changed: PIN_BY_DATA }),
  row("text", 0x0012, "reference", "free", "B", { tries: 0 }),
  row("text", 0x0013, "signingKey", "free", "A", { own: true }),
  row("text", 0x0014, "reference", "free", "A", { tries: 10 }),
  row("text", 0x0015, "reference", "free", "A", { tries: 10 }),

  row("visual", 0x0001, "transparent", [0x11], "A"),
  row("visual", 0x0002, "transparent", [0x12, 0x13], "A"),
  row("visual", 0x0003, "transparent", "free", "A"),
  row("visual", 0x0004, "transparent", "free", "A"),
  row("visual", 0x0005, "transparent", [0x13], "A"),
  row("visual", 0x0006, "transparent", [0x12, 0x13], "B"),
  row("visual", 0x0011, "reference", "free", "A", { tries: 10 }),
  row("visual", 0x0012, "reference", "free", "A", { tries: 10 }),
  row("visual", 0x0013, "reference", "free", "A", { tries: 10 }),
  row("visual", 0x001a, "signingKey", "free", "B", { own: true }),

  row("juki", 0x0002, "records", "free", "B"),
  row("juki", 0x001c, "reference", "free", "B", { tries: 3, changed: PIN_BY_KEY }),

  row("common", 0x0001, "records", "free", "A"),
  row("common", 0x0002, "records", "free", "B"),
  row("common", 0x0019, "answeringKey", "free", "B"),
  row("common", 0x001c, "reference", "free", "B", { tries: 3, changed: PIN_BY_KEY }),
];

/** Tags that GET DATA knows after a reset. */
export const OBJECTS: readonly number[] = [0x0042, 0x0045, 0x0066, 0x00f0, 0x00f2, 0x00f7, 0x00f8, 0x5f51, 0x7f21];

/** What has to hold for a row, beside header and lengths. */
export type Condition =
  | "not a command"
  | "no such application"
  | "no such file"
  | "no file addressed"
  | "file absent"
  | "file of another kind"
  | "closed"
  | "needs a secret"
  | "key only answers"
  | "key only signs"
  | "beyond the end"
  | "no such record"
  | "blocked"
  | "secret is right"
  | "may not change"
  | "new secret is unfit"
  | "no own key"
  | "no such object"
  | "Le too small"
  | "no key body"
  | "no body yet"
  | "not 256 bytes"
  | "signature is wrong"
  | "terminal unproven";

/** What a command leaves behind. A file that was addressed and found is the current one afterwards without being named here. */
export type Effect =
  | "select application"
  | "select file"
  | "verify"
  | "miss"
  | "change"
  | "challenge"
  | "terminal body"
  | "terminal trusted"
  | "terminal forgotten"
  | "challenge used"
  | "terminal admitted";

export type Gives = "control information" | "content" | "record" | "object" | "random bytes" | "signature";

/** How a command names the file it is for. */
export type Address = "current" | "P1" | "P2" | "record P2" | "P2 or own key" | "P2 or id";

/**
 * One answer. Rows are tried in their order, and the first that fits decides. `cla` to `p2` list bytes and ranges in hex, `*` is
 * any, a leading `^` any but these. `data` lists lengths; `le` says how Le was coded.
 */
export interface AnswerRow {
  readonly id: string;
  readonly cla: string;
  readonly ins: string;
  readonly p1: string;
  readonly p2: string;
  readonly data: string;
  readonly le: "*" | "none" | "some" | "extended";
  readonly where: "*" | readonly Application[];
  readonly address?: Address;
  readonly kind?: readonly Kind[];
  readonly when: readonly Condition[];
  /** `63Cx` counts the tries that are left. */
  readonly sw: string;
  readonly gives?: Gives;
  readonly does?: Effect;
  readonly confidence: Confidence;
}

type Draft = Partial<Omit<AnswerRow, "id" | "sw" | "confidence">>;

const ANY = { cla: "*", ins: "*", p1: "*", p2: "*", data: "*", le: "*", where: "*", when: [] } as const;

const says = (id: string, draft: Draft, sw: string, confidence: Confidence): AnswerRow => ({
  ...ANY,
  ...draft,
  id,
  sw,
  confidence,
});

/** A refusal of the header or the lengths alone: no file is looked at. */
const early = (id: string, { address: _, kind: __, ...draft }: Draft, sw: string, confidence: Confidence): AnswerRow =>
  says(id, draft, sw, confidence);

/** The three ways in which a file that is meant cannot be had. */
const addressed = (id: string, draft: Draft, confidence: Confidence = "B"): readonly AnswerRow[] => [
  says(`${id}/no current file`, { ...draft, when: ["no file addressed"] }, "6986", confidence),
  says(`${id}/absent`, { ...draft, when: ["file absent"] }, "6A82", confidence),
  says(`${id}/other kind`, { ...draft, when: ["file of another kind"] }, "6981", confidence),
];

/** A current file is always there, and a short id always names one. */
const notAbsent = (rows: readonly AnswerRow[]) => rows.filter(({ when }) => !when.includes("file absent"));
const notUnnamed = (rows: readonly AnswerRow[]) => rows.filter(({ when }) => !when.includes("no file addressed"));

const KEYS = ["signingKey", "answeringKey"] as const;
const REFERENCES = "80-9E";

const SELECT = { cla: "00", ins: "A4" };
const READ = { cla: "00", ins: "B0" };
const READ_CURRENT = { ...READ, p1: "00-7F", address: "current", kind: ["transparent"] } as const;
const READ_SHORT = { ...READ, p1: "80-9F", address: "P1", kind: ["transparent"] } as const;
const RECORD = { cla: "00", ins: "B2", address: "record P2", kind: ["records"] } as const;
const VERIFY = { cla: "00", ins: "20", address: "P2", kind: ["reference"] } as const;
const QUERY = { ...VERIFY, data: "0" } as const;
const SIGN = { cla: "80", ins: "2A", address: "P2 or own key", kind: KEYS } as const;
const ANSWER = { cla: "00", ins: "88", address: "P2", kind: KEYS } as const;
const DATA = { cla: "00", ins: "CA" };
const BODY = { cla: "80", ins: "A2", p1: "06", address: "current", kind: ["authority"] } as const;
const SEAL = { ...BODY, p1: "00" } as const;
const PROVE = { cla: "00", ins: "82", address: "P2 or id", kind: ["authority"] } as const;

const change = (id: string, ins: "24" | "32", confidence: Confidence): readonly AnswerRow[] => {
  const [cla, p1] = ins === "24" ? ["00", "01"] : ["80", "00"];
  const draft = { cla, ins, address: "P2", kind: ["reference"] } as const;
  return [
    early(`${id}/P1`, { ...draft, p1: `^${p1}` }, "6A86", "C"),
    early(`${id}/no data`, { ...draft, data: "0" }, "6700", "C"),
    early(`${id}/P2`, { ...draft, p2: `^${REFERENCES}` }, "6A88", "C"),
    ...addressed(id, draft),
    says(`${id}/blocked`, { ...draft, when: ["blocked"] }, "6984", "C"),
    says(`${id}/not allowed`, { ...draft, when: ["may not change"] }, "6982", "B"),
    says(`${id}/unfit`, { ...draft, when: ["new secret is unfit"] }, "6700", "C"),
    says(id, { ...draft, does: "change" }, "9000", confidence),
  ];
};

export const ANSWERS: readonly AnswerRow[] = [
  says("no command", { when: ["not a command"] }, "6700", "C"),
  says("class/unknown", { cla: "10-7F,90-FF" }, "6E00", "C"),
  says("class/channel", { cla: "^00,04,08,0C,80,84,88,8C" }, "6881", "B"),
  says("class/secure reading", { cla: "04,08,0C,84,88,8C", ins: "20,B0" }, "69FC", "B"),
  says("class/secure", { cla: "04,08,0C,84,88,8C" }, "6882", "B"),

  says("SELECT/P1", { ...SELECT, p1: "^00,02,04" }, "6A86", "C"),
  says("SELECT/P2", { ...SELECT, p2: "^00,0C" }, "6A86", "C"),
  says("SELECT AP/no name", { ...SELECT, p1: "04", data: "0" }, "6700", "C"),
  says("SELECT AP/absent", { ...SELECT, p1: "04", when: ["no such application"] }, "6A82", "A"),
  says(
    "SELECT AP/FCI",
    { ...SELECT, p1: "04", p2: "00", le: "some", does: "select application", gives: "control information" },
    "9000",
    "B",
  ),
  says("SELECT AP", { ...SELECT, p1: "04", does: "select application" }, "9000", "A"),
  says("SELECT EF/length", { ...SELECT, p1: "02", data: "^2" }, "6700", "C"),
  says("SELECT EF/absent", { ...SELECT, p1: "02", when: ["no such file"] }, "6A82", "A"),
  says("SELECT EF", { ...SELECT, p1: "02", does: "select file" }, "9000", "A"),
  says("SELECT MF/length", { ...SELECT, p1: "00", data: "^0,2" }, "6700", "C"),
  says("SELECT MF/by id", { ...SELECT, p1: "00", data: "2" }, "6A82", "B"),
  says("SELECT MF/after reset", { ...SELECT, p1: "00", where: ["cardManager"] }, "6A86", "B"),
  says("SELECT MF", { ...SELECT, p1: "00" }, "9000", "B"),

  says("READ BINARY/P1", { ...READ, p1: "A0-FF" }, "6A86", "C"),
  says("READ BINARY/data", { ...READ, data: "^0" }, "6700", "C"),
  says("READ BINARY/no Le", { ...READ, le: "none" }, "6700", "C"),
  ...notAbsent(addressed("READ BINARY", READ_CURRENT, "A")),
  says("READ BINARY/closed", { ...READ_CURRENT, when: ["closed"] }, "6982", "A"),
  says("READ BINARY/beyond", { ...READ_CURRENT, when: ["beyond the end"] }, "6B00", "A"),
  says("READ BINARY", { ...READ_CURRENT, gives: "content" }, "9000", "A"),
  ...notUnnamed(addressed("READ BINARY SFI", READ_SHORT, "A")),
  says("READ BINARY SFI/closed", { ...READ_SHORT, when: ["closed"] }, "6982", "A"),
  says("READ BINARY SFI/beyond", { ...READ_SHORT, when: ["beyond the end"] }, "6B00", "A"),
  says("READ BINARY SFI", { ...READ_SHORT, gives: "content" }, "9000", "A"),

  early(
    "READ RECORD/P2",
    {
      ...RECORD,
      p2: "^04,0C,14,1C,24,2C,34,3C,44,4C,54,5C,64,6C,74,7C,84,8C,94,9C,A4,AC,B4,BC,C4,CC,D4,DC,E4,EC,F4,FC",
    },
    "6A86",
    "C",
  ),
  early("READ RECORD/data", { ...RECORD, data: "^0" }, "6700", "C"),
  early("READ RECORD/no Le", { ...RECORD, le: "none" }, "6700", "C"),
  ...addressed("READ RECORD", RECORD),
  says("READ RECORD/none such", { ...RECORD, when: ["no such record"] }, "6A83", "B"),
  says("READ RECORD", { ...RECORD, gives: "record" }, "9000", "A"),

  early("VERIFY/P1", { ...VERIFY, p1: "^00" }, "6A86", "C"),
  early("VERIFY/P2", { ...VERIFY, p2: `^${REFERENCES}` }, "6A88", "C"),
  ...addressed("VERIFY", VERIFY),
  says("retry query", QUERY, "63Cx", "A"),
  says("VERIFY/blocked", { ...VERIFY, when: ["blocked"] }, "6984", "A"),
  says("VERIFY", { ...VERIFY, when: ["secret is right"], does: "verify" }, "9000", "A"),
  says("VERIFY/wrong", { ...VERIFY, does: "miss" }, "63Cx", "A"),
  ...change("CHANGE REFERENCE DATA", "24", "A"),
  ...change("CHANGE KEY", "32", "B"),

  early("SIGN/no data", { ...SIGN, data: "0" }, "6700", "C"),
  early("SIGN/scheme", { ...SIGN, p1: "06-FF" }, "6A86", "B"),
  early("SIGN/P2", { ...SIGN, p2: "01-7F,9F-FF" }, "6A86", "C"),
  early("SIGN/no own key", { ...SIGN, p2: "00", when: ["no own key"] }, "6A86", "C"),
  ...addressed("SIGN", SIGN, "A"),
  says("SIGN/key for challenges", { ...SIGN, when: ["key only answers"] }, "6985", "C"),
  says("SIGN/closed", { ...SIGN, when: ["closed"] }, "6982", "A"),
  says("SIGN 00/too long", { ...SIGN, p1: "00", data: "246-65535" }, "6700", "B"),
  says("SIGN/hash length", { ...SIGN, p1: "02,04", data: "^32" }, "6985", "B"),
  says("SIGN 00", { ...SIGN, p1: "00", gives: "signature" }, "9000", "A"),
  says("SIGN 01 to 04", { ...SIGN, p1: "01-04", gives: "signature" }, "9000", "B"),
  says("SIGN 05", { ...SIGN, p1: "05", gives: "signature" }, "9000", "A"),

  says("GET CHALLENGE/P1 P2", { cla: "00", ins: "84", p1: "^00" }, "6A86", "B"),
  says("GET CHALLENGE/P2", { cla: "00", ins: "84", p2: "^00" }, "6A86", "B"),
  says("GET CHALLENGE/data", { cla: "00", ins: "84", data: "^0" }, "6700", "C"),
  says("GET CHALLENGE/no Le", { cla: "00", ins: "84", le: "none" }, "6700", "C"),
  says("GET CHALLENGE/extended", { cla: "00", ins: "84", le: "extended" }, "6985", "B"),
  says("GET CHALLENGE", { cla: "00", ins: "84", does: "challenge", gives: "random bytes" }, "9000", "B"),

  early("INTERNAL AUTHENTICATE/P1", { ...ANSWER, p1: "^00" }, "6A86", "C"),
  early("INTERNAL AUTHENTICATE/no data", { ...ANSWER, data: "0" }, "6700", "C"),
  early("INTERNAL AUTHENTICATE/P2", { ...ANSWER, p2: `^${REFERENCES}` }, "6985", "C"),
  ...addressed("INTERNAL AUTHENTICATE", ANSWER).map((refusal) => ({
    ...refusal,
    sw: "6985",
    confidence: "C" as const,
  })),
  says("INTERNAL AUTHENTICATE/behind a PIN", { ...ANSWER, when: ["needs a secret"] }, "6982", "B"),
  says("INTERNAL AUTHENTICATE/signing key", { ...ANSWER, when: ["key only signs"] }, "6985", "B"),
  says("INTERNAL AUTHENTICATE", { ...ANSWER, gives: "signature" }, "9000", "B"),

  says("GET DATA/data", { ...DATA, data: "^0" }, "6700", "C"),
  says("GET DATA/in an application", { ...DATA, where: ["jpki", "text", "visual", "juki", "common"] }, "6A88", "B"),
  says("GET DATA/absent", { ...DATA, when: ["no such object"] }, "6A88", "A"),
  says("GET DATA/Le", { ...DATA, when: ["Le too small"] }, "6700", "B"),
  says("GET DATA", { ...DATA, gives: "object" }, "9000", "B"),

  says("SET PUBLIC KEY/P2", { cla: "80", ins: "A2", p2: "^C1" }, "6A86", "B"),
  says("SET PUBLIC KEY/P1", { cla: "80", ins: "A2", p1: "^00,06" }, "6A86", "B"),
  says("SET PUBLIC KEY/no data", { cla: "80", ins: "A2", data: "0" }, "6700", "C"),
  ...notAbsent(addressed("SET PUBLIC KEY body", BODY, "C")),
  says("SET PUBLIC KEY body/garbage", { ...BODY, when: ["no key body"], does: "terminal forgotten" }, "6700", "B"),
  says("SET PUBLIC KEY body", { ...BODY, does: "terminal body" }, "9000", "C"),
  ...notAbsent(addressed("SET PUBLIC KEY signature", SEAL, "C")),
  says("SET PUBLIC KEY signature/too early", { ...SEAL, when: ["no body yet"] }, "6985", "C"),
  says(
    "SET PUBLIC KEY signature/length",
    { ...SEAL, when: ["not 256 bytes"], does: "terminal forgotten" },
    "6700",
    "C",
  ),
  says(
    "SET PUBLIC KEY signature/wrong",
    { ...SEAL, when: ["signature is wrong"], does: "terminal forgotten" },
    "6300",
    "C",
  ),
  says("SET PUBLIC KEY signature", { ...SEAL, does: "terminal trusted" }, "9000", "C"),

  early("EXTERNAL AUTHENTICATE/P1", { ...PROVE, p1: "^00" }, "6A86", "C"),
  early("EXTERNAL AUTHENTICATE/no data", { ...PROVE, data: "0" }, "6700", "C"),
  ...addressed("EXTERNAL AUTHENTICATE", PROVE).map((refusal) => ({ ...refusal, sw: "6985", confidence: "C" as const })),
  says("EXTERNAL AUTHENTICATE/too early", { ...PROVE, when: ["terminal unproven"] }, "6985", "C"),
  says("EXTERNAL AUTHENTICATE/length", { ...PROVE, data: "^256" }, "6700", "C"),
  says("EXTERNAL AUTHENTICATE/wrong", { ...PROVE, when: ["signature is wrong"], does: "challenge used" }, "6300", "C"),
  says("EXTERNAL AUTHENTICATE", { ...PROVE, does: "terminal admitted" }, "9000", "C"),

  says("SET SESSION KEY/no delivery", { cla: "80", ins: "AE", where: ["common", "visual"] }, "66F1", "B"),
  says("SET SESSION KEY", { cla: "80", ins: "AE" }, "6982", "B"),
  says("MANAGE ATTRIBUTES", { cla: "80", ins: "8A", p1: "22,24" }, "6982", "B"),
  says("MANAGE ATTRIBUTES/P1", { cla: "80", ins: "8A" }, "6A86", "C"),
  says("LAST COMMAND", { cla: "80", ins: "FC", p1: "00", p2: "00" }, "6700", "B"),
  says("LAST COMMAND/P1 P2", { cla: "80", ins: "FC" }, "6A86", "C"),

  says("unknown instruction", {}, "6D00", "C"),
];
