import { issueReaderCertificate } from "../../certs/leaves.ts";
import { endOfDay } from "../../certs/authorities.ts";
import { p256Key } from "../../certs/p256.ts";
import { startFirmware } from "../../device/firmware/reader-firmware.ts";
import { memoryStore, provision } from "../../device/firmware/reader-store.ts";
import type { FirmwareSettings } from "../../device/firmware/firmware-settings.ts";
import type { CardSlot, FrameDevice, Matcher, Operator, Panel, SharedSlot } from "../../device/ports.ts";
import type { Recorder } from "../../device/trace.ts";
import type { CardState } from "../card/card.ts";
import type { Country } from "../country.ts";
import { ageAt } from "../people.ts";
import type { World } from "../world.ts";
import { virtualCamera, type VirtualCamera } from "./camera.ts";
import { virtualPanel, type VirtualPanel } from "./panel.ts";
import { virtualSlot, type VirtualSlot } from "./slot.ts";
import { virtualPerson } from "./virtual-person.ts";

/** The reference firmware with everything around it that a reader and its patient have. */
export interface VirtualReader {
  readonly device: FrameDevice;
  readonly operator: Operator;
  readonly slot: VirtualSlot;
  readonly panel: VirtualPanel;
  readonly camera: VirtualCamera;
  stop(): void;
}

/** A lie is told between the firmware and one of its doors; absent doors are honest. */
export interface ReaderLie {
  readonly slot?: (slot: CardSlot) => CardSlot;
  readonly panel?: (panel: Panel) => Panel;
  readonly matcher?: (matcher: Matcher) => Matcher;
  /** `key` signs results. */
  readonly device?: (device: FrameDevice, key: Uint8Array) => FrameDevice;
}

export interface VirtualReaderOptions {
  readonly world: World;
  readonly recorder: Recorder;
  readonly country: Country;
  readonly matcher: Matcher;
  readonly seed: number;
  readonly shared?: (slot: VirtualSlot) => SharedSlot;
  readonly waits?: FirmwareSettings["waits"];
  readonly lie?: ReaderLie;
}

/** What staff type on the reader's own screen for a visual check. */
export const STAFF_PASSWORD = "mihon-2026";
const SERIAL = "SHK-0001";

export function virtualReader(options: VirtualReaderOptions): VirtualReader {
  const { world, recorder, country, seed, lie = {}, waits } = options;
  const { clock, random } = world;
  const slot = virtualSlot({ clock, recorder });
  const panel = virtualPanel(recorder);
  const camera = virtualCamera({ clock, recorder, random });
  const key = p256Key(seed, `reader ${SERIAL}`);
  const store = memoryStore();
  provision(store, { key: key.secret, password: STAFF_PASSWORD });

  const { certificate: attestation } = issueReaderCertificate({
    issuer: country.pki.readerAttestation,
    reader: SERIAL,
    publicKey: key.publicKey,
    notBefore: country.at - DAY,
    notAfter: endOfDay(country.at, 10 * 365),
  });
  const firmware = startFirmware({
    clock,
    slot: lie.slot?.(slot) ?? slot,
    camera,
    matcher: lie.matcher?.(options.matcher) ?? options.matcher,
    panel: lie.panel?.(panel) ?? panel,
    store,
    ...(options.shared ? { shared: options.shared(slot) } : {}),
    settings: {
      identity: {
        maker: "shikaku",
        model: "reference",
        serial: SERIAL,
        firmware: "0.1.0",
        methods: ["face", "pin", "staff"],
        attestation,
      },
      ...(waits ? { waits } : {}),
    },
  });

  /** What cards remembered when they were last taken away. */
  const memories = new Map<string, CardState>();
  let placed: string | undefined;
  const operator = virtualPerson(clock, panel, {
    async placeCard(persona) {
      const card = await clock.real(country.card(persona));
      placed = persona;
      const { numberB, dirt = 0 } = country.person(persona);
      camera.placeCardFront({ numberB, dirt });
      slot.insert(card, memories.get(persona));
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
  });

  return {
    device: lie.device?.(firmware, key.secret) ?? firmware,
    operator,
    slot,
    panel,
    camera,
    stop: () => firmware.stop(),
  };
}

const DAY = 86_400_000_000;
