import { controlApp } from "../../../simulator/control/control-app.ts";
import { serveControl } from "../../../simulator/control/listen.ts";
import { serveTcp } from "../../../device/io/tcp.ts";
import type { ByteStream, Clock, Intent } from "../../../device/ports.ts";
import { decodeFace, encodeFace, type FaceMessage } from "../../../device/wire/face.ts";
import { frame, framer } from "../../../device/wire/face-frame.ts";
import { INTENT_NAMES } from "../../../device/control/messages.ts";

/** A reader on paper, on a real socket and with a real control API: it says what a reception by PIN wants, and proves nothing. */
export interface PaperProduct {
  readonly target: string;
  readonly port: number;
  close(): Promise<void>;
}

/** What one reader does in place of the honest thing. `n` counts what the reader says on a line, from 1; `line` counts lines. */
export interface Misdeed {
  /** In place of the frame of a message. */
  readonly say?: (stream: ByteStream, message: FaceMessage, n: number, line: number) => void;
  /** When a line is opened. */
  readonly open?: (stream: ByteStream, line: number) => void;
  /** What it hears of a message, if anything. */
  readonly hear?: (message: FaceMessage) => FaceMessage | undefined;
}

export async function paperProduct(
  { say, open, hear = (message) => message }: Misdeed,
  clock: Clock,
): Promise<PaperProduct> {
  let stream: ByteStream | undefined;
  let lines = 0;
  let said = 0;
  let reception = 0;
  const tell = (...messages: readonly FaceMessage[]) => {
    for (const message of messages) {
      const to = stream;
      if (!to) return;
      said++;
      if (say) say(to, message, said, lines);
      else to.write(frame(encodeFace(message)));
    }
  };
  const listen = (message: FaceMessage | undefined) => {
    if (message?.is === "hello") tell(IDENTITY);
    if (message?.is === "cancel") tell({ is: "ended", reception, reason: "cancelledByHost" });
    if (message?.is !== "begin") return;
    reception = message.reception;
    tell({ is: "prompt", reception, screen: "placeCard" });
  };
  const server = await serveTcp(0, (opened) => {
    stream = opened;
    lines++;
    said = 0;
    const { push } = framer((payload) => listen(hear(decodeFace(payload))));
    opened.onBytes(push);
    opened.onClose(() => {
      if (stream === opened) stream = undefined;
    });
    open?.(opened, lines);
  });
  const acts: Partial<Record<Intent["intent"], () => void>> = {
    placeCard: () => tell({ is: "cardPlaced" }, { is: "prompt", reception, screen: "enterPin" }),
    enterPin: () =>
      tell({ is: "pinChecked", reception, outcome: "verified" }, { is: "prompt", reception, screen: "consent" }),
    consent: () => tell({ is: "consentGiven", reception, consents: [] }, { ...RESULT, reception }),
    removeCard: () => tell({ is: "cardRemoved" }),
  };
  const control = await serveControl(
    controlApp({
      product: { maker: "paper", model: "paper", version: "1" },
      role: "reader",
      channels: [],
      intents: INTENT_NAMES,
      clock,
      operator: { perform: ({ intent }) => Promise.resolve(acts[intent]?.()) },
      begin: () => Promise.resolve(),
      report: () => undefined,
    }),
    0,
  );
  return {
    target: `tcp:127.0.0.1:${server.port},control=${control.url}`,
    port: server.port,
    async close() {
      await server.close();
      await control.close();
    },
  };
}

const IDENTITY: FaceMessage = {
  is: "identity",
  version: 1,
  maker: "paper",
  model: "paper",
  serial: "1",
  firmware: "1",
  methods: ["face", "pin", "staff"],
  attestation: Uint8Array.of(1),
};

const RESULT = {
  is: "completed",
  method: "pin",
  certificate: Uint8Array.of(1),
  signature: Uint8Array.of(1),
  consents: [],
} as const;
