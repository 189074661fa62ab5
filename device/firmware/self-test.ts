import { p256 } from "@noble/curves/nist.js";
import type { KeyValueStore } from "../ports.ts";
import { equal } from "../wire/bytes.ts";
import type { ReaderPart } from "../wire/face.ts";
import type { Senses } from "./reader-jobs.ts";
import { resultKey } from "./reader-store.ts";
import type { SlotOwner } from "./slot-owner.ts";

/** Milliseconds that the camera may take to say that nobody is there. */
const LOOK = 500;
const PROBE = "self-test";

/** How a reader looks at each of its parts. What is only looked at leaves no trace: no picture is compared or kept. */
export const looksAt = ({
  slot,
  camera,
  store,
  owner,
}: Senses & { readonly store: KeyValueStore; readonly owner: SlotOwner }): Readonly<
  Partial<Record<ReaderPart, () => Promise<boolean>>>
> => ({
  // A card that lies there must answer; an empty slot must say so.
  slot: async () => {
    if (!slot.present()) return true;
    // It may be the PC's, in the middle of something: it is taken from there as for a patient, and given back as a card that was gone.
    await owner.take();
    try {
      return (await slot.powerOn()).length >= 2;
    } finally {
      owner.release(Promise.resolve());
    }
  },
  camera: async () => {
    await camera.captureFace(LOOK);
    return true;
  },
  cardCamera: async () => {
    const { width, height, grey } = await camera.captureCardFront();
    return width > 0 && grey.length === width * height;
  },
  store: () => {
    const probe = Uint8Array.of(0x5a, 0xa5);
    store.set(PROBE, probe);
    return Promise.resolve(equal(store.get(PROBE) ?? new Uint8Array(), probe));
  },
  resultKey: () => Promise.resolve(p256.getPublicKey(resultKey(store)).length === 33),
});
