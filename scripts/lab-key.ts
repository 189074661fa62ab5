import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { DeviceError } from "../device/errors.ts";
import { makeFolder } from "../device/io/make-folder.ts";
import { fileRefused } from "../device/io/system-codes.ts";

/** Where this machine's lab keeps its key: never in a checkout, so that it is never committed. */
export function dataFolder(env: NodeJS.ProcessEnv = process.env): string {
  const named = env["SHIKAKU_DATA"];
  if (named) return named;
  if (process.platform === "win32") return join(env["LOCALAPPDATA"] ?? join(homedir(), "AppData", "Local"), "shikaku");
  return join(env["XDG_DATA_HOME"] ?? join(homedir(), ".local", "share"), "shikaku");
}

const SECRET = "lab-key.pem";
const PUBLIC = "lab-key.pub.pem";

/** The lab's own key (P-256): that of a file somebody named, or the one of the data folder, made on first use and readable by nobody else. */
export function labKey(file?: string, folder = dataFolder()): KeyObject {
  if (file !== undefined) return readSecret(file);
  const path = join(folder, SECRET);
  if (!existsSync(path)) makeKey(folder);
  return readSecret(path);
}

/** The public half that evidence is to be by: of a file, or of the data folder; nothing where there is none. */
export function trustedKey(file?: string, folder = dataFolder()): KeyObject | undefined {
  const path = file ?? join(folder, PUBLIC);
  if (file === undefined && !existsSync(path)) return undefined;
  const key = parsed(path, createPublicKey);
  demandP256(key, path);
  return key;
}

function makeKey(folder: string): void {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const path = join(folder, SECRET);
  makeFolder(folder, 0o700);
  try {
    writeFileSync(path, privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600, flag: "wx" });
    chmodSync(path, 0o600);
    writeFileSync(join(folder, PUBLIC), publicKey.export({ type: "spki", format: "pem" }));
  } catch (cause) {
    throw fileRefused(path, cause);
  }
}

function readSecret(path: string): KeyObject {
  const key = parsed(path, createPrivateKey);
  demandP256(key, path);
  return key;
}

function parsed(path: string, read: (pem: Buffer) => KeyObject): KeyObject {
  try {
    if (statSync(path).size > 100_000) throw unusable(path);
    return read(readFileSync(path));
  } catch (error) {
    if (error instanceof DeviceError) throw error;
    if (
      error instanceof Error &&
      "code" in error &&
      String(error.code).startsWith("E") &&
      !String(error.code).startsWith("ERR")
    )
      throw new DeviceError("config.invalid", { where: path, why: String(error.code) }, { cause: error });
    throw unusable(path);
  }
}

function demandP256(key: KeyObject, path: string): void {
  if (key.asymmetricKeyDetails?.namedCurve !== "prime256v1") throw unusable(path);
}

const unusable = (path: string) =>
  new DeviceError("config.invalid", {
    where: path,
    why: "it is no P-256 key in PEM; `openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256` makes one",
    ja: "PEM 形式の P-256 の鍵ではありません。`openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256` で作れます",
  });
