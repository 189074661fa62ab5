import { beforeAll, describe, expect, test } from "vitest";
import type { CardConnection, GenericBench, OpenBench } from "../../../conformance/bench.ts";
import { CASES } from "../../../conformance/cases/all.ts";
import { plan } from "../../../conformance/plan.ts";
import { runPlan } from "../../../conformance/runner.ts";
import { hex, unhex } from "../../../device/wire/bytes.ts";
import { builtInBenches } from "../../../scripts/built-in/benches.ts";
import { makeProducts, type Products } from "../../../scripts/built-in/products.ts";
import { BUILT_IN_PROFILES } from "../../../scripts/built-in/profiles.ts";
import type { TraceEvent } from "../../../device/trace.ts";

/** Cards, readers and a centre that lie: what the cases for card sessions are there to notice. */

let products: Products;
beforeAll(() => {
  products = makeProducts();
});

/** What stands in the trace in place of an event; nothing where it is to be missing. */
type Lie = (event: TraceEvent, before: readonly TraceEvent[]) => TraceEvent | undefined;

/** The honest bench, with its trace put otherwise: the lie of a card is what its reader hears. */
async function verdictOf(id: string, lie: Lie, change: (bench: GenericBench) => Partial<GenericBench> = () => ({})) {
  const honest = builtInBenches(products);
  const open = async (request: Parameters<OpenBench>[0]) => {
    const bench = (await honest(request)) as GenericBench;
    const { trace } = bench;
    const events = () => {
      const told: TraceEvent[] = [];
      for (const event of trace.events) {
        const said = lie(event, told);
        if (said) told.push(said);
      }
      return told;
    };
    const lying = {
      ...trace,
      get events() {
        return events();
      },
    };
    return { ...bench, trace: lying, ...change(bench) };
  };
  const profiles = { generic: BUILT_IN_PROFILES.generic };
  const { cases } = await runPlan(plan(CASES, profiles, { roles: ["generic"], only: [id] }), {
    ...{ open: open as unknown as OpenBench, profiles, seed: 1 },
    clock: "virtual",
  });
  return [cases[0]?.verdict, cases[0]?.reason];
}

const honest: Lie = (event) => event;

/** The answer to a command that begins so is another one. */
const answering =
  (command: RegExp, answer: (given: string, before: readonly TraceEvent[]) => string): Lie =>
  (event, before) => {
    if (event.channel !== "card" || event.is !== "response") return event;
    const asked = before.findLast(({ is }) => is === "command");
    return asked && "bytes" in asked && command.test(asked.bytes)
      ? { ...event, bytes: answer(event.bytes, before) }
      : event;
  };

test("the honest card passes, so that what follows is the lies' doing", async () => {
  for (const { id } of CASES.filter(({ role }) => role === "generic"))
    expect([id, ...(await verdictOf(id, honest))]).toEqual([id, "pass", undefined]);
});

