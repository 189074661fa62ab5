import { FACE_MODEL } from "./face-model.data.ts";

/** Signed bytes in base64; a value is its byte / 127 x `most`. */
interface PackedVector {
  readonly most: number;
  readonly bytes: string;
}

/** What the firmware has learnt about faces: how one looks in general, and in which directions people differ. */
export const faceModel = {
  general: unpacked(FACE_MODEL.general),
  mean: unpacked(FACE_MODEL.mean),
  axes: FACE_MODEL.axes.map(unpacked),
};

function unpacked({ most, bytes }: PackedVector): Float32Array {
  return Float32Array.from(atob(bytes), (character) => {
    const byte = character.charCodeAt(0);
    return ((byte < 128 ? byte : byte - 256) / 127) * most;
  });
}
