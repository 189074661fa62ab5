import { p256Key } from "../../../certs/p256.ts";
import { startFirmware } from "../../../device/firmware/reader-firmware.ts";
import { memoryStore, provision } from "../../../device/firmware/reader-store.ts";
import type { FirmwareSettings } from "../../../device/firmware/firmware-settings.ts";
import type {
  Camera,
  CardSlot,
  Clock,
  Matcher,
  PanelInput,
  Picture,
  SharedSlot,
  Transport,
} from "../../../device/ports.ts";
import { type AnswerAuthority, openFaceReader, type ReceptionOptions } from "../../../device/reader/face-reader.ts";
import { memoryLink } from "../../../device/reader/memory-link.ts";
import { tracedTransport } from "../../../device/reader/traced-transport.ts";
import { recorder, type TraceEvent } from "../../../device/trace.ts";
import { ascii, fromAscii, unhex } from "../../../device/wire/bytes.ts";
import { decodeFace, type FaceMessage, type Screen } from "../../../device/wire/face.ts";
import { virtualPanel } from "../../../simulator/reader/panel.ts";
import { type VirtualSlot, virtualSlot } from "../../../simulator/reader/slot.ts";
import { virtualWorld } from "../../../simulator/world.ts";
import { cardOfPersona, persona, phoneOfPersona } from "../../simulator/card/hand.ts";
import { signForCard, terminalCertificate } from "../../../certs/terminal.ts";

export const PASSWORD = "counter-password";
export const ATTESTATION = Uint8Array.of(0x30, 0x00);
const key = p256Key(1, "reader under test");
/** Signs the firmware of the readers under test. */
export const MAKER = p256Key(2, "maker of the readers under test");

export const GRANT: AnswerAuthority = (challenge) =>
  Promise.resolve({ certificate: terminalCertificate(), signature: signForCard(challenge) });

export const ASKED: ReceptionOptions = {
  nonce: Uint8Array.from({ length: 32 }, (_, i) => i + 1),
  challenge: new Uint8Array(32).fill(0xcc),
  methods: ["face", "pin", "staff"],
  consents: ["medicines", "checkups"],
  language: "ja",
  askPrescription: false,
};

/** A picture that a stand-in matcher reads letter by letter. */
const written = (text: string): Picture => ({ width: text.length, height: 1, grey: ascii(text) });

/** What a person standing before the reader does when a screen comes up; the last answer serves for all later ones. */
export type Answers = Partial<Record<Screen, readonly PanelInput[]>>;

export const touch = {
  face: { touched: "method", method: "face" },
  pin: { touched: "method", method: "pin" },
  staff: { touched: "method", method: "staff" },
  digits: (digits: string) => ({ touched: "pin", digits }),
  confirm: { touched: "password", password: PASSWORD, samePerson: true },
  consent: (...items: Extract<PanelInput, { touched: "consent" }>["items"]) => ({ touched: "consent", items }),
  cancel: { touched: "cancel" },
} as const satisfies Record<string, PanelInput | ((...given: never[]) => PanelInput)>;

export interface BenchOptions {
  readonly settings?: Partial<FirmwareSettings>;
  /** Who else may use the card. */
  readonly shared?: (slot: VirtualSlot, clock: Clock) => SharedSlot;
  readonly answers?: Answers;
  readonly latency?: number;
  readonly secrets?: Parameters<typeof recorder>[1];
  /** Virtual where nothing else is said. */
  readonly clock?: Clock;
  readonly unprovisioned?: boolean;
  /** The firmware's view of the slot, where it differs. */
  readonly view?: (slot: VirtualSlot) => CardSlot;
}

/** The firmware with a real simulated card in its slot, and stand-ins for eyes: what is tested here is what it does, not how well it sees. */
export function readerBench({
  settings,
  shared,
  answers = {},
  latency = 1,
  secrets = [],
  ...given
}: BenchOptions = {}) {
  const world = virtualWorld(1);
  const { clock = world.clock } = given;
  const trace = recorder(clock, secrets);
  const slot = virtualSlot({ clock, recorder: trace });
  const panel = virtualPanel(trace);
  /** Who stands before the camera, and what can be read on the card's front at each look (the last reading stays). */
  const seen = { face: "nobody", depth: 1, fronts: [] as string[] };

  const camera: Camera = {
    captureFace: (within) =>
      new Promise((resolve) => {
        const nobody = seen.face === "nobody";
        clock.after(nobody ? within : 300, () =>
          resolve(nobody ? undefined : { picture: written(seen.face), depth: seen.depth }),
        );
      }),
    captureCardFront: () =>
      new Promise((resolve) => {
        const front = seen.fronts.length > 1 ? seen.fronts.shift() : seen.fronts[0];
        clock.after(200, () => resolve(written(front ?? "")));
      }),
  };
  const matcher: Matcher = {
    threshold: 0.6,
    decodePhotograph: () => Promise.resolve(written(slot.held ? "holder" : "nobody")),
    score: (reference, probe) => (fromAscii(reference.grey) === fromAscii(probe.grey) ? 0.9 : 0.1),
    readKeyB: (front) => (front.grey.length === 14 ? fromAscii(front.grey) : undefined),
  };

  const store = memoryStore();
  if (!given.unprovisioned) provision(store, { key: key.secret, password: PASSWORD, updateKey: MAKER.publicKey });
  const faults: unknown[] = [];
  const start = () =>
    startFirmware({
      clock,
      slot: given.view?.(slot) ?? slot,
      camera,
      matcher,
      panel,
      store,
      ...(shared ? { shared: shared(slot, clock) } : {}),
      settings: {
        identity: {
          maker: "shikaku",
          model: "bench",
          serial: "1",
          firmware: "0",
          methods: ["face", "pin", "staff", "iphone", "android"],
          attestation: ATTESTATION,
        },
        ...settings,
      },
      onFault: (error) => faults.push(error),
    });
  const device = start();

  const left = new Map(Object.entries(answers).map(([screen, inputs]) => [screen, [...inputs]]));
  panel.onShow(({ screen }) => {
    const inputs = left.get(screen);
    const input = inputs && inputs.length > 1 ? inputs.shift() : inputs?.[0];
    if (input) clock.after(1000, () => panel.shown.screen === screen && panel.press(input));
  });

  const link = memoryLink(device, clock, latency);
  return {
    world,
    clock,
    trace,
    slot,
    panel,
    seen,
    device,
    store,
    key,
    /** Power comes back: another run of the firmware over the same store. */
    start,
    link,
    faults,
    open: (transport: Transport = link) =>
      openFaceReader(tracedTransport(transport, trace), clock, { readerKey: () => key.publicKey }),
    holdPhone(id: string) {
      slot.insert(phoneOfPersona(id));
    },
    insert(id: string) {
      seen.fronts = [persona(id).numberB];
      slot.insert(cardOfPersona(id));
    },
    messages: () => framesOf(trace.events, "received"),
  };
}

export const framesOf = (events: readonly TraceEvent[], is: "sent" | "received"): FaceMessage[] =>
  events.flatMap((event) =>
    event.channel === "host" && event.is === is && "bytes" in event ? [decodeFace(unhex(event.bytes))] : [],
  );
