import { describe, expect, test } from "vitest";
import { DeviceError } from "../../../device/errors.ts";
import type { Fetch } from "../../../device/ports.ts";
import { fromUtf8 } from "../../../device/wire/bytes.ts";
import { readMessage, writeMessage } from "../../../device/wire/oqs/message.ts";
import { YZKsiquc01req, YZKsiquc01res } from "../../../device/wire/oqs/yzk.ts";
import type { Person } from "../../../simulator/people.ts";
import { CLINIC, counter, persona } from "../counter.ts";
import { answerIn, nameIn, request } from "./asking.ts";

const hanako = persona("hanako");
const taro = persona("taro");

describe("a request file becomes an answer file", () => {
  test.each(["UTF-8", "Shift_JIS"] as const)(
    "under its own suffix, in %s, and the request is gone",
    async (encoding) => {
      const at = counter({ encoding });
      const work = async () => {
        await at.folders.write("req", "OQSsiquc01req_abc.xml", request(hanako, "id-1", encoding));
        await at.rest(2_000);
        return answerIn(at, "abc");
      };
      const answer = await at.run(work());
      expect(answer?.findings).toEqual([]);
      expect(answer?.encoding).toBe(encoding);
      expect(nameIn(answer)).toBe(hanako.name);
      expect(answer?.value?.MessageHeader).toMatchObject({
        ArbitraryFileIdentifier: "id-1",
        CharacterCodeIdentifier: encoding === "UTF-8" ? "0" : "1",
      });
      expect(await at.bare.list("req")).toEqual([]);
      expect(at.trace.events.filter(({ channel }) => channel === "folder").map((event) => event.is)).toEqual([
        "appeared",
        "appeared",
        "removed",
      ]);
    },
  );

  test("whatever encoding the request is in, the terminal writes its own", async () => {
    const at = counter({ encoding: "Shift_JIS" });
    const work = async () => {
      await at.folders.write("req", "OQSsiquc01req_1.xml", request(hanako, "1", "UTF-8"));
      await at.rest(2_000);
      return answerIn(at, "1");
    };
    expect((await at.run(work()))?.encoding).toBe("Shift_JIS");
  });

  test.each(["UTF-8", "Shift_JIS"] as const)(
    "names outside JIS X 0208 arrive with black circles, in %s",
    async (encoding) => {
      const at = counter({ encoding });
      const work = async () => {
        await at.folders.write("req", "OQSsiquc01req_1.xml", request(persona("gaiji"), "1"));
        await at.rest(2_000);
        return answerIn(at, "1");
      };
      expect(nameIn(await at.run(work()))).toBe("●橋　●乃");
    },
  );

  test("two at once, the second answered first: each gets its own patient", async () => {
    const delays = [7_000, 3_000];
    const at = counter({ latency: () => delays.shift() ?? 0 });
    const work = async () => {
      await at.folders.write("req", "OQSsiquc01req_1.xml", request(hanako, "1"));
      await at.folders.write("req", "OQSsiquc01req_2.xml", request(taro, "2"));
      await at.rest(4_000);
      const early = [await answerIn(at, "1"), await answerIn(at, "2")];
      await at.rest(5_000);
      return { early: early.map(nameIn), late: [nameIn(await answerIn(at, "1")), nameIn(await answerIn(at, "2"))] };
    };
    const { early, late } = await at.run(work());
    expect(early).toEqual([undefined, taro.name]);
    expect(late).toEqual([hanako.name, taro.name]);
  });

  test("drug information too, refused here for want of consent", async () => {
    const at = counter();
    const asked = writeMessage(
      YZKsiquc01req,
      {
        MessageHeader: {
          MedicalInstitutionCode: CLINIC.institutionCode,
          InsurerNumber: hanako.insurer,
          InsuranceCardSymbol: hanako.symbol,
          InsuredPersonIdentificationNumber: hanako.number,
        },
        MessageBody: { FileCategory: "2", MedicalTreatmentFlag: "1" },
      },
      { encoding: "UTF-8" },
    );
    const work = async () => {
      await at.folders.write("req", "YZKsiquc01req_1.xml", asked);
      await at.rest(2_000);
      return at.bare.read("res", "YZKsiquc01res_1.xml");
    };
    const bytes = await at.run(work());
    expect(bytes && readMessage(YZKsiquc01res, bytes).value?.MessageHeader).toMatchObject({ ResultCode: "9" });
  });

  test("the individual number is in no file and in no call", async () => {
    const at = counter();
    const work = async () => {
      await at.folders.write("req", "OQSsiquc01req_1.xml", request(hanako, "1"));
      await at.rest(2_000);
    };
    await at.run(work());
    const everything = at.trace.events
      .map((event) => ("bytes" in event ? Buffer.from(event.bytes, "hex").toString("utf8") : ""))
      .join("\n");
    expect(everything).toContain(hanako.name);
    expect(everything).not.toContain(hanako.numberA);
    expect(everything).not.toContain(hanako.numberB);
  });
});

