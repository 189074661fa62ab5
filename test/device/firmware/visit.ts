import { sleep } from "../../../device/ports.ts";
import type { ReceptionOptions } from "../../../device/reader/face-reader.ts";
import { encodeFace, type FaceMessage } from "../../../device/wire/face.ts";
import { persona } from "../../simulator/card/hand.ts";
import { type Answers, ASKED, type BenchOptions, GRANT, readerBench, touch } from "./reader-bench.ts";

export interface Visit extends BenchOptions {
  readonly card?: string;
  /** Whose phone is held to the reader, in place of a card. */
  readonly phone?: string;
  /** What the centre says of the card; without it, it is registered. */
  readonly registered?: boolean;
  /** Who stands before the camera: the card's holder, somebody else, or nobody. */
  readonly face?: "holder" | "other" | "nobody";
  /** 1 is a person, 0 is paper. */
  readonly depth?: number;
  readonly asked?: Partial<ReceptionOptions>;
  readonly grant?: typeof GRANT;
}

/** One patient, from `begin` to the result; the card is laid down half a second later. */
export async function visit({
  card = "hanako",
  face = "holder",
  depth = 1,
  asked = {},
  grant = GRANT,
  phone,
  registered = true,
  ...options
}: Visit) {
  const bench = readerBench(options);
  Object.assign(bench.seen, { face, depth });
  return bench.world.run(
    (async () => {
      const reader = await bench.open();
      const reception = reader.receive({ ...ASKED, ...asked }, grant);
      reader.onMessage((message) => {
        if (message.is !== "registrationWanted") return;
        const state = registered ? "registered" : "notRegistered";
        bench.device.receive(encodeFace({ is: "registration", reception: message.reception, state }));
      });
      await sleep(bench.clock, 500);
      if (phone === undefined) bench.insert(card);
      else {
        // The owner touches the kind of phone first, and holds it to the reader when the screen asks for it.
        await bench.panel.until("holdPhone");
        bench.holdPhone(phone);
      }
      const result = await reception.result;
      return { ...bench, result, said: bench.messages().map(nameOf) };
    })(),
  );
}

export const nameOf = (message: FaceMessage) => {
  if (message.is === "prompt") return `(${message.screen})`;
  if (message.is === "pinChecked") return `pin ${message.outcome} ${message.triesLeft ?? ""}`.trim();
  return "outcome" in message ? `${message.is} ${message.outcome}` : message.is;
};

export const byFace: Answers = { chooseMethod: [touch.face], consent: [touch.consent("medicines", "checkups")] };
export const byPin = (...digits: string[]): Answers => ({
  chooseMethod: [touch.pin],
  enterPin: digits.map(touch.digits),
  staffPassword: [touch.confirm],
  consent: [touch.consent()],
});
export const wrongPin = "0000";
export const rightPin = persona("hanako").pins.auth ?? "";
