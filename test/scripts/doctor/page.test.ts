import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { SETUP_FAULT_IDS, SETUP_FAULTS } from "../../../device/setup-faults.data.ts";
import { doctorPage } from "../../../scripts/doctor/page.ts";
import { packageRoot } from "../../../scripts/package-root.ts";

const page = (...place: readonly string[]) => readFileSync(join(packageRoot(), ...place), "utf8");

test("the page of doctor shows the table as it is", () => {
  expect(page("docs", "doctor.md")).toBe(doctorPage());
});

test("every mending step is a whole sentence in each language, and no two faults look alike", () => {
  for (const id of SETUP_FAULT_IDS) {
    const { what, mend } = SETUP_FAULTS[id];
    expect(mend.en, id).toMatch(/^[A-Z].+\.$/);
    expect(mend.ja, id).toMatch(/。$/);
    expect(what.en, id).not.toMatch(/\.$/);
  }
  for (const lang of ["ja", "en"] as const)
    expect(new Set(SETUP_FAULT_IDS.map((id) => SETUP_FAULTS[id].what[lang])).size).toBe(SETUP_FAULT_IDS.length);
});

/** Only with hardware: a node of /dev/hidraw that exists and stays shut. It is told of a stand-in for node-hid in device/io. */
const NOT_MADE_HERE = ["hid.rights"];

test("every fault of the table is made for real by a test, but for those that are named", () => {
  const tests = [
    page("test", "scripts", "doctor", "setup-faults.test.ts"),
    page("test", "system", "setup-faults.test.ts"),
    page("test", "system", "setup-faults-pcsc.test.ts"),
    page("test", "device", "io", "database.test.ts"),
  ].join("");
  expect(SETUP_FAULT_IDS.filter((id) => !tests.includes(`"${id}"`))).toEqual(NOT_MADE_HERE);
});
