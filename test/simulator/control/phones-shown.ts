import type { PhoneOutcome } from "../../../device/control/phones.ts";
import type { ControlPhones } from "../../../simulator/control/phone-routes.ts";
import { ControlRefusal } from "../../../simulator/control/refusal.ts";

const GIVEN: PhoneOutcome = { is: "given", validity: "1", name: "花子", consents: [{ item: "medicines" }] };

/** Phones whose every act is `act` first; a patient's own has no code and no registration. */
export function phonesThat(act: () => Promise<void>): ControlPhones {
  const after =
    <T>(told: T) =>
    async (): Promise<T> => {
      await act();
      return told;
    };
  return {
    state: after({ phones: [{ name: "nurse", registered: true }], modes: { homeVisit: true, online: false } } as const),
    switch: after(undefined),
    hold: () => undefined,
    async code(phone) {
      if (phone === "patient") throw new ControlRefusal(400);
      await act();
      return { code: "7K2MQH9XWBTR", expires: 1 };
    },
    register: after(GIVEN),
    async strikeOff(phone) {
      if (phone === "patient") throw new ControlRefusal(400);
      await act();
    },
    address: after({ url: "http://127.0.0.1:1/r/0" }),
    read: after(GIVEN),
    release: after(GIVEN),
  };
}
