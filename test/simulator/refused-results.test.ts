import { expect, test } from "vitest";
import { CASES } from "../../conformance/cases/all.ts";
import { plan } from "../../conformance/plan.ts";
import { runPlan } from "../../conformance/runner.ts";
import { sleep } from "../../device/ports.ts";
import { unhex } from "../../device/wire/bytes.ts";
import { decodeFace } from "../../device/wire/face.ts";
import { builtInBenches } from "../../scripts/built-in/benches.ts";
import { makeProducts } from "../../scripts/built-in/products.ts";
import { BUILT_IN_PROFILES } from "../../scripts/built-in/profiles.ts";
import { openCounter } from "../../simulator/counter.ts";
import { otherwise } from "../../simulator/faults/frames.ts";
import { NAMED_LIES } from "../../simulator/faults/named-reader-lies.ts";
import type { ReaderLie } from "../../simulator/reader/virtual-reader.ts";
import { centre, CLINIC } from "./counter.ts";

/** What a host must not take from a reader, nor a reader from a host: it is refused, and the trace says why. */

const products = makeProducts();
const PIN = products.country.person("hanako").pins.auth ?? "";

/** Results in the face folder after each of so many patients at a counter whose reader lies, and why those that are missing were refused. */
async function counterWith(lie: ReaderLie, patients: number) {
  const system = centre();
  const errors: unknown[] = [];
  const { clock, random, run, trace } = system;
  const counter = await run(
    openCounter({
      ...{ ...products, world: { clock, random, run }, recorder: trace, seed: 1 },
      ...{ facility: CLINIC, central: system.at(CLINIC), lie: { reader: lie } },
      onError: (error) => errors.push(error),
    }),
  );
  const { operator, folders } = counter;
  const files: number[] = [];
  const visit = async () => {
    await operator.perform({ intent: "placeCard", persona: "hanako" });
    await operator.perform({ intent: "chooseMethod", method: "pin" });
    await operator.perform({ intent: "enterPin", pin: PIN });
    await operator.perform({ intent: "consent", items: "all" });
    await sleep(clock, 1000);
    files.push(trace.events.filter((event) => event.channel === "folder" && event.is === "appeared").length);
    await operator.perform({ intent: "removeCard" });
    await sleep(clock, 5000);
  };
  for (let i = 0; i < patients; i++) await run(visit());
  expect(await run(folders.list("req"))).toEqual([]);
  counter.close();
  expect(errors).toEqual([]);
  const marks = trace.events.flatMap((event) => (event.is === "mark" ? [event.mark] : []));
  return { files, why: marks.filter((mark) => mark.startsWith("reception faulted")) };
}

const changing = (
  change: (completed: Extract<ReturnType<typeof decodeFace>, { is: "completed" }>) => object,
): ReaderLie => ({
  device: (device) =>
    otherwise(device, {
      say: (message) => [message.is === "completed" ? { ...message, ...change(message) } : message],
    }),
});

const UNPROVEN = expect.stringContaining("a proof that the reader's key did not make") as string;

test("an honest result is taken, each time", async () => {
  expect(await counterWith({}, 2)).toEqual({ files: [1, 2], why: [] });
});

test.each<[string, ReaderLie, number, number[]]>([
  ["a forged result: another method than was signed", changing(() => ({ method: "face" })), 1, [0]],
  ["a forged result: consents that nobody signed", changing(() => ({ consents: ["medicines"] })), 1, [0]],
  ["a forged result: another patient's certificate", changing(() => ({ certificate: unhex("3000") })), 1, [0]],
  ["a result without proof", changing(() => ({ proof: undefined })), 1, [0]],
  ["a result over another nonce", NAMED_LIES["forgets-nonce"](), 1, [0]],
  ["an earlier result once more", NAMED_LIES["replays-results"](), 2, [1, 1]],
])("%s is refused, and the trace says why", async (_, lie, patients, files) => {
  expect(await counterWith(lie, patients)).toEqual({ files, why: [UNPROVEN] });
});

test("firmware that must not be taken is refused, and each reason stands in the trace", async () => {
  const only = ["RDR-UPD-0001", "RDR-UPD-0002", "RDR-UPD-0004", "RDR-UPD-0006"];
  const run = await runPlan(plan(CASES, BUILT_IN_PROFILES, { roles: ["reader"], only }), {
    ...{ open: builtInBenches(products), profiles: BUILT_IN_PROFILES, seed: 1, clock: "virtual" },
  });
  const reasons = run.cases.map(({ observation }) =>
    observation.events.flatMap((event) => {
      if (event.channel !== "host" || event.is !== "received") return [];
      const message = decodeFace(unhex(event.bytes));
      return message.is === "updateRefused" ? [message.reason] : [];
    }),
  );
  expect(reasons).toEqual([["wrongSignature"], ["notNewer"], ["truncated"], ["wrongDigest"]]);
});
