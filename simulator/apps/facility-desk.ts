import { DeviceError } from "../../device/errors.ts";
import type { Clock, Fetch } from "../../device/ports.ts";
import type { DeviceKind } from "../central/remote/devices.ts";
import type { Use } from "../central/remote/forms.ts";
import { RESULT_CODES, type ResultCode } from "../result-codes.data.ts";
import type { Facility } from "../facilities.ts";
import type { Said } from "./mobile-line.ts";

/** What a facility's staff do at their terminal before anybody can be seen away from the counter. Rejects as the line does. */
export interface FacilityDesk {
  modes(): Promise<{ readonly homeVisit: boolean; readonly online: boolean }>;
  switch(modes: { readonly homeVisit?: boolean; readonly online?: boolean }): Promise<void>;
  /** A code that registers one device. */
  code(kind: DeviceKind): Promise<{ readonly code: string; readonly expires: number }>;
  devices(): Promise<readonly RegisteredDevice[]>;
  /** A device that was lost or given on: from then on it is told that it is not registered. */
  strikeOff(device: string): Promise<void>;
  /** Where patients find the facility's web reception. */
  address(use: Use): Promise<{ readonly is: "given"; readonly url: string } | Extract<Said, { is: "refused" }>>;
}

interface RegisteredDevice {
  readonly device: string;
  readonly kind: DeviceKind;
}

interface Message {
  readonly XmlMsg?: { readonly MessageBody?: Readonly<Record<string, unknown>> };
}

export function facilityDesk({ institutionCode }: Facility, central: Fetch, clock: Clock): FacilityDesk {
  const post = async (path: string, body: unknown): Promise<Readonly<Record<string, unknown>>> => {
    const request = new Request(`https://central.shikaku.test${path}`, { method: "POST", body: JSON.stringify(body) });
    const response = await central(request);
    const json = (await clock.real(response.json())) as Readonly<Record<string, unknown>>;
    if (response.ok) return json;
    throw new DeviceError("link.refused", {
      address: "the central system",
      why: `${response.status} ${word(json["code"])}`,
    });
  };
  const message = async (id: string, body: unknown) => {
    const MessageHeader = { MedicalInstitutionCode: institutionCode };
    const { XmlMsg } = (await post(`/v1/messages/${id}req`, {
      XmlMsg: { MessageHeader, MessageBody: body },
    })) as Message;
    return XmlMsg?.MessageBody ?? {};
  };
  return {
    async modes() {
      const { EnvironmentSettingInfo: settings } = (await message("OQSsiinq01", {})) as {
        EnvironmentSettingInfo?: Readonly<Record<string, string>>;
      };
      return { homeVisit: settings?.["HomeVisitUse"] === "1", online: settings?.["OnlineTreatmentUse"] === "1" };
    },
    async switch({ homeVisit, online }) {
      await message("OQSsiupd01", {
        EnvironmentSettingInfo: {
          ...change("HomeVisitUse", homeVisit),
          ...change("OnlineTreatmentUse", online),
          ...{ ElectronicPrescriptionUseChange: "0", PrescriptionIssueSelectTimingChange: "0" },
        },
      });
    },
    async code(kind) {
      const { code, expires } = await post("/v1/devices/codes", { kind });
      return { code: String(code), expires: Number(expires) };
    },
    devices: async () => (await post("/v1/devices/list", {}))["devices"] as readonly RegisteredDevice[],
    async strikeOff(device) {
      await post("/v1/devices/removal", { device });
    },
    async address(use) {
      const body = await message("OQSsiurl01", { UrlAcquisitionClassification: use, UrlFileFormat: "2" });
      if (typeof body["Url"] === "string") return { is: "given", url: body["Url"] };
      const code = word(body["ProcessingResultCode"]);
      const { ja, en } = RESULT_CODES[code in RESULT_CODES ? (code as ResultCode) : "TSTA0006E"];
      return { is: "refused", code, message: { ja, en } };
    },
  };
}

const change = (setting: string, on: boolean | undefined) =>
  on === undefined ? { [`${setting}Change`]: "0" } : { [`${setting}Change`]: "1", [setting]: on ? "1" : "0" };

const word = (value: unknown): string => (typeof value === "string" ? value : "");
