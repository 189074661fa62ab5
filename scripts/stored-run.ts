import { z } from "zod";
import type { StoredCase } from "../conformance/evidence/replay.ts";
import { unseal } from "../conformance/verify/envelope.ts";
import { type Material, materialOf } from "../conformance/verify/material.ts";
import { readBounded } from "../conformance/verify/read-file.ts";
import { Refusal } from "../conformance/verify/refusal.ts";
import { DeviceError } from "../device/errors.ts";
import { trustedKey } from "./lab-key.ts";

/** A run that was stored as evidence: what is judged again must be what was signed. Throws `config.invalid`. */
export function readStoredRun(file: string, keyFile?: string): Material & { readonly cases: readonly StoredCase[] } {
  const key = trustedKey(keyFile);
  if (!key)
    throw new DeviceError("config.invalid", {
      where: "--key",
      why: "nobody has told whose signature it is to bear: give the public key of the lab that made it",
      ja: "誰の署名であるべきかが分かりません。作った試験機関の公開鍵を指定してください",
    });
  try {
    return materialOf(unseal(readBounded(file), key));
  } catch (error) {
    if (error instanceof Refusal)
      throw new DeviceError("config.invalid", { where: file, why: error.message, ja: error.ja }, { cause: error });
    const code = z.object({ code: z.string() }).safeParse(error);
    if (!code.success) throw error;
    throw new DeviceError("config.invalid", { where: file, why: code.data.code }, { cause: error });
  }
}
