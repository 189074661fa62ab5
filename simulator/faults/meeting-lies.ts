import { at, bodySaying, type Kept, lieOf, onShelf, releasedBy, shifted, without, type Wrong } from "./away-lies.ts";
import type { CentralLie } from "./central-lies.ts";

/** One for each mutant of lists, addresses, and consents that meet one another, a release or a switch. */

/** Longer than a card may take to sign, in microseconds: what was said so long ago was not said at once. */
const LONG_AGO = 11 * 60 * 1_000_000;
const EVER = { From: "20000101", To: "20991231" };

const whole = (body: Kept) => (body["XmlMsg"] ?? {}) as { readonly MessageBody?: Kept };
/** A list asked for with these days of another span: all of them. */
const anyDay =
  (path: string, name: string): NonNullable<Wrong["hears"]> =>
  (called, body) => {
    const info = whole(body).MessageBody?.["QualificationConfirmSearchInfo"] as Kept | undefined;
    if (!called.endsWith(path) || info?.[`${name}DateFrom`] === undefined) return undefined;
    const QualificationConfirmSearchInfo = { ...info, [`${name}DateFrom`]: EVER.From, [`${name}DateTo`]: EVER.To };
    return { ...body, XmlMsg: { ...whole(body), MessageBody: { QualificationConfirmSearchInfo } } };
  };
/** A list with nobody on it. */
const empty = (path: string): NonNullable<Wrong["says"]> =>
  at(path, (body) => {
    const { MessageHeader } = body["XmlMsg"] as { readonly MessageHeader?: Kept };
    if (MessageHeader?.["NumberOfProcessingResult"] === undefined) return undefined;
    const counts = { NumberOfProcessingResult: "0", NumberOfNormalProcessing: "0" };
    return { body: { XmlMsg: { MessageHeader: { ...MessageHeader, ...counts }, MessageBody: {} } } };
  });

const WRONGS: Readonly<Record<string, () => Wrong>> = {
  "M-CTL-FACILITY-END-UNHEARD": () => ({
    finds: onShelf("remote-consents", (value) =>
      releasedBy(value) === "facility" ? without(value, "released") : value,
    ),
  }),
  "M-CTL-END-UNREASONED": () => ({
    says: at("/OQSsihvq01req", (body) =>
      JSON.stringify(body).includes("ConsentExpirationReason")
        ? bodySaying(body, { ConsentExpirationReason: "0" })
        : undefined,
    ),
  }),
  "M-CTL-OFF-STILL-TELLS": () => {
    let on = false;
    return {
      finds: onShelf("settings", (value) => {
        on ||= value["HomeVisitUse"] === "1";
        return on ? { ...value, HomeVisitUse: "1" } : value;
      }),
    };
  },
  "M-CTL-LAST-COUNTS": () => ({ finds: onShelf("remote-consents", shifted("given", -LONG_AGO)) }),
  "M-CTL-RELEASE-UNDONE": () => ({
    finds: onShelf("remote-consents", (value) =>
      "released" in value ? { ...value, released: shifted("at", -LONG_AGO)(value["released"] as Kept) } : value,
    ),
  }),
  "M-CTL-CALL-REPLACES": () => {
    const called = new Set<unknown>();
    return {
      finds: onShelf("remote-consents", (value) => {
        if (value["form"] === "houseCall") called.add(value["person"]);
        return value["form"] === "homeVisit" && called.has(value["person"]) ? undefined : value;
      }),
    };
  },
  "M-CTL-WIDER-COUNTS": () => {
    const agreed = new Map<string, readonly unknown[]>();
    return {
      finds: onShelf("remote-consents", (value) => {
        agreed.set(`${String(value["person"])} ${String(value["form"])}`, value["items"] as readonly unknown[]);
        const all = [...agreed].filter(([key]) => key.startsWith(`${String(value["person"])} `));
        return { ...value, items: [...new Set(all.flatMap(([, items]) => items))] };
      }),
    };
  },
  "M-CTL-STRUCK-SERVED": () => {
    let last: Kept | undefined;
    return { finds: (shelf, value) => (shelf === "devices" ? (last = value ?? last) : value) };
  },
  "M-CTL-VISITS-UNLISTED": () => ({ says: empty("/OQSmuhvq02req") }),
  "M-CTL-ONLINE-UNLISTED": () => ({ says: empty("/OQSmuonq02req") }),
  "M-CTL-CONSENT-DAY-IGNORED": () => ({ hears: anyDay("/OQSmuhvq01req", "Consent") }),
  "M-CTL-CARE-DAY-IGNORED": () => ({ hears: anyDay("/OQSmuonq01req", "Examination") }),
  "M-CTL-ENDED-LISTED": () => ({ lists: onShelf("remote-consents", (value) => without(value, "released")) }),
  "M-CTL-ADDRESS-CHANGES": () => {
    let times = 0;
    return {
      says: at("/OQSsiurl01req", (body) => {
        const url = whole(body).MessageBody?.["Url"];
        return typeof url === "string"
          ? bodySaying(body, { Url: url.replace("/r/", `/r${(times += 1)}/`) })
          : undefined;
      }),
    };
  },
  "M-CTL-ADDRESS-UNASKED": () => ({
    says: at("/OQSsiurl01req", (body) =>
      JSON.stringify(body).includes("TSTV0001E") ? bodySaying(body, { ProcessingResultStatus: "1" }) : undefined,
    ),
  }),
};

export const MEETING_LIES: Readonly<Record<string, () => CentralLie>> = Object.fromEntries(
  Object.entries(WRONGS).map(([id, make]) => [id, () => lieOf(make())]),
);
