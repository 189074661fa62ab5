import { describe, expect, test } from "vitest";
import { integer, namedBits, oid, time } from "../../certs/der.ts";
import { hex, unhex } from "../../device/wire/bytes.ts";

describe("DER", () => {
  test.each([
    // ITU-T X.690 §8.19.5, and the object identifiers RFC 5280 and RFC 8017 print.
    ["2.999.3", "0603883703"],
    ["1.2.840.113549.1.1.11", "06092a864886f70d01010b"],
    ["2.5.29.15", "0603551d0f"],
  ])("writes the object identifier %s", (dotted, bytes) => {
    expect(hex(oid(dotted))).toBe(bytes);
  });

  test.each([
    [0, "020100"],
    [127, "02017f"],
    [128, "02020080"],
    [256, "02020100"],
  ])("writes %i as the shortest integer that is not negative", (value, bytes) => {
    expect(hex(integer(value))).toBe(bytes);
  });

  test("drops leading zeros of a serial and keeps it positive", () => {
    expect(hex(integer(unhex("0000ff01")))).toBe("020300ff01");
  });

  test.each([
    ["keyCertSign and cRLSign", [5, 6], "03020106"],
    ["digitalSignature", [0], "03020780"],
    ["digitalSignature and nonRepudiation", [0, 1], "030206c0"],
  ])("writes %s without trailing zero bits", (_, set, bytes) => {
    expect(hex(namedBits(set))).toBe(bytes);
  });

  test.each([
    ["2026-04-01T00:00:00Z", "170d3236303430313030303030305a"],
    ["2049-12-31T23:59:59Z", "170d3439313233313233353935395a"],
    ["2050-01-01T00:00:00Z", "180f32303530303130313030303030305a"],
  ])("writes %s in the kind of time RFC 5280 asks for", (iso, bytes) => {
    expect(hex(time(Date.parse(iso) * 1000))).toBe(bytes);
  });
});
