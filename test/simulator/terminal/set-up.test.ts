import { describe, expect, test } from "vitest";
import { isFault } from "../../../device/errors.ts";
import { mannerOf } from "../../../simulator/terminal/set-up.ts";
import { passwordFor, passwordForFace, USUAL_MANNER } from "../../../simulator/terminal/manner.ts";

describe("a terminal's set-up", () => {
  test("without files is the usual", () => expect(mannerOf({})).toEqual(USUAL_MANNER));

  test("is what its files say", () => {
    const manner = mannerOf({
      "UserDefinition.property": "\ufeff# minutes\r\nResponseFileStayTime=30\r\nAnotherSetting=1\r\n",
      "encrypt.conf": "OQSsiquc=e\nOQSmuquc=n\nOQSmutic=e\n",
      "encrypt_face.conf": "OQSsiquc=e\n",
      "shikaku.property": "password=p=w\nencoding=Shift_JIS\ninsurerPadding=zeros\noutage=tell\n",
    });
    expect(manner).toMatchObject({
      ...{ stayMinutes: 30, encoding: "Shift_JIS", outage: "tell" },
      dialect: { insurerPadding: "zeros", characterCodes: "fromZero" },
    });
    expect(passwordFor(manner, "OQSsiquc01")).toBe("p=w");
    expect(passwordFor(manner, "OQSmuquc02")).toBeUndefined();
    // Tickets are plain, whatever a set-up says.
    expect(passwordFor(manner, "OQSmutic01")).toBeUndefined();
    expect(passwordForFace(manner)).toBe("p=w");
  });

  test.each([
    [{ "encrypt.conf": "OQSsiquc=e" }, "shikaku.property"],
    [{ "encrypt.conf": "OQSsiquc=yes" }, "encrypt.conf"],
    [{ "UserDefinition.property": "ResponseFileStayTime=soon" }, "UserDefinition.property"],
    [{ "shikaku.property": "outage=tell\noutage=keep" }, "shikaku.property:2"],
    [{ "shikaku.property": "no line" }, "shikaku.property:1"],
    [{ "shikaku.property": "colour=blue" }, "shikaku.property"],
  ])("that is wrong is told by its file: %j", (files, where) => {
    const told = () => {
      try {
        return mannerOf(files);
      } catch (error) {
        return isFault(error, "config.invalid") ? error.context.where : error;
      }
    };
    expect(told()).toBe(where);
  });
});
