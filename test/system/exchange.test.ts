import { execFileSync, spawnSync } from "node:child_process";
import { sign } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as bulk from "../../device/wire/oqs/bulk.ts";
import { type Message, readMessage, type ValueOfMessage, writeMessage } from "../../device/wire/oqs/message.ts";
import { OQS_EXCHANGES, type ExchangeId } from "../../device/wire/oqs/messages.ts";
import { OQSsiimm01req } from "../../device/wire/oqs/siimm.ts";
import { OQSsiquc01req } from "../../device/wire/oqs/siquc.ts";
import { TKKsiquc01req } from "../../device/wire/oqs/tkk.ts";
import { YZKsiquc01req } from "../../device/wire/oqs/yzk.ts";
import { packageRoot } from "../../scripts/package-root.ts";
import { personas } from "../../simulator/personas.ts";
import {
  bothFormsAskedAtTheReader,
  checkupsQuestion,
  drugsQuestion,
  insuredAs,
  manyRegistrations,
  searchFor,
} from "../simulator/central/asking.ts";
import { persona } from "../simulator/counter.ts";
import { host, type Hosting } from "./hosting.ts";
import { available, needs } from "./needs.ts";

const folder = mkdtempSync(join(tmpdir(), "shikaku-exchange-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const CLINIC = { institutionCode: "9910000012" };
const PASSWORD = "uketsuke 07";
const keyb = persona("keyb");

/** The served terminal as a receipt computer meets it, and what it writes as programs that nobody here wrote read it. */
describe.skipIf(!available("curl", "xmllint"))("a served terminal", () => {
  let served: Hosting;
  const at = (name: string) => served.ready[name] ?? "";
  const start = async () => {
    const setUp = join(folder, "set-up");
    mkdirSync(setUp, { recursive: true });
    writeFileSync(join(setUp, "encrypt.conf"), "OQSsiimm=e\nOQSmutic=e\n");
    writeFileSync(join(setUp, "shikaku.property"), `password=${PASSWORD}\nbulkForm=zip\n`);
    served = await host("serve", "--data", join(folder, "data"), "--oqs", join(folder, "OQS"), "--terminal", setUp);
  };
  beforeAll(start);
  afterAll(() => served.end());

  /** Written under another name and renamed, as vendors do. */
  const put = <M extends Message>(name: string, message: M, value: ValueOfMessage<M>) => {
    const path = join(at("oqs"), "req", name);
    writeFileSync(`${path}.tmp`, writeMessage(message, value, { encoding: "UTF-8" }));
    renameSync(`${path}.tmp`, path);
  };
  const res = (name: string) => join(at("oqs"), "res", name);
  const until = async (path: string) => {
    for (let tries = 0; !existsSync(path); tries++) {
      if (tries > 600) throw new Error(`${path} never came; there are ${readdirSync(join(path, "..")).join()}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return path;
  };
  const answered = async (name: string) => readFileSync(await until(res(name)));
  const curl = (...args: readonly string[]) => {
    const { stdout, stderr, status } = spawnSync("curl", ["-sS", ...args], { encoding: "utf8" });
    expect(status, stderr).toBe(0);
    return stdout;
  };
  const central = (path: string, body: unknown): unknown => {
    const tls = ["--cacert", "ca.pem", "--key", "client.key", "--cert", "client.pem"].map((word) =>
      word.startsWith("--") ? word : join(at("pki"), word),
    );
    return JSON.parse(
      curl(...tls, "-H", "content-type: application/json", "-d", JSON.stringify(body), at("central") + path),
    );
  };
  /** What a terminal sends after a reception: the card signs what the centre asks. */
  const consent = (id: string) => {
    const { challenge } = central("/v1/challenge", {}) as { challenge: string };
    const file = (name: string) => readFileSync(join(at("pki"), "people", name), "utf8");
    const certificate = Buffer.from(file(`${id}-auth.pem`).replace(/-----[^-]+-----/g, ""), "base64").toString(
      "base64url",
    );
    const signature = sign("sha256", Buffer.from(challenge, "base64url"), file(`${id}-auth.key.pem`)).toString(
      "base64url",
    );
    const consents = ["medicines", "checkups", "diagnoses", "operations", "specificDiseases"];
    central("/v1/reception", { challenge, certificate, signature, method: "face", consents });
  };
  const head = (ArbitraryFileIdentifier: string) => ({
    MedicalInstitutionCode: CLINIC.institutionCode,
    ArbitraryFileIdentifier,
  });
  const valid = (id: string, path: string) => {
    const schema = join(packageRoot(), "docs", "xsd", `${id}.xsd`);
    const { stderr } = spawnSync("xmllint", ["--noout", "--nonet", "--schema", schema, path], { encoding: "utf8" });
    expect(stderr).toContain("validates");
  };
  /** Asks in bulk, and again by the number until the outcome is there. */
  const collected = async (suffix: string) => {
    const accepted = readMessage(bulk.OQSmuquc01res, await answered(`OQSmuquc01res_${suffix}.xml`)).value;
    const ReceptionNumber = accepted?.MessageBody.ReceptionNumber ?? "";
    for (let round = 0; ; round++) {
      put(`OQSmuquc02req_${suffix}-${round}.xml`, bulk.OQSmuquc02req, {
        MessageHeader: head(`${suffix}-${round}`),
        MessageBody: { ReceptionNumber },
      });
      const path = await until(res(`OQSmuquc02res_${suffix}-${round}.zip`));
      const name = `OQSmuquc02res_${suffix}-${round}.xml`;
      execFileSync("7z", ["x", "-y", `-o${folder}`, path, name], { encoding: "utf8" });
      const value = readMessage(bulk.OQSmuquc02res, readFileSync(join(folder, name))).value;
      if (value?.MessageHeader.SegmentOfResult !== "2") return { path: join(folder, name), value };
    }
  };

  test(
    "answers every kind of request there is, each by its schema as xmllint has it",
    { timeout: 120_000 },
    async () => {
      consent("keyb");
      const asked: Partial<Record<ExchangeId, () => void>> = {
        OQSsiquc01: () =>
          put("OQSsiquc01req_a.xml", OQSsiquc01req, {
            MessageHeader: { QualificationConfirmationDate: "20260401", ...head("a") },
            MessageBody: { QualificationConfirmSearchInfo: searchFor(keyb) },
          }),
        YZKsiquc01: () =>
          put("YZKsiquc01req_a.xml", YZKsiquc01req, drugsQuestion(CLINIC, keyb, { prescriptions: true }).XmlMsg),
        TKKsiquc01: () => put("TKKsiquc01req_a.xml", TKKsiquc01req, checkupsQuestion(CLINIC, keyb).XmlMsg),
        OQSmuimm01: () =>
          put("OQSmuimm01req_a.xml", bulk.OQSmuimm01req, manyRegistrations(CLINIC, [[keyb, "K-1"]]).XmlMsg),
        OQSsiupd01: () =>
          put("OQSsiupd01req_a.xml", OQS_EXCHANGES.OQSsiupd01.request, bothFormsAskedAtTheReader(CLINIC).XmlMsg),
        OQSsiinq01: () =>
          put("OQSsiinq01req_a.xml", OQS_EXCHANGES.OQSsiinq01.request, { MessageHeader: head("a"), MessageBody: {} }),
        // Refused, as nobody has set the facility up for it: what says so is a message all the same.
        OQSsiurl01: () =>
          put("OQSsiurl01req_a.xml", OQS_EXCHANGES.OQSsiurl01.request, {
            MessageHeader: head("a"),
            MessageBody: { UrlAcquisitionClassification: "2", UrlFileFormat: "1" },
          }),
        OQSmutic01: () =>
          put("OQSmutic01req_a.xml", bulk.OQSmutic01req, {
            MessageHeader: head("a"),
            MessageBody: { QualificationConfirmSearchInfo: { MedicalTreatmentMonth: "202604" } },
          }),
      };
      for (const ask of Object.values(asked)) ask();
      for (const id of Object.keys(asked)) valid(`${id}res`, await until(res(`${id}res_a.xml`)));
      const shown = readFileSync(res("YZKsiquc01res_a.xml"), "utf8");
      expect(shown).toContain("<MeTrMonthInf>");
      expect(readFileSync(res("TKKsiquc01res_a.xml"), "utf8")).toContain("<SpecificHealthCheckupInfo>");
    },
  );

  test("in bulk about every persona, the outcome in a ZIP that 7z opens", { timeout: 120_000 }, async (context) => {
    needs(context, "7z");
    const rows = personas.map((person) => ({ ...searchFor(person, "1"), ArbitraryIdentifier: person.id }));
    put("OQSmuquc01req_b.xml", bulk.OQSmuquc01req, {
      MessageHeader: head("b"),
      MessageBody: { QualificationConfirmSearchInfo: rows },
    });
    valid("OQSmuquc01res", await until(res("OQSmuquc01res_b.xml")));
    const { path, value } = await collected("b");
    valid("OQSmuquc02res", path);
    const validity = new Map(
      value?.MessageBody.BulkConfirmUnit?.map((unit) => [
        unit.QualificationConfirmSearchInfo.ArbitraryIdentifier,
        unit.QualificationValidity,
      ]),
    );
    const told = ["hanako", "lost", "newborn", "assistance", "unticketed"].map((id) => validity.get(id));
    expect(told).toEqual(["1", "2", "4", "1", "6"]);
    expect(validity.size).toBe(personas.length);
  });

  test("takes a ZIP that 7z has encrypted, and answers in one that 7z opens with the password and not without", async (context) => {
    needs(context, "7z");
    const name = "OQSsiimm01req_c";
    const inside = writeMessage(
      OQSsiimm01req,
      {
        MessageHeader: head("c"),
        MessageBody: { ReferenceNumberRegistrationInfo: { ReferenceNumber: "K-2", ...insuredAs(keyb) } },
      },
      { encoding: "UTF-8" },
    );
    writeFileSync(join(folder, `${name}.xml`), inside);
    execFileSync("7z", ["a", "-tzip", "-mem=AES256", `-p${PASSWORD}`, `${name}.zip`, `${name}.xml`], { cwd: folder });
    renameSync(join(folder, `${name}.zip`), join(at("oqs"), "req", `${name}.zip`));
    const zip = await until(res("OQSsiimm01res_c.zip"));
    const open = (password: string) => spawnSync("7z", ["x", "-y", "-so", `-p${password}`, zip], { encoding: "utf8" });
    expect(open(PASSWORD).stdout).toContain("<ProcessingResultStatus>1</ProcessingResultStatus>");
    expect(open("another").stdout).not.toContain("<");
    const listed = execFileSync("7z", ["l", "-slt", zip], { encoding: "utf8" });
    expect(listed).toMatch(/Method = AES-256/);
  });

  test("writes a PDF in which pdftotext finds the Japanese text", { timeout: 60_000 }, async (context) => {
    needs(context, "pdftotext", "pdffonts");
    consent("keyb");
    put("YZKsiquc01req_d.xml", YZKsiquc01req, drugsQuestion(CLINIC, keyb, { pdf: true }).XmlMsg);
    put("TKKsiquc01req_d.xml", TKKsiquc01req, checkupsQuestion(CLINIC, keyb, { pdf: true }).XmlMsg);
    const text = async (name: string) =>
      execFileSync("pdftotext", ["-layout", await until(res(name)), "-"], { encoding: "utf8" });
    const drugs = await text("YZKsiquc01res_d.pdf");
    for (const word of ["薬剤・診療・処方情報", "番場", "照子", "1963/07/08", "見本内科クリニック", "日付"])
      expect(drugs).toContain(word);
    const checkups = await text("TKKsiquc01res_d.pdf");
    for (const word of ["特定健診情報", "収縮期血圧（１回目）", "mmHg"]) expect(checkups).toContain(word);
    // Every font is within the file, so that it reads the same anywhere.
    const fonts = execFileSync("pdffonts", [res("TKKsiquc01res_d.pdf")], { encoding: "utf8" })
      .trim()
      .split("\n")
      .slice(2);
    expect(fonts.length).toBeGreaterThan(0);
    for (const line of fonts) expect(line).toMatch(/yes +yes +yes/);
  });

  test("has no connection but those it is asked by and those to the centre", async (context) => {
    needs(context, "ss");
    put("OQSsiquc01req_e.xml", OQSsiquc01req, {
      MessageHeader: { QualificationConfirmationDate: "20260401", ...head("e") },
      MessageBody: { QualificationConfirmSearchInfo: searchFor(keyb) },
    });
    await answered("OQSsiquc01res_e.xml");
    const lines = execFileSync("ss", ["-Htanp"], { encoding: "utf8" })
      .split("\n")
      .filter((line) => line.includes(`pid=${served.ready.pid},`));
    const ports = new Set(
      ["central", "control", "ocsp", "mobile", "reception", "network"].map((name) => new URL(at(name)).port),
    );
    const strangers = lines.filter((line) => {
      const [, , , local = "", peer = ""] = line.trim().split(/\s+/);
      return ![local, peer].some((address) => ports.has(address.split(":").at(-1) ?? ""));
    });
    expect(lines.length).toBeGreaterThan(0);
    expect(strangers).toEqual([]);
  });

  test(
    "killed while the line is down, it sends what was kept once, and the file says who was told what",
    { timeout: 120_000 },
    async (context) => {
      needs(context, "sqlite3");
      const sql = (name: string, query: string) =>
        execFileSync("sqlite3", ["-batch", join(folder, "data", `${name}.db`), query], { encoding: "utf8" }).trim();
      const before = Number(sql("central", "select count(*) from bulk_requests"));
      curl("-X", "PUT", `${at("control")}/faults/line.down`);
      put("OQSmuquc01req_f.xml", bulk.OQSmuquc01req, {
        MessageHeader: head("f"),
        MessageBody: { QualificationConfirmSearchInfo: [searchFor(keyb)] },
      });
      for (let tries = 0; sql("terminal", "select file from requests") === ""; tries++) {
        if (tries > 200) throw new Error("the terminal never took it");
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      served.child.kill("SIGKILL");
      expect(existsSync(join(folder, "OQS", "req", "OQSmuquc01req_f.xml"))).toBe(true);
      await start();
      await answered("OQSmuquc01res_f.xml");
      expect(Number(sql("central", "select count(*) from bulk_requests")) - before).toBe(1);
      expect(sql("central", "select person, exchange, shown from accesses where exchange = 'TKKsiquc01' limit 1")).toBe(
        'keyb|TKKsiquc01|["checkups"]',
      );
      expect(sql("central", "select institution, person, number from reference_numbers")).toBe("9910000012|keyb|K-2");
      expect(sql("central", "pragma integrity_check") + sql("terminal", "pragma integrity_check")).toBe("okok");
    },
  );
});
