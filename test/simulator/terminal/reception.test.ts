import { describe, expect, test } from "vitest";
import type { FaceReader, FaceResult, ReceptionOptions } from "../../../device/reader/face-reader.ts";
import { CLINIC, counter, persona } from "../counter.ts";

type Counter = ReturnType<typeof counter>;

/** A reader that ends each reception as it is told, without frames, firmware or patient. */
function reader(result: (asked: ReceptionOptions) => Promise<FaceResult>): FaceReader {
  return {
    identity: {
      is: "identity",
      version: 1,
      maker: "shikaku",
      model: "script",
      serial: "1",
      firmware: "1",
      methods: ["face", "pin", "staff"],
      attestation: new Uint8Array(),
    },
    receive: (asked) => ({ messages: silence(), result: result(asked), cancel: () => undefined }),
    onMessage: () => () => undefined,
    close: () => Promise.resolve(),
  };
}
async function* silence() {
  // Nothing is said.
}

/** The result of a patient who signed the terminal's challenge with this persona's card. */
const completed =
  ({ signedBy }: Counter, id: string) =>
  (asked: ReceptionOptions): Promise<FaceResult> =>
    Promise.resolve({
      is: "completed",
      reception: 1,
      method: "face",
      consents: asked.consents.filter((item) => item !== "operations"),
      proven: true,
      ...signedBy(persona(id), asked.challenge),
    });

describe("a reception at one of the terminal's readers", () => {
  test("ends with a file in the face folder, and the patient in the chart", async () => {
    const at = counter();
    const visit = at.terminal.receive({ reader: reader(completed(at, "hanako")), account: "F0000001" });
    const received = await at.run(visit);
    expect(received).toMatchObject({
      outcome: "answered",
      file: `OQSsiquc01res_face_${CLINIC.institutionCode}F0000001_20260401090000.xml`,
    });
    await at.run(at.rest(1_500));
    expect(at.receipt.chart()).toMatchObject([
      { patient: { name: persona("hanako").name, medicines: "1", checkups: "1", operations: "0" } },
    ]);
  });

  test("at two readers at once ends in two files (RCP-14)", async () => {
    const at = counter();
    const visits = ["hanako", "taro"].map((id, i) =>
      at.terminal.receive({ reader: reader(completed(at, id)), account: `F000000${i + 1}` }),
    );
    const received = await at.run(Promise.all(visits));
    expect(new Set(received.map(({ file }) => file)).size).toBe(2);
    await at.run(at.rest(1_500));
    expect(at.receipt.chart().map(({ patient }) => patient.name)).toEqual([
      persona("hanako").name,
      persona("taro").name,
    ]);
  });

  test("at three readers side by side ends in three files, each under its reader's account (RCP-14)", async () => {
    const at = counter();
    const visits = ["hanako", "taro", "gaiji"].map((id, i) =>
      at.terminal.receive({ reader: reader(completed(at, id)), account: `F0CLINIC`.slice(0, 7) + String(i + 1) }),
    );
    const received = await at.run(Promise.all(visits));
    const accounts = received.map(({ file }) => /9910000012(F0\w+)_/.exec(file ?? "")?.[1]);
    expect(accounts).toEqual(["F0CLINI1", "F0CLINI2", "F0CLINI3"]);
    await at.run(at.rest(1_500));
    expect(new Set(at.receipt.chart().map(({ patient }) => patient.name)).size).toBe(3);
  });

  test("at a reader whose account another one has is refused, and nobody is asked of the centre", async () => {
    const at = counter();
    const [one, two] = [reader(completed(at, "hanako")), reader(completed(at, "taro"))];
    expect(at.terminal.bind(one, "F0000001")).toEqual({ is: "bound" });
    expect(at.terminal.bind(one, "F0000001")).toEqual({ is: "bound" });
    expect(at.terminal.bind(two, "F0000001")).toEqual({ is: "refused", returnCode: 0x81000001 });
    // One to one: neither does a reader get a second account.
    expect(at.terminal.bind(one, "F0000002")).toEqual({ is: "refused", returnCode: 0x81000001 });
    const visit = () => at.run(at.terminal.receive({ reader: two, account: "F0000001" }));
    expect(await visit()).toMatchObject({ outcome: "refused", code: "TSTT0004E" });
    expect(at.trace.events.filter(({ channel }) => channel === "central")).toEqual([]);
    at.terminal.release("F0000001");
    expect(await visit()).toMatchObject({ outcome: "answered" });
  });

  test.each([
    [
      "a card whose certificate is revoked",
      (at: Counter) => completed(at, "revoked"),
      { outcome: "refused", code: "TSTR0006E" },
    ],
    [
      "a card taken away early",
      () => () => Promise.resolve({ is: "ended", reception: 1, reason: "cardTakenEarly" } as const),
      { outcome: "ended", reason: "cardTakenEarly" },
    ],
  ])("%s leaves no file at all", async (_, result, outcome) => {
    const at = counter();
    const received = await at.run(at.terminal.receive({ reader: reader(result(at)), account: "F0000001" }));
    expect(received).toMatchObject(outcome);
    expect(received).not.toHaveProperty("file");
    expect(await at.bare.list("face")).toEqual([]);
  });
});
