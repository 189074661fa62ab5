import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { CASES } from "../../conformance/cases/all.ts";
import { SMOKE } from "../../conformance/cases/smoke.ts";
import { FEATURES_OF, type Feature } from "../../conformance/profile.ts";
import { plan } from "../../conformance/plan.ts";
import type { Role } from "../../conformance/role.ts";
import { runPlan } from "../../conformance/runner.ts";
import { exitStatus } from "../../conformance/verdict.ts";
import { makeProducts } from "../../scripts/built-in/products.ts";
import { compose } from "../../scripts/compose.ts";
import { builtInPeople } from "../../scripts/targets/people.ts";

const DOCS = join(import.meta.dirname, "../../docs/profiles");
const example = (role: string) => join(DOCS, `${role}.yaml`);

/** What an example mentions and does not claim: it takes a password that the product is set up with. */
const LEFT_OUT: Readonly<Partial<Record<Role, readonly Feature[]>>> = { receipt: ["encryptedZip"] };

/** The examples describe products like ours closely enough for ours to be judged by them. */
test.each<Role>(["reader", "generic", "receipt"])(
  "the %s that the example describes is one like ours",
  async (role) => {
    const { open, profiles } = await compose({ lang: "en", roles: [role], profile: example(role) });
    expect(profiles[role]?.product.maker).toMatch(/^見本/);
    const declared = CASES.filter(({ id, role: of }) => of === role && id.includes("-DCL-")).map(({ id }) => id);
    const left: readonly string[] = LEFT_OUT[role] ?? [];
    expect(FEATURES_OF[role].filter((feature) => !profiles[role]?.features.includes(feature))).toEqual(left);
    const only = [...SMOKE, ...declared].filter((id) =>
      CASES.some((each) => each.id === id && each.role === role && !each.needs.some((need) => left.includes(need))),
    );
    const run = await runPlan(plan(CASES, profiles, { roles: [role], only }), {
      ...{ open, profiles, seed: 1 },
      clock: "virtual",
    });
    expect(run.cases.map(({ id, verdict, reason }) => [id, verdict, reason])).toEqual(
      run.cases.map(({ id }) => [id, "pass", undefined]),
    );
    expect([run.emitted, exitStatus(run)]).toEqual([run.planned, 0]);
  },
);

test("one profile stands in for its role where all are judged, and is a mistake where its role is not", async () => {
  const all = await compose({ lang: "en", roles: ["reader", "receipt"], profile: example("receipt") });
  expect([all.profiles.receipt?.product.maker, all.profiles.reader?.product.maker]).toEqual([
    "見本システム",
    "shikaku",
  ]);
  const wrong = compose({ lang: "en", roles: ["reader"], profile: example("receipt") });
  await expect(wrong).rejects.toMatchObject({ fault: "config.invalid", message: /describes a receipt.*reader/ });
});

test.each([
  ["there is none", join(DOCS, "nobody.yaml"), "config.invalid"],
  ["it is a folder", DOCS, "config.invalid"],
  ["it is a cast", join(DOCS, "cast.yaml"), "config.invalid"],
])("a profile cannot be used: %s", async (_, profile, fault) => {
  await expect(compose({ lang: "ja", roles: ["reader"], profile })).rejects.toMatchObject({ fault });
});

test("a preview tells whose card of the drawer is needed; a file about the institution alone leaves the personas", async () => {
  const order = { lang: "en", roles: ["reader"], target: "tcp:127.0.0.1:1" } as const;
  const drawer = await compose({ ...order, cast: join(DOCS, "cast.yaml") });
  expect(drawer.playerOf?.("patient")).toBe("資格　花子 (hanako), 青いケースの1枚目");
  expect(drawer.playerOf?.("revoked")).toBe("nobody plays this part");
  await drawer.close?.();
  const folder = await mkdtemp(join(tmpdir(), "shikaku-cast-"));
  try {
    const cast = join(folder, "institution.yaml");
    await writeFile(cast, 'institutionCode: "1312345678"\nstaffPassword: mihon-2026\n');
    const shared = join(folder, "exchange");
    await mkdir(shared);
    const operator = "dialog";
    const receipt = await compose({ lang: "en", roles: ["receipt"], target: `folder:${shared}`, operator, cast });
    expect(receipt.playerOf?.("patient")).toBe("資格　花子 (hanako)");
    const bench = await receipt.open({ role: "receipt", caseId: "RCT-IMP-0001", seed: 1, parts: ["patient"] });
    expect(bench).toMatchObject({ institutionCode: "1312345678", staffPassword: "mihon-2026" });
    expect(bench.cast.patient?.id).toBe("hanako");
    await bench.close();
    await receipt.close?.();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test("the password of another institution is kept out of the trace, too", async () => {
  const people = builtInPeople(makeProducts().country, { institutionCode: "1312345678", staffPassword: "mihon-2026" });
  expect(await people.secretsOf(["patient"])).toContainEqual({
    kind: "password",
    person: "staff",
    value: "mihon-2026",
  });
});

test("a cast goes with a product at an address, and is read before anything is connected", async () => {
  const cast = join(DOCS, "cast.yaml");
  await expect(compose({ lang: "ja", roles: ["reader"], cast })).rejects.toMatchObject({
    fault: "config.invalid",
    context: { where: "--cast" },
  });
  const order = { lang: "ja", roles: ["generic"], target: "pcsc:nobody", operator: "http://127.0.0.1:1" } as const;
  const product = await compose({ ...order, cast });
  expect(Object.keys(product.profiles)).toEqual(["generic"]);
  await product.close?.();
  await expect(compose({ ...order, cast: join(DOCS, "reader.yaml") })).rejects.toMatchObject({
    fault: "config.invalid",
  });
});
