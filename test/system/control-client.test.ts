import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { createClient } from "@hey-api/openapi-ts";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { testPki } from "../../certs/authorities.ts";
import { readerKeyOf } from "../../certs/reader-key.ts";
import { controlClient } from "../../device/control/client.ts";
import { controlDocument } from "../../device/control/document.ts";
import type { About, Observation } from "../../device/control/messages.ts";
import { systemClock } from "../../device/io/system-clock.ts";
import { openTcp } from "../../device/io/tcp.ts";
import { openFaceReader } from "../../device/reader/face-reader.ts";
import { streamTransport } from "../../device/reader/stream-link.ts";
import { recorder } from "../../device/trace.ts";
import { packageRoot } from "../../scripts/package-root.ts";
import { OPENING } from "../../simulator/world.ts";
import { ASKED, GRANT } from "../device/firmware/reader-bench.ts";
import { persona } from "../simulator/card/hand.ts";
import { numberQuery } from "../simulator/counter.ts";
import { host, type Hosting } from "./hosting.ts";
import { needs } from "./needs.ts";

/**
 * A client that a generator made of docs/control.yaml, and nothing of ours but the document, moves our own parts. Its programs are type
 * checked against what was generated, and run in a process of their own.
 */
const clock = systemClock();
const run = promisify(execFile);
let folder = "";
const hosted: Hosting[] = [];

const PRELUDE = `
import * as api from "./client/index.js";
import { client } from "./client/client.gen.js";

client.setConfig({ baseUrl: process.argv[2] ?? "" });
const done: string[] = [];
const told: api.Observation[] = [];
const act = async (name: string, call: Promise<{ error?: api.Fault; response?: Response }>) => {
  const { response, error } = await call;
  done.push(\`\${name} \${response?.status}\${error ? " " + error.fault : ""}\`);
};
let after = 0;
const follow = async (enough: (event: api.Observation) => boolean) => {
  for (let asked = 0; asked < 40; asked++) {
    const { data } = await api.observations({ query: { after, wait: 2000 } });
    if (!data) throw new Error("no observations");
    after = data.next;
    told.push(...data.observations);
    if (data.observations.some(enough)) return;
  }
  throw new Error("waited in vain");
};
const visit = async () => {
  await act("place", api.placeCard({ body: { persona: "hanako" } }));
  await act("choose", api.chooseMethod({ body: { method: "pin" } }));
  await act("type", api.enterPin({ body: { pin: "1234" } }));
  await act("agree", api.consent({ body: { items: ["medicines"] } }));
  await follow((event) => event.channel === "panel" && event.is === "shown" && event.screen === "takeCard");
  await act("remove", api.removeCard({ body: {} }));
};
`;

const PROGRAMS = {
  "reception.ts": `${PRELUDE}
const { data: about } = await api.about();
await act("begin", api.begin({ body: { caseId: "RDR-PIN-0001", seed: 7, cast: { patient: "hanako" } } }));
await visit();
await act("unknown", api.placeCard({ body: { persona: "nobody" } }));
await act("phone", api.holdPhone({ body: { persona: "hanako" } }));
await follow((event) => event.channel === "operator" && event.is === "asked" && event.persona === "nobody");
console.log(JSON.stringify({ about, done, told }));
`,
  "counter.ts": `${PRELUDE}
const { data: about } = await api.about();
await visit();
await follow((event) => event.channel === "chart" && event.is === "imported");
await act("ask", api.askEligibility({ body: JSON.parse(process.argv[3] ?? "") as api.AskEligibility }));
await follow((event) => event.channel === "chart" && event.is === "imported");
await act("begin", api.begin({ body: { caseId: "x", seed: 1, cast: {} } }));
console.log(JSON.stringify({ about, done, told }));
`,
};

