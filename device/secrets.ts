import type { Picture, Secret } from "./secret.ts";
import { needleFinder } from "./secret-needles.ts";
import { needlesOf } from "./secret-forms.ts";
import { pictureFinder, SURE } from "./secret-pictures.ts";
import { viewsOf } from "./secret-views.ts";
import { concat, EMPTY, utf8 } from "./wire/bytes.ts";

export type { Secret };

/** Where a secret was seen. One that is split over frames has several parts; `seq` is the event that holds the part. */
export interface Sighting {
  readonly kind: Secret["kind"];
  readonly person: string;
  /** "ascii", "base64 of ascii", "hex of image", … */
  readonly form: string;
  readonly parts: readonly { readonly seq: number; readonly from: number; readonly to: number }[];
}

/** A frame, or what is kept of it: `from` is where in the frame the kept bytes begin. */
interface Owner {
  readonly seq: number;
  readonly from: number;
  readonly length: number;
}

type Found = Omit<Sighting, "parts"> & { readonly from: number; readonly to: number };

/**
 * Searches byte streams for secrets as ASCII, UTF-16 and BCD, plain or inside hex or base64, across frames. Digits inside a longer
 * run of digits, or of a long encoded word, are another number; four BCD digits are two bytes, which occur by chance in any signature: for those only the
 * PIN block of ISO 9564-1 format 2 and the FF-padded form count.
 */
export function secretFinder(secrets: readonly Secret[]) {
  const needles = secrets.flatMap((secret) => (secret.kind === "face" ? [] : needlesOf(secret)));
  const typed = needleFinder(needles);
  const faces = secrets.filter((secret): secret is Picture => secret.kind === "face");
  const pictures = pictureFinder(faces);
  const lengths = [...needles.map(({ bytes }) => bytes.length), ...faces.map(() => SURE)];
  const shortest = Math.min(...lengths);
  const longest = Math.max(0, ...lengths);
  // Hex doubles a length; the rest are the neighbours by which a number is told from a part of a longer one.
  const reach = 2 * longest + 4;
  const tails = new Map<string, { bytes: Uint8Array; owners: readonly Owner[] }>();

  function* findIn(bytes: Uint8Array, cuts: readonly number[]): Generator<Found> {
    for (const view of viewsOf(bytes, cuts, shortest)) {
      for (const { secret, form, from, to } of typed.findIn(view))
        yield { kind: secret.kind, person: secret.person, form: view.how + form, ...view.span(from, to) };
      for (const { person, from, to } of pictures.findIn(view.bytes))
        yield { kind: "face", person, form: `${view.how}image`, ...view.span(from, to) };
    }
  }

  return {
    /** `stream` names a channel and direction; `seq` is the number of the event about to be stored for `chunk`. */
    search: (stream: string, seq: number, chunk: Uint8Array): Sighting[] => {
      if (secrets.length === 0) return [];
      const tail = tails.get(stream) ?? { bytes: EMPTY, owners: [] };
      const window = concat(tail.bytes, chunk);
      const owners = [...tail.owners, { seq, from: 0, length: chunk.length }];
      const sightings: Sighting[] = [];
      for (const { from, to, ...what } of findIn(window, cutsOf(owners))) {
        // What lies wholly in the tail was reported when it came.
        if (to > tail.bytes.length) sightings.push({ ...what, parts: spread(owners, from, to) });
      }
      tails.set(stream, keep(window, owners, reach));
      return sightings;
    },

    /** A text that stands alone: its secrets become `*`. */
    censor: (text: string): { readonly text: string; readonly sightings: readonly Omit<Sighting, "parts">[] } => {
      if (secrets.length === 0) return { text, sightings: [] };
      const bytes = utf8(text);
      const found = [...findIn(bytes, [])];
      if (found.length === 0) return { text, sightings: [] };
      for (const { from, to } of found) bytes.fill(0x2a, from, to);
      return {
        text: new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes),
        sightings: found.map(({ kind, person, form }) => ({ kind, person, form })),
      };
    },
  };
}

/** Where one frame ends and the next begins, as offsets in their concatenation. */
function cutsOf(owners: readonly Owner[]): number[] {
  let at = 0;
  return owners.slice(0, -1).map(({ length }) => (at += length));
}

function spread(owners: readonly Owner[], start: number, end: number) {
  const parts: { seq: number; from: number; to: number }[] = [];
  let at = 0;
  for (const owner of owners) {
    const from = Math.max(start, at);
    const to = Math.min(end, at + owner.length);
    if (from < to) parts.push({ seq: owner.seq, from: owner.from + from - at, to: owner.from + to - at });
    at += owner.length;
  }
  return parts;
}

/** The last `reach` bytes of the window, and which event each of them is in. */
function keep(window: Uint8Array, owners: readonly Owner[], reach: number) {
  const bytes = window.slice(Math.max(0, window.length - reach));
  const kept: Owner[] = [];
  let left = bytes.length;
  for (const owner of [...owners].reverse()) {
    const length = Math.min(left, owner.length);
    if (length > 0) kept.unshift({ seq: owner.seq, from: owner.from + owner.length - length, length });
    left -= length;
  }
  return { bytes, owners: kept };
}
