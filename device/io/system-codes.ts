import { DeviceError } from "../errors.ts";
import type { SetupFault } from "../setup-faults.data.ts";

/** Error codes of the operating system and of TLS as known faults of a set-up, by what was tried. */

const EVERYWHERE: Readonly<Record<string, SetupFault>> = {
  EMFILE: "handles.exhausted",
  ENFILE: "handles.exhausted",
};

const OF_FILES: Readonly<Record<string, SetupFault>> = {
  ENOENT: "folder.missing",
  ENOTDIR: "folder.none",
  EACCES: "folder.rights",
  EPERM: "folder.rights",
  EROFS: "folder.readOnly",
  ENOSPC: "disk.full",
  EDQUOT: "disk.full",
  EBUSY: "file.held",
  ETXTBSY: "file.held",
};

const OF_CONNECTIONS: Readonly<Record<string, SetupFault>> = {
  ECONNREFUSED: "port.closed",
  EADDRINUSE: "port.taken",
  ENOTFOUND: "host.unknown",
  EAI_AGAIN: "host.unknown",
  EHOSTUNREACH: "host.unreachable",
  ENETUNREACH: "host.unreachable",
  EHOSTDOWN: "host.unreachable",
  ETIMEDOUT: "host.unreachable",
  UND_ERR_CONNECT_TIMEOUT: "host.unreachable",
  CERT_HAS_EXPIRED: "tls.expired",
  CERT_NOT_YET_VALID: "tls.expired",
  DEPTH_ZERO_SELF_SIGNED_CERT: "tls.untrusted",
  SELF_SIGNED_CERT_IN_CHAIN: "tls.untrusted",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "tls.untrusted",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "tls.untrusted",
  ERR_TLS_CERT_ALTNAME_INVALID: "tls.untrusted",
};

const OF_PROGRAMS: Readonly<Record<string, SetupFault>> = {
  ENOENT: "program.missing",
  EACCES: "program.missing",
  ENOEXEC: "program.missing",
};

const BY_WORK = { file: OF_FILES, connection: OF_CONNECTIONS, program: OF_PROGRAMS } as const;

/** The known fault behind an error, or behind what caused it; several addresses that were all refused count as the first. */
export function setupOf(error: unknown, work: keyof typeof BY_WORK): SetupFault | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  const found = BY_WORK[work][code] ?? EVERYWHERE[code];
  if (found) return found;
  const first: unknown = error instanceof AggregateError ? error.errors[0] : undefined;
  return setupOf(first, work) ?? setupOf(error.cause, work);
}

/** What the machine itself said, in few words. */
export function saidOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return "code" in error && typeof error.code === "string" ? error.code : error.message;
}

/** A file or folder that cannot be used as it was tried to. */
export const fileRefused = (path: string, cause: unknown): DeviceError<"file.refused"> =>
  new DeviceError("file.refused", { path, why: saidOf(cause), setup: setupOf(cause, "file") }, { cause });

export const linkRefused = (address: string, why: string, setup?: SetupFault, cause?: unknown) =>
  new DeviceError("link.refused", { address, why, setup }, { cause });
