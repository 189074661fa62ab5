import { DeviceError, isFault } from "../device/errors.ts";
import type { Clock } from "../device/ports.ts";
import type { Bench, BenchRequest, OpenBench } from "./bench.ts";
import type { Role } from "./role.ts";
import { told } from "./told.ts";
import { isWish } from "./operator/wishes.ts";
import { inTime, WALL } from "./wall.ts";

/**
 * A bench may be a vendor's own module, which no compiler has held against this suite: what it opens is looked at before anything
 * leans on it. Whatever is wrong with it is a matter of set-up, and says nothing about the product. Nobody waits for it any longer
 * once `givenUp` has rejected.
 */
export async function openDoor(
  open: OpenBench,
  request: BenchRequest,
  wall: Clock | undefined,
  within: number = WALL.open,
  givenUp?: Promise<never>,
): Promise<Bench> {
  // `open` may throw before it has a promise to reject.
  const opening = (async () => demandBench(await open(request), request.role))();
  let late = false;
  const tooLate = () =>
    new DeviceError("link.refused", {
      address: "the bench",
      why: `it was not open after ${within / 1000} s`,
      ja: `${within / 1000} 秒たっても準備ができません`,
    });
  opening.then(
    (bench) => (late ? closeDoor(bench, wall) : undefined),
    () => undefined,
  );
  try {
    return await inTime(givenUp ? Promise.race([opening, givenUp]) : opening, wall, within, tooLate);
  } catch (error) {
    late = true;
    throw isWish(error) ? error : setupFault(error);
  }
}

/** Never rejects; a bench that does not close is left behind. */
export async function closeDoor(bench: Bench, wall: Clock | undefined): Promise<void> {
  const closing = (async () => bench.close())();
  const silent = () => silence("the end of the bench", WALL.close);
  await inTime(closing, wall, WALL.close, silent).catch(() => undefined);
}

export const silence = (awaiting: string, milliseconds: number): DeviceError<"link.silent"> =>
  new DeviceError("link.silent", { link: "the product", awaiting, seconds: milliseconds / 1000 });

/** Before there is a bench, or where it breaks its own contract, nothing can be held against a product. */
export function setupFault(error: unknown): DeviceError {
  if (isFault(error) && SAID_BY_SETUP.includes(error.act)) return error;
  const why = clause(told(error));
  const ja = isFault(error) ? { ja: clause(error.say("ja")) } : {};
  return new DeviceError("config.invalid", { where: "bench", why, ...ja }, { cause: error });
}

/** A sentence as part of another one. */
const clause = (sentence: string) => sentence.replace(/[.。]$/, "");

const SAID_BY_SETUP: readonly DeviceError["act"][] = ["setup", "operator", "suite"];

type Kind = "function" | "string" | "object" | "array";

const EVERY: Readonly<Record<string, Kind>> = {
  "clock.now": "function",
  "clock.after": "function",
  "random.bytes": "function",
  "trace.record": "function",
  "trace.listen": "function",
  "trace.events": "array",
  "channels": "array",
  "operator.perform": "function",
  "operatedBy": "string",
  "cast": "object",
  "pinOf": "function",
  "staffPassword": "string",
  "institutionCode": "string",
  "run": "function",
  "close": "function",
};

const FOLDERS = { "folders.write": "function", "folders.list": "function" } as const;

const BY_ROLE: Readonly<Record<Role, Readonly<Record<string, Kind>>>> = {
  reader: { "host.hello": "function", "host.begin": "function", "host.send": "function", "host.fault": "function" },
  generic: { connect: "function", limited: "function" },
  receipt: FOLDERS,
  terminal: FOLDERS,
  central: { central: "function", asStranger: "function" },
};

function demandBench(bench: Bench, role: Role): Bench {
  const wrong = Object.entries({ ...EVERY, ...BY_ROLE[role] }).filter(([path, kind]) => kindAt(bench, path) !== kind);
  if (wrong.length > 0) {
    const list = wrong.map(([path, kind]) => `${path} (${kind})`).join(", ");
    throw new DeviceError("config.invalid", { where: "bench", why: `what was opened lacks ${list}` });
  }
  if (bench.role !== role)
    throw new DeviceError("config.invalid", { where: "bench", why: `it is a ${bench.role} where a ${role} was asked` });
  return bench;
}

function kindAt(bench: unknown, path: string): Kind | undefined {
  let value = bench;
  for (const name of path.split("."))
    value =
      typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
  if (Array.isArray(value)) return "array";
  if (typeof value === "object") return value === null ? undefined : "object";
  return typeof value === "function" || typeof value === "string" ? (typeof value as Kind) : undefined;
}
