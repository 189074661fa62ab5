import { describe, expect, test } from "vitest";
import { pack } from "../../../simulator/packing.ts";
import { counter, CLINIC, numberQuery, persona } from "../counter.ts";

const hanako = persona("hanako");
const taro = persona("taro");
const encryption = { password: "gakari-07", ids: ["OQSsiquc", "OQSmuquc", "OQSsiimm", "OQSmuimm"], face: true };

type Counter = ReturnType<typeof counter>;

const told = ({ trace }: Counter) =>
  trace.events.flatMap((event) =>
    event.channel === "chart" && event.is !== "secret" ? [event.is === "refused" ? event.reason : event.is] : [],
  );

describe("a terminal that is set up to encrypt", () => {
  test("is read with the password, whatever it writes", async () => {
    const at = counter({ manner: { encryption } });
    const work = async () => {
      const { json } = await at.post(CLINIC, "/v1/reception", await at.report(hanako, CLINIC));
      expect(await at.terminal.handOver(json, "F0000001")).toMatch(/\.zip$/);
      await at.rest(2_000);
      return [
        await at.receipt.request(numberQuery(taro)),
        ...(await at.receipt.requestMany([taro, hanako].map(numberQuery))),
        await at.receipt.register(numberQuery(taro)),
        ...(await at.receipt.registerMany([hanako, taro].map(numberQuery))),
      ];
    };
    expect((await at.run(work())).map(({ outcome }) => outcome)).toEqual([
      ...["imported", "imported", "imported"],
      ...["registered", "registered", "registered"],
    ]);
    await at.run(at.rest(2_000));
    expect([...(await at.bare.list("face")), ...(await at.bare.list("res"))]).toEqual([]);
    const packed = at.trace.events.filter(
      (event) => event.is === "appeared" && event.folder !== "req" && event.name.endsWith(".zip"),
    );
    expect(packed).toHaveLength(7);
  });
});

describe("a ZIP in place of the answer", () => {
  const answered = async (zip: (name: string) => Promise<Uint8Array>) => {
    const at = counter({ manner: { encryption } });
    at.terminal.close();
    const work = async () => {
      const asked = at.receipt.request(numberQuery(hanako));
      await at.rest(100);
      const [name = ""] = await at.bare.list("req");
      const answer = name.replace("req_", "res_");
      await at.bare.write("res", answer.replace(/xml$/, "zip"), await at.clock.real(zip(answer)));
      return asked;
    };
    const asked = await at.run(work());
    return [asked.outcome, ...told(at), (await at.bare.list("res")).length];
  };
  const text = new TextEncoder().encode("<XmlMsg/>");

  test.each([
    ["that has another password", (name: string) => pack(name, text, "another"), "notOpened"],
    ["that holds no message", (name: string) => pack(name, text, encryption.password), "incomplete"],
    [
      "that is half there",
      async (name: string) => (await pack(name, text, encryption.password)).slice(0, 60),
      "notReadable",
    ],
  ])("%s is left lying and shown to staff", async (_, zip, reason) => {
    expect(await answered(zip)).toEqual(["refused", reason, 1]);
  });
});
