import type { ByteStream, Cancel, Clock, FrameDevice, SharedSlot } from "../../device/ports.ts";
import { serveStream } from "../../device/reader/stream-link.ts";
import type { Recorder } from "../../device/trace.ts";
import { type ReaderLie, type VirtualReader, virtualReader } from "../../simulator/reader/virtual-reader.ts";
import type { VirtualPanel } from "../../simulator/reader/panel.ts";
import type { VirtualSlot } from "../../simulator/reader/slot.ts";
import { seededRandom, type World } from "../../simulator/world.ts";
import type { HostedReader } from "./hosted-reader.ts";
import type { Products } from "./products.ts";

export interface FaceReaderParts extends Products {
  readonly world: World;
  readonly recorder: Recorder;
  /** How the firmware shares its slot with a card channel; asked anew for each reader. */
  readonly shared?: (slot: VirtualSlot) => SharedSlot;
  /** What is wrong with it, made anew for each reader. */
  readonly lie?: () => ReaderLie;
}

/** The reference reader for faces. Hosts come and go, one at a time; a case begins with a reader that knows nobody. */
export interface HostedFaceReader extends HostedReader {
  /** A host at the other end of a line, with a clock if the line outlives it. While one is there, the next is hung up on. */
  connect(stream: ByteStream, clock?: Clock): void;
  /** What a carrier of whole frames serves. */
  readonly frames: FrameDevice;
  /** The screen of the reader that is there now. */
  readonly panel: VirtualPanel;
}

/** Its key, and so its attestation, stays the same through all cases. */
const KEY_SEED = 1;

export function hostFaceReader({
  world,
  recorder,
  lie: makeLie = () => ({}),
  ...products
}: FaceReaderParts): HostedFaceReader {
  let lie = makeLie();
  const start = (seed?: number) =>
    virtualReader({
      ...products,
      lie,
      world: seed === undefined ? world : { ...world, random: seededRandom(seed) },
      recorder,
      seed: KEY_SEED,
    });
  let reader: VirtualReader = start();
  const line = replaceable(tracedDevice(reader.device, recorder));
  let connected = false;
  return {
    operator: { perform: (intent) => reader.operator.perform(intent) },
    role: "reader",
    intents: [
      ...(["placeCard", "removeCard", "chooseMethod", "showFace", "enterPin", "cancel", "wait"] as const),
      ...(["confirmVisual", "consent", "refuseConsent", "choosePrescription"] as const),
    ],
    channels: ["host", "card", "panel", "camera", "operator", "clock"],
    begin({ seed }) {
      reader.stop();
      lie = makeLie();
      reader = start(seed >>> 0);
      line.replace(tracedDevice(reader.device, recorder));
      return Promise.resolve();
    },
    frames: line,
    get panel() {
      return reader.panel;
    },
    connect(stream, clock) {
      if (connected) {
        void stream.close();
        return;
      }
      connected = true;
      recorder.record({ channel: "host", is: "opened" });
      const unserve = serveStream(line, lie.cable?.(stream, world.clock) ?? stream, clock ? { clock } : {});
      stream.onClose(() => {
        unserve();
        connected = false;
        recorder.record({ channel: "host", is: "closed" });
      });
    },
    stop() {
      reader.stop();
      return Promise.resolve();
    },
  };
}

/** Frames as the host names them: what it sent, and what it received. */
const tracedDevice = (device: FrameDevice, recorder: Recorder): FrameDevice => ({
  receive(frame) {
    recorder.recordBytes({ channel: "host", is: "sent" }, frame);
    device.receive(frame);
  },
  onFrame: (send) =>
    device.onFrame((frame) => {
      recorder.recordBytes({ channel: "host", is: "received" }, frame);
      send(frame);
    }),
});

/** A device behind which another one takes over, while its host stays. */
function replaceable(first: FrameDevice): FrameDevice & { replace(next: FrameDevice): void } {
  const hosts = new Set<(frame: Uint8Array) => void>();
  const listen = (device: FrameDevice): Cancel =>
    device.onFrame((frame) => {
      for (const send of hosts) send(frame);
    });
  let current = first;
  let unhear = listen(first);
  return {
    receive: (frame) => current.receive(frame),
    onFrame(send) {
      hosts.add(send);
      return () => void hosts.delete(send);
    },
    replace(next) {
      unhear();
      current = next;
      unhear = listen(next);
    },
  };
}
