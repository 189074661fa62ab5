import { useSignal } from "@preact/signals";
import type { TraceEvent } from "../../../device/trace.ts";
import { lang, say } from "./language.ts";
import { pcapng } from "./pcapng.ts";
import { traceFile } from "./trace-file.ts";
import { tracePage } from "./trace-page.ts";
import { viewSource } from "./view-source.ts";

/** Save, open, and take away for other programs. */
export function TraceTools({
  events,
  onOpen,
}: {
  readonly events: readonly TraceEvent[];
  readonly onOpen?: ((file: File) => void) | undefined;
}) {
  const isUnmade = useSignal(false);
  const share = async () => {
    try {
      const parts = tracePage(events, await viewSource(), { lang: lang.value, nonce: nonce() });
      download("shikaku-trace.html", new Blob(parts, { type: "text/html" }));
      isUnmade.value = false;
    } catch {
      isUnmade.value = true;
    }
  };
  return (
    <div class="tools">
      <button class="share" onClick={() => void share()}>
        {say(SHARE)}
      </button>
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
      <span class="complaint" role="status">
        {isUnmade.value && say(UNMADE)}
      </span>
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

/** Drawn from the browser's own chance, wherever it lets a page have it. */
const nonce = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

const SHARE = { ja: "1つのページで渡す", en: "Share as one page" };
const UNMADE = {
  ja: "ページを作れませんでした。shikaku serve が動いているか確かめるか、「記録を保存」を使ってください。",
  en: "The page could not be made. See whether `shikaku serve` still runs, or save the trace.",
};
const SAVE = { ja: "記録を保存", en: "Save the trace" };
const EXPORT = { ja: "pcapng で書き出す", en: "Export as pcapng" };
const OPEN = { ja: "ファイルを開く", en: "Open a file" };
