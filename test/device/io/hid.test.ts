import { describe, expect, test } from "vitest";
import { isFault } from "../../../device/errors.ts";
import { type HidLibrary, openHid } from "../../../device/io/hid.ts";
import { fakeHid } from "./fake-hid.ts";

const A = { vendorId: 0x1209, productId: 1, path: "a", serialNumber: "A" };
const WANTED = { vendor: 0x1209, product: 1 };

const failureOf = async (work: Promise<unknown>) => {
  try {
    await work;
  } catch (error) {
    if (isFault(error)) return { fault: error.fault, says: error.message };
  }
  return undefined;
};

describe("a device is found", () => {
  test.each([
    ["alone", [A], WANTED],
    ["by its serial number among others", [{ ...A, path: "held", serialNumber: "B" }, A], { ...WANTED, serial: "A" }],
    ["though it shows one path under two usages", [A, { ...A, usage: 7 }], WANTED],
    [
      "by the vendor's own usage page beside a keyboard's",
      [
        { ...A, path: "held", usagePage: 1 },
        { ...A, usagePage: 0xff00 },
      ],
      WANTED,
    ],
  ])("%s", async (_, devices, address) => {
    const stream = await openHid(address, fakeHid(...devices).load);
    await stream.close();
    await stream.close();
  });
});

describe("what cannot be opened says what to do", () => {
  test.each([
    ["nothing is plugged in", [], WANTED, "no such device is plugged in"],
    ["another serial number", [A], { ...WANTED, serial: "B" }, "no such device"],
    ["two that only a serial number tells apart", [A, { ...A, path: "b", serialNumber: "B" }], WANTED, "A, B"],
    ["one that another program holds, or that we may not open", [{ ...A, path: "held" }], WANTED, "cannot open device"],
  ])("%s", async (_, devices, address, why) => {
    const failure = await failureOf(openHid(address, fakeHid(...devices).load));
    expect(failure?.fault).toBe("link.refused");
    expect(failure?.says).toContain(why);
    expect(failure?.says).toMatch(/Check that it is switched on|Plug the reader in|let a udev rule open/);
  });

  test("a library that finds no libusb is a thing to install", async () => {
    const broken: HidLibrary = {
      devicesAsync: () =>
        Promise.reject(Object.assign(new Error("libusb-1.0.so.0: cannot open"), { code: "ERR_DLOPEN_FAILED" })),
      HIDAsync: { open: () => Promise.reject(new Error("never")) },
    };
    const failure = await failureOf(openHid(WANTED, () => Promise.resolve(broken)));
    expect(failure).toMatchObject({ fault: "native.missing" });
    expect(failure?.says).toContain("libusb-1.0-0");
  });
});

test("a report that cannot be written is a cable pulled out", async () => {
  const usb = fakeHid(A);
  const stream = await openHid(WANTED, usb.load);
  const closed = new Promise<void>((resolve) => stream.onClose(resolve));
  usb.unplug();
  stream.write(new Uint8Array(64));
  await closed;
});
