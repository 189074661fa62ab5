import { describe, expect, test } from "vitest";
import { authenticate, changeLine, type Network, passage } from "../../../simulator/network/closed-network.ts";
import { moved as movedTo } from "./moved.ts";

const CENTRE = { host: "central.shikaku.test", port: 443 };
const CLINIC = { institutionCode: "9910000012" };
const PHARMACY = { institutionCode: "9940000018" };
const network: Network = {
  lines: [
    { line: "10.1.0.2", ...CLINIC, open: true },
    { line: "10.2.0.2", ...PHARMACY, open: true },
  ],
  destinations: [CENTRE],
};
const why = (passed: ReturnType<typeof passage>) => (passed.is === "refused" ? passed.why : "passes");

describe("who gets where", () => {
  test.each([
    ["its own line and certificate, a named destination", "10.1.0.2", CLINIC, CENTRE, "passes"],
    ["another spelling of the name", "10.1.0.2", CLINIC, { ...CENTRE, host: "Central.Shikaku.Test" }, "passes"],
    ["a line nobody registered", "10.9.0.2", CLINIC, CENTRE, "unknownLine"],
    ["no certificate", "10.1.0.2", "none", CENTRE, "noCertificate"],
    ["a certificate that is not accepted", "10.1.0.2", "refused", CENTRE, "badCertificate"],
    ["another facility's certificate", "10.1.0.2", PHARMACY, CENTRE, "otherFacility"],
    ["another facility", "10.1.0.2", CLINIC, { host: "10.2.0.2", port: 443 }, "notNamed"],
    ["another port of a named host", "10.1.0.2", CLINIC, { ...CENTRE, port: 22 }, "notNamed"],
  ] as const)("%s", (_, line, certificate, to, outcome) => {
    expect(why(passage(network, { line, certificate, to }))).toBe(outcome);
  });
});

describe("a changed line", () => {
  const moved = movedTo(network, CLINIC.institutionCode, "10.3.0.2");
  const from = (line: string, so: Network) => why(passage(so, { line, certificate: CLINIC, to: CENTRE }));
  test("carries nothing until it is authenticated anew, and the old one nothing any more", () => {
    expect([from("10.1.0.2", moved), from("10.3.0.2", moved)]).toEqual(["unknownLine", "lineShut"]);
    const opened = authenticate(moved, "10.3.0.2", CLINIC);
    expect("network" in opened && from("10.3.0.2", opened.network)).toBe("passes");
  });
  test("is opened by its own facility alone", () => {
    expect(authenticate(moved, "10.3.0.2", PHARMACY)).toEqual({ refused: "otherFacility" });
    expect(authenticate(moved, "10.3.0.2", "none")).toEqual({ refused: "noCertificate" });
    expect(authenticate(moved, "10.9.0.2", CLINIC)).toEqual({ refused: "unknownLine" });
  });
  test("leaves others as they were", () => {
    expect(why(passage(moved, { line: "10.2.0.2", certificate: PHARMACY, to: CENTRE }))).toBe("passes");
  });
  test("is not another facility's", () => {
    expect(changeLine(network, CLINIC.institutionCode, "10.2.0.2")).toEqual({ refused: "lineTaken" });
  });
});
