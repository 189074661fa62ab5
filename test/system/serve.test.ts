import { execFileSync, spawnSync } from "node:child_process";
import { sign } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { personById } from "../../simulator/personas.ts";
import { eligibilityQuestion } from "../../simulator/msw.ts";
import { available, needs } from "./needs.ts";
import { host, type Hosting } from "./hosting.ts";

const folder = mkdtempSync(join(tmpdir(), "shikaku-serve-"));
const data = join(folder, "data");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const CLINIC = "9910000012";
const PHARMACY = "9940000018";

/** A served counter as curl reaches it: nothing of ours between a test and the sockets. */
describe.skipIf(!available("curl"))("serve", () => {
  let served: Hosting;
  const start = async () => {
    const people = join(folder, "people.yaml");
    writeFileSync(
      people,
      'people:\n  - {id: mine, name: 自分, kana: ｼﾞﾌﾞﾝ, birthDate: "19990101", sex: male, number: "4711"}\n',
    );
    served = await host("serve", "--data", data, "--oqs", join(folder, "OQS"), "--people", people);
  };
  beforeAll(start);
  afterAll(async () => {
    expect(await served.end()).toBe(0);
    expect(existsSync(at("pki"))).toBe(false);
  });

  const at = (name: string) => served.ready[name] ?? "";
  const curl = (...args: readonly string[]) => {
    const { stdout, stderr, status } = spawnSync("curl", ["-sS", "-w", "\n%{http_code}", ...args], {
      encoding: "utf8",
    });
    expect(status, stderr).toBe(0);
    const end = stdout.lastIndexOf("\n");
    return { status: Number(stdout.slice(end + 1)), text: stdout.slice(0, end) };
  };
  const JSON_TYPE = ["-H", "content-type: application/json", "-d"];
  const control = (method: string, path: string, ...more: readonly string[]) =>
    curl("-X", method, ...more, `${at("control")}${path}`);
  /** The central system over mutual TLS, as an institution. */
  const central = (path: string, body: unknown, as: string = CLINIC) => {
    const pki = at("pki");
    const tls = ["--cacert", join(pki, "ca.pem"), "--key", join(pki, "client.key")];
    const { status, text } = curl(
      ...tls,
      "--cert",
      join(pki, `client-${as}.pem`),
      ...JSON_TYPE,
      JSON.stringify(body),
      `${at("central")}${path}`,
    );
    return { status, json: JSON.parse(text) as { XmlMsg?: Message; challenge?: string; code?: string } };
  };
  interface Message {
    readonly MessageHeader: { readonly MessageContents?: string };
    readonly MessageBody: {
      readonly QualificationValidity?: string;
      readonly MeTrMonthInf?: readonly unknown[];
      readonly ResultList?: readonly { readonly ResultOfQualificationConfirmation: Readonly<Record<string, string>> }[];
    };
  }
  const validityOf = (persona: string) =>
    central("/v1/messages/OQSsiquc01req", eligibilityQuestion(persona)).json.XmlMsg?.MessageBody.QualificationValidity;

  /** What a terminal sends after a reception: hanako's card signs what the centre asks. */
  const receive = (consents: readonly string[], as: string = CLINIC) => {
    const challenge = central("/v1/challenge", {}, as).json.challenge ?? "";
    const file = (name: string) => readFileSync(join(at("pki"), "people", name), "utf8");
    const [pem, key] = [file("hanako-auth.pem"), file("hanako-auth.key.pem")];
    const certificate = Buffer.from(pem.replace(/-----[^-]+-----/g, ""), "base64").toString("base64url");
    const signature = sign("sha256", Buffer.from(challenge, "base64url"), key).toString("base64url");
    return central("/v1/reception", { challenge, certificate, signature, method: "face", consents }, as);
  };
  const medicines = (as: string = CLINIC) => {
    const { insurer, symbol, number, branch } = personById("hanako") ?? {};
    const { XmlMsg } = central(
      "/v1/messages/YZKsiquc01req",
      {
        XmlMsg: {
          MessageHeader: {
            ...{ MedicalInstitutionCode: as, InsurerNumber: insurer, InsuranceCardSymbol: symbol },
            ...{ InsuredPersonIdentificationNumber: number, BranchNumber: branch, ArbitraryFileIdentifier: "1" },
          },
          MessageBody: { FileCategory: "2", MedicalTreatmentFlag: "1" },
        },
      },
      as,
    ).json;
    return XmlMsg?.MessageBody.MeTrMonthInf ? "told" : XmlMsg?.MessageHeader.MessageContents?.slice(0, 9);
  };

  test("says where everything is: in the ready line for programs, and on stderr for people", () => {
    const addresses = ["control", "openapi", "central", "mobile", "reception", "ocsp", "crl"];
    for (const name of [...addresses, "oqs", "data", "pki", "institutionCode"]) {
      expect([name, at(name)]).toEqual([name, expect.stringMatching(/./) as unknown]);
      expect(served.complaints()).toContain(at(name));
    }
    expect(served.complaints()).toMatch(/hanako +資格　花子/);
    expect(served.complaints()).toMatch(/mine +自分/);
    expect(at("data")).toBe(data);
  });

  test("dials an answer with one call, and a fault with another", () => {
    const dial = control("POST", "/answers", ...JSON_TYPE, '{"persona":"hanako","validity":"3"}');
    expect(dial).toEqual({ status: 204, text: "" });
    expect([validityOf("hanako"), validityOf("hanako")]).toEqual(["3", "1"]);

    expect(control("PUT", "/faults/central.busy").status).toBe(204);
    const refused = curl(
      "-k",
      "--cert",
      join(at("pki"), "client.pem"),
      "--key",
      join(at("pki"), "client.key"),
      "-d",
      "{}",
      `${at("central")}/v1/challenge`,
    );
    expect(refused.status).toBe(503);
    expect(control("DELETE", "/faults/central.busy").status).toBe(204);
    expect(validityOf("hanako")).toBe("1");
  });

  test("knows its faults, and says what was meant by a name that is none", () => {
    const { faults } = JSON.parse(control("GET", "/faults").text) as { faults: { name: string; on: boolean }[] };
    expect(faults.filter(({ on }) => on)).toEqual([]);
    for (const part of ["line.", "central.", "consent.", "folders.", "M-RDR-", "M-TRM-", "M-RCP-", "B-"])
      expect(faults.map(({ name }) => name).filter((name) => name.startsWith(part))).not.toEqual([]);
    const wrong = control("PUT", "/faults/line.dwn");
    expect(wrong.status).toBe(404);
    expect(JSON.parse(wrong.text)).toMatchObject({ en: expect.stringContaining("Did you mean line.down?") as unknown });
    expect(control("POST", "/answers", ...JSON_TYPE, '{"persona":"nobody","validity":"1"}').status).toBe(400);
    expect(control("POST", "/answers", ...JSON_TYPE, '{"persona":"hanako"}').status).toBe(400);
  });

  test("opens its counter anew for a fault within it, and for a case", () => {
    expect(control("PUT", "/faults/M-RDR-FACE-ALWAYS").status).toBe(204);
    const start = '{"caseId":"RDR-PIN-0001","seed":1,"cast":{"patient":"mine"}}';
    expect(control("POST", "/cases", ...JSON_TYPE, start).status).toBe(204);
    expect(control("POST", "/intents/placeCard", ...JSON_TYPE, '{"persona":"mine"}').status).toBe(204);
    expect(control("POST", "/intents/chooseMethod", ...JSON_TYPE, '{"method":"face"}').status).toBe(204);
    expect(control("DELETE", "/faults/M-RDR-FACE-ALWAYS").status).toBe(204);
  });

  test("ends a consent: with time, and at once when it is told to", () => {
    expect(medicines()).toBe("TSTM0001E");
    expect(receive(["medicines", "checkups"]).status).toBe(200);
    expect(medicines()).toBe("told");
    expect(control("PUT", "/faults/consent.ended").status).toBe(204);
    expect(medicines()).toBe("TSTM0002E");
    expect(control("DELETE", "/faults/consent.ended").status).toBe(204);
    expect(medicines()).toBe("told");
  });

  test("shows a pharmacy no check-ups, whatever the patient agreed to", () => {
    const flags = (as: string) => {
      const result = receive(["medicines", "checkups"], as).json.XmlMsg?.MessageBody.ResultList?.[0];
      const { PharmacistsInfoConsFlg, SpecificHealthCheckupsInfoConsFlg } =
        result?.ResultOfQualificationConfirmation ?? {};
      return [PharmacistsInfoConsFlg, SpecificHealthCheckupsInfoConsFlg];
    };
    expect(flags(CLINIC)).toEqual(["1", "1"]);
    expect(flags(PHARMACY)).toEqual(["1", "0"]);
  });

  test("refuses a card whose certificate is suspended, and takes it again when that is lifted", () => {
    expect(control("PUT", "/suspensions/hanako").status).toBe(204);
    expect(receive([])).toMatchObject({ status: 403, json: { code: "TSTR0006E" } });
    expect(control("DELETE", "/suspensions/hanako").status).toBe(204);
    expect(receive([]).status).toBe(200);
  });

  test("killed, it has what it answered; sqlite3 reads it, and a second one may not have it", async (context) => {
    needs(context, "sqlite3");
    expect(receive(["medicines"]).status).toBe(200);
    await expect(host("serve", "--data", data)).rejects.toThrow(/another shikaku serve has this data in use/);
    served.child.kill("SIGKILL");
    const rows = () =>
      execFileSync("sqlite3", [join(data, "central.db"), `select item from consents where institution = '${CLINIC}'`], {
        encoding: "utf8",
      });
    expect(rows()).toBe("medicines\n");
    await start();
    expect(medicines()).toBe("told");
    expect(receive([]).status).toBe(200);
    expect(rows()).toBe("");
  });

  test("with a people file that is none, it starts nothing and says where", async () => {
    const file = join(folder, "wrong.yaml");
    writeFileSync(file, "people:\n  - id: mine\n    nmae: x\n");
    await expect(host("serve", "--people", file, "--data", join(folder, "other"))).rejects.toThrow(
      /line 3.*did you mean name/,
    );
    expect(existsSync(join(folder, "other"))).toBe(false);
  });
});
