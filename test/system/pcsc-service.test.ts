import { expect, test } from "vitest";
import { openPcsc } from "../../device/io/pcsc.ts";
import { needs } from "./needs.ts";

test("a machine without a running PC/SC service says so", async (context) => {
  needs(context, "pcscd");
  process.env["PCSCLITE_CSOCK_NAME"] = "/nonexistent/pcscd.comm";
  await expect(openPcsc()).rejects.toMatchObject({
    fault: "link.refused",
    message: expect.stringMatching(
      /^PC\/SC: the PC\/SC service is not running \(.+\)\. Start pcscd on Linux/,
    ) as string,
  });
});
