import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { FileSeen } from "./counter-state.ts";
import { lang, plain, say } from "./language.tsx";
import { counter, events } from "./store.ts";
import { view } from "./view-port.ts";

/** What lies in req, res and face, newest first, each readable tag by tag. */
export function FilesPane() {
  const wanted = useSignal<FileSeen | undefined>(undefined);
  const files = [...counter.value.files].reverse();
  const chosen = wanted.value ?? files.find(({ folder }) => folder !== "req");
  return (
    <section class="pane files" aria-label={say(FILES)}>
      <h2>{say(FILES)}</h2>
      {files.length === 0 && <p class="soft">{say(EMPTY)}</p>}
      <div class="files-panes">
        <ul>
          {files.map((file) => (
            <li key={`${file.folder} ${file.name} ${file.at}`}>
              <button class="file" aria-pressed={chosen === file} onClick={() => (wanted.value = file)}>
                <span class={`folder folder-${FOLDERS.includes(file.folder) ? file.folder : "other"}`}>
                  {plain(file.folder, 6)}
                </span>
                <span class={file.gone === undefined ? "" : "gone"}>{plain(file.name, 90)}</span>
              </button>
            </li>
          ))}
        </ul>
        {chosen && <Decoded file={chosen} />}
      </div>
    </section>
  );
}

const FOLDERS = ["req", "res", "face"];

function Decoded({ file }: { readonly file: FileSeen }) {
  const place = useRef<HTMLDivElement>(null);
  const language = lang.value;
  useEffect(() => {
    const event = events.list.findLast(
      (each) => each.channel === "folder" && each.is === "appeared" && each.name === file.name && each.at === file.at,
    );
    if (place.current && event) view()?.event(place.current, language, event);
  }, [file, language]);
  return <div ref={place} class="decoded" tabIndex={0} aria-label={say(CONTENT)} />;
}

const FILES = { ja: "連携フォルダー（req・res・face）", en: "Exchange folders: req, res, face" };
const EMPTY = { ja: "ファイルはまだありません。", en: "No file yet." };
const CONTENT = { ja: "ファイルの内容", en: "the file's content" };
