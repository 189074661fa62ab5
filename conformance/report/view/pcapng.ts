import type { TraceEvent } from "../../../device/trace.ts";
import { ascii, concat, unhex, utf8 } from "../../../device/wire/bytes.ts";
import { titleOf } from "./decode.ts";
import { plain } from "./language.ts";

/**
 * A trace as a capture for Wireshark (pcapng, draft-ietf-opsawg-pcapng). Each event with bytes is a packet of link type 252,
 * WIRESHARK_UPPER_PDU, which names its dissector; what the bench makes of it stands as the packet's comment. Block by block: all of them
 * at once are more than a call takes.
 */
export function pcapng(events: readonly TraceEvent[]): Uint8Array[] {
  const packets = events.filter((event) => "bytes" in event && event.bytes !== "");
  return [
    block(
      0x0a0d0d0a,
      concat(u32(0x1a2b3c4d), u16(1), u16(0), u32(0xffffffff), u32(0xffffffff), option(4, utf8("shikaku")), END),
    ),
    ...CHANNELS.map((name) =>
      block(1, concat(u16(252), u16(0), u32(0), option(2, utf8(name)), option(9, Uint8Array.of(6)), END)),
    ),
    ...packets.map(packet),
  ];
}

const CHANNELS = ["host", "card", "folder", "central"] as const;

/** What Wireshark takes each kind of bytes for. Of our own protocol it knows nothing. */
function dissectorOf({ channel, is }: TraceEvent): string {
  if (channel === "card")
    return is === "reset" ? "iso7816.atr" : is === "command" ? "gsm_sim.command" : "gsm_sim.response";
  if (channel === "folder") return "xml";
  return channel === "central" ? "json" : "data";
}

function packet(event: TraceEvent): Uint8Array {
  const bytes = "bytes" in event ? unhex(event.bytes) : new Uint8Array(0);
  const content = concat(tag(12, ascii(dissectorOf(event))), tag(0, new Uint8Array(0)), bytes);
  const face = Math.max(
    0,
    CHANNELS.findIndex((name) => name === event.channel),
  );
  const at = BigInt(Math.round(event.at));
  const time = concat(u32(Number(at >> 32n)), u32(Number(at & 0xffffffffn)));
  // The length of an option is two bytes.
  const comment = utf8(`${event.channel} ${event.is} #${event.seq}: ${plain(titleOf(event), 2000)}`);
  return block(
    6,
    concat(u32(face), time, u32(content.length), u32(content.length), padded(content), option(1, comment), END),
  );
}

/** EXPORTED_PDU tags: big-endian, padded to four bytes. */
const tag = (name: number, value: Uint8Array): Uint8Array =>
  concat(Uint8Array.of(name >> 8, name & 0xff, 0, (value.length + 3) & ~3), padded(value));

function block(type: number, body: Uint8Array): Uint8Array {
  const length = u32(body.length + 12);
  return concat(u32(type), length, body, length);
}

const option = (code: number, value: Uint8Array): Uint8Array => concat(u16(code), u16(value.length), padded(value));
const END = new Uint8Array(4);

const padded = (bytes: Uint8Array): Uint8Array => concat(bytes, new Uint8Array((4 - (bytes.length % 4)) % 4));
const u16 = (value: number): Uint8Array => Uint8Array.of(value & 0xff, value >> 8);
const u32 = (value: number): Uint8Array =>
  Uint8Array.of(value & 0xff, (value >>> 8) & 0xff, (value >>> 16) & 0xff, (value >>> 24) & 0xff);
