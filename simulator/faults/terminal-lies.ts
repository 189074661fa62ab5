import { type Fetch, type Folders, sleep } from "../../device/ports.ts";
import { ascii } from "../../device/wire/bytes.ts";
import { faceName } from "../../device/wire/oqs/names.ts";
import type { CounterLie } from "../counter.ts";
import { OUR_DIALECT } from "../../device/wire/oqs/dialect.ts";

/**
 * What broken terminals put into the folders. They change bytes that the honest terminal wrote; what they look for is ASCII, and the
 * bytes in between pass as they are, in either encoding.
 */
export const TERMINAL_LIES: Readonly<Record<string, () => CounterLie>> = {
  "M-TRM-SUFFIX-SWAPPED": () => ({ terminalFolders: swapsAnswers }),
  "M-TRM-EARLY-FILE": () => ({
    onReceived(received, folders) {
      if (received.outcome !== "ended") return;
      const half = `<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n<XmlMsg><MessageHeader></MessageHeader><MessageBody><ProcessingResultStatus>1</ProcessingResultStatus></MessageBody></XmlMsg>\n`;
      void folders.write("face", faceName({ from: "9910000012F0000001", time: "20260401090100" }), ascii(half));
    },
  }),
  "M-TRM-CONSENT-KEPT": () => ({
    terminalFolders: (folders) =>
      rewriting(folders, (name, text) =>
        name.includes("_face_")
          ? text.replace(
              /<((?:PharmacistsInfo|SpecificHealthCheckupsInfo|DiagnosisInfo|OperationInfo)ConsFlg)>\d</g,
              "<$1>1<",
            )
          : text,
      ),
  }),
  "M-TRM-ROWS-SHIFTED": () => ({
    terminalFolders: (folders) =>
      rewriting(folders, (name, text) => (name.startsWith("OQSmuquc02res") ? rowsShifted(text) : text)),
  }),
  "M-TRM-ONE-ACCOUNT": () => ({
    terminalFolders: (folders) => ({
      ...folders,
      write: (folder, name, bytes) => folders.write(folder, name.replace("F0000002_", "F0000001_"), bytes),
    }),
  }),
  "M-TRM-PULLED-BESIDE": pulledBeside,
  "M-TRM-FORGETS": () => ({ line: forgets }),
  "M-TRM-SENDS-TWICE": () => ({ line: forgetsKeys }),
};

/** Rows of a bulk outcome change their keys. */
function rowsShifted(text: string): string {
  const key = /<ArbitraryIdentifier>[^<]*</g;
  const keys = text.match(key) ?? [];
  let at = 0;
  return text.replace(key, () => keys[(at++ + keys.length - 1) % keys.length] ?? "");
}

/** Once a reception was broken off, whatever result comes next is taken for its and dropped. */
function pulledBeside(): CounterLie {
  let brokenOff = false;
  return {
    onReceived: ({ outcome }) => void (brokenOff ||= outcome === "ended"),
    terminalFolders: (folders) => ({
      ...folders,
      async write(folder, name, bytes) {
        if (folder === "face" && brokenOff) brokenOff = false;
        else await folders.write(folder, name, bytes);
      },
    }),
  };
}

/** A call that fails is never made again, and nobody is told. */
function forgets(line: Fetch): Fetch {
  const forgotten = new Set<string>();
  return async (request) => {
    const key = request.headers.get("idempotency-key") ?? "";
    if (forgotten.has(key)) return new Promise<never>(() => undefined);
    try {
      return await line(request);
    } catch (error) {
      forgotten.add(key);
      throw error;
    }
  };
}

/** Each try is a call of its own. */
function forgetsKeys(line: Fetch): Fetch {
  return (request) => {
    const keyless = new Request(request);
    keyless.headers.delete("idempotency-key");
    return line(keyless);
  };
}

/** Legal but unusual terminals, which no case may fail. */
export const TERMINAL_VARIANTS: Readonly<Record<string, () => CounterLie>> = {
  "B-TRM-TAG-ORDER": () => ({
    terminalFolders: (folders) =>
      rewriting(folders, (_, text) =>
        text
          // Two optional neighbours change places, and one without data is written empty.
          .replace(/(<Address>[^]*?<\/Address>)(\s*)(<PostNumber>[^]*?<\/PostNumber>)/, "$3$2$1")
          .replace(/(<NameKana>)/, "<NameOfOther></NameOfOther>$1"),
      ),
  }),
  "B-TRM-SHIFT-JIS": () => ({ manner: { encoding: "Shift_JIS" } }),
  "B-TRM-ZERO-PADDING": () => ({ manner: { dialect: { ...OUR_DIALECT, insurerPadding: "zeros" } } }),
  "B-TRM-CODES-FROM-ONE": () => ({ manner: { dialect: { ...OUR_DIALECT, characterCodes: "fromOne" } } }),
  "B-TRM-NO-ZEROES": () => ({
    terminalFolders: (folders) => rewriting(folders, (_, text) => text.replace(/<(\w+InfoConsFlg)>0<\/\1>\s*/g, "")),
  }),
  "B-TRM-LEISURELY": () => ({
    line: (line, clock) => async (request) => {
      await sleep(clock, 2_000);
      return line(request);
    },
  }),
  "B-TRM-KEEPS-CHARACTERS": () => ({ manner: { outsideJis: "keep" } }),
  "B-TRM-ERROR-IN-WORDS": () => ({
    terminalFolders: (folders) =>
      rewriting(folders, (name, text) => (name.endsWith(".err") ? `${text.trimEnd()}\r\nMATADA\r\n` : text)),
  }),
  "B-TRM-REFERENCE-WITHIN": () => ({ manner: { referencePlace: "result" } }),
};

/** Every byte as one character and back, so that a rewrite by ASCII patterns leaves all others alone. */
const rewriting = (folders: Folders, rewrite: (name: string, text: string) => string): Folders => ({
  ...folders,
  write: (folder, name, bytes) => folders.write(folder, name, fromLatin(rewrite(name, latin(bytes)))),
});

const latin = (bytes: Uint8Array) => {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
};
const fromLatin = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

interface Answer {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** When two requests are under way at once, each gets the other's answer under its own name and identifier. */
function swapsAnswers(folders: Folders): Folders {
  let held: Answer | undefined;
  const under = new Set<string>();
  const suffixOf = (name: string) => /_([^_]*)\.\w+$/.exec(name)?.[1] ?? "";
  const renamed = ({ name, bytes }: Answer, as: string): Uint8Array =>
    fromLatin(
      latin(bytes).replace(`<ArbitraryFileIdentifier>${suffixOf(name)}<`, `<ArbitraryFileIdentifier>${suffixOf(as)}<`),
    );
  return {
    ...folders,
    async read(folder, name, limit) {
      if (folder === "req") under.add(suffixOf(name));
      return folders.read(folder, name, limit);
    },
    async remove(folder, name) {
      if (folder === "req") under.delete(suffixOf(name));
      return folders.remove(folder, name);
    },
    async write(folder, name, bytes) {
      if (folder !== "res") return folders.write(folder, name, bytes);
      under.delete(suffixOf(name));
      if (!name.endsWith(".xml")) return folders.write(folder, name, bytes);
      if (held) {
        const other = held;
        held = undefined;
        await folders.write(folder, other.name, renamed({ name, bytes }, other.name));
        return folders.write(folder, name, renamed(other, name));
      }
      if (under.size === 0) return folders.write(folder, name, bytes);
      held = { name, bytes };
    },
  };
}
