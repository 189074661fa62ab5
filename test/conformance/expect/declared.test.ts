import { describe, expect, test } from "vitest";
import { hidesUndeclared, showsDeclared, suppliesChannels } from "../../../conformance/expect/declared.ts";
import type { Finding } from "../../../conformance/expect/finding.ts";
import { received } from "../../../conformance/expect/host.ts";
import { shown } from "../../../conformance/expect/panel.ts";
import { keptSecret } from "../../../conformance/expect/secret.ts";
import type { Profile } from "../../../conformance/profile.ts";
import { ended, events, fromReader, type Loose, PROFILE } from "../fake-bench.ts";
import { both, found, onDay } from "./both-judges.ts";

/** A vendor's word and secrets, by both judges. */

const signs = {
  reminder: received("cardLeft"),
  registration: shown("register"),
  phone: received("cardPlaced"),
} as const;
const LEFT = fromReader({ is: "cardLeft", reception: 1 });
const REGISTERS: Loose = { channel: "panel", is: "shown", screen: "register" };
const PLACED = fromReader({ is: "cardPlaced" });
const END = ended();

const declaring = (features: Profile["features"], channels?: Profile["channels"]): Profile => ({
  ...PROFILE,
  features,
  ...(channels ? { channels } : {}),
});
const words = (finding: Finding) =>
  finding.is === "broken" ? finding.actual : finding.is === "unseen" ? finding.because : { ja: "", en: "" };

describe("what is declared shows", () => {
  const expectation = showsDeclared(signs);
  const look = (features: Profile["features"], ...trace: readonly Loose[]) =>
    found(expectation, onDay(trace), { profile: declaring(features) });
  test("each of it", () => {
    expect(look(["reminder", "registration"], LEFT, REGISTERS, END)).toMatchObject({ is: "held", saw: [0, 1, 2] });
    expect(look(["reminder"], LEFT)).toMatchObject({ is: "held", saw: [0] });
  });
  test("and what does not is named", () => {
    const missing = look(["reminder", "registration", "phone", "face"], REGISTERS, END);
    expect(missing.is).toBe("broken");
    expect(words(missing)).toEqual({
      ja: "カード置き忘れの知らせ、スマートフォンのマイナンバーカード が現れません",
      en: "reminder of a card left behind, certificates on phones did not show",
    });
  });
  test("where none is declared, nothing has to, once all was watched", () => {
    expect(look([], LEFT, END)).toMatchObject({ is: "held", saw: [1] });
    expect(words(look([], LEFT)).en).toMatch(/not watched to the end/);
    expect(look(["face"], LEFT).is).toBe("unseen");
  });
  test("reads the channels of its signs, each once, and names them", () => {
    expect(expectation.channels).toEqual(["host", "panel"]);
    expect(expectation.wants.en).toContain("reminder of a card left behind, first registration");
    expect(expectation.wants.ja).toContain("カード置き忘れの知らせ、初回登録");
  });
});

describe("what is not declared hides", () => {
  const expectation = hidesUndeclared(signs);
  const look = (features: Profile["features"], ...trace: readonly Loose[]) =>
    found(expectation, onDay(trace), { profile: declaring(features) });
  test("to the end", () => {
    expect(look(["reminder"], LEFT, END)).toMatchObject({ is: "held", saw: [1] });
    expect(words(look(["reminder"], LEFT)).en).toMatch(/not watched to the end/);
  });
  test("and what shows is named once, with every event of it", () => {
    const shows = look(["reminder"], REGISTERS, PLACED, REGISTERS, LEFT);
    expect(shows).toMatchObject({ is: "broken", saw: [0, 2, 1] });
    expect(words(shows)).toEqual({
      ja: "初回登録、スマートフォンのマイナンバーカード が現れました",
      en: "first registration, certificates on phones showed",
    });
  });
  test("reads the channels of its signs", () => {
    expect(expectation.channels).toEqual(["host", "panel"]);
    expect(expectation.wants.en).toMatch(/none shows that is not declared$/);
  });
});

describe("each channel that is declared has something on it", () => {
  const look = (channels: Profile["channels"], ...trace: readonly Loose[]) =>
    found(suppliesChannels, onDay(trace), { profile: declaring([], channels) });
  test("to be seen", () => {
    expect(look(["panel", "host"], LEFT, PLACED, REGISTERS, END)).toMatchObject({ is: "held", saw: [2, 0, 3] });
    expect(look([], END)).toMatchObject({ is: "held", saw: [0] });
    expect(look(undefined, END)).toMatchObject({ is: "held" });
  });
  test("or else is named, in the order of channels", () => {
    expect(words(look(["folder", "host", "card"], LEFT, END))).toEqual({
      ja: "card, folder に何も現れません",
      en: "nothing came on card, folder",
    });
    expect(look(["host"], LEFT).is).toBe("unseen");
  });
});

test("without a profile nothing is said of a vendor's word", () => {
  for (const expectation of [showsDeclared(signs), hidesUndeclared(signs), suppliesChannels]) {
    const finding = expectation.look({ events: events(LEFT, END), cast: {}, latency: {} });
    expect(finding.is).toBe("unseen");
    expect(words(finding)).toEqual({ ja: "申告がありません", en: "there is no profile" });
  }
});

describe("a secret that is kept", () => {
  const expectation = keptSecret(["pin", "face"], ["host", "panel", "clock"]);
  const secret = (kind: "pin" | "face" | "password", channel: "host" | "panel" | "card" | "clock"): Loose => ({
    channel,
    is: "secret",
    kind,
    person: "hanako",
    form: "ascii",
  });
  const CANARY = secret("password", "clock");
  test.each<[string, string, readonly Loose[]]>([
    ["silence, by a recorder that looks", "held", [CANARY, LEFT, END]],
    ["another kind", "held", [CANARY, secret("password", "host"), END]],
    ["another channel", "held", [CANARY, secret("pin", "card"), END]],
    ["on the clock's channel nobody speaks", "held", [CANARY, secret("pin", "clock"), END]],
    ["a leak", "broken", [CANARY, secret("pin", "host"), END]],
    ["a leak that nobody tried the recorder for", "broken", [secret("face", "panel")]],
    ["a recorder that does not look", "unseen", [LEFT, END]],
    ["a canary of another kind", "unseen", [secret("pin", "clock"), END]],
    ["not to the end", "unseen", [CANARY, LEFT]],
  ])("%s: %s", (_, comesTo, trace) => {
    expect(both(expectation, ...trace)).toBe(comesTo);
  });
  test("is told by whose it was, and where", () => {
    const leak = found(expectation, onDay([CANARY, LEFT, secret("pin", "host"), END]));
    expect(leak).toMatchObject({ saw: [2] });
    expect(words(leak)).toEqual({
      ja: "hanako の pin が host に ascii で現れました",
      en: "the pin of hanako was on host as ascii",
    });
    expect(found(expectation, onDay([LEFT, CANARY, END]))).toMatchObject({ saw: [1, 2] });
    expect(words(found(expectation, onDay([END]))).en).toMatch(/did not look for secrets/);
    expect(words(found(expectation, onDay([CANARY]))).en).toMatch(/not watched to the end/);
  });
  test("reads the channels it is about", () => {
    expect(expectation.channels).toEqual(["host", "panel", "clock"]);
    expect(expectation.wants).toEqual({
      ja: "host・panel・clock に pin・face が出ない",
      en: "no pin, face on host, panel, clock",
    });
  });
});
