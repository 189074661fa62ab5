import { DeviceError } from "../../device/errors.ts";
import { type Clock, type Fetch, type Folders, sleep } from "../../device/ports.ts";
import { type CentralHandler, jsonAnswer } from "../central/call.ts";
import type { Store } from "../central/store.ts";

/** Which faults are on, and for how many milliseconds those that take a time. */
export type Switches = ReadonlyMap<CentralFault, number>;

interface FaultRow {
  readonly ja: string;
  readonly en: string;
  /** Milliseconds where nothing else is said, for those that take a time. */
  readonly usual?: number;
}

/** What goes wrong behind an honest counter: at the centre, on the line to it, and on the disk. */
export const CENTRAL_FAULTS = {
  "line.down": {
    ja: "端末から中央システムへの回線が切れている。直接つなぐプログラムには影響しない。",
    en: "The line from the terminal to the central system is down; programs that connect by themselves are not touched.",
  },
  "line.silent": {
    ja: "端末の要求は届くが、回答が返ってこない。",
    en: "The terminal's requests go out, and no answer ever comes back.",
  },
  "central.slow": {
    ja: "中央システムの回答に時間がかかる（既定 10 秒）。",
    en: "The central system takes long to answer: 10 s, unless said otherwise.",
    usual: 10_000,
  },
  "central.busy": {
    ja: "中央システムがどの要求にも 503 を返す。",
    en: "The central system answers 503 to every call.",
  },
  "central.broken": {
    ja: "中央システムがどの要求にも 500 と結果コード TSTA0006E を返す。",
    en: "The central system answers 500 and the result code TSTA0006E to every call.",
  },
  "central.garbled": {
    ja: "中央システムの回答が JSON になっていない。",
    en: "The central system's answers are no JSON.",
  },
  "central.cut": {
    ja: "中央システムの回答が半分で途切れる。",
    en: "The central system's answers break off in the middle.",
  },
  "central.stranger": {
    ja: "中央システムが、1つ前に別の照会へ返した回答をもう一度返す。",
    en: "The central system gives, again, the answer that it gave to the call before.",
  },
  "central.disaster": {
    ja: "中央システムが災害時モードになる。同意なしに薬剤情報などを閲覧でき、氏名などで照会できる。",
    en: "The central system is in disaster mode: information is shown without consent, and people are found by name.",
  },
  "consent.ended": {
    ja: "同意の有効期間（24 時間）がすべて過ぎたものとして扱う。",
    en: "Every consent counts as past its 24 hours.",
  },
  "folders.full": {
    ja: "端末が res と face に書き込めない（ディスクに空きがない）。",
    en: "The terminal cannot write into res and face: the disk is full.",
  },
  "folders.slow": {
    ja: "端末の書き込みに時間がかかる（既定 5 秒）。",
    en: "The terminal's files take long to appear: 5 s, unless said otherwise.",
    usual: 5_000,
  },
} as const satisfies Record<string, FaultRow>;

export type CentralFault = keyof typeof CENTRAL_FAULTS;

/** The line of a terminal, while its faults are on. */
export const faultyLine =
  (line: Fetch, on: Switches): Fetch =>
  (request) => {
    if (on.has("line.down"))
      return Promise.reject(
        new DeviceError("link.refused", { address: "central", why: "the line is down on purpose" }),
      );
    return on.has("line.silent") ? new Promise<never>(() => undefined) : line(request);
  };

/** The central system, while its faults are on. */
export function faultyCentral(handler: CentralHandler, on: Switches, clock: Clock): CentralHandler {
  /** The last answer that was one, by the place that was asked. */
  const before = new Map<string, string>();
  return async (call, client) => {
    const slow = on.get("central.slow");
    if (slow !== undefined) await sleep(clock, slow);
    if (on.has("central.busy")) return { status: 503, text: "busy", headers: BUSY };
    if (on.has("central.broken")) return jsonAnswer({ code: "TSTA0006E" }, 500);
    const answer = await handler(call, client);
    if (answer.status !== 200) return answer;
    const { text } = answer;
    const earlier = before.get(call.path);
    before.set(call.path, text);
    if (on.has("central.garbled")) return { ...answer, text: "資格確認\u0000<html>" };
    if (on.has("central.cut")) return { ...answer, text: text.slice(0, text.length / 2) };
    return on.has("central.stranger") && earlier !== undefined ? { ...answer, text: earlier } : answer;
  };
}

const BUSY = { "content-type": "text/plain;charset=UTF-8", "retry-after": "30" };

/** The store of a central system for which the time of every consent has passed, while that is on. */
export const faultyStore = (store: Store, on: Switches): Store => ({
  ...store,
  async consentsOf(person, institutionCode) {
    const consents = await store.consentsOf(person, institutionCode);
    if (!on.has("consent.ended")) return consents;
    return consents.map((consent) => ({ ...consent, ends: consent.given }));
  },
});

/** The exchange folders as a terminal finds them, while their faults are on. */
export const faultyFolders = (folders: Folders, on: Switches, clock: Clock): Folders => ({
  ...folders,
  async write(folder, name, bytes) {
    const slow = on.get("folders.slow");
    if (slow !== undefined) await sleep(clock, slow);
    if (on.has("folders.full"))
      throw new DeviceError("file.refused", { path: `${folder}/${name}`, why: "on purpose", setup: "disk.full" });
    return folders.write(folder, name, bytes);
  },
});
