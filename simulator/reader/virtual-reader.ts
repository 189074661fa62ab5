import { firmwareSigningKey } from "../../certs/firmware-signing.ts";
import { type P256Key, p256Key } from "../../certs/p256.ts";
import { chainOf, firstOf } from "../../certs/test-readers.ts";
import { type FirmwareParts, startFirmware } from "../../device/firmware/reader-firmware.ts";
import { reception } from "../../device/firmware/reception-machine.ts";
import { memoryStore, provision } from "../../device/firmware/reader-store.ts";
import type { FirmwareSettings } from "../../device/firmware/firmware-settings.ts";
import type {
  ByteStream,
  Camera,
  CardSlot,
  Clock,
  FrameDevice,
  KeyValueStore,
  Matcher,
  Operator,
  Panel,
  SharedSlot,
} from "../../device/ports.ts";
import type { Recorder } from "../../device/trace.ts";
import { CAPABILITIES } from "../../device/wire/face.ts";
import type { Card, CardState } from "../card/card.ts";
import type { Country } from "../country.ts";
import { ageAt } from "../people.ts";
import type { World } from "../world.ts";
import { virtualCamera, type VirtualCamera } from "./camera.ts";
import { virtualPanel, type VirtualPanel } from "./panel.ts";
import { virtualSlot, type VirtualSlot } from "./slot.ts";
import { type Leaves, virtualPerson } from "./virtual-person.ts";

/** The reference firmware with everything around it that a reader and its patient have. */
export interface VirtualReader {
  readonly device: FrameDevice;
  readonly operator: Operator;
  readonly slot: VirtualSlot;
  readonly panel: VirtualPanel;
  readonly camera: VirtualCamera;
  /** The power goes and comes back: what is kept in the store is there still, and the host has to greet anew. */
  cutPower(): void;
  stop(): void;
}

type ReceptionMachine = NonNullable<FirmwareParts["machine"]>;

/** A lie is told between the firmware and one of its doors, or is what it was born with; absent doors are honest. */
export interface ReaderLie {
  readonly slot?: (slot: CardSlot, clock: Clock) => CardSlot;
  readonly panel?: (panel: Panel) => Panel;
  readonly camera?: (camera: VirtualCamera, clock: Clock) => Camera;
  readonly matcher?: (matcher: Matcher) => Matcher;
  readonly clock?: (clock: Clock) => Clock;
  readonly store?: (store: KeyValueStore) => KeyValueStore;
  /** `key` signs results. */
  readonly device?: (device: FrameDevice, key: Uint8Array, clock: Clock) => FrameDevice;
  /** The reader's end of a serial line or a socket, below the frames. Whoever puts it on such a line goes through this door. */
  readonly cable?: (line: ByteStream, clock: Clock) => ByteStream;
  readonly machine?: (machine: ReceptionMachine) => ReceptionMachine;
  /** What this reader signs with, and who vouches for that. */
  readonly attestation?: (honest: Attested, country: Country) => Attested;
  readonly identity?: Partial<FirmwareSettings["identity"]>;
  readonly waits?: FirmwareSettings["waits"];
  /** What befalls it from outside, once it stands there. */
  readonly befalls?: (reader: VirtualReader, clock: Clock) => void;
}

export interface Attested {
  readonly serial: string;
  readonly key: P256Key;
  /** DER, one behind the other. */
  readonly chain: Uint8Array;
}

export interface VirtualReaderOptions {
  readonly world: World;
  readonly recorder: Recorder;
  readonly country: Country;
  readonly matcher: Matcher;
  readonly seed: number;
  readonly shared?: (slot: VirtualSlot) => SharedSlot;
  readonly waits?: FirmwareSettings["waits"];
  /** Hands go with the card: an act that still waits for its screen is not done any more. A script that comes back may want it done. */
  readonly handsLeave?: boolean;
  readonly lie?: ReaderLie;
}

/** What staff type on the reader's own screen for a visual check. */
export const STAFF_PASSWORD = "mihon-2026";
const SERIAL = "SHK-0001";

