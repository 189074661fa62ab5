import type { Context } from "hono";
import type { z } from "zod";
import { REQUEST_LIMIT } from "../../device/control/messages.ts";
import { DeviceError } from "../../device/errors.ts";
import { boundedBody } from "../bounded-body.ts";
import { ControlRefusal } from "./refusal.ts";

/** What was sent, as declared; throws the refusal that answers anything else. */
export async function readBody<S extends z.ZodType>({ req }: Context, shape: S): Promise<z.output<S>> {
  if (!/^application\/json\s*(;|$)/i.test(req.header("content-type") ?? "")) throw new ControlRefusal(415);
  const text = await boundedBody(req.raw, REQUEST_LIMIT);
  if (text === undefined) throw new ControlRefusal(413);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw misshapen("body");
  }
  const read = shape.safeParse(json);
  if (read.success) return read.data;
  // Places only: a value may be a PIN.
  throw misshapen(read.error.issues.map(({ path }) => path.join(".") || "body").join(", "));
}

/** What is said beside the address would be lost in silence where a call has no body; `instead` is where it belongs. */
export async function refuseBody({ req }: Context, instead: string): Promise<void> {
  const text = await boundedBody(req.raw, REQUEST_LIMIT);
  if (text === "" || text === "{}") return;
  throw new DeviceError("config.invalid", {
    where: "body",
    why: `this call has none: write ${instead} after the address`,
    ja: `この操作に本文はありません。アドレスの後に ${instead} と書いてください`,
  });
}

/** A number in the query, if it is there. */
export function readParameter({ req }: Context, name: string, shape: z.ZodType<number>): number | undefined {
  const text = req.query(name);
  if (text === undefined) return undefined;
  const read = shape.safeParse(/^\d{1,16}$/.test(text) ? Number(text) : undefined);
  if (read.success) return read.data;
  throw misshapen(name);
}

/** A switch in the query: 1 or 0, and 0 where nothing is said. */
export function isOn({ req }: Context, name: string, shape: z.ZodType<"0" | "1">): boolean {
  const read = shape.safeParse(req.query(name) ?? "0");
  if (read.success) return read.data === "1";
  throw misshapen(name);
}

const misshapen = (where: string) =>
  new DeviceError("config.invalid", {
    where,
    why: "it is not as declared in /openapi.json",
    ja: "/openapi.json の定めと異なります",
  });
