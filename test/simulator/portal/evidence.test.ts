import { describe, expect, test } from "vitest";
import { evidenceOn } from "../../../simulator/portal/evidence.ts";

const CARD = { myNumberCard: {} };

describe("what proves an entitlement when the check cannot be made", () => {
  test.each([
    ["card and portal screen", { ...CARD, portalScreen: {} }, "20260401", ["myNumberCard", "portalScreen"]],
    ["card and the screen's PDF", { ...CARD, portalPdf: {} }, "20260401", ["myNumberCard", "portalPdf"]],
    ["card and notice", { ...CARD, notice: {} }, "20260401", ["myNumberCard", "notice"]],
    ["certificate, on its first day", { certificate: {} }, "20241202", ["certificate"]],
    ["certificate, on its last day", { certificate: { until: "20260401" } }, "20260401", ["certificate"]],
    ["insurance card, on its last day", { insuranceCard: {} }, "20251201", ["insuranceCard"]],
  ])("%s", (_, shown, day, by) => expect(evidenceOn(shown, day)).toEqual({ is: "accepted", by }));

  test.each([
    ["nothing", {}, "20260401", "nothing"],
    ["the card alone", CARD, "20260401", "cardAlone"],
    ["a portal screen without the card", { portalScreen: {} }, "20260401", "wantsCard"],
    ["a notice without the card", { notice: {} }, "20260401", "wantsCard"],
    ["a certificate before there were any", { certificate: {} }, "20241201", "notYet"],
    ["a certificate that has expired", { certificate: { until: "20260331" } }, "20260401", "expired"],
    ["an insurance card, the day after its last", { insuranceCard: {} }, "20251202", "noLonger"],
    ["an insurance card that has expired before", { insuranceCard: { until: "20250331" } }, "20250401", "expired"],
  ])("not %s", (_, shown, day, why) => expect(evidenceOn(shown, day)).toEqual({ is: "refused", why }));
});
