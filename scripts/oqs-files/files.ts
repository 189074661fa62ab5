import { writeMessage } from "../../device/wire/oqs/message.ts";
import { OQS_MESSAGES } from "../../device/wire/oqs/messages.ts";
import { schemaOf } from "../../device/wire/oqs/schema.ts";
import type { XmlEncoding } from "../../device/wire/oqs/xml-writer.ts";
import { BULK } from "./bulk.ts";
import { MEDICAL } from "./medical.ts";
import type { Example } from "./parts.ts";
import { REMOTE } from "./remote.ts";
import { SINGLE } from "./single.ts";

/** At least one of every message. */
export const EXAMPLES: readonly Example[] = [...SINGLE, ...BULK, ...REMOTE, ...MEDICAL];

const FOLDERS = { "UTF-8": "utf-8", "Shift_JIS": "shift_jis" } as const satisfies Record<XmlEncoding, string>;

/** An example as the file that it is in an encoding; its identifier of the encoding follows. */
export function exampleFile({ message, value }: Example, encoding: XmlEncoding): Uint8Array {
  const named = value.MessageHeader["CharacterCodeIdentifier"] !== undefined;
  const code = { CharacterCodeIdentifier: encoding === "UTF-8" ? "0" : "1" };
  const header = named ? { ...value.MessageHeader, ...code } : value.MessageHeader;
  return writeMessage(message, { ...value, MessageHeader: header }, { encoding });
}

export const examplePath = ({ file }: Example, encoding: XmlEncoding): string =>
  `examples/${FOLDERS[encoding]}/${file}`;

/** Everything in docs/xsd, by its path there: a schema of each message, and each example in both encodings. */
export const oqsFiles = (): ReadonlyMap<string, string | Uint8Array> =>
  new Map<string, string | Uint8Array>([
    ...OQS_MESSAGES.map((message) => [`${message.id}.xsd`, schemaOf(message)] as const),
    ...(["UTF-8", "Shift_JIS"] as const).flatMap((encoding) =>
      EXAMPLES.map((example) => [examplePath(example, encoding), exampleFile(example, encoding)] as const),
    ),
  ]);
