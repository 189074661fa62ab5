import type { Folders } from "../../device/ports.ts";
import type { Happening, Recorder } from "../../device/trace.ts";
import { parseName, requestName } from "../../device/wire/oqs/names.ts";
import { readMessage } from "../../device/wire/oqs/message.ts";
import { OQSsiquc01req } from "../../device/wire/oqs/siquc.ts";
import type { NumberQuery } from "../receipt/answer-file.ts";
import { openReceiptComputer, type ReceiptComputer, type ReceiptParts } from "../receipt/receipt-computer.ts";

/** Ways to give the reference receipt computer a careless habit: it sees other files, or tells of another chart, than there are. */

export type Told = Extract<Happening, { channel: "chart"; is: "imported" | "registered" | "refused" }>;
export type Import = Extract<Told, { is: "imported" }>;

/** Text of a file, a character a byte, so that what is not ASCII passes as it is; `undefined` hides the file. */
export const reading =
  (change: (text: string, name: string, parts: ReceiptParts) => string | undefined) =>
  (parts: ReceiptParts): ReceiptComputer => {
    const read: Folders["read"] = async (folder, name, limit) => {
      const bytes = await parts.folders.read(folder, name, limit);
      const text = bytes && change(Buffer.from(bytes).toString("latin1"), name, parts);
      return text === undefined ? undefined : new Uint8Array(Buffer.from(text, "latin1"));
    };
    return openReceiptComputer({ ...parts, folders: { ...parts.folders, read } });
  };

/** What it tells of its chart; `undefined` says nothing. `change` is made once for each receipt computer, and may remember. */
export const telling =
  (make: (parts: ReceiptParts, asked: Asked) => (told: Told) => Told | undefined) =>
  (parts: ReceiptParts): ReceiptComputer => {
    const asked = overhearing(parts.folders);
    const change = make(parts, asked);
    return openReceiptComputer({ ...parts, folders: asked.folders, recorder: speaking(parts.recorder, change) });
  };

const speaking = (recorder: Recorder, change: (told: Told) => Told | undefined): Recorder => ({
  get events() {
    return recorder.events;
  },
  listen: (heard) => recorder.listen(heard),
  recordBytes: (...all) => recorder.recordBytes(...all),
  record(happening, ...rest) {
    const said = happening.channel === "chart" && happening.is !== "secret" ? change(happening) : happening;
    if (said) recorder.record(said, ...rest);
  },
});

/** The requests that a receipt computer wrote. */
export interface Asked {
  readonly folders: Folders;
  /** By the name of the request's answer or error file. */
  of(source: string): NumberQuery | undefined;
  last(): NumberQuery | undefined;
}

export function overhearing(folders: Folders): Asked {
  const queries = new Map<string, NumberQuery>();
  return {
    of: (source) => queries.get(parseName(source)?.suffix ?? ""),
    last: () => [...queries.values()].at(-1),
    folders: {
      ...folders,
      write(folder, name, bytes) {
        if (folder === "req" && parseName(name)?.id === "OQSsiquc01")
          queries.set(parseName(name)?.suffix ?? "", queryIn(bytes));
        return folders.write(folder, name, bytes);
      },
    },
  };
}

function queryIn(bytes: Uint8Array): NumberQuery {
  const asked = readMessage(OQSsiquc01req, bytes).loose.MessageBody?.QualificationConfirmSearchInfo;
  return {
    insurer: asked?.InsurerNumber ?? "",
    symbol: asked?.InsuredCardSymbol ?? "",
    number: asked?.InsuredIdentificationNumber ?? "",
    branch: asked?.InsuredBranchNumber ?? "",
    birthDate: asked?.Birthdate ?? "",
  };
}

/** Text of an answer with these numbers in it. */
export const underNumbersOf = (query: NumberQuery, text: string): string =>
  Object.entries({
    InsurerNumber: query.insurer,
    InsuredCardSymbol: Buffer.from(query.symbol).toString("latin1"),
    InsuredIdentificationNumber: query.number,
    InsuredBranchNumber: query.branch,
    Birthdate: query.birthDate,
  }).reduce((all, [tag, value]) => all.replace(new RegExp(`<${tag}>[^<]*<`, "g"), `<${tag}>${value}<`), text);

/** How it asks. */
export const asking =
  (change: (folders: Folders, parts: ReceiptParts) => Partial<Folders>) =>
  (parts: ReceiptParts): ReceiptComputer =>
    openReceiptComputer({ ...parts, folders: { ...parts.folders, ...change(parts.folders, parts) } });

/** `undefined`: the file is not written. */
export type Rewrite = (name: string, text: string) => string | undefined;

export const writing = (change: Rewrite) => asking((_, parts) => rewriting(parts, change));

export const rewriting = ({ folders }: Pick<ReceiptParts, "folders">, change: Rewrite): Folders => ({
  ...folders,
  async write(folder, name, bytes) {
    const text = change(name, Buffer.from(bytes).toString("latin1"));
    if (text !== undefined) await folders.write(folder, name, new Uint8Array(Buffer.from(text, "latin1")));
  },
});

/** An answer of this message that has the sign in it makes it send the whole request once more. */
export const sendingAnew = (request: string, answer: string, sign: string) =>
  asking((folders) => {
    let sent: { readonly suffix: string; readonly text: string } | undefined;
    const anew = new Set<string>();
    return {
      write(folder, name, bytes) {
        if (parseName(name)?.id === request)
          sent = { suffix: parseName(name)?.suffix ?? "", text: Buffer.from(bytes).toString("latin1") };
        return folders.write(folder, name, bytes);
      },
      async read(folder, name, limit) {
        const bytes = await folders.read(folder, name, limit);
        const text = bytes && parseName(name)?.id === answer ? Buffer.from(bytes).toString("latin1") : "";
        if (sent && text.includes(sign) && !anew.has(name)) {
          anew.add(name);
          const suffix = `${sent.suffix}again`;
          const again = sent.text.replaceAll(sent.suffix, suffix);
          await folders.write("req", requestName(request, suffix), new Uint8Array(Buffer.from(again, "latin1")));
        }
        return bytes;
      },
    };
  });

/** One folder looks empty. */
export const without = (hidden: "res" | "face", folders: Folders): Folders => ({
  ...folders,
  list: (folder) => (folder === hidden ? Promise.resolve([]) : folders.list(folder)),
});