export function virtualReader(options: VirtualReaderOptions): VirtualReader {
  const { world, recorder, country, lie = {} } = options;
  const { clock, random } = world;
  const slot = virtualSlot({ clock, recorder });
  const panel = virtualPanel(recorder);
  const camera = virtualCamera({ clock, recorder, random });
  const honest = attestedBy(country, SERIAL, p256Key(options.seed, `reader ${SERIAL}`));
  const { key, serial, chain } = lie.attestation?.(honest, country) ?? honest;
  const store = memoryStore();
  provision(store, { key: key.secret, password: STAFF_PASSWORD, updateKey: firmwareSigningKey().publicKey });

  const waits = { ...options.waits, ...lie.waits };
  const start = () =>
    startFirmware({
      clock: lie.clock?.(clock) ?? clock,
      slot: lie.slot?.(slot, clock) ?? slot,
      camera: lie.camera?.(camera, clock) ?? camera,
      matcher: lie.matcher?.(options.matcher) ?? options.matcher,
      panel: lie.panel?.(panel) ?? panel,
      store: lie.store?.(store) ?? store,
      ...(options.shared ? { shared: options.shared(slot) } : {}),
      ...(lie.machine ? { machine: lie.machine(reception) } : {}),
      settings: {
        identity: {
          ...{ maker: "shikaku", model: "reference", serial, firmware: "0.1.0" },
          methods: ["face", "pin", "staff", "iphone", "android"],
          attestation: firstOf(chain),
          capabilities: CAPABILITIES,
          languages: ["ja", "en"],
          ...lie.identity,
        },
        chain,
        waits,
      },
    });
  const power = replaceable(start());

  const reader: VirtualReader = {
    device: lie.device?.(power.device, key.secret, clock) ?? power.device,
    operator: virtualPerson(
      clock,
      panel,
      belongings(options, slot, camera),
      options.handsLeave ? leavesWith(slot) : undefined,
    ),
    slot,
    panel,
    camera,
    cutPower: () => power.replace(start),
    stop: () => power.stop(),
  };
  lie.befalls?.(reader, clock);
  return reader;
}

const leavesWith =
  (slot: VirtualSlot): Leaves =>
  (left) =>
    slot.onChange((present) => {
      if (!present) left();
    });

export function attestedBy(country: Country, serial: string, key: P256Key): Attested {
  return { serial, key, chain: chainOf({ issuer: country.pki.readerAttestation, serial, key, at: country.at }) };
}

/** A firmware that another run of it takes the place of, while its host and its slot stay. */
function replaceable(first: ReturnType<typeof startFirmware>) {
  const hosts = new Set<(frame: Uint8Array) => void>();
  let current = first;
  const listen = () =>
    current.onFrame((frame) => {
      for (const send of hosts) send(frame);
    });
  listen();
  const device: FrameDevice = {
    receive: (frame) => current.receive(frame),
    onFrame(send) {
      hosts.add(send);
      return () => void hosts.delete(send);
    },
  };
  return {
    device,
    replace(start: () => typeof first) {
      current.cut();
      current = start();
      listen();
    },
    stop: () => current.stop(),
  };
}

/** Cards and phones, as the last reader left them, and a face. */
function belongings(
  { world: { clock }, country }: VirtualReaderOptions,
  slot: VirtualSlot,
  camera: VirtualCamera,
): Parameters<typeof virtualPerson>[2] {
  const memories = new Map<string, CardState>();
  let placed: string | undefined;
  const lay = (name: string, card: Card) => {
    placed = name;
    slot.insert(card, memories.get(name));
  };
  return {
    async placeCard(persona) {
      const card = await clock.real(country.card(persona));
      const { numberB, dirt = 0 } = country.person(persona);
      camera.placeCardFront({ numberB, dirt });
      lay(persona, card);
    },
    async holdPhone(persona) {
      lay(`phone of ${persona}`, await clock.real(country.phone(persona)));
    },
    removeCard() {
      const memory = slot.remove();
      camera.takeCardFront();
      if (placed !== undefined && memory) memories.set(placed, memory);
      placed = undefined;
    },
    showFace(id, how) {
      const person = country.person(id);
      camera.showFace(person.face, { ...how, age: ageAt(person, clock.now()) });
    },
  };
}
