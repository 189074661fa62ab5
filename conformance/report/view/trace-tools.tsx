import type { TraceEvent } from "../../../device/trace.ts";
import { say } from "./language.ts";
import { pcapng } from "./pcapng.ts";
import { traceFile } from "./trace-file.ts";

/** Save, open, and take away for other programs. */
export function TraceTools({
  events,
  onOpen,
}: {
  readonly events: readonly TraceEvent[];
  readonly onOpen?: ((file: File) => void) | undefined;
}) {
  return (
    <div class="tools">
      <button
        onClick={() => download("shikaku-trace.json", new Blob([traceFile(events)], { type: "application/json" }))}
      >
        {say(SAVE)}
      </button>
      <button
        onClick={() => download("shikaku-trace.pcapng", new Blob(pcapng(events).map((block) => new Uint8Array(block))))}
      >
        {say(EXPORT)}
      </button>
      {onOpen && <OpenFile onOpen={onOpen} />}
    </div>
  );
}

export function OpenFile({ onOpen }: { readonly onOpen: (file: File) => void }) {
  return (
    <label class="open-file">
      {say(OPEN)}
      <input
        type="file"
        accept=".json,.html"
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          event.currentTarget.value = "";
          if (file) onOpen(file);
        }}
      />
    </label>
  );
}

function download(name: string, blob: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

const SAVE = { ja: "記録を保存", en: "Save the trace" };
const EXPORT = { ja: "pcapng で書き出す", en: "Export as pcapng" };
const OPEN = { ja: "ファイルを開く", en: "Open a file" };
