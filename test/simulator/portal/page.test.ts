import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { packageRoot } from "../../../scripts/package-root.ts";
import { FACILITY_KINDS, type FacilityKind } from "../../../simulator/facilities.ts";
import { FEE_TABLE } from "../../../simulator/portal/fee-points.ts";
import { READERS_GIVEN, UNDECIDED } from "../../../simulator/portal/readers.ts";
import { HOSPITAL_BY_READERS, SCHEMES, type SchemeName, type Terms } from "../../../simulator/portal/subsidies.data.ts";

const page = readFileSync(join(packageRoot(), "docs/portal.md"), "utf8");
const rowsAfter = (heading: string) =>
  page
    .slice(page.indexOf(heading))
    .split("\n\n")[0]
    ?.split("\n")
    .slice(2)
    .map((row) =>
      row
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    ) ?? [];

const yen = (amount: number) => amount.toLocaleString("en-US");
const cells = ({ rate, limit, ceilings }: Terms) => [
  rate.join("/"),
  yen(limit),
  Object.entries(ceilings)
    .map(([part, most]) => (Number.isFinite(most) ? `${part} ${yen(most)}` : `${part}, without a ceiling`))
    .join(", "),
];

test("docs/portal.md prints every subsidy as it is paid", () => {
  const expected = (Object.keys(SCHEMES) as SchemeName[]).flatMap((name) => {
    const { terms, applyFrom, applyBy, ...more } = SCHEMES[name];
    const complete = "completeBy" in more ? `, complete by ${more.completeBy}` : "";
    const of = (kind: FacilityKind) => cells(terms[kind]);
    const others = ["medicalClinic", "dentalClinic", "pharmacy"] as const;
    for (const kind of others) expect(of(kind)).toEqual(of("medicalClinic"));
    const rows =
      name === "introduction"
        ? HOSPITAL_BY_READERS.map((one, at) => [`hospital, ${at + 1} reader${at ? "s" : ""}`, ...cells(one)])
        : [["hospital", ...of("hospital")]];
    const all = [...rows, ["chainPharmacy", ...of("chainPharmacy")], ["others", ...of("medicalClinic")]];
    const told = new Set(all.map(([, ...row]) => row.join())).size === 1 ? [["all", ...of("hospital")]] : all;
    return told.map((row, at) => [at ? "" : name, ...row, at ? "" : `${applyFrom}–${applyBy}${complete}`]);
  });
  expect(rowsAfter("| scheme | kind")).toEqual(expected);
});

test("and every addition", () => {
  const often = { 1: " once a month", 3: " once in three months" } as const;
  const said = (service: string, dataFetched: boolean) => {
    const row = FEE_TABLE.find((one) => one.service === service && one.dataFetched === dataFetched);
    if (!row) return "0";
    const once = "oncePerMonths" in row ? often[row.oncePerMonths] : "";
    return `${row.points}${once}, ${"until" in row ? `${row.from}–${row.until}` : `from ${row.from}`}`;
  };
  expect(rowsAfter("| fee points |")).toEqual(
    ["firstVisit", "revisit", "dispensing"].map((service) => [service, said(service, true), said(service, false)]),
  );
});

test("and the readers, and the days of the undecided model", () => {
  const most = Object.values(READERS_GIVEN);
  expect(Object.keys(READERS_GIVEN).sort()).toEqual(Object.keys(FACILITY_KINDS).sort());
  expect([READERS_GIVEN.hospital, ...new Set(most.filter((count) => count !== READERS_GIVEN.hospital))]).toEqual([
    3, 1,
  ]);
  expect(page).toContain("up to 3 for a hospital, 1 for others");
  expect(page).toContain(`undecided, from ${UNDECIDED.from} to ${UNDECIDED.to}`);
  expect(page).toContain(`until ${UNDECIDED.chooseBy}`);
});
