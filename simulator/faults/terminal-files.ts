import type { FrameDevice } from "../../device/ports.ts";
import type { FaceMessageOf } from "../../device/wire/face.ts";
import type { CounterLie } from "../counter.ts";
import { otherwise } from "./frames.ts";

/** The kinds of files that a terminal writes, by their names. */
export const TERMINAL_FILES = {
  face: /^OQSsiquc01res_face_/,
  number: /^OQSsiquc01res_(?!face_).*\.xml$/,
  accepted: /^OQSmuquc01res_/,
  outcome: /^OQSmuquc02res_/,
  drugs: /^YZKsiquc01res_/,
  error: /\.err$/,
} as const;

export type TerminalFile = keyof typeof TERMINAL_FILES;

export const isOfKind = (file: TerminalFile, name: string): boolean => TERMINAL_FILES[file].test(name);

export const kindOf = (name: string): TerminalFile | undefined =>
  (Object.keys(TERMINAL_FILES) as TerminalFile[]).find((file) => isOfKind(file, name));

type Completed = FaceMessageOf<"completed">;

/** How much a patient agreed to, of what was asked. */
export const extentOf = ({ consents }: Completed): "all" | "some" | "none" =>
  consents.length === 0 ? "none" : consents.length < 4 ? "some" : "all";

/** A terminal that writes no result of some receptions. */
export function losingResults(isLost: (completed: Completed) => boolean): CounterLie {
  let lost = false;
  return {
    reader: { device: (device) => hearingResults(device, (completed) => (lost = isLost(completed))) },
    terminalFolders: (folders) => ({
      ...folders,
      write: (folder, name, bytes) =>
        folder === "face" && lost ? Promise.resolve() : folders.write(folder, name, bytes),
    }),
  };
}

export const hearingResults = (device: FrameDevice, heard: (completed: Completed) => unknown): FrameDevice =>
  otherwise(device, {
    say(message) {
      if (message.is === "completed") heard(message);
      return [message];
    },
  });
