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
  ["folder:C:\\OQS,control=http://[::1]:80", { is: "folder", directory: "C:\\OQS", control: "http://[::1]:80" }],
  ["tcp:h:9000,control=https://h/c", { is: "tcp", host: "h", port: 9000, control: "https://h/c" }],
  ["serial:COM3,control=http://h", { is: "serial", path: "COM3", control: "http://h" }],
  ["hid:1209:0001:S,control=http://h", { is: "hid", vendor: 0x1209, product: 1, serial: "S", control: "http://h" }],
  ["pcsc:A B,control=http://h", { is: "pcsc", reader: "A B", control: "http://h" }],
  ["stdio:python3 shim.py", { is: "stdio", command: ["python3", "shim.py"] }],
  [
    `stdio:  'C:\\Program Files\\shim.exe'  --name "a \\"b\\" c:\\d" '' x\\ y $HOME;ls,control=http://h`,
    {
      is: "stdio",
      command: ["C:\\Program Files\\shim.exe", "--name", 'a "b" c:\\d', "", "x y", "$HOME;ls"],
      control: "http://h",
    },
  ],
  ["stdio:C:\\shim.exe", { is: "stdio", command: ["C:\\shim.exe"] }],
  ["module:a,control=http://h", { is: "module", file: "a,control=http://h" }],
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
    ["tcp:localhost:0,control=http://h", TARGET_FORMS.tcp],
    ["tcp:localhost:1,control=h", TARGET_FORMS.tcp],
    ["stdio:", TARGET_FORMS.stdio],
    ["stdio:''", TARGET_FORMS.stdio],
    ["stdio:a 'b", TARGET_FORMS.stdio],
    ['stdio:a "b\\"', TARGET_FORMS.stdio],
    ["usb:1:2", TARGET_FORMS.hid],
    ["constructor:x", TARGET_FORMS.hid],
    ["", TARGET_FORMS.module],
  ])("%s", (text, form) => {
    expect(() => readTarget(text)).toThrow(form);
  });
});
