import { createHash, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import type { Random } from "../../../device/ports.ts";
import type { Change, Records } from "../records.ts";
import { drop, get, put, readable, type Shelf } from "../shelf.ts";

/** What a device may do: take consents at visits and by another route, or ask for eligibility and nothing else (LTD-01). */
export const DEVICE_KINDS = ["visits", "eligibilityOnly"] as const;
export type DeviceKind = (typeof DEVICE_KINDS)[number];

/** A code that the facility's terminal had issued, good for one device. Times are microseconds. */
export interface ActivationCode {
  readonly institutionCode: string;
  readonly kind: DeviceKind;
  readonly issued: number;
  readonly expires: number;
}

export interface Device {
  readonly institutionCode: string;
  readonly kind: DeviceKind;
  /** SHA-256, hex: the secret itself is known to the device alone. */
  readonly secret: string;
}

const kind = z.enum(DEVICE_KINDS);
const time = z.int().nonnegative();
const CODES: Shelf<ActivationCode> = {
  name: "activation-codes",
  holds: z.strictObject({ institutionCode: z.string(), kind, issued: time, expires: time }),
};
const DEVICES: Shelf<Device> = {
  name: "devices",
  holds: z.strictObject({ institutionCode: z.string(), kind, secret: z.string() }),
};

/** How long a code waits for its device; the real time is not public (ASM-REMOTE-FORMS). */
const CODE_LIFE = 24 * 3600 * 1_000_000;

/** Without what one takes for another when it is read out: no 0, 1, I, L, O, U. */
const LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
const CODE_LENGTH = 12;

export function newActivationCode(random: Random, of: Pick<ActivationCode, "institutionCode" | "kind">, now: number) {
  const letters = [...random.bytes(CODE_LENGTH)].map((byte) => LETTERS[byte % LETTERS.length] ?? "");
  const code = letters.join("");
  const expires = now + CODE_LIFE;
  return { code, expires, change: put(CODES, code, { ...of, issued: now, expires }, expires) };
}

export interface SpentCode {
  readonly code: ActivationCode;
  /** It may be too late; or too early, where the clock has jumped back. */
  readonly inTime: boolean;
}

/** Takes the code away, whatever comes of it: it is good once. */
export async function spendCode(records: Records, code: string, now: number): Promise<SpentCode | undefined> {
  const known = await get(records, CODES, code);
  const taken = known && (await records.take(CODES.name, code)) !== undefined;
  return taken ? { code: known, inTime: known.issued <= now && now < known.expires } : undefined;
}

export function newDevice(random: Random, { institutionCode, kind }: Pick<ActivationCode, "institutionCode" | "kind">) {
  const hex = (length: number) => Buffer.from(random.bytes(length)).toString("hex");
  const [device, secret] = [hex(8), hex(32)];
  const change: Change = put(DEVICES, device, { institutionCode, kind, secret: digest(secret) });
  return { device, secret, change };
}

/** Who calls with `device:secret`; anything else is nobody (LTD-02). */
export async function deviceOf(records: Records, bearer: string): Promise<Device | undefined> {
  const [id = "", secret = ""] = bearer.split(":");
  const device = await get(records, DEVICES, id);
  return device && timingSafeEqual(Buffer.from(device.secret), Buffer.from(digest(secret))) ? device : undefined;
}

/** What a facility has registered; no secret is among it. */
export async function devicesAt(records: Records, institutionCode: string) {
  const kept = await records.list(DEVICES.name, "");
  return kept.flatMap(({ key, value }) => {
    const device = readable(DEVICES, value);
    return device?.institutionCode === institutionCode ? [{ device: key, kind: device.kind }] : [];
  });
}

/** Takes a device's registration away, lost or given on; from then on it is nobody. Undefined where it is not this facility's. */
export async function strikeOff(
  records: Records,
  institutionCode: string,
  device: string,
): Promise<Change | undefined> {
  const known = await get(records, DEVICES, device);
  return known?.institutionCode === institutionCode ? drop(DEVICES, device) : undefined;
}

const digest = (secret: string) => createHash("sha256").update(secret).digest("hex");
