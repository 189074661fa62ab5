import { fc } from "../../draws.ts";
import { expect, test } from "vitest";
import { encryptedZip } from "../../../conformance/cases/receipt/encrypted-zip.ts";
import { unpack } from "../../../simulator/packing.ts";

/** The suite's own ZIP, opened by a library that nobody here wrote. */

const random = (seed: number) => ({ bytes: (length: number) => new Uint8Array(length).fill(seed) });
const PASSWORD = "mihon";
const MOST = 1_000_000;

test("opens with its password, whatever is in it, and not with another", async () => {
  const files = fc.uint8Array({ minLength: 1, maxLength: 400 });
  await fc.assert(
    fc.asyncProperty(files, fc.nat(255), async (bytes, seed) => {
      const zip = encryptedZip("a.xml", bytes, PASSWORD, random(seed));
      expect(await unpack(zip, PASSWORD, MOST)).toEqual({ is: "file", name: "a.xml", bytes });
      expect(await unpack(zip, "another", MOST)).not.toMatchObject({ is: "file" });
      expect(await unpack(zip, undefined, MOST)).toEqual({ is: "wrongPassword" });
    }),
    { numRuns: 20 },
  );
});

test("does not open where a bit of what is in it is another one", async () => {
  const bytes = new TextEncoder().encode("<Address>1-2-3</Address>");
  const zip = encryptedZip("a.xml", bytes, PASSWORD, random(1));
  // The name is five bytes long, the extra field eleven; before what is hidden stand the salt and two bytes.
  const disturbed = zip.map((byte, i) => (i === 30 + 5 + 11 + 18 + 3 ? byte ^ 1 : byte));
  expect(await unpack(disturbed, PASSWORD, MOST)).not.toMatchObject({ is: "file" });
});

test("is the same for the same salt", () => {
  const zip = () => encryptedZip("a.xml", Uint8Array.of(1, 2, 3), PASSWORD, random(7));
  expect(zip()).toEqual(zip());
});
