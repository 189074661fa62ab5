import { expect, test } from "vitest";
import { openPcsc } from "../../device/io/pcsc.ts";
import { needs } from "./needs.ts";

test("a machine without a running PC/SC service says so", async (context) => {
  needs(context, "pcscd");
  process.env["PCSCLITE_CSOCK_NAME"] = "/nonexistent/pcscd.comm";
  await expect(openPcsc()).rejects.toMatchObject({
    fault: "link.refused",
    message:
      "Cannot connect to PC/SC: its service is not running. Check that it is switched on and that no other program holds it.",
  });
});
