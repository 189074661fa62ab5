import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { FileSeen } from "./counter-state.ts";
import { lang, plain, say } from "./language.tsx";
import { counter } from "./store.ts";
import { view } from "./view-port.ts";

/** What lies in req, res and face, newest first, each readable tag by tag. */
export function FilesPane() {
  const wanted = useSignal<number | undefined>(undefined);
  const files = [...counter.value.files].reverse();
  // Of a counter that has begun anew none of the files before is shown.
  const chosen =
    files.find(({ seen }) => seen.seq === wanted.value) ?? files.find(({ seen: { folder } }) => folder !== "req");
  return (
    <section class="pane files" aria-label={say(FILES)}>
      <h2>{say(FILES)}</h2>
      {files.length === 0 && <p class="soft">{say(EMPTY)}</p>}
      <div class="files-panes">
        <ul>
          {files.map((file) => (
            <li key={file.seen.seq}>
              <FileButton file={file} isChosen={file === chosen} onChoose={() => (wanted.value = file.seen.seq)} />
            </li>
          ))}
        </ul>
        {chosen && <Decoded file={chosen} />}
      </div>
    </section>
  );
}

function FileButton({
  file: { seen, gone },
  isChosen,
  onChoose,
}: {
  readonly file: FileSeen;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}) {
  return (
    <button class="file" aria-pressed={isChosen} onClick={onChoose}>
      <span class={`folder folder-${FOLDERS.includes(seen.folder) ? seen.folder : "other"}`}>
        {plain(seen.folder, 6)}
      </span>
      <span class={gone === undefined ? "" : "gone"}>
        {plain(seen.name, 90)}
        {gone !== undefined && <span class="sr"> {say(TAKEN_AWAY)}</span>}
      </span>
    </button>
  );
}

const FOLDERS = ["req", "res", "face"];

function Decoded({ file: { seen } }: { readonly file: FileSeen }) {
  const place = useRef<HTMLDivElement>(null);
  const language = lang.value;
  useEffect(() => {
    if (place.current) view()?.event(place.current, language, seen);
  }, [seen, language]);
  return <div ref={place} class="decoded" role="region" tabIndex={0} aria-label={say(CONTENT)} />;
}

const FILES = { ja: "連携フォルダー（req・res・face）", en: "Exchange folders: req, res, face" };
const EMPTY = { ja: "ファイルはまだありません。", en: "No file yet." };
const CONTENT = { ja: "ファイルの内容", en: "the file's content" };
const TAKEN_AWAY = { ja: "（削除済み）", en: "(taken away)" };
