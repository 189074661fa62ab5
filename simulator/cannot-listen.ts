import { DeviceError } from "../device/errors.ts";

/** Why a server of ours could not begin to listen on this machine. */
export function cannotListen(port: number, cause: Error & { readonly code?: string }): DeviceError<"link.refused"> {
  const setup = cause.code === "EADDRINUSE" ? "port.taken" : undefined;
  return new DeviceError("link.refused", { address: `127.0.0.1:${port}`, why: cause.message, setup }, { cause });
}
