import type { ReaderLine } from "../../conformance/benches/reader.ts";
import type { SetupFinding } from "../../conformance/setup/finding.ts";
import type { Clock, Transport } from "../../device/ports.ts";
import { concat, hex } from "../../device/wire/bytes.ts";
import { decodeFace, encodeFace, type FaceMessage, PROTOCOL_VERSION } from "../../device/wire/face.ts";
import { isPassedOver } from "../../device/wire/face-version.ts";
import { findingOf, missing, ok } from "./finding-of.ts";

/** Milliseconds: what a reader may take to say who it is. */
const PATIENCE = 10_000;
/** A person's program begins with letters; the reference protocol does not. */
const TEXT = /^[\x09\x0a\x0d\x20-\x7e]{4,}/;
/** How a frame begins in a stream (device/wire/face-frame.ts): whoever sends it means the reference protocol, however wrongly he speaks it. */
const MARK = "face";
const MOST = 256;

type Heard =
  | { readonly is: "identity"; readonly message: Extract<FaceMessage, { is: "identity" }> }
  /** Words of another protocol, or our own, sent back. */
  | { readonly is: "other"; readonly said: string }
  /** Time went by. */
  | { readonly is: "silence" }
  /** What the cases are to judge: it hung up, or spoke the protocol wrongly. */
  | { readonly is: "wrong" };

/** Whether something can be reached at the end of a line to a reader, and whether it speaks as readers do. */
export async function examineLine(line: ReaderLine, clock: Clock): Promise<SetupFinding[]> {
  const what = { ja: `リーダー ${line.name}`, en: `reader at ${line.name}` };
  let spoken: (bytes: Uint8Array) => void = () => undefined;
  let transport: Transport;
  try {
    transport = await line.connect((bytes) => spoken(bytes));
  } catch (error) {
    return [findingOf(what, error)];
  }
  try {
    const heard = await new Promise<Heard>((resolve) => {
      let bytes: Uint8Array = new Uint8Array();
      let framed = false;
      const forget = clock.after(PATIENCE, () => resolve(framed ? { is: "wrong" } : meant(bytes)));
      const tell = (told: Heard) => {
        forget();
        resolve(told);
      };
      spoken = (more) => {
        bytes = concat(bytes, more).slice(0, MOST);
        const [said] = TEXT.exec(Buffer.from(bytes).toString("latin1")) ?? [];
        if (said !== undefined) tell({ is: "other", said: said.split(/[\r\n]/, 1)[0]?.slice(0, 40) ?? "" });
      };
      void listen(transport, tell, () => (framed = true));
    });
    return [judged(what, heard)];
  } finally {
    await transport.close();
  }
}

/** What a reader says wrongly is for the cases to tell: it is no fault of a set-up. */
async function listen(transport: Transport, tell: (heard: Heard) => void, onFrame: () => void): Promise<void> {
  try {
    await transport.send(encodeFace({ is: "hello", version: PROTOCOL_VERSION }));
    for await (const frame of transport.frames) {
      onFrame();
      if (isPassedOver(frame)) continue;
      const message = decodeFace(frame);
      if (message.is === "identity") {
        tell({ is: "identity", message });
        return;
      }
      if (message.is === "hello") {
        tell({ is: "other", said: "hello → hello" });
        return;
      }
    }
  } catch {
    // It hung up, or sent what is no message.
  }
  // What it said before it hung up is told first.
  setImmediate(() => tell({ is: "wrong" }));
}

/** Bytes that made no frame. */
const meant = (bytes: Uint8Array): Heard =>
  bytes.length === 0
    ? { is: "silence" }
    : hex(bytes).includes(MARK)
      ? { is: "wrong" }
      : { is: "other", said: hex(bytes.slice(0, 16)) };

function judged(what: { ja: string; en: string }, heard: Heard): SetupFinding {
  if (heard.is === "other") return missing(what, "peer.otherProtocol", heard.said);
  if (heard.is === "silence") return missing(what, "peer.silent", "hello → –");
  if (heard.is === "wrong") return { is: "optional", what, found: "hello → –" };
  const { maker, model, version } = heard.message;
  return version >= 1 && version <= PROTOCOL_VERSION
    ? ok(what, `${maker} ${model}`)
    : missing(what, "peer.otherVersion", `${version} > ${PROTOCOL_VERSION}`);
}
