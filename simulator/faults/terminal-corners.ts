import { X509Certificate } from "node:crypto";
import { type Clock, type Fetch, type Folders, sleep } from "../../device/ports.ts";
import { faceName } from "../../device/wire/oqs/names.ts";
import type { CounterLie } from "../counter.ts";
import { personas } from "../personas.ts";
import { CENTRAL_LIES, type CentralLie } from "./central-lies.ts";
import { rewritingXml } from "./file-changes.ts";
import { isOfKind } from "./terminal-files.ts";

/** Terminals that are wrong in one corner only: after one event, with one kind of file or at one length of the table. */
export const TERMINAL_CORNERS: Readonly<Record<string, () => CounterLie>> = {
  "M-TRM-TEMPLATE-LEFT": leavesTemplate,
  "M-TRM-MEDICINES-MEAN-TREATMENT": inFace((text) =>
    text.includes("<PharmacistsInfoConsFlg>1<")
      ? text.replace("<DiagnosisInfoConsFlg>0<", "<DiagnosisInfoConsFlg>1<")
      : text,
  ),
  "M-TRM-NOTHING-MEANS-ALL": inFace((text) =>
    /InfoConsFlg>1</.test(text) ? text : text.replace(/InfoConsFlg>0</g, "InfoConsFlg>1<"),
  ),
  "M-TRM-NUMBER-IN-FILE": inFace((text) => {
    const number = /<InsuredIdentificationNumber>([^<]*)</.exec(text)?.[1];
    const person = personas.find((each) => each.number === number);
    return person ? text.replace("<MessageBody>", `<MessageBody><Memo>${person.numberA}</Memo>`) : text;
  }),
  "M-TRM-IDENTIFIER-OF-MANY": echoesOnlyAmongMany,
  "M-TRM-CONSENT-BY-NUMBER": () => ({
    terminalFolders: (folders) =>
      rewritingXml(folders, ["res"], (text, name) =>
        isOfKind("number", name) ? text.replace(/ConsFlg>0</g, "ConsFlg>1<") : text,
      ),
  }),
  "M-TRM-ERROR-AS-ANSWER": () => ({
    terminalFolders: (folders) => ({
      ...folders,
      write: (folder, name, bytes) =>
        folders.write(folder, name.endsWith(".err") ? name.replace("req_", "res_") : name, bytes),
    }),
  }),
  "M-TRM-SLOW-RECEPTION": slowAt(/\/v1\/(challenge|reception)$/, 16_000),
  "M-TRM-SLOW-QUERY": slowAt(/\/OQSsiquc01req$/, 8_000),
  "M-TRM-SLOW-MEDICINES": slowAt(/\/YZKsiquc01req$/, 8_000),
};

/** Counters whose centre is wrong, where only the counter shows it. */
export const BEHIND_THE_COUNTER: Readonly<Record<string, () => CentralLie>> = {
  "M-TRM-REVOKED-TAKEN": () => ({ cards: knowsNoRevocation }),
  "M-TRM-FORMER-TOLD": () => ({
    ledger: (ledger) => ({
      ...ledger,
      byCertificate(serial) {
        const insured = ledger.byCertificate(serial);
        const [first] = insured?.entitlements ?? [];
        if (!insured || !first) return insured;
        const { until: _, ...former } = first;
        return { ...insured, entitlements: [former] };
      },
    }),
  }),
  "M-TRM-MEDICINES-UNASKED": () => CENTRAL_LIES["M-CTL-CONSENT-IGNORED"]?.() ?? {},
};

function inFace(change: (text: string) => string): () => CounterLie {
  return () => ({
    terminalFolders: (folders) => rewritingXml(folders, ["face"], change),
  });
}

/** When a reception breaks off it writes what it would have filled in: the last result, without its person. */
function leavesTemplate(): CounterLie {
  let last: string | undefined;
  const name = faceName({ from: "9910000012F0000001", time: "20260401235959" });
  return {
    terminalFolders: (folders) =>
      rewritingXml(folders, ["face"], (text) => {
        last ??= text.replace(/<(Name|NameKana|Birthdate|InsuredIdentificationNumber)>[^<]*</g, "<$1><");
        return text;
      }),
    onReceived(received, folders) {
      if (received.outcome === "ended" && last !== undefined)
        void folders.write("face", name, new Uint8Array(Buffer.from(last, "latin1")));
    },
  };
}

/** Identifiers are kept in a table that is emptied when its last request is taken up: of one alone it is gone by the answer. */
function echoesOnlyAmongMany(): CounterLie {
  let most = 0;
  const counting = (folders: Folders): Folders => ({
    ...folders,
    async list(folder) {
      const names = await folders.list(folder);
      if (folder === "req") most = Math.max(most, names.length);
      return names;
    },
  });
  return {
    terminalFolders: (folders) =>
      rewritingXml(counting(folders), ["res"], (text, name) =>
        isOfKind("number", name) && most < 2
          ? text.replace(/<ArbitraryFileIdentifier>[^<]*<\/ArbitraryFileIdentifier>\s*/, "")
          : text,
      ),
  };
}

function slowAt(path: RegExp, milliseconds: number): () => CounterLie {
  return () => ({
    line:
      (line: Fetch, clock: Clock): Fetch =>
      async (request) => {
        if (path.test(new URL(request.url).pathname)) await sleep(clock, milliseconds);
        return line(request);
      },
  });
}

/** Whatever was revoked counts until it expires. */
const knowsNoRevocation: NonNullable<CentralLie["cards"]> = (cards) => ({
  ...cards,
  verify(der, at) {
    const said = cards.verify(der, at);
    if (!("refused" in said) || said.refused !== "TSTR0006E") return said;
    const { subject, publicKey, validTo } = new X509Certificate(der);
    const serial = /CN=(.+)/.exec(subject)?.[1] ?? "";
    return { serial, publicKey, expires: Date.parse(validTo) * 1_000, grace: false };
  },
});
