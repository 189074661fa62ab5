import type { TraceEvent } from "../../../device/trace.ts";
import { decode, titleOf } from "./decode.ts";
import { duration, lang, plain, say } from "./language.ts";

/** So many bytes are shown at once. */
const MOST = 4096;

/** One event whole: what it says, where that is written, and its bytes. */
export function EventDetail({ event, since }: { readonly event: TraceEvent; readonly since?: TraceEvent | undefined }) {
  const { fields, clause, complaint } = decode(event);
  return (
    <div class="detail">
      <h3>{titleOf(event)}</h3>
      <p class="soft small">
        #{event.seq} · {event.channel} {event.is}
        {event.scope !== undefined && ` · ${plain(event.scope, 40)}`}
        {since && ` · ${say(AFTER)} ${duration(event.at - since.at)}`}
      </p>
      {clause !== undefined && <p class="clause">{plain(clause, 240)}</p>}
      {complaint !== undefined && <p class="complaint">{plain(complaint, 600)}</p>}
      {fields.length > 0 && (
        <table class="fields">
          <tbody>
            {fields.map(({ name, value, depth = 0 }, at) => (
              <tr key={at}>
                <th scope="row" class={`depth-${Math.min(depth, 6)}`}>
                  {name}
                </th>
                <td>{value}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {"bytes" in event && event.bytes !== "" && <Dump bytes={event.bytes} masked={event.masked ?? []} />}
    </div>
  );
}

function Dump({ bytes, masked }: { readonly bytes: string; readonly masked: readonly (readonly [number, number])[] }) {
  const length = bytes.length / 2;
  const lines = Array.from({ length: Math.ceil(Math.min(length, MOST) / 16) }, (_, nth) =>
    bytes.slice(nth * 32, nth * 32 + 32),
  );
  return (
    <>
      <p class="soft small">
        {length} {say(BYTES)}
        {masked.length > 0 && ` · ${say(MASKED)}`}
        {length > MOST && ` · ${say(CUT)}`}
      </p>
      <pre class="dump" tabIndex={0} aria-label={say(BYTES)} lang={lang.value}>
        {lines
          .map((line, nth) => `${(nth * 16).toString(16).padStart(4, "0")}  ${spaced(line)}  ${printable(line)}\n`)
          .join("")}
      </pre>
    </>
  );
}

const spaced = (line: string): string => (line.match(/../g) ?? []).join(" ").padEnd(47);
const printable = (line: string): string =>
  (line.match(/../g) ?? [])
    .map((pair) => Number.parseInt(pair, 16))
    .map((byte) => (byte > 31 && byte < 127 ? String.fromCharCode(byte) : "."))
    .join("");

const AFTER = { ja: "直前から", en: "after the one before:" };
const BYTES = { ja: "バイト", en: "bytes" };
const MASKED = { ja: "秘密だったところは 2a です", en: "what was a secret reads 2a" };
const CUT = { ja: "はじめの部分だけ表示", en: "only the beginning is shown" };
