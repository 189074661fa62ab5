import type { ReaderLine } from "../../conformance/benches/reader.ts";
import type { SetupFinding } from "../../conformance/setup/finding.ts";
import type { Clock, Transport } from "../../device/ports.ts";
import { concat } from "../../device/wire/bytes.ts";
import { decodeFace, encodeFace, type FaceMessage, PROTOCOL_VERSION } from "../../device/wire/face.ts";
import { findingOf, missing, ok } from "./finding-of.ts";

/** Milliseconds: what a reader may take to say who it is. */
const PATIENCE = 3_000;
/** A person's program begins with letters; the reference protocol does not. */
const TEXT = /^[\x09\x0a\x0d\x20-\x7e]{4,}/;
const MOST = 256;

type Heard =
  | { readonly is: "identity"; readonly message: Extract<FaceMessage, { is: "identity" }> }
  | { readonly is: "text"; readonly text: string }
  | { readonly is: "nothing" };

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
      const forget = clock.after(PATIENCE, () => resolve({ is: "nothing" }));
      const tell = (told: Heard) => {
        forget();
        resolve(told);
      };
      let text: Uint8Array = new Uint8Array();
      spoken = (bytes) => {
        text = concat(text, bytes).slice(0, MOST);
        const [said] = TEXT.exec(Buffer.from(text).toString("latin1")) ?? [];
        if (said !== undefined) tell({ is: "text", text: said.split(/[\r\n]/, 1)[0]?.slice(0, 40) ?? "" });
      };
      void listen(transport, tell);
    });
    return [judged(what, heard)];
  } finally {
    await transport.close();
  }
}

/** What a reader says wrongly is for the cases to tell: it is no fault of a set-up. */
async function listen(transport: Transport, tell: (heard: Heard) => void): Promise<void> {
  try {
    await transport.send(encodeFace({ is: "hello", version: PROTOCOL_VERSION }));
    for await (const frame of transport.frames) {
      const message = decodeFace(frame);
      if (message.is === "identity") {
        tell({ is: "identity", message });
        return;
      }
    }
  } catch {
    // It hung up, or sent what is no message.
  }
  // What it said before it hung up is told first.
  setImmediate(() => tell({ is: "nothing" }));
}

function judged(what: { ja: string; en: string }, heard: Heard): SetupFinding {
  if (heard.is === "text") return missing(what, "peer.otherProtocol", heard.text);
  if (heard.is === "nothing") return { is: "optional", what, found: "hello → –" };
  const { maker, model, version } = heard.message;
  return version === PROTOCOL_VERSION
    ? ok(what, `${maker} ${model}`)
    : missing(what, "peer.otherVersion", `${version} ≠ ${PROTOCOL_VERSION}`);
}