interface Told {
  readonly about: About;
  readonly done: readonly string[];
  readonly told: readonly Observation[];
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "shikaku-client-"));
  await createClient({
    input: join(packageRoot(), "docs", "control.yaml"),
    output: join(folder, "client"),
    plugins: ["@hey-api/typescript", "@hey-api/client-fetch", "@hey-api/sdk"],
    logs: { level: "silent" },
  });
  for (const [name, text] of Object.entries(PROGRAMS)) await writeFile(join(folder, name), text);
  const compilerOptions = {
    ...{ target: "es2023", lib: ["es2023", "dom", "dom.iterable"], module: "nodenext", strict: true, noEmit: true },
    ...{ skipLibCheck: true, types: ["node"], typeRoots: [join(packageRoot(), "node_modules", "@types")] },
  };
  await writeFile(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["*.ts"] }));
  await writeFile(join(folder, "package.json"), JSON.stringify({ type: "module" }));
});
afterEach(async () => {
  for (const one of hosted.splice(0)) await one.end();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const hosting = async (...words: readonly string[]) => {
  const started = await host(...words);
  hosted.push(started);
  return started;
};
const tsx = fileURLToPath(import.meta.resolve("tsx"));
const drive = async (program: keyof typeof PROGRAMS, ...args: readonly string[]): Promise<Told> => {
  const { stdout } = await run(process.execPath, ["--import", tsx, join(folder, program), ...args], {
    cwd: folder,
    maxBuffer: 1e8,
  });
  return JSON.parse(stdout) as Told;
};

test("the generated client and the programs on it fit together by their types", async () => {
  const tsc = join(packageRoot(), "node_modules", "typescript", "bin", "tsc");
  expect(await run(process.execPath, [tsc, "-p", folder]).catch((error: unknown) => error)).toMatchObject({
    stdout: "",
  });
});

describe("the generated client", () => {
  test("moves a patient through a reception at the hosted reader, and sees it from the inside", async () => {
    const { ready } = await hosting("reader", "--tcp", "0", "--control", "0");
    const [address = "", port = ""] = (ready["tcp"] ?? "").split(":");
    const link = streamTransport(await openTcp(address, Number(port)));
    const { certificate } = testPki({ at: OPENING }).readerAttestation;
    const reader = await openFaceReader(link, clock, {
      readerKey: (attestation) => readerKeyOf(attestation, certificate, OPENING),
    });
    const placed = new Promise<void>((resolve) => void reader.onMessage(({ is }) => is === "cardPlaced" && resolve()));
    const result = placed.then(() => reader.receive(ASKED, GRANT).result);

    const { about, done, told } = await drive("reception.ts", ready["control"] ?? "");
    expect(await result).toMatchObject({ is: "completed", method: "pin", consents: ["medicines"], proven: true });
    expect(about).toMatchObject({ product: { maker: "shikaku" }, role: "reader" });
    expect(done).toEqual([
      ...["begin 204", "place 204", "choose 204", "type 204", "agree 204", "remove 204"],
      ...["unknown 400 config.invalid", "phone 501 notOffered"],
    ]);
    const screens = told.flatMap((event) => (event.channel === "panel" && event.is === "shown" ? [event.screen] : []));
    expect(screens).toEqual(expect.arrayContaining(["enterPin", "consent", "takeCard"]));
    // The PIN went into the card, and nobody can read it here.
    const verify = told.find(
      (event) => event.channel === "card" && event.is === "command" && event.bytes.startsWith("0020008004"),
    );
    expect(verify).toMatchObject({ bytes: expect.stringMatching(/2a2a2a2a$/) as string });
    expect(told).toContainEqual(expect.objectContaining({ channel: "card", is: "secret", kind: "pin" }));
    expect(JSON.stringify(told)).not.toContain("31323334");
    await reader.close();
  });

  test("takes a patient through a whole visit at `serve`, and asks by number as staff do", async () => {
    const serve = await hosting("serve");
    const { about, done, told } = await drive(
      "counter.ts",
      serve.ready["control"] ?? "",
      JSON.stringify(numberQuery(persona("hanako"))),
    );
    expect(about).toMatchObject({ role: "terminal" });
    expect(done).toEqual(["place 204", "choose 204", "type 204", "agree 204", "remove 204", "ask 204", "begin 204"]);
    const imported = told.flatMap((event) => (event.channel === "chart" && event.is === "imported" ? [event] : []));
    expect(imported.map(({ source }) => source.split("_").slice(0, 2).join("_"))).toEqual(
      ["OQSsiquc01res_face", "OQSsiquc01res_2026"].map((name) => expect.stringContaining(name.slice(0, 13)) as string),
    );
    for (const { patient } of imported) expect(patient).toMatchObject({ name: persona("hanako").name, validity: "1" });
    expect(serve.complaints()).not.toContain("shikaku:");
  });
});

test("the suite's own client follows the hosted reader over a real socket, in the suite's own time", async () => {
  const { ready } = await hosting("reader", "--tcp", "0", "--control", "0", "--card", "taro");
  const client = controlClient({ fetch, url: ready["control"] ?? "", clock });
  const trace = recorder(clock);
  expect(await client.begin({ caseId: "RDR-PIN-0001", seed: 1, cast: { patient: "hanako" } })).toBe(true);
  const begun = clock.now();
  const following = await client.follow(trace);
  await client.operator.perform({ intent: "placeCard", persona: "hanako" });
  await client.operator.perform({ intent: "removeCard" });
  await following.stop();
  const card = trace.events.filter(({ channel }) => channel === "card");
  expect(card.map(({ is }) => is)).toEqual(["inserted", "removed"]);
  const [, stated] = trace.events;
  const uncertainty = stated?.is === "source" ? stated.uncertainty : NaN;
  for (const { at } of card) expect(at).toBeGreaterThan(begun - uncertainty);
  for (const { at } of card) expect(at).toBeLessThan(clock.now() + uncertainty);
});

describe("with curl", () => {
  const curl = async (...words: readonly string[]) => {
    const { stdout } = await run("curl", ["-s", "-w", "\n%{http_code}", ...words]);
    const [status = "", ...body] = stdout.split("\n").reverse();
    return { status: Number(status), body: body.reverse().join("\n") };
  };
  const json = ["-H", "content-type: application/json"];

  test("the hosted card reader is handled, serves its own document, and refuses what comes from elsewhere", async (context) => {
    needs(context, "curl");
    const link = join(folder, "ttyTwin");
    const reader = await hosting("reader", "--pty", link, "--kind", "gempc-twin", "--control", "0");
    const { ready } = reader;
    const at = (path: string) => `${ready["control"] ?? ""}${path}`;
    const document = await curl(ready["openapi"] ?? "");
    expect(JSON.parse(document.body)).toEqual(controlDocument());
    expect(await curl(...json, "-d", '{"persona":"hanako"}', at("/intents/placeCard"))).toEqual({
      status: 204,
      body: "",
    });
    expect((await curl(...json, "-d", '{"pin":"1234"}', at("/intents/enterPin"))).status).toBe(501);
    expect((await curl("-d", '{"persona":"hanako"}', at("/intents/placeCard"))).status).toBe(415);
    expect(
      (await curl(...json, "-d", "{}", "-H", "origin: https://elsewhere.test", at("/intents/removeCard"))).status,
    ).toBe(403);
    expect((await curl("-H", "host: elsewhere.test", at("/about"))).status).toBe(403);
    expect((await curl(...json, "-d", `"${"x".repeat(70_000)}"`, at("/intents/removeCard"))).status).toBe(413);
    for (const method of ["DELETE", "OPTIONS", "PUT", "POST", "TRACE"])
      expect([method, (await curl("-X", method, at("/about"))).status]).toEqual([method, 405]);
    expect((await curl("-X", "POST", ...json, at("/intents/removeCard"))).status).toBe(400);
    const chunked = ["-H", "transfer-encoding: chunked", ...json];
    expect((await curl(...chunked, "-d", "{}", at("/intents/removeCard"))).status).toBe(204);
    expect((await curl(...chunked, "-d", " ".repeat(70_000), at("/intents/removeCard"))).status).toBe(413);
    const { body } = await curl(at("/observations"));
    expect(JSON.parse(body)).toMatchObject({
      observations: expect.arrayContaining([expect.objectContaining({ is: "inserted" })]) as object,
    });
    hosted.pop();
    expect(await reader.end("SIGINT")).toBe(0);
    expect(existsSync(link)).toBe(false);
  });

  test("the central system of `serve` is reached with the certificate that lies beside it, and not without", async (context) => {
    needs(context, "curl");
    const serve = await hosting("serve");
    const { ready } = serve;
    const pki = (name: string) => join(ready["pki"] ?? "", name);
    const ask = ["-X", "POST", "-d", "{}", "--cacert", pki("ca.pem"), `${ready["central"] ?? ""}/v1/challenge`];
    const admitted = await curl("--cert", pki("client.pem"), "--key", pki("client.key"), ...ask);
    expect(JSON.parse(admitted.body)).toMatchObject({ challenge: expect.any(String) as string });
    expect((await curl(...ask)).status).toBeGreaterThanOrEqual(400);
    // An act that waits for a screen does not keep the program from ending.
    const waiting = curl(...json, "-d", '{"pin":"1234"}', `${ready["control"] ?? ""}/intents/enterPin`).catch(
      () => "hung up",
    );
    expect((await curl(`${ready["control"] ?? ""}/observations?after=2&wait=30000`)).status).toBe(200);
    hosted.pop();
    expect(await serve.end("SIGTERM")).toBe(0);
    expect(await waiting).toBe("hung up");
    for (const path of [ready["pki"], ready["oqs"]]) expect(existsSync(path ?? "")).toBe(false);
  });
});

test("a script is done in order, and what cannot be done is told and passed over", async () => {
  const script = join(folder, "morning.jsonl");
  const lines = [
    { intent: "placeCard", persona: "nobody" },
    { intent: "placeCard", persona: "hanako" },
    { intent: "wait", milliseconds: 5 },
    { intent: "removeCard" },
  ];
  await writeFile(script, lines.map((line) => JSON.stringify(line)).join("\n\n"));
  const reader = await hosting("reader", "--tcp", "0", "--control", "0", "--script", script);
  const seen: string[] = [];
  for (let after = 0; !seen.includes("removed");) {
    const page = (await (
      await fetch(`${reader.ready["control"] ?? ""}/observations?after=${after}&wait=5000`)
    ).json()) as {
      observations: Observation[];
      next: number;
    };
    seen.push(...page.observations.filter(({ channel }) => channel === "card").map(({ is }) => is));
    after = page.next;
  }
  expect(seen.filter((is) => is === "inserted" || is === "removed")).toEqual(["inserted", "removed"]);
  expect(reader.complaints()).toMatch(/nobody is called nobody/);
});

test("a script that cannot be read ends before anything begins", async () => {
  const script = join(folder, "broken.jsonl");
  await writeFile(script, '{"intent":"enterPin","pin":"4649","twice":"4649"}\n');
  const failed = await host("reader", "--tcp", "0", "--script", script).catch((error: unknown) => String(error));
  expect(failed).toMatch(/ended with 2 .*broken\.jsonl:1 cannot be used/);
  expect(failed).not.toContain("4649");
});
