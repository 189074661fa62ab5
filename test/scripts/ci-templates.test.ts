import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { packageRoot } from "../../scripts/package-root.ts";

/** The files under docs/ci, held against what their readers demand and against each other; test/system/ci-templates runs them. */

const read = (name: string) => readFileSync(join(packageRoot(), "docs/ci", name), "utf8");
const script = read("conform.sh");
/** Variables that the script reads. */
const READ = new Set([...script.matchAll(/\$\{([A-Z_]+):/g)].map(([, name]) => name));
const WRITTEN = [...script.matchAll(/\$out\/([a-z.]+)/g)].map(([, name = ""]) => name);
const { scripts, bin, engines } = z
  .looseObject({
    scripts: z.record(z.string(), z.string()),
    bin: z.object({ shikaku: z.string() }),
    engines: z.object({ node: z.string() }),
  })
  .parse(JSON.parse(readFileSync(join(packageRoot(), "package.json"), "utf8")));

/** Metadata syntax of GitHub's composite actions, as far as it is used here; another key is a mistake. */
const step = z.union([
  z.strictObject({
    name: z.string().optional(),
    if: z.string().optional(),
    uses: z.string().regex(/^[\w-]+\/[\w-]+@v\d+$/),
    with: z.record(z.string(), z.union([z.string(), z.number()])),
  }),
  z.strictObject({
    name: z.string(),
    shell: z.literal("bash"),
    env: z.record(z.string(), z.string()).optional(),
    run: z.string(),
  }),
]);
const action = z.strictObject({
  name: z.string(),
  description: z.string().max(125),
  inputs: z.record(
    z.string(),
    z.strictObject({ description: z.string(), required: z.boolean().optional(), default: z.string().optional() }),
  ),
  runs: z.strictObject({ using: z.literal("composite"), steps: z.array(step) }),
});

describe("the composite action", () => {
  const text = read("action.yml");
  const { inputs, runs } = action.parse(parse(text));
  test("uses each input that it declares, and no other", () => {
    const used = new Set([...text.matchAll(/inputs\.([\w-]+)/g)].map(([, name]) => name));
    expect([...used].sort()).toEqual(Object.keys(inputs).sort());
  });
  test("hands the script the variables that it reads", () => {
    const told = runs.steps.flatMap((each) => ("env" in each ? Object.keys(each.env ?? {}) : []));
    expect([...told, "SHIKAKU"].sort()).toEqual([...READ].sort());
  });
  test("every input but the role may be left out", () => {
    for (const [name, { required, default: value }] of Object.entries(inputs))
      expect(required === true ? name : value, name).toBe(name === "role" ? "role" : (value ?? NaN));
  });
});

describe("the job template", () => {
  const job = z.strictObject({
    extends: z.string().optional(),
    parallel: z.number().optional(),
    image: z.strictObject({ name: z.literal("$SHIKAKU_IMAGE"), entrypoint: z.array(z.string()) }).optional(),
    variables: z.record(z.string(), z.string()).optional(),
    script: z.array(z.string()),
    artifacts: z
      .strictObject({
        when: z.literal("always"),
        paths: z.array(z.string()),
        reports: z.strictObject({ junit: z.string() }),
      })
      .optional(),
  });
  const jobs = z.record(z.string(), job).parse(parse(read("gitlab.yml")));
  test("hides its jobs, each of which extends one that is there", () => {
    for (const [name, { extends: from = name }] of Object.entries(jobs)) {
      expect(name).toMatch(/^\./);
      expect(jobs).toHaveProperty([from]);
    }
  });
  test("sets variables that the script reads, and keeps what it writes", () => {
    const { variables = {}, artifacts } = jobs[".shikaku"] ?? { script: [] };
    for (const name of Object.keys(variables)) expect(READ).toContain(name);
    expect(artifacts?.paths).toEqual([variables["OUT"]]);
    expect(artifacts?.reports.junit).toBe(`${variables["OUT"] ?? ""}/junit.xml`);
    expect(WRITTEN).toContain("junit.xml");
  });
  test("runs the script where the image has it", () => {
    for (const { script: lines } of Object.values(jobs))
      expect(lines.join()).toContain("sh /opt/shikaku/docs/ci/conform.sh");
    expect(read("Containerfile")).toContain("/opt/shikaku/docs /opt/shikaku/docs");
  });
});

describe("the container recipe", () => {
  const lines = read("Containerfile")
    .split("\n")
    .filter((each) => each !== "" && !each.startsWith("#"));
  test("has instructions that there are", () => {
    for (const each of lines) expect(each).toMatch(/^(FROM|WORKDIR|COPY|RUN|USER|ENTRYPOINT) \S/);
  });
  test("copies what is there", () => {
    for (const [, sources = ""] of read("Containerfile").matchAll(/^COPY (?!--)(.+) \S+$/gm))
      for (const source of sources.split(" ")) expect(existsSync(join(packageRoot(), source)), source).toBe(true);
  });
  test("runs scripts that the package has, and ends in its program", () => {
    for (const [, name = ""] of read("Containerfile").matchAll(/npm run (\S+)/g))
      expect(scripts).toHaveProperty([name]);
    const [entry] = lines.filter((each) => each.startsWith("ENTRYPOINT"));
    expect(JSON.parse(entry?.slice("ENTRYPOINT ".length) ?? "")).toEqual([
      "node",
      `/opt/shikaku/${bin.shikaku.slice(2)}`,
    ]);
    expect(existsSync(join(packageRoot(), bin.shikaku.replace(/^\.\/dist/, "").replace(/js$/, "ts")))).toBe(true);
  });
  test("takes a Node that the package takes", () => {
    const least = Number(/\d+/.exec(engines.node)?.[0]);
    for (const [, major] of read("Containerfile").matchAll(/^FROM node:(\d+)/gm))
      expect(Number(major)).toBeGreaterThanOrEqual(least);
  });
});

describe("docs/in-ci.md", () => {
  const page = readFileSync(join(packageRoot(), "docs/in-ci.md"), "utf8");
  const examples = [...page.matchAll(/```yaml\n([^]*?)```/g)].map(([, text = ""]) => parse(text) as unknown);
  const workflow = z.looseObject({
    jobs: z.looseObject({ conformance: z.looseObject({ steps: z.array(z.looseObject({})) }) }),
  });
  test("names every file of them", () => {
    for (const name of ["action.yml", "gitlab.yml", "Containerfile", "conform.sh"])
      expect(page).toContain(`ci/${name}`);
  });
  test("calls the action with inputs that it has", () => {
    const found = examples.flatMap((each) => workflow.safeParse(each).data ?? []);
    expect(found).toHaveLength(1);
    const steps = found[0]?.jobs.conformance.steps ?? [];
    const call = steps.find((each) => String(each["uses"]).includes("/docs/ci@"));
    const { inputs } = action.parse(parse(read("action.yml")));
    expect(Object.keys(call?.["with"] as object).filter((name) => !Object.hasOwn(inputs, name))).toEqual([]);
  });
  test("extends a job that the template has, with variables that the script reads", () => {
    const job = z.looseObject({
      conformance: z.looseObject({ extends: z.string(), variables: z.record(z.string(), z.string()) }),
    });
    const [{ conformance } = { conformance: { extends: "", variables: {} } }] = examples.flatMap(
      (each) => job.safeParse(each).data ?? [],
    );
    expect(parse(read("gitlab.yml"))).toHaveProperty([conformance.extends]);
    expect(Object.keys(conformance.variables).filter((name) => !READ.has(name))).toEqual([]);
  });
});
