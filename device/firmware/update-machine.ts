import { rows, stepper, type Step, type Table } from "../state-machine.ts";
import { concat, EMPTY } from "../wire/bytes.ts";
import type { FaceMessage, UpdateRefusal } from "../wire/face.ts";
import type { FirmwareManifest } from "../wire/firmware-manifest.ts";

/**
 * A firmware update, from the maker's signed manifest to the image that it names. Nothing is installed before all of it is there and
 * its digest is right, and never an older one: the counter of what runs does not fall.
 */
export type UpdateState =
  | { readonly at: "idle" }
  | { readonly at: "receiving"; readonly manifest: FirmwareManifest; readonly image: Uint8Array }
  | { readonly at: "checking"; readonly manifest: FirmwareManifest };

export type UpdateEvent =
  /** `signed`: by the key that this reader was born with. `manifest` is absent where the bytes are none. */
  | {
      readonly is: "offered";
      readonly manifest: FirmwareManifest | undefined;
      readonly signed: boolean;
      readonly running: Running;
    }
  | { readonly is: "chunk"; readonly offset: number; readonly bytes: Uint8Array }
  | { readonly is: "imageChecked"; readonly right: boolean }
  | { readonly is: "timedOut" };

/** What runs now. */
export interface Running {
  readonly model: string;
  readonly counter: number;
}

export type UpdateEffect =
  | { readonly do: "send"; readonly message: FaceMessage }
  | { readonly do: "wait" }
  | { readonly do: "stopWaiting" }
  /** Heard of again as `imageChecked`. */
  | { readonly do: "checkImage"; readonly image: Uint8Array; readonly digest: Uint8Array }
  | { readonly do: "install"; readonly manifest: FirmwareManifest }
  /** For the log: why nothing was installed. */
  | { readonly do: "note"; readonly reason: UpdateRefusal };

/** Bytes of the image in one message. */
export const CHUNK = 2048;
export const LONGEST_IMAGE = 8 * 1024 * 1024;

export const noUpdate: Extract<UpdateState, { at: "idle" }> = { at: "idle" };

const to = rows<UpdateState, UpdateEffect>();
type UpdateStep<A extends UpdateState["at"]> = Step<Extract<UpdateState, { at: A }>, UpdateEffect>;
type Offer = Extract<UpdateEvent, { is: "offered" }>;

/** A new offer begins anew, whatever was under way. */
const offered = to(["idle", "receiving"], (_: unknown, { manifest, signed, running }: Offer) => {
  // Of what nobody signed nothing is believed, so that is looked at first.
  if (!signed) return refuse("wrongSignature");
  if (!manifest) return refuse("unreadable");
  if (manifest.model !== running.model) return refuse("otherModel");
  if (manifest.counter <= running.counter) return refuse("notNewer");
  if (manifest.size > LONGEST_IMAGE || manifest.size === 0) return refuse("tooLarge");
  return want({ at: "receiving", manifest, image: EMPTY });
});

export const updateTable: Table<UpdateState, UpdateEvent, UpdateEffect> = {
  idle: {
    offered,
    chunk: to(["idle"], () => refuse("outOfOrder")),
  },
  receiving: {
    offered,
    chunk: to(["receiving", "checking", "idle"], (state, { offset, bytes }) => {
      const { manifest, image } = state;
      if (offset !== image.length) return refuse("outOfOrder");
      const wanted = Math.min(CHUNK, manifest.size - image.length);
      if (bytes.length < wanted) return refuse("truncated");
      if (bytes.length > wanted) return refuse("tooLarge");
      const whole = concat(image, bytes);
      if (whole.length < manifest.size) return want({ ...state, image: whole });
      return [
        { at: "checking", manifest },
        { do: "stopWaiting" },
        { do: "checkImage", image: whole, digest: manifest.digest },
      ];
    }),
    timedOut: to(["idle"], () => refuse("truncated")),
  },
  checking: {
    imageChecked: to(["idle"], ({ manifest }, { right }) => {
      if (!right) return refuse("wrongDigest");
      const { firmware, counter } = manifest;
      return [noUpdate, { do: "install", manifest }, { do: "send", message: { is: "updated", firmware, counter } }];
    }),
  },
};

export const update = stepper(updateTable);

const want = (state: Extract<UpdateState, { at: "receiving" }>): UpdateStep<"receiving"> => {
  const offset = state.image.length;
  const size = Math.min(CHUNK, state.manifest.size - offset);
  return [state, { do: "send", message: { is: "updateWanted", offset, size } }, { do: "wait" }];
};

const refuse = (reason: UpdateRefusal): UpdateStep<"idle"> => [
  noUpdate,
  { do: "stopWaiting" },
  { do: "note", reason },
  { do: "send", message: { is: "updateRefused", reason } },
];
