import { DeviceError } from "../../device/errors.ts";
import type { Clock, Folders } from "../../device/ports.ts";
import { jstTime } from "../../device/wire/oqs/jst.ts";
import { readJson, writeMessage } from "../../device/wire/oqs/message.ts";
import { faceName } from "../../device/wire/oqs/names.ts";
import { OQSsiquc01res } from "../../device/wire/oqs/siquc.ts";
import { isAccount } from "./accounts.ts";
import type { Pen } from "./exchange.ts";
import { pack } from "../packing.ts";
import { writeSurely } from "./write-surely.ts";

const SECOND = 1_000_000;

/** Writes results of readers into the face folder. `account` is the reader's 顔認証用アカウント, one for each reader: F0…. */
export function faceDesk(desk: {
  folders: Folders;
  clock: Clock;
  pen: Pen;
  /** Results are packed with it, where there is one. */
  password: string | undefined;
  wanted: () => boolean;
}) {
  const { folders, clock, pen } = desk;
  /** Names promised to a result that is being written, so that two of one second do not meet. */
  const promised = new Set<string>();

  const promiseName = async (account: string): Promise<string> => {
    const there = await folders.list("face");
    for (let at = clock.now(); ; at += SECOND) {
      const name = faceName({ from: pen.institutionCode + account, time: jstTime(at) });
      if (there.includes(name) || there.includes(name.replace(/xml$/, "zip")) || promised.has(name)) continue;
      promised.add(name);
      return name;
    }
  };

  /** The central system's answer to a reception, as a file. Resolves with its name, or with none when the terminal was closed. */
  return async (json: unknown, account: string): Promise<string | undefined> => {
    if (!isAccount(account))
      throw new DeviceError("call.misuse", { why: "a reader's account is F0 and up to six letters and digits" });
    const { value } = readJson(OQSsiquc01res, json);
    if (value?.MessageHeader.MedicalInstitutionCode !== pen.institutionCode)
      throw new DeviceError("peer.unexpected", { during: "reception", got: "an answer that is not for this terminal" });
    const code = pen.encoding === "UTF-8" ? "0" : "1";
    const header = { ...value.MessageHeader, CharacterCodeIdentifier: code } as const;
    const bytes = writeMessage(OQSsiquc01res, { ...value, MessageHeader: header }, pen);
    const name = await promiseName(account);
    try {
      const { password } = desk;
      const packed = password === undefined ? bytes : await clock.real(pack(name, bytes, password));
      const file = password === undefined ? name : name.replace(/xml$/, "zip");
      return (await writeSurely(desk, "face", file, packed)) ? file : undefined;
    } finally {
      promised.delete(name);
    }
  };
}
