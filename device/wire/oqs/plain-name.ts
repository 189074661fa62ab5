import { DeviceError } from "../../errors.ts";

/**
 * Whether a name means a file in its folder and nothing else, on any system: no separators, no drives or streams, no names of devices,
 * nothing hidden, and nothing that was lost on the way from the disk's bytes to text.
 */
export const isPlainName = (name: string): boolean =>
  name !== "" &&
  name.length <= 200 &&
  !name.startsWith(".") &&
  !/[. ]$/.test(name) &&
  !/[\\/:*?"<>|\p{Cc}\p{Cs}\ufffd]/u.test(name) &&
  !/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(name);

/** The name itself. Throws `file.refused` for one that is not plain. */
export function plainName(name: string): string {
  if (!isPlainName(name))
    throw new DeviceError("file.refused", { path: JSON.stringify(name), why: "not a plain file name" });
  return name;
}
