import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { z } from "zod";
import { DeviceError } from "../../device/errors.ts";
import { fileRefused } from "../../device/io/system-codes.ts";
import type { Clock } from "../../device/ports.ts";
import type { ConsentItem } from "../../device/wire/face.ts";
import { type CardField, virtualField, wallet } from "../../simulator/apps/card-field.ts";
import {
  type Confirmation,
  type DeviceIdentity,
  type DevicePorts,
  eligibilityApp,
  type Outcome,
  visitApp,
} from "../../simulator/apps/facility-device.ts";
import { patientsPhone } from "../../simulator/apps/patients-phone.ts";
import { type FormOfCare, FORMS } from "../../simulator/central/remote/forms.ts";
import { fetchOverTls } from "../../simulator/terminal/central-client.ts";
import { readSmallFile } from "../small-file.ts";
import { pcscField } from "../targets/pcsc-field.ts";
import { makeProducts } from "./products.ts";

export const APP_NAMES = ["nurse", "patient", "eligibility"] as const;
export type AppName = (typeof APP_NAMES)[number];

export interface AppOrder {
  readonly app: AppName;
  readonly mobile: string;
  /** A file, PEM. */
  readonly ca: string;
  /** `pcsc:NAME`; otherwise `card`, a persona's, is held to a field of ours. */
  readonly reader?: string;
  readonly card: string;
  readonly code?: string;
  /** A file that keeps the registration. */
  readonly identity?: string;
  readonly address?: string;
  readonly form: FormOfCare;
  readonly careDay: string;
  readonly consents: readonly ConsentItem[];
  readonly staff?: boolean;
  readonly release?: boolean;
  readonly spendLastTry?: boolean;
  readonly pin?: string;
}

/** One reading of one card, by an app of its own at a central system somewhere. Rejects as line, reader and card do. */
export async function runApp(order: AppOrder, clock: Clock): Promise<Outcome> {
  const trust = { ca: await readSmallFile(order.ca) };
  const line = fetchOverTls({ url: order.mobile, trust, clock });
  const { field, close } = await fieldOf(order, clock);
  try {
    return order.app === "patient"
      ? await asPatient(order, field, { fetch: line, clock })
      : await asFacility(order, field, { fetch: line, clock });
  } finally {
    line.close();
    await close();
  }
}

async function fieldOf({ reader, card }: AppOrder, clock: Clock) {
  if (reader !== undefined) {
    const field = await pcscField("--reader", reader, clock);
    return { field, close: () => field.close() };
  }
  const { country } = makeProducts(clock.now());
  const field = virtualField("the app", country, wallet(country, clock));
  field.lay(card);
  return { field, close: () => Promise.resolve() };
}

function asPatient(order: AppOrder, field: CardField, ports: Pick<DevicePorts, "fetch" | "clock">): Promise<Outcome> {
  const token = order.address?.split(/[/?]/).find((part) => /^[0-9a-f]{32}$/.test(part)) ?? "";
  const phone = patientsPhone({ ...ports, token });
  const { form, careDay, consents, pin = "", spendLastTry = false } = order;
  return field.hold(async (card) => {
    const where = await phone.whoseReception();
    if (where.is === "refused") return where;
    if (!order.release) return phone.register(card, { form, careDay, consents, pin, spendLastTry });
    const institutionCode = String(where.json["institutionCode"]);
    return phone.release(card, { use: FORMS[form].use, institutionCode, pin, spendLastTry });
  });
}

async function asFacility(
  order: AppOrder,
  field: CardField,
  ports: Pick<DevicePorts, "fetch" | "clock">,
): Promise<Outcome> {
  const known = order.code === undefined ? keptIdentity(order.identity) : undefined;
  const withIdentity = { ...ports, ...(known ? { identity: known } : {}) };
  const { pin = "", spendLastTry = false, form, consents } = order;
  const confirmation: Confirmation = order.staff ? { by: "staff" } : { by: "pin", pin, spendLastTry };
  const device = order.app === "nurse" ? visitApp(withIdentity) : eligibilityApp(withIdentity);
  if (order.code !== undefined) {
    const registered = await device.activate(order.code);
    if (registered.is === "refused") return registered;
    if (order.identity !== undefined) keepIdentity(order.identity, device.identity);
  }
  return field.hold((card) => {
    if ("check" in device) return device.check(card, confirmation);
    if (form === "online") throw onlyPatients();
    return device.receive(card, { form, confirmation, consents });
  });
}

const Identity: z.ZodType<DeviceIdentity> = z.strictObject({ device: z.string(), secret: z.string() });

function keptIdentity(file: string | undefined): DeviceIdentity | undefined {
  if (file === undefined || !existsSync(file)) return undefined;
  try {
    return Identity.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (cause) {
    throw new DeviceError(
      "config.invalid",
      {
        where: file,
        why: "it is no registration of a device: remove it and register with --code",
        ja: "端末の登録ではありません。ファイルを消し、--code で登録し直してください",
      },
      { cause },
    );
  }
}

/** Whoever reads it is this device: nobody but its owner may. */
function keepIdentity(file: string, identity: DeviceIdentity | undefined): void {
  try {
    writeFileSync(file, `${JSON.stringify(identity)}\n`, { mode: 0o600 });
  } catch (cause) {
    throw fileRefused(file, cause);
  }
}

const onlyPatients = () =>
  new DeviceError("config.invalid", {
    where: "--form",
    why: "online consultation begins at the patient's own device: app patient",
    ja: "オンライン診療等は患者自身の端末（app patient）から受け付けます",
  });
