import { describe, expect, test } from "vitest";
import { readTarget, TARGET_FORMS, type Target } from "../../conformance/target.ts";

test.each<[string, Target]>([
  ["hid:1209:0001", { is: "hid", vendor: 0x1209, product: 1 }],
  ["hid:1209:000A:SN:7", { is: "hid", vendor: 0x1209, product: 10, serial: "SN:7" }],
  ["serial:/dev/ttyUSB0", { is: "serial", path: "/dev/ttyUSB0" }],
  ["serial:COM3", { is: "serial", path: "COM3" }],
  ["tcp:127.0.0.1:9000", { is: "tcp", host: "127.0.0.1", port: 9000 }],
  ["tcp:[::1]:9000", { is: "tcp", host: "::1", port: 9000 }],
  ["pcsc:GemPCTwin serial 00 00", { is: "pcsc", reader: "GemPCTwin serial 00 00" }],
  ["folder:C:\\OQS", { is: "folder", directory: "C:\\OQS" }],
  [
    "folder:/oqs, control,control=http://127.0.0.1:80/x",
    { is: "folder", directory: "/oqs, control", control: "http://127.0.0.1:80/x" },
  ],
  ["module:./shim.ts", { is: "module", file: "./shim.ts" }],
])("%s is understood", (text, target) => {
  expect(readTarget(text)).toEqual(target);
});

describe("what is no target names the form it should have", () => {
  test.each([
    ["hid:1209", TARGET_FORMS.hid],
    ["hid:12:34", TARGET_FORMS.hid],
    ["tcp:localhost", TARGET_FORMS.tcp],
    ["tcp:localhost:0", TARGET_FORMS.tcp],
    ["tcp:localhost:65536", TARGET_FORMS.tcp],
    ["serial:", TARGET_FORMS.serial],
    ["pcsc:", TARGET_FORMS.pcsc],
    ["folder:", TARGET_FORMS.folder],
    ["folder:x,control=ftp://y", TARGET_FORMS.folder],
    ["usb:1:2", TARGET_FORMS.hid],
    ["constructor:x", TARGET_FORMS.hid],
    ["", TARGET_FORMS.module],
  ])("%s", (text, form) => {
    expect(() => readTarget(text)).toThrow(form);
  });
});
