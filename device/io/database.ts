import { rmSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Database as LibsqlDatabase } from "libsql";
import { DeviceError } from "../errors.ts";
import type { SetupFault } from "../setup-faults.data.ts";
import { makeFolder } from "./make-folder.ts";

/** An embedded SQL database, as much of it as is used: calls end before they return, and throw `file.refused`. */
export interface Database {
  prepare(sql: string): Statement;
  close(): void;
}

export interface Statement {
  /** Whether it gives rows. */
  readonly reader: boolean;
  all(parameters: readonly unknown[]): unknown[];
  run(parameters: readonly unknown[]): { changes: number; lastInsertRowid: number | bigint };
  iterate(parameters: readonly unknown[]): IterableIterator<unknown>;
}

export interface DatabaseOptions {
  /** Whose file it is: SQLite's application id. A file with another one is refused as damaged. */
  readonly application: number;
  /** What this program can read: a file of a higher version is refused as newer. */
  readonly version: number;
  /** The most that the file may grow to, in bytes; what would make it longer is refused as on a full disk. */
  readonly most?: number;
}

/** A data file that is longer than this is a mistake, and stops before the disk is full. */
const MOST = 4 * 1024 * 1024 * 1024;
const PAGE = 4096;

/**
 * Opens `folder`/`name`.db, for this process alone: a second one that opens it is refused, while any program may read it meanwhile. A
 * transaction that has ended is on the disk, whatever happens to the process or the machine after that.
 */
export async function openDatabase(
  folder: string,
  name: string,
  { application, version, most = MOST }: DatabaseOptions,
): Promise<Database> {
  const Libsql = await library();
  makeFolder(folder);
  const path = join(folder, `${name}.db`);
  const open = (file: string) => trying(file, () => new Libsql(file, { timeout: 0 }));
  // The lock is another file, so that sqlite3 may look into the first one. The system lets go of it when the process ends, however.
  const locked = join(folder, `${name}.lock`);
  const lock = open(locked);
  const opened: LibsqlDatabase[] = [lock];
  let isOurs = false;
  const close = () => {
    if (isOurs) takeAway(locked);
    isOurs = false;
    opened
      .splice(0)
      .reverse()
      .forEach((one) => one.close());
  };
  try {
    const before = nodeOf(locked);
    trying(path, () => lock.exec("BEGIN EXCLUSIVE"));
    // An owner that ended meanwhile took the file away, and a third one may have made another.
    const held = nodeOf(locked);
    if (held === undefined || (before ?? held) !== held) throw refused(path, "data.held");
    isOurs = true;
    const database = open(path);
    opened.push(database);
    trying(path, () => {
      const before = (pragma: string) => numberOf(database, pragma);
      const [found, written] = [before("application_id"), before("user_version")];
      const isNew = found === 0 && written === 0 && before("schema_version") === 0;
      if (!isNew && found !== application) throw refused(path, "data.damaged");
      if (written > version) throw refused(path, "data.newer", `version ${written}`);
      database.pragma("journal_mode = WAL");
      database.pragma("synchronous = FULL");
      database.pragma(`max_page_count = ${Math.max(1, Math.floor(most / PAGE))}`);
      if (isNew) database.pragma(`application_id = ${application}`);
    });
    return guarded(database, path, close);
  } catch (error) {
    close();
    throw error;
  }
}

const nodeOf = (file: string): number | undefined => statSync(file, { throwIfNoEntry: false })?.ino;

/** While it is still held, so that nobody has it in between; where a system removes no open file it stays, and does no harm. */
function takeAway(lock: string): void {
  try {
    rmSync(lock, { force: true });
  } catch {
    return;
  }
}

async function library(): Promise<typeof import("libsql")> {
  try {
    return (await import("libsql")).default;
  } catch (cause) {
    throw new DeviceError("native.missing", { library: "libsql", install: "Run npm ci again." }, { cause });
  }
}

function numberOf(database: LibsqlDatabase, pragma: string): number {
  const [row] = database.pragma(pragma) as readonly Readonly<Record<string, unknown>>[];
  return Number(row?.[pragma] ?? 0);
}

const NOTHING_DONE = { changes: 0, lastInsertRowid: 0 };

function guarded(database: LibsqlDatabase, path: string, close: () => void): Database {
  return {
    close,
    prepare(sql) {
      const statement = trying(path, () => database.prepare(sql));
      const isRollback = /^\s*rollback\s*;?$/i.test(sql);
      const guard = <T>(act: (parameters: unknown[]) => T) => {
        return (parameters: readonly unknown[]) => trying(path, () => act(parameters.map(storable)));
      };
      return {
        reader: statement.reader,
        all: guard((parameters) => statement.all(parameters)),
        // A full disk ends a transaction by itself, and what was wrong is not to be hidden by there being nothing to take back.
        run: guard((parameters) => (isRollback && !database.inTransaction ? NOTHING_DONE : statement.run(parameters))),
        iterate: guard((parameters) => statement.iterate(parameters)),
      };
    },
  };
}

/**
 * What the library stores as it is. A boolean would end the whole process, `undefined` would become null, and text with a NUL would
 * come back cut.
 */
function storable(value: unknown): string | number | null | Uint8Array {
  const isSound =
    value === null ||
    (typeof value === "number" && Number.isFinite(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER) ||
    (typeof value === "string" && !value.includes("\0") && isWellFormed(value)) ||
    value instanceof Uint8Array;
  if (isSound) return value;
  throw new DeviceError("call.misuse", { why: `a database stores no ${typeof value} like this one` });
}

/** No half of a surrogate pair alone. */
const isWellFormed = (text: string): boolean => !/[\uD800-\uDFFF]/u.test(text);

function trying<T>(path: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (error instanceof DeviceError) throw error;
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    throw refused(path, CODES[code.split("_").slice(0, 2).join("_")], code || "it cannot be opened", error);
  }
}

const refused = (path: string, setup?: SetupFault, why = "", cause?: unknown) =>
  new DeviceError("file.refused", { path, why, setup }, { cause });

const CODES: Readonly<Record<string, SetupFault>> = {
  SQLITE_BUSY: "data.held",
  SQLITE_LOCKED: "data.held",
  SQLITE_FULL: "disk.full",
  SQLITE_NOTADB: "data.damaged",
  SQLITE_CORRUPT: "data.damaged",
  SQLITE_READONLY: "folder.readOnly",
  SQLITE_PERM: "folder.rights",
  SQLITE_CANTOPEN: "folder.rights",
};
