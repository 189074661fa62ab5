import { describe, expect, test } from "vitest";
import { CASES } from "../../conformance/cases/all.ts";
import { narrate } from "../../conformance/narrate.ts";
import { builtInBenches } from "../../scripts/built-in/benches.ts";
import { makeProducts } from "../../scripts/built-in/products.ts";

const open = builtInBenches(makeProducts());

async function steps(id: string): Promise<string[]> {
  const testCase = CASES.find((each) => each.id === id);
  if (!testCase) throw new RangeError(id);
  const written = await narrate(testCase, open, 1);
  return written.map(({ who, what, missed }) => `${who} ${what.en}${missed ? " MISSED" : ""}`);
}

describe("the steps of a case are written down as they go", () => {
  test("what the suite sends, what hands do, and what is waited for, in this order", async () => {
    expect(await steps("RDR-PIN-0001")).toEqual([
      "suite sends the reader “hello”",
      "wait identity",
      "suite sends the reader “begin reception”",
      "wait prompt(placeCard)",
      "hands Lay the card down: patient",
      "wait prompt(chooseMethod) | prompt(lookAtCamera) | prompt(enterPin) | prompt(staffPassword)",
      "hands Choose the method: pin",
      "hands Enter the PIN: the right one",
      "wait prompt(consent)",
      "hands Consent: to all",
      "wait completed",
      "hands Take the card",
      "wait cardRemoved",
    ]);
  });
  test("never with a PIN or a password", async () => {
    const text = [...(await steps("RDR-PIN-0002")), ...(await steps("RDR-STF-0003"))].join("\n");
    expect(text).toContain("Enter the PIN: a wrong one");
    expect(text).toContain("(the password is wrong)");
    expect(text).not.toMatch(/1234|9876|mihon/);
  });
  test("files that the suite puts into the exchange folders", async () => {
    expect(await steps("RCT-IMP-0003")).toEqual(
      expect.arrayContaining([expect.stringMatching(/^suite puts OQSsiquc01res_.*-other\.xml into res$/)]),
    );
  });
  test("calls of the central system", async () => {
    expect(await steps("CTL-NET-0001")).toEqual(["suite to the centre: POST /v1/challenge"]);
  });
  test("a quantity case once, not dozens of times", async () => {
    const placed = (await steps("RDR-LAT-0002")).filter((step) => step.startsWith("hands Lay the card down"));
    expect(placed).toHaveLength(1);
  });
  test("a bench is closed even when a step fails", async () => {
    let closed = 0;
    const [testCase] = CASES;
    if (!testCase) throw new RangeError("there are no cases");
    const broken = narrate(
      testCase,
      async (request) => {
        const bench = await open(request);
        const close = async () => {
          closed++;
          await bench.close();
        };
        return { ...bench, close, operator: { perform: () => Promise.reject(new Error("no hands")) } };
      },
      1,
    );
    await expect(broken).rejects.toThrow("no hands");
    expect(closed).toBe(1);
  });
});