describe("when the central system does not answer as it should, the asker is told, and never of another patient", () => {
  const told = async (central: Fetch, wait: number) => {
    const at = counter({ central });
    const work = async () => {
      await at.folders.write("req", "OQSsiquc01req_1.xml", request(hanako, "1"));
      await at.rest(wait);
      return answerIn(at, "1");
    };
    const answer = await at.run(work());
    expect(answer?.value?.MessageHeader).toMatchObject({ SegmentOfResult: "9", ArbitraryFileIdentifier: "1" });
    expect(answer?.value?.MessageBody).toEqual({});
    return answer?.value?.MessageHeader.ErrorCode;
  };
  const broken = new DeviceError("link.refused", { address: "central", why: "down" });

  test("a line that is down", async () => expect(await told(() => Promise.reject(broken), 2_000)).toBe("TSTT0001E"));
  test("a fetch that fails as fetches do", async () =>
    expect(await told(() => Promise.reject(new TypeError("fetch failed")), 2_000)).toBe("TSTT0001E"));
  test("silence, for thirty seconds", async () =>
    expect(await told(() => new Promise<Response>(() => undefined), 31_000)).toBe("TSTT0001E"));
  test("a page instead of JSON", async () =>
    expect(await told(() => Promise.resolve(new Response("<html>")), 2_000)).toBe("TSTT0002E"));
  test("JSON that is no message", async () =>
    expect(await told(() => Promise.resolve(Response.json([])), 2_000)).toBe("TSTT0002E"));
  test("a refusal, with its code", async () =>
    expect(await told(() => Promise.resolve(Response.json({ code: "TSTA0001E" }, { status: 403 })), 2_000)).toBe(
      "TSTA0001E",
    ));
  test("a refusal with a code nobody knows", async () =>
    expect(await told(() => Promise.resolve(Response.json({ code: "\u0000" }, { status: 403 })), 2_000)).toBe(
      "TSTT0002E",
    ));

  /** A central system that changes what the honest one says. */
  const lying = (change: (text: string) => string): Fetch => {
    const { central } = honest();
    return async (asked) => new Response(change(await (await central(asked)).text()));
  };
  const honest = () => ({ central: counter().at(CLINIC) });

  test.each([
    [
      "another identifier",
      (text: string) => text.replace(`"ArbitraryFileIdentifier":"1"`, `"ArbitraryFileIdentifier":"2"`),
    ],
    ["another birth date", (text: string) => text.replaceAll(hanako.birthDate, taro.birthDate)],
    ["another insured number", (text: string) => text.replaceAll(hanako.number, taro.number)],
    ["another symbol", (text: string) => text.replaceAll(`"${hanako.symbol}"`, `"${hanako.symbol}9"`)],
    ["another institution", (text: string) => text.replaceAll(CLINIC.institutionCode, "9910000020")],
  ])("%s in the answer makes an error file of it", async (_, change) =>
    expect(await outcomeOf(request(hanako, "1"), lying(change))).toBe("TSTT0002E"),
  );
});

/** The name in the answer, or the code in the error file; one request gets one of the two. */
async function outcomeOf(bytes: Uint8Array, central: Fetch): Promise<string | undefined> {
  const at = counter({ central });
  const work = async () => {
    await at.folders.write("req", "OQSsiquc01req_1.xml", bytes);
    await at.rest(2_000);
    const error = await at.bare.read("res", "OQSsiquc01req_1.err");
    expect(await at.bare.list("res")).toHaveLength(1);
    return error ? fromUtf8(error).slice(0, 9) : nameIn(await answerIn(at, "1"));
  };
  const outcome = await at.run(work());
  at.close();
  return outcome;
}

describe("twins, who differ in their branch number only, are never taken for each other", () => {
  const elder = { ...persona("mirei"), branch: "00" };
  const { insurer, symbol, number } = elder;
  const younger = { ...persona("mirai"), insurer, symbol, number, branch: "01" };
  const family = { people: [elder, younger] };
  /** A central system that answers about `told` whoever is asked for. */
  const speaksOf = (told: Person): Fetch => {
    const central = counter(family).at(CLINIC);
    return async (asked) => {
      const text = (await asked.text()).replace(
        /"InsuredBranchNumber":"\d*"/,
        `"InsuredBranchNumber":"${told.branch}"`,
      );
      return central(new Request(asked.url, { method: "POST", body: text }));
    };
  };
  const withBranch = (person: Person, branch: string) => request({ ...person, branch }, "1");

  test.each([
    [elder, elder, elder.name],
    [elder, younger, "TSTT0002E"],
    [younger, elder, "TSTT0002E"],
    [younger, younger, younger.name],
  ])("$id asked for, $id told of", async (asked, told, outcome) => {
    expect(await outcomeOf(request(asked, "1"), speaksOf(told))).toBe(outcome);
  });

  test.each([
    [elder, "0", elder.name],
    [elder, "1", "TSTT0002E"],
    [younger, "0", "TSTT0002E"],
    [younger, "1", younger.name],
  ])("$id told of, branch %s asked for in one place", async (told, branch, outcome) => {
    expect(await outcomeOf(withBranch(told, branch), speaksOf(told))).toBe(outcome);
  });

  test("what was not asked for is not held against the answer", async () => {
    const open = fromUtf8(request(younger, "1")).replace(/\s*<InsuredBranchNumber>.*<\/InsuredBranchNumber>/, "");
    const honest = counter(family).at(CLINIC);
    const named = fromUtf8(request(younger, "1"));
    expect(open).not.toBe(named);
    const central: Fetch = async (asked) => {
      const text = (await asked.text()).replace(
        `"InsuredIdentificationNumber"`,
        `"InsuredBranchNumber":"${younger.branch}","InsuredIdentificationNumber"`,
      );
      return honest(new Request(asked.url, { method: "POST", body: text }));
    };
    expect(await outcomeOf(new TextEncoder().encode(open), central)).toBe(younger.name);
  });
});
