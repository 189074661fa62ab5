import { execFile } from "node:child_process";
import { access, constants, mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { SetupFinding } from "../../conformance/setup/finding.ts";
import type { Clock } from "../../device/ports.ts";
import type { SetupFault } from "../../device/setup-faults.data.ts";
import { OPENING } from "../../simulator/world.ts";
import type { Text } from "../say.ts";
import { missing, notYet, ok } from "./finding-of.ts";

const DEBIAN: Text = {
  ja: "Debian では scripts/system-deps.sh を root で実行してください。",
  en: "On Debian run scripts/system-deps.sh as root.",
};

/** Programs of the system tier and the question that makes each tell its version. */
const PROGRAMS: readonly [program: string, arguments_: readonly string[], what: Text][] = [
  ["pcscd", ["--version"], { ja: "pcscd（PC/SC サービス）", en: "pcscd, the PC/SC service" }],
  ["opensc-tool", ["--info"], { ja: "OpenSC（カードを外部から検査）", en: "OpenSC, foreign check of the card" }],
  [
    "openssl",
    ["version"],
    { ja: "openssl（証明書と署名を外部から検査）", en: "openssl, foreign check of certificates and signatures" },
  ],
  ["xmllint", ["--version"], { ja: "xmllint（ファイルを外部から検査）", en: "xmllint, foreign check of files" }],
  [
    "opj_decompress",
    ["-h"],
    { ja: "opj_decompress（写真を外部から検査）", en: "opj_decompress, foreign check of the photograph" },
  ],
  ["udevadm", ["--version"], { ja: "udevadm（シリアル機器の一覧）", en: "udevadm, lists serial devices" }],
];

/** What is here of what the virtual devices, real devices and foreign checks want. */
export async function examineMachine(clock: Clock): Promise<SetupFinding[]> {
  return [
    node(),
    clockOf(clock),
    await writable("out"),
    await native(
      "koffi",
      { ja: "koffi（PC/SC と pty）", en: "koffi, for PC/SC and ptys" },
      undefined,
      () => import("koffi"),
    ),
    await native(
      "node-hid",
      { ja: "node-hid（USB HID リーダー）", en: "node-hid, for USB HID readers" },
      "hid.library",
      () => import("node-hid"),
    ),
    await native(
      "serialport",
      { ja: "serialport（シリアルのリーダー）", en: "serialport, for serial readers" },
      "serial.library",
      () => import("serialport"),
    ),
    await pcscLibrary(),
    ...(await Promise.all(PROGRAMS.map(([program, args, what]) => probe(program, args, what)))),
  ];
}

function node(): SetupFinding {
  const what = { ja: "Node.js", en: "Node.js" };
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return { is: "ok", what, found: process.versions.node };
  return {
    is: "missing",
    what,
    found: process.versions.node,
    mend: {
      ja: "Node.js 20.19 以降（推奨は 24）を入れてください。",
      en: "Install Node.js 20.19 or later; 24 is recommended.",
    },
  };
}

/** Certificates of the test world were issued for these days; a clock outside of them is a battery that has run out. */
function clockOf(clock: Clock): SetupFinding {
  const what = { ja: "この計算機の時計", en: "this machine's clock" };
  const found = new Date(clock.now() / 1000).toISOString().slice(0, 16);
  const year = 365 * 86_400_000_000;
  return clock.now() < OPENING - year || clock.now() > OPENING + 20 * year
    ? missing(what, "clock.off", found)
    : ok(what, found);
}

async function writable(folder: string): Promise<SetupFinding> {
  const what = { ja: `結果フォルダー ${folder}`, en: `results folder ${folder}` };
  const probe = join(folder, `.doctor-${process.pid}`);
  try {
    await mkdir(probe, { recursive: true });
    await access(probe, constants.W_OK);
    await rm(probe, { recursive: true });
    return { is: "ok", what };
  } catch {
    return {
      is: "missing",
      what,
      mend: { ja: "書き込めるフォルダーで実行してください。", en: "Run in a folder that you may write to." },
    };
  }
}

async function native(
  name: string,
  what: Text,
  setup: SetupFault | undefined,
  load: () => Promise<unknown>,
): Promise<SetupFinding> {
  try {
    await load();
    return { is: "ok", what };
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
    const library = /lib[\w.-]+\.so[.\d]*/.exec(reason)?.[0];
    const found = library ? `${library} ✗` : reason;
    if (setup !== undefined) return notYet(what, setup, found);
    const mend = {
      ja: `npm ci をやり直すか、npm install ${name} を実行してください。`,
      en: `Run npm ci again, or npm install ${name}.`,
    };
    return { is: "optional", what, found, mend };
  }
}

async function pcscLibrary(): Promise<SetupFinding> {
  const what = { ja: "PC/SC ライブラリー", en: "PC/SC library" };
  const file =
    { win32: "winscard.dll", darwin: "/System/Library/Frameworks/PCSC.framework/PCSC" }[process.platform as string] ??
    "libpcsclite.so.1";
  try {
    const { default: koffi } = await import("koffi");
    koffi.load(file).unload();
    return { is: "ok", what, found: file };
  } catch {
    return notYet(what, "pcsc.library", `${file} ✗`);
  }
}

/** Away from the PC/SC service: OpenSC looks at every reader first, and waits where another program has a card to itself. */
const ALONE = { ...process.env, PCSCLITE_CSOCK_NAME: "/nonexistent" };

async function probe(program: string, args: readonly string[], what: Text): Promise<SetupFinding> {
  try {
    const { stdout, stderr } = await promisify(execFile)(program, args, { env: ALONE }).catch((error: unknown) => {
      // A program that answers its own help with a status other than 0 is there all the same.
      if (error instanceof Error && "code" in error && typeof error.code === "number")
        return { stdout: "", stderr: "" };
      throw error;
    });
    const found = (stdout || stderr).split("\n")[0]?.trim().slice(0, 60);
    return found ? { is: "ok", what, found } : { is: "ok", what };
  } catch {
    return { is: "optional", what, mend: DEBIAN };
  }
}
