import { describe, expect, test } from "vitest";
import { isFault } from "../../../device/errors.ts";
import { readMessage } from "../../../device/wire/oqs/message.ts";
import { OQSsiquc01res } from "../../../device/wire/oqs/siquc.ts";
import { centre, CLINIC, counter, HOSPITAL, persona } from "../counter.ts";

const hanako = persona("hanako");
const answerFor = async ({ post, report }: Pick<ReturnType<typeof centre>, "post" | "report">, from = CLINIC) =>
  (await post(from, "/v1/reception", await report(hanako, from, ["medicines"]))).json;

describe("the result of a reader", () => {
  test.each(["UTF-8", "Shift_JIS"] as const)(
    "lies in the face folder, named by institution, account and time, in %s",
    async (encoding) => {
      const at = counter({ encoding });
      const name = await at.run(answerFor(at).then((answer) => at.terminal.handOver(answer, "F0000001")));
      expect(name).toBe(`OQSsiquc01res_face_${CLINIC.institutionCode}F0000001_20260401090000.xml`);
      const bytes = (await at.bare.read("face", name ?? "")) ?? new Uint8Array();
      const { value, findings, encoding: written } = readMessage(OQSsiquc01res, bytes);
      expect(findings).toEqual([]);
      expect(written).toBe(encoding);
      expect(value?.MessageHeader).not.toHaveProperty("ArbitraryFileIdentifier");
      expect(value?.MessageHeader.ReferenceClassification).toBe("1");
      expect(value?.MessageBody.ResultList?.[0]?.ResultOfQualificationConfirmation).toMatchObject({
        Name: hanako.name,
        PharmacistsInfoConsFlg: "1",
      });
    },
  );

  test("two of one reader within a second do not overwrite each other, two readers' need not wait", async () => {
    const at = counter();
    const work = async () => {
      const answer = await answerFor(at);
      return Promise.all(["F0000001", "F0000001", "F0000002"].map((account) => at.terminal.handOver(answer, account)));
    };
    const names = await at.run(work());
    const prefix = `OQSsiquc01res_face_${CLINIC.institutionCode}`;
    expect(names).toEqual([
      `${prefix}F0000001_20260401090000.xml`,
      `${prefix}F0000001_20260401090001.xml`,
      `${prefix}F0000002_20260401090000.xml`,
    ]);
    expect(await at.bare.list("face")).toHaveLength(3);
  });

  test("of another institution is not written", async () => {
    const at = counter();
    const refused = await at.run(
      answerFor(at, HOSPITAL)
        .then((answer) => at.terminal.handOver(answer, "F0000001"))
        .catch((error: unknown) => error),
    );
    expect(isFault(refused, "peer.unexpected")).toBe(true);
    expect(await at.bare.list("face")).toEqual([]);
  });

  test("goes under an account that is one", async () => {
    const at = counter();
    for (const account of ["", "../F0", "F00000001", "Ｆ０"]) {
      const refused = await at.run(
        answerFor(at)
          .then((answer) => at.terminal.handOver(answer, account))
          .catch((error: unknown) => error),
      );
      expect(isFault(refused, "call.misuse")).toBe(true);
    }
  });
});
