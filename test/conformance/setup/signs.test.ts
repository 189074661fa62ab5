import { describe, expect, test } from "vitest";
import type { Observation } from "../../../conformance/observation.ts";
import type { Profile } from "../../../conformance/profile.ts";
import { signOfSetup } from "../../../conformance/setup/signs.ts";
import { recorder } from "../../../device/trace.ts";
import { unhex, utf8 } from "../../../device/wire/bytes.ts";
import { encodeShiftJis } from "../../../device/wire/oqs/shift-jis.ts";
import { virtualWorld } from "../../../simulator/world.ts";

const profile = (role: Profile["role"], features: Profile["features"] = []): Profile => ({
  product: { maker: "m", model: "m", version: "1" },
  ...{ role, features, declares: [], latency: {} },
});

function observed(write: (trace: ReturnType<typeof recorder>) => void): Observation {
  const trace = recorder(virtualWorld(1).clock);
  write(trace);
  return { events: trace.events, cast: {}, latency: {} };
}

describe("another encoding than the profile declares", () => {
  const request = (bytes: Uint8Array, folder: "req" | "res" = "req") =>
    observed((trace) =>
      trace.recordBytes({ channel: "folder", is: "appeared", folder, name: "OQSsiquc01req_1.xml", size: 1 }, bytes),
    );
  const switched = request(encodeShiftJis("<名前>山田</名前>"));

  test("takes back a failure", () => {
    expect(signOfSetup("fail", switched, profile("receipt"))?.setup).toBe("encoding.switch");
  });
  test.each([
    ["what passed", "pass", switched, profile("receipt")],
    ["what declares it", "fail", switched, profile("receipt", ["shiftJis"])],
    ["UTF-8", "fail", request(utf8("<名前>山田</名前>")), profile("receipt")],
    ["bytes of neither encoding", "fail", request(unhex("3cfffe80")), profile("receipt")],
    ["an answer of our own", "fail", request(encodeShiftJis("山"), "res"), profile("receipt")],
    ["another role", "fail", switched, profile("reader")],
  ] as const)("is not seen in %s", (_, verdict, observation, of) => {
    expect(signOfSetup(verdict, observation, of)).toBeUndefined();
  });
});

describe("another card than a My Number Card", () => {
  const answering = (command: string, answer: string) =>
    observed((trace) => {
      trace.recordBytes({ channel: "card", is: "command" }, unhex(command));
      trace.recordBytes({ channel: "card", is: "response" }, unhex(answer));
    });
  const SELECT_JPKI = "00a4040c0ad392f000260100000001";

  test.each(["pass", "fail", "not-reached"] as const)("lets nothing be told, were it a %s", (verdict) => {
    const sign = signOfSetup(verdict, answering(SELECT_JPKI, "6a82"), profile("generic"));
    expect(sign?.setup).toBe("card.other");
  });
  test.each([
    ["the application is there", SELECT_JPKI, "9000"],
    ["another one is missing", "00a4040c0ad392f000260100000003", "6a82"],
    ["a file is missing", "00a4020c020099", "6a82"],
    ["the answer is an error of another kind", SELECT_JPKI, "6f00"],
  ])("is not seen where %s", (_, command, answer) => {
    expect(signOfSetup("fail", answering(command, answer), profile("generic"))).toBeUndefined();
  });
});
