import { beforeAll, describe, expect, test } from "vitest";
import { CASES } from "../../../conformance/cases/all.ts";
import { plan } from "../../../conformance/plan.ts";
import type { Profile } from "../../../conformance/profile.ts";
import { runPlan } from "../../../conformance/runner.ts";
import { DeviceError } from "../../../device/errors.ts";
import { decodeFace, encodeFace, type FaceMessage } from "../../../device/wire/face.ts";
import { builtInBenches } from "../../../scripts/built-in/benches.ts";
import { makeProducts, type Products } from "../../../scripts/built-in/products.ts";
import { BUILT_IN_PROFILES } from "../../../scripts/built-in/profiles.ts";
import type { Variant } from "../../../scripts/built-in/variants.ts";
import type { FrameDevice } from "../../../device/ports.ts";
import { openReceiptComputer } from "../../../simulator/receipt/receipt-computer.ts";

/** A vendor's word that is not kept, either by the profile or by the product: each case must notice, and for its own reason. */

let products: Products;
beforeAll(() => {
  products = makeProducts();
});

type Judged = readonly [verdict: string, reason?: string];

async function judged(id: string, profile: Partial<Profile>, variant: Variant = {}): Promise<Judged> {
  const role = id.startsWith("RDR") ? "reader" : "receipt";
  const profiles = { [role]: { ...BUILT_IN_PROFILES[role], ...profile } };
  const open = builtInBenches(products, () => variant);
  const { cases } = await runPlan(plan(CASES, profiles, { roles: [role], only: [id] }), {
    ...{ open, profiles, seed: 1 },
    clock: "virtual",
  });
  const [only] = cases;
  if (!only) throw new Error("nothing was judged");
  return only.reason === undefined ? [only.verdict] : [only.verdict, only.reason];
}

const MISSING: Judged = ["fail", "declared.missing"];
const HIDDEN: Judged = ["fail", "declared.hidden"];
const SILENT: Judged = ["fail", "declared.channel"];

/** A reader whose messages are put otherwise on their way out; none in place of one that is not to be said. */
const saying = (say: (message: FaceMessage) => FaceMessage | undefined) => (device: FrameDevice) => ({
  receive: (frame: Uint8Array) => device.receive(frame),
  onFrame: (send: (frame: Uint8Array) => void) =>
    device.onFrame((frame) => {
      const said = say(decodeFace(frame));
      if (said) send(encodeFace(said));
    }),
});

const ALL = BUILT_IN_PROFILES.reader.features;
const without = (...features: readonly Profile["features"][number][]): Partial<Profile> => ({
  features: ALL.filter((each) => !features.includes(each)),
});

describe("a reader that can do more than its profile says", () => {
  test.each<[string, Partial<Profile>]>([
    ["RDR-DCL-0001", without("staff")],
    ["RDR-DCL-0002", without("face")],
    ["RDR-DCL-0003", without("consentByItem")],
    ["RDR-DCL-0004", without("reminder")],
  ])("is found out by %s", async (id, profile) => {
    expect(await judged(id, profile)).toEqual(HIDDEN);
  });
});

describe("a reader that can do less than its profile says", () => {
  test.each<[string, Variant["reader"]]>([
    [
      "RDR-DCL-0001",
      {
        device: saying((message) => (message.is === "identity" ? { ...message, methods: ["face", "pin"] } : message)),
      },
    ],
    [
      "RDR-DCL-0002",
      {
        panel: (panel) => ({
          ...panel,
          show: (screen, details = {}) =>
            panel.show(screen, { ...details, ...(details.methods ? { methods: ["pin", "staff"] } : {}) }),
        }),
      },
    ],
    [
      "RDR-DCL-0003",
      {
        device: saying((message) =>
          message.is === "completed" ? { ...message, consents: ["medicines", "checkups"] } : message,
        ),
      },
    ],
    ["RDR-DCL-0004", { device: saying((message) => (message.is === "cardLeft" ? undefined : message)) }],
  ])("is found out by %s", async (id, reader = {}) => {
    expect(await judged(id, {}, { reader })).toEqual(MISSING);
  });
  test("and passes once its profile says no more", async () => {
    const reader = { device: saying((message) => (message.is === "cardLeft" ? undefined : message)) };
    expect(await judged("RDR-DCL-0004", without("reminder"), { reader })).toEqual(["pass"]);
  });
});

describe("a receipt computer that can do more than its profile says", () => {
  test.each<[string, Profile["features"]]>([
    ["RCT-DCL-0001", ["numberQuery", "shiftJis"]],
    ["RCT-DCL-0002", ["faceResults", "shiftJis"]],
    ["RCT-DCL-0003", ["faceResults", "numberQuery"]],
    ["RCT-DCL-0005", ["faceResults", "numberQuery", "shiftJis"]],
    ["RCT-DCL-0006", ["faceResults", "numberQuery", "bulkQuery", "shiftJis"]],
    ["RCT-DCL-0006", ["faceResults", "numberQuery", "bulkQuery", "referenceNumbers", "shiftJis"]],
  ])("is found out by %s", async (id, features) => {
    expect(await judged(id, { features })).toEqual(HIDDEN);
  });
});

/** No face results, no words in Shift_JIS, and nobody who could make it ask. */
const dull: Variant["receipt"] = (parts) => {
  const { folders } = parts;
  const honest = openReceiptComputer({
    ...parts,
    folders: { ...folders, list: (folder) => (folder === "face" ? Promise.resolve([]) : folders.list(folder)) },
  });
  return {
    ...honest,
    request() {
      throw new DeviceError("operator.notOffered", { intent: "askEligibility", by: "it" });
    },
    requestMany() {
      throw new DeviceError("operator.notOffered", { intent: "askEligibilityInBulk", by: "it" });
    },
    register() {
      throw new DeviceError("operator.notOffered", { intent: "registerReference", by: "it" });
    },
  };
};

const LESS = ["RCT-DCL-0001", "RCT-DCL-0002", "RCT-DCL-0003", "RCT-DCL-0005", "RCT-DCL-0006"];

describe("a receipt computer that can do less than its profile says", () => {
  test.each(LESS)("is found out by %s", async (id) => {
    expect(await judged(id, {}, { receipt: dull })).toEqual(MISSING);
  });
  test.each(LESS)("and passes %s once its profile says none", async (id) => {
    expect(await judged(id, { features: [] }, { receipt: dull })).toEqual(["pass"]);
  });
});

describe("a channel that is declared and not supplied", () => {
  test.each<[string, Partial<Profile>]>([
    ["RDR-DCL-0005", { channels: ["host", "folder"] }],
    ["RCT-DCL-0004", { channels: ["folder", "chart", "central"] }],
  ])("is found out by %s", async (id, profile) => {
    expect(await judged(id, profile)).toEqual(SILENT);
  });
  test("is found out by its silence, too, where the target has it", async () => {
    expect(await judged("RCT-DCL-0004", { channels: ["folder", "chart"] }, { receipt: dull })).toEqual(SILENT);
  });
  test("none declared is none to be missed", async () => {
    expect(await judged("RDR-DCL-0005", { channels: [] })).toEqual(["pass"]);
  });
});