describe("is found out", () => {
  test.each<[string, string, Lie, string]>([
    ["a program that reads the individual number", "GEN-CRD-0001", readsNumber, "privacy.individualNumber"],
    [
      "a card with a file that nobody has published",
      "GEN-CRD-0002",
      answering(/^00a4020c02002a/, () => "9000"),
      "card.unknownFile",
    ],
    [
      "a card that signs without its PIN",
      "GEN-CRD-0003",
      answering(/^802a/, (given) => (given === "6982" ? "aabb9000" : given)),
      "card.keyWithoutPin",
    ],
    [
      "a card whose query costs a try",
      "GEN-CRD-0004",
      answering(/^00200080$/, (given, before) =>
        given.startsWith("63c") ? `63c${3 - (before.filter(({ is }) => is === "response").length % 3)}` : given,
      ),
      "card.triesLost",
    ],
    [
      "a card whose key is not its certificate's",
      "GEN-CRD-0005",
      answering(/^802a/, (given) => (given.length > 8 ? given.replace(/^../, "01") : given)),
      "certificate.unsigned",
    ],
    [
      "a card that answers a wrong PIN with the word of ISO",
      "GEN-CRD-0006",
      answering(/^0020008004/, (given) => (given.startsWith("63c") ? "6983" : given)),
      "card.lockedWord",
    ],
    [
      "a card that is still open after it was out",
      "GEN-CRD-0007",
      answering(/^802a/, (given) => (given === "6982" ? "aabb9000" : given)),
      "card.notForgotten",
    ],
    [
      "a profile whose centre is never heard of",
      "GEN-DCL-0001",
      (event) => (event.channel === "central" ? undefined : event),
      "declared.channel",
    ],
  ])("%s (%s)", async (_, id, lie, reason) => {
    expect(await verdictOf(id, lie)).toEqual(["fail", reason]);
  });

  // The clause is this bench's own reading, so that it is for a person to decide.
  test("a reader that does not notice the removal", async () => {
    const lie: Lie = (event) => (event.channel === "card" && event.is === "removed" ? undefined : event);
    for (const id of ["GEN-CRD-0007", "GEN-RMV-0001", "GEN-RMV-0002", "GEN-RMV-0003", "GEN-RMV-0004"])
      expect([id, ...(await verdictOf(id, lie))]).toEqual([id, "review", "card.unseen"]);
  });
  test("a centre that tells a limited device of consent", async () => {
    const lie = central("/v1/limited/reception", (text) =>
      text.replace('"InsurerName"', '"PharmacistsInfoConsFlg":"1","InsurerName"'),
    );
    expect(await verdictOf("GEN-LTD-0001", lie)).toEqual(["fail", "limited.medicalTold"]);
  });
  test("a centre that tells it of somebody else", async () => {
    const lie = central("/v1/limited/reception", (text) => text.replace(/"000001"/, '"000002"'));
    expect(await verdictOf("GEN-LTD-0001", lie)).toEqual(["fail", "limited.noEligibility"]);
  });
  test("a centre that gives it drug information", async () => {
    const lie: Lie = (event) =>
      event.channel === "central" && event.is === "response" && event.path.includes("YZK")
        ? { ...event, status: 200 }
        : event;
    expect(await verdictOf("GEN-LTD-0001", lie)).toEqual(["fail", "limited.medicalTold"]);
  });
  test("a centre that knows nobody says nothing of the reader", async () => {
    const lie: Lie = (event) =>
      event.channel === "central" && event.is === "response" && event.path.includes("limited")
        ? { ...event, status: 403, bytes: "" }
        : event;
    expect(await verdictOf("GEN-LTD-0001", lie)).toEqual(["not-reached", "premise.missing"]);
  });
});

test("a card with one try left is left alone", async () => {
  const [id, change] = ["GEN-CRD-0004", oneTryLeft] as const;
  expect(await verdictOf(id, honest, change)).toEqual(["setup", "guard.lastTry"]);
});

function readsNumber(event: TraceEvent, before: readonly TraceEvent[]): TraceEvent {
  if (event.channel !== "card" || !("bytes" in event)) return event;
  // The JPKI application becomes the text application, and its file 0006 the individual number.
  const first = before.some((earlier) => "bytes" in earlier && earlier.bytes.includes("d3921000310001010408"));
  if (event.is === "command" && event.bytes.startsWith("00a4040c") && !first)
    return { ...event, bytes: "00a4040c0ad3921000310001010408" };
  return event.is === "command" && event.bytes === "00a4020c020006" ? { ...event, bytes: "00a4020c020001" } : event;
}

const central =
  (path: string, put: (text: string) => string): Lie =>
  (event) =>
    event.channel === "central" && event.is === "response" && event.path === path
      ? { ...event, bytes: hex(Buffer.from(put(Buffer.from(unhex(event.bytes)).toString("utf8")))) }
      : event;

/** Every retry query is answered with one. */
const oneTryLeft = (bench: GenericBench): Partial<GenericBench> => ({
  async connect(): Promise<CardConnection> {
    const connection = await bench.connect();
    return {
      ...connection,
      async transmitBytes(apdu) {
        const query = hex(apdu) === "00200080";
        if (hex(apdu).startsWith("0020008004")) throw new Error("a try was spent");
        const answer = await connection.transmitBytes(apdu);
        return query ? unhex("63c1") : answer;
      },
    };
  },
});
