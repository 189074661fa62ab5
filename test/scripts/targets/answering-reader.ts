import type { FrameDevice } from "../../../device/ports.ts";
import { decodeFace, encodeFace } from "../../../device/wire/face.ts";

/** A reader that says who it is, and nothing else. */
export function reader(serial: string): FrameDevice {
  let send: (frame: Uint8Array) => void = () => undefined;
  return {
    receive(frame) {
      if (decodeFace(frame).is !== "hello") return;
      const about = { version: 1, maker: "m", model: "m", serial, firmware: "1", methods: ["pin"] } as const;
      send(encodeFace({ is: "identity", ...about, attestation: Uint8Array.of(0x30, 0x00) }));
    },
    onFrame(sender) {
      send = sender;
      return () => undefined;
    },
  };
}
